import * as math from '../../unit/math/index.js';
import { checkDecay, checkNotNegative, checkPositive } from './checks.js';
import { defined } from './defined.js';
import { trustRatio } from './moments.js';
import { Optimizer, type OptimizerOptions } from './optimizer.js';
import type { Rule } from './rule.js';

/** Options of {@link Lars}. */
export interface LarsOptions extends OptimizerOptions {
  /** How much of the last change is kept. 0.9 unless given. */
  momentum?: number | undefined;
  /** The length of a change over that of the weights. 0.001 unless given. */
  trustCoefficient?: number | undefined;
  /** Keeps the division from zero. 1e-8 unless given. */
  eps?: number | undefined;
}

/**
 * Gradient descent with momentum, in which the change of each array is in proportion to its weights. The learning rate
 * is 1 unless given.
 *
 * You, Gitman & Ginsburg (2017), Large batch training of convolutional networks, arXiv:1708.03888.
 */
export class Lars extends Optimizer {
  static override readonly name: string = 'Lars';
  static override readonly invisible = [...Optimizer.invisible, 'momentum', 'eps'];

  /** How much of the last change is kept. */
  readonly momentum: number;
  /** Keeps the division from zero. */
  readonly eps: number;

  constructor({ momentum = 0.9, trustCoefficient = 0.001, eps = 1e-8, ...options }: LarsOptions = {}) {
    checkDecay('Lars', { momentum });
    checkPositive('Lars', { trustCoefficient });
    checkNotNegative('Lars', { eps });
    super(larsRule(momentum, trustCoefficient, eps), { lr: 1, ...defined(options) });
    this.momentum = momentum;
    this.eps = eps;
  }

  protected override shownOptions(): Readonly<Record<string, number | string>> {
    return { momentum: this.momentum, eps: this.eps, ...super.shownOptions() };
  }
}

function larsRule(momentum: number, coefficient: number, eps: number): Rule<'trace'> {
  return {
    slots: (parameter) => ({ trace: math.zerosLike(parameter) }),
    step: ({ gradient, parameter, slots, lr }) => {
      const scaled = gradient.mul(trustRatio(parameter, gradient, { coefficient, eps }));
      const trace = scaled.add(slots.trace.mul(momentum));
      return { change: trace.mul(lr), slots: { trace } };
    },
  };
}
