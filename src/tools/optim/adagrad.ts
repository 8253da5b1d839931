import * as math from '../../unit/math/index.js';
import { checkNotNegative } from './checks.js';
import { defined } from './defined.js';
import { inverseRoot } from './moments.js';
import { Optimizer, type OptimizerOptions } from './optimizer.js';
import type { Rule } from './rule.js';

/** Options of {@link Adagrad}. */
export interface AdagradOptions extends OptimizerOptions {
  /** The learning rate is divided by 1 + lrDecay times the steps before. 0 unless given. */
  lrDecay?: number | undefined;
  /** What the sums of squares start from. 0 unless given. */
  initialAccumulatorValue?: number | undefined;
  /** Keeps the division from zero. 1e-10 unless given. */
  eps?: number | undefined;
}

/**
 * The gradient over the root of the sum of its squares so far. The learning rate is 0.01 unless given.
 *
 * Duchi, Hazan & Singer (2011), Adaptive subgradient methods for online learning and stochastic optimization, JMLR 12.
 */
export class Adagrad extends Optimizer {
  static override readonly name: string = 'Adagrad';
  static override readonly invisible = [...Optimizer.invisible, 'eps'];

  /** Keeps the division from zero. */
  readonly eps: number;

  constructor({ lrDecay = 0, initialAccumulatorValue = 0, eps = 1e-10, ...options }: AdagradOptions = {}) {
    checkNotNegative('Adagrad', { lrDecay, initialAccumulatorValue, eps });
    super(adagradRule(lrDecay, initialAccumulatorValue, eps), { lr: 0.01, ...defined(options) });
    this.eps = eps;
  }

  protected override shownOptions(): Readonly<Record<string, number | string>> {
    return { eps: this.eps, ...super.shownOptions() };
  }
}

function adagradRule(lrDecay: number, first: number, eps: number): Rule<'squares'> {
  return {
    slots: (parameter) => ({ squares: math.fullLike(parameter, first) }),
    step: ({ gradient: g, slots, count, lr }) => {
      const squares = slots.squares.add(g.mul(g));
      const direction = g.mul(inverseRoot(squares, eps));
      const slower = lrDecay === 0 ? direction : direction.div(count.sub(1).mul(lrDecay).add(1).astype(g.dtype));
      return { change: slower.mul(lr), slots: { squares } };
    },
  };
}
