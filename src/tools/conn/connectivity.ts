import { fail } from '../../core/error.js';
import { snakeCase } from '../../core/names.js';
import { describe, inspect, type Described } from '../../core/print.js';
import { sizeOf } from '../../engine/index.js';
import { showValue, toShape, type Size } from '../../state/index.js';
import { ms, type AnyQuantity, type Quantity } from '../../unit/index.js';
import { Initializer, type Init } from '../init/initializer.js';
import { param } from '../init/param.js';
import { Draws } from './draws.js';
import { ConnectionResult, type Positions } from './result.js';
import type { Rows } from './rows.js';

type Time = Quantity<'time'>;

/** What every rule can be told. */
export interface ConnectivityOptions<D> {
  /** The weights: a value for all, or a rule that makes one for each. None unless given. */
  weight?: Init<D> | undefined;
  /** The delays: a value for all, or a rule that makes one for each. None unless given. */
  delay?: Init<'time'> | undefined;
  /** A seed of its own, which connects alike each time. A key of the shared source unless given. */
  seed?: number | undefined;
}

/** What a rule may need to know of the neurons. */
export interface Placement {
  /** Where the presynaptic neurons lie: `[pre, dimensions]`. */
  prePositions?: Positions | undefined;
  /** Where the postsynaptic neurons lie: `[post, dimensions]`. */
  postPositions?: Positions | undefined;
  /** How far apart they are, `[pre, post]`, in the place of positions. */
  distances?: Quantity<'length'> | Quantity<'one'> | undefined;
}

/** What a rule connects. */
export interface Request extends Placement {
  readonly pre: number;
  readonly post: number;
  /** The sizes as they were given. */
  readonly preShape: readonly number[];
  readonly postShape: readonly number[];
  readonly draws: Draws;
}

/** Connections, and their weights and delays where the rule makes them itself. */
export interface Connected {
  readonly rows: Rows;
  readonly weights?: AnyQuantity | undefined;
  readonly delays?: Time | undefined;
}

/**
 * A rule that says who is connected to whom. Each `generate` draws anew from the shared source of random numbers, unless the
 * rule has a seed. The numbers are of a generator of its own, not numpy's: the statistics are those of braintools, the
 * connections are not.
 *
 * @example
 * const rule = new conn.FixedProb(0.02, { weight: mS(0.6), delay: ms(1.5) });
 * const result = rule.generate(3200, 4000);
 * result.toCsr().eventVecmat(spikes); // Quantity<'conductance'> of shape [4000]
 */
export abstract class Connectivity<in out D = 'one'> implements Described {
  /** The name that printing and errors show. Written down, since a bundler may shorten that of the class. */
  static readonly name: string = 'Connectivity';

  constructor(protected readonly options: ConnectivityOptions<D> = {}) {
    const { seed } = options;
    if (seed !== undefined && (!Number.isSafeInteger(seed) || seed < 0)) fail('conn/seed', { value: showValue(seed) });
  }

  /** Who is connected to whom. @internal */
  protected abstract connect(request: Request): Connected;

  /** What it was made with, by name. @internal */
  protected abstract parameters(): Readonly<Record<string, unknown>>;

  /**
   * Connects populations of these sizes.
   *
   * @param preSize - a number of neurons, or the shape of the population
   * @param postSize - the same of those that are connected to
   * @throws when the sizes, or the positions, are not what the rule needs; and inside a transform, where random numbers are not
   * known yet
   */
  generate(preSize: Size, postSize: Size, placement: Placement = {}): ConnectionResult<D> {
    const [preShape, postShape] = [toShape(preSize, 'preSize'), toShape(postSize, 'postSize')];
    const [pre, post] = [sizeOf(preShape), sizeOf(postShape)];
    const draws = new Draws(this.options.seed);
    const { rows, ...made } = this.connect({ ...placement, pre, post, preShape, postShape, draws });
    const { prePositions, postPositions } = placement;
    const places = { prePositions, postPositions };
    const bare = new ConnectionResult<D>(rows, [pre, post], places);
    const count = bare.nConnections;
    const { weight, delay } = this.options;
    const weights = made.weights ?? (weight === undefined ? undefined : valuesOf(weight, count, 'weight', bare));
    const delays = made.delays ?? (delay === undefined ? undefined : valuesOf(delay, count, 'delay', bare));
    if (delays !== undefined && (delays as AnyQuantity).dim !== 'time') fail('conn/delay', { value: showValue(delays) });
    return new ConnectionResult<D>(rows, [pre, post], { ...places, weights: weights as Quantity<D> | undefined, delays });
  }

  [describe](): string {
    const parts = Object.entries(this.parameters())
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => `${snakeCase(key)}=${shown(value)}`);
    return `${this.constructor.name}(${parts.join(', ')})`;
  }

  toString(): string {
    return this[describe]();
  }

  [inspect](): string {
    return this[describe]();
  }
}

/** What knows how long its connections are. */
export interface Distant {
  distances(): Quantity<'length'> | Quantity<'one'> | undefined;
}

/** Values for so many connections, drawn by a rule that may depend on how long they are. */
export function valuesOf<D>(given: Init<D>, count: number, name: string, result: Distant): Quantity<D> {
  const unit = name === 'delay' ? (ms as never) : undefined;
  if (!(given instanceof Initializer)) return param(given, [count], { name, unit });
  // Distances are worked out for rules that ask for them alone: there may be millions.
  const options = {};
  Object.defineProperty(options, 'distances', { get: () => result.distances() });
  return param((shape) => given.sample(shape, undefined, options), [count], { name, unit });
}

function shown(value: unknown): string {
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : typeof value === 'string' ? `'${value}'` : String(value);
}
