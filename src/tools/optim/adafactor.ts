import { unitless } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { decayed } from './adamw.js';
import { checkNotNegative } from './checks.js';
import { Optimizer, type OptimizerOptions } from './optimizer.js';
import type { Numbers, Rule } from './rule.js';

/** Options of {@link Adafactor}. */
export interface AdafactorOptions extends OptimizerOptions {
  /** Added to the squares. 1e-30 unless given. */
  eps?: number | undefined;
  /** The decay of the mean squares is 1 - t^-decayRate. 0.8 unless given. */
  decayRate?: number | undefined;
  /**
   * Whether matrices of 128 rows and columns or more keep a mean square for each row and column alone. true unless
   * given.
   */
  factored?: boolean | undefined;
}

/**
 * The gradient over the root of its mean square, which for large matrices is kept as a product of rows and columns.
 *
 * Shazeer & Stern (2018), Adafactor: adaptive learning rates with sublinear memory cost, ICML.
 */
export class Adafactor extends Optimizer {
  static override readonly name: string = 'Adafactor';
  static override readonly invisible = [...Optimizer.invisible, 'decayRate'];

  /** How fast the decay of the mean squares rises. */
  readonly decayRate: number;

  constructor({ eps = 1e-30, decayRate = 0.8, factored = true, ...options }: AdafactorOptions = {}) {
    checkNotNegative('Adafactor', { eps, decayRate });
    super(adafactorRule(eps, decayRate, factored), options);
    this.decayRate = decayRate;
  }

  protected override shownOptions(): Readonly<Record<string, number | string>> {
    return { decay_rate: this.decayRate, ...super.shownOptions() };
  }
}

/** Matrices smaller than this keep every mean square. */
const LARGE = 128;

function adafactorRule(eps: number, decayRate: number, factored: boolean): Rule {
  return {
    decay: 'own',
    slots: (parameter) => {
      const axes = factored ? largestAxes(parameter.shape) : undefined;
      if (axes === undefined) return { squares: math.zerosLike(parameter) };
      const [second, first] = axes;
      return { rows: math.zerosLike(parameter.sum(first)), columns: math.zerosLike(parameter.sum(second)) };
    },
    step: (leaf) => {
      const { gradient: g, slots, count, lr } = leaf;
      const decay = unitless(1).sub(math.power(count, -decayRate)).astype(g.dtype);
      const mean = (last: Numbers, x: Numbers): Numbers => decay.mul(last).add(unitless(1).sub(decay).mul(x));
      const squares = g.mul(g).add(eps);
      const axes = factored ? largestAxes(g.shape) : undefined;
      if (axes === undefined) {
        const kept = mean(slots.squares, squares);
        return { change: decayed(g.div(kept.sqrt()), leaf).mul(lr), slots: { squares: kept } };
      }
      const [second, first] = axes;
      const rows = mean(slots.rows, squares.mean(first));
      const columns = mean(slots.columns, squares.mean(second));
      const along = second > first ? second - 1 : second;
      const ofRows = rows.div(rows.mean(along).expandDims(along)).sqrt().expandDims(first);
      const direction = g.div(ofRows).div(columns.sqrt().expandDims(second));
      return { change: decayed(direction, leaf).mul(lr), slots: { rows, columns } };
    },
  };
}

/** The second largest axis and the largest, where both are large. */
function largestAxes(shape: readonly number[]): [second: number, first: number] | undefined {
  if (shape.length < 2) return undefined;
  const sorted = [...shape.keys()].sort((a, b) => shape[a] - shape[b]);
  const [second, first] = sorted.slice(-2);
  return shape[second] < LARGE ? undefined : [second, first];
}
