import * as math from '../../unit/math/index.js';
import { checkDecay, checkNotNegative } from './checks.js';
import { defined } from './defined.js';
import { inverseRoot, running } from './moments.js';
import { Optimizer, type OptimizerOptions } from './optimizer.js';
import type { Numbers, Rule } from './rule.js';

/** Options of {@link SM3}. */
export interface SM3Options extends OptimizerOptions {
  /** How much of the last change is kept. 0.9 unless given. */
  momentum?: number | undefined;
  /** Keeps the division from zero. 1e-8 unless given. */
  eps?: number | undefined;
}

/**
 * Adagrad that keeps one sum of squares for each row and each column. The learning rate is 1 unless given.
 *
 * Anil, Gupta, Koren & Singer (2019), Memory-efficient adaptive optimization, NeurIPS.
 */
export class SM3 extends Optimizer {
  static override readonly name: string = 'SM3';
  static override readonly invisible = [...Optimizer.invisible, 'momentum', 'eps'];

  /** How much of the last change is kept. */
  readonly momentum: number;
  /** Keeps the division from zero. */
  readonly eps: number;

  constructor({ momentum = 0.9, eps = 1e-8, ...options }: SM3Options = {}) {
    checkDecay('SM3', { momentum });
    checkNotNegative('SM3', { eps });
    super(sm3Rule(momentum, eps), { lr: 1, ...defined(options) });
    this.momentum = momentum;
    this.eps = eps;
  }

  protected override shownOptions(): Readonly<Record<string, number | string>> {
    return { momentum: this.momentum, eps: this.eps, ...super.shownOptions() };
  }
}

function sm3Rule(momentum: number, eps: number): Rule {
  return {
    slots: (parameter) => ({
      m: math.zerosLike(parameter),
      ...Object.fromEntries(coversOf(parameter).map((cover, i) => [`axis${i}`, math.zerosLike(cover)])),
    }),
    step: ({ gradient: g, slots, lr }) => {
      const rank = g.ndim;
      const along = (axis: number): number[] => g.shape.map((n, k) => (k === axis ? n : 1));
      const covers = rank === 0 ? [slots.axis0] : g.shape.map((_, i) => slots[`axis${i}`].reshape(along(i)));
      const sums = g.mul(g).add(covers.reduce((least, cover) => math.minimum(least, cover)));
      const m = running(slots.m, g.mul(inverseRoot(sums, eps)), momentum);
      const kept = coversOf(sums).map((cover, i) => [`axis${i}`, cover]);
      return { change: m.mul(lr), slots: { m, ...(Object.fromEntries(kept) as Record<string, Numbers>) } };
    },
  };
}

/** For each axis the largest element at each place along it; a scalar is one place. */
function coversOf(x: Numbers): Numbers[] {
  if (x.ndim < 2) return [x];
  return x.shape.map((_, i) => x.max([...x.shape.keys()].filter((axis) => axis !== i)));
}
