import { unitless } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { checkDecay, checkNotNegative } from './checks.js';
import { defined } from './defined.js';
import { running } from './moments.js';
import { Optimizer, type OptimizerOptions } from './optimizer.js';
import type { Numbers, Rule } from './rule.js';

/** Options of {@link RMSprop}. */
export interface RMSpropOptions extends OptimizerOptions {
  /** The decay of the running means. 0.99 unless given. */
  alpha?: number | undefined;
  /** Keeps the division from zero. 1e-8 unless given. */
  eps?: number | undefined;
  /** How much of the last change is kept. 0 unless given. */
  momentum?: number | undefined;
  /**
   * Whether the mean gradient is taken off its square: the variance in place of the mean square. false unless given.
   */
  centered?: boolean | undefined;
}

/**
 * The gradient over the root of its mean square. The learning rate is 0.01 unless given.
 *
 * Tieleman & Hinton (2012), Lecture 6.5: RMSProp, Coursera; centered: Graves (2013), arXiv:1308.0850.
 */
export class RMSprop extends Optimizer {
  static override readonly name: string = 'RMSprop';
  static override readonly invisible = [...Optimizer.invisible, 'alpha', 'eps'];

  /** The decay of the running means. */
  readonly alpha: number;
  /** Keeps the division from zero. */
  readonly eps: number;

  constructor({ alpha = 0.99, eps = 1e-8, momentum = 0, centered = false, ...options }: RMSpropOptions = {}) {
    checkDecay('RMSprop', { alpha, momentum });
    checkNotNegative('RMSprop', { eps });
    super(rmspropRule(alpha, eps, momentum, centered), { lr: 0.01, ...defined(options) });
    this.alpha = alpha;
    this.eps = eps;
  }

  protected override shownOptions(): Readonly<Record<string, number | string>> {
    return { alpha: this.alpha, eps: this.eps, ...super.shownOptions() };
  }
}

function rmspropRule(alpha: number, eps: number, momentum: number, centered: boolean): Rule {
  return {
    slots: (parameter) => {
      const zeros = math.zerosLike(parameter);
      return { squares: zeros, ...(centered ? { mean: zeros } : {}), ...(momentum > 0 ? { trace: zeros } : {}) };
    },
    step: ({ gradient: g, slots, lr }) => {
      const kept: Record<string, Numbers> = { squares: running(slots.squares, g.mul(g), alpha) };
      if (centered) kept.mean = running(slots.mean, g, alpha);
      const spread = centered ? kept.squares.sub(kept.mean.mul(kept.mean)) : kept.squares;
      const direction = unitless(1).div(spread.add(eps).sqrt()).mul(g);
      if (momentum > 0) kept.trace = direction.add(slots.trace.mul(momentum));
      return { change: (kept.trace ?? direction).mul(lr), slots: kept };
    },
  };
}
