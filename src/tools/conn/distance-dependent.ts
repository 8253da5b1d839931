import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { showValue } from '../../state/index.js';
import { Quantity, type AnyQuantity } from '../../unit/index.js';
import { DistanceProfile } from '../init/distance-profile.js';
import { ExponentialProfile, GaussianProfile } from '../init/profiles.js';
import * as math from '../../unit/math/index.js';
import { Connectivity, type Connected, type Request } from './connectivity.js';
import type { SelfOptions } from './fixed-prob.js';
import { rowsOf } from './rows.js';

/** A profile of distances that are lengths, or plain numbers. */
export type AnyProfile = DistanceProfile<'length'> | DistanceProfile<'one'>;

/** How many pairs are looked at together: an operation on a few rows costs as much as on one. */
const PAIRS_AT_ONCE = 200_000;

/**
 * The probability of a connection depends on how far apart its ends are: it is what a profile says, within 0 and 1. The rule
 * wants the positions of both populations, or the distances; it looks at every pair.
 *
 * @example
 * const rule = new conn.DistanceDependent(new init.GaussianProfile(um(100), { maxDistance: um(300) }));
 * const xy = um(random.rand(1000, 2).mul(1000));
 * rule.generate(1000, 1000, { prePositions: xy, postPositions: xy });
 *
 * @throws when it is given no profile; and, at `generate`, no positions, or positions that do not fit the sizes
 */
export class DistanceDependent<in out D = 'one'> extends Connectivity<D> {
  static override readonly name: string = 'DistanceDependent';
  readonly allowSelfConnections: boolean;

  constructor(
    readonly distanceProfile: AnyProfile,
    options: SelfOptions<D> = {},
  ) {
    super(options);
    if (!(distanceProfile instanceof DistanceProfile)) {
      fail('conn/profile', { rule: new.target.name, wants: 'a DistanceProfile', value: showValue(distanceProfile) });
    }
    this.allowSelfConnections = options.allowSelfConnections ?? false;
  }

  protected connect(request: Request): Connected {
    const { pre, post, draws } = request;
    const rows = distanceRows(this.constructor.name, request);
    const profile = this.distanceProfile as DistanceProfile<unknown>;
    const skip = !this.allowSelfConnections && isOnePopulation(request);
    const atOnce = Math.max(1, Math.floor(PAIRS_AT_ONCE / Math.max(1, post)));
    let [chances, from]: [ArrayLike<number>, number] = [[], -Infinity];
    const fill = (row: number, add: (column: number) => void): void => {
      if (row >= from + atOnce) {
        from = row;
        chances = profile.probability(rows(row, Math.min(pre, row + atOnce)) as Quantity<unknown>).toTypedArray();
      }
      const start = (row - from) * post;
      for (let column = 0; column < post; column++) {
        const chance = chances[start + column];
        if (chance > 0 && draws.uniform() < chance && !(skip && column === row)) add(column);
      }
    };
    return { rows: rowsOf(pre, 1024, fill) };
  }

  protected parameters(): Readonly<Record<string, unknown>> {
    return { distanceProfile: this.distanceProfile, allowSelfConnections: this.allowSelfConnections };
  }
}

/** {@link DistanceDependent} with a Gaussian profile. */
export class Gaussian<in out D = 'one'> extends DistanceDependent<D> {
  static override readonly name: string = 'Gaussian';

  constructor(distanceProfile: GaussianProfile | GaussianProfile<'one'>, options: SelfOptions<D> = {}) {
    if (!(distanceProfile instanceof GaussianProfile)) {
      fail('conn/profile', { rule: 'Gaussian', wants: 'a GaussianProfile', value: showValue(distanceProfile) });
    }
    super(distanceProfile, options);
  }
}

/** {@link DistanceDependent} with an exponential profile. */
export class Exponential<in out D = 'one'> extends DistanceDependent<D> {
  static override readonly name: string = 'Exponential';

  constructor(distanceProfile: ExponentialProfile | ExponentialProfile<'one'>, options: SelfOptions<D> = {}) {
    if (!(distanceProfile instanceof ExponentialProfile)) {
      fail('conn/profile', { rule: 'Exponential', wants: 'an ExponentialProfile', value: showValue(distanceProfile) });
    }
    super(distanceProfile, options);
  }
}

/** The distances of some rows, from one up to another: `[rows, post]`. */
function distanceRows(rule: string, { pre, post, prePositions, postPositions, distances }: Request): (from: number, to: number) => AnyQuantity {
  const rowsBetween = (from: number, to: number): Int32Array => Int32Array.from({ length: to - from }, (_, i) => from + i);
  if (distances !== undefined) {
    if (showShape(distances.shape) !== showShape([pre, post])) {
      fail('conn/distances', { rule, wants: showShape([pre, post]), got: showShape(distances.shape) });
    }
    return (from, to) => (distances as AnyQuantity).get(rowsBetween(from, to)) as AnyQuantity;
  }
  const a = checkedPositions(rule, 'prePositions', prePositions, pre);
  const b = checkedPositions(rule, 'postPositions', postPositions, post);
  if (a.shape[1] !== b.shape[1]) fail('conn/dimensions', { rule, pre: a.shape[1], post: b.shape[1] });
  return (from, to) => {
    const apart: AnyQuantity = a.get(rowsBetween(from, to)).reshape([to - from, 1, -1]).sub(b.reshape([1, post, -1]));
    return math.sqrt(math.square(apart).sum(2) as AnyQuantity) as AnyQuantity;
  };
}

function checkedPositions(rule: string, name: string, positions: AnyQuantity | undefined, size: number): AnyQuantity {
  if (!(positions instanceof Quantity)) fail('conn/positions', { rule });
  if (positions.ndim === 2 && positions.shape[0] === size) return positions;
  return fail('conn/positions-shape', { rule, name, wants: `(${size}, dimensions)`, got: showShape(positions.shape) });
}

/** Whether both sides are the same neurons: they lie in the same places. */
function isOnePopulation({ pre, post, prePositions, postPositions }: Request): boolean {
  if (pre !== post || prePositions === undefined || postPositions === undefined) return false;
  if (prePositions === postPositions) return true;
  const [a, b] = [prePositions.toTypedArray(), (postPositions as AnyQuantity).in(prePositions.unit as never).toTypedArray()];
  // Positions in two units differ by their rounding.
  return a.length === b.length && a.every((x, i) => Math.abs(x - b[i]) <= 1e-6 * Math.max(Math.abs(x), Math.abs(b[i])));
}
