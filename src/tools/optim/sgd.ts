import { checkDecay } from './checks.js';
import { momentumRule } from './momentum.js';
import { Optimizer, type OptimizerOptions } from './optimizer.js';
import type { Rule } from './rule.js';

/** Options of {@link SGD}. */
export interface SGDOptions extends OptimizerOptions {
  /** How much of the last change is kept. 0 unless given. */
  momentum?: number | undefined;
  /** Whether the gradient is looked at where the momentum will lead. false unless given. */
  nesterov?: boolean | undefined;
}

/**
 * Stochastic gradient descent: `w -= lr * g`, or with a momentum `w -= lr * v` with `v = g + momentum * v`.
 *
 * Sutskever, Martens, Dahl & Hinton (2013), On the importance of initialization and momentum in deep learning, ICML.
 *
 * @example
 * const optimizer = new optim.SGD({ lr: 0.1, momentum: 0.9 });
 */
export class SGD extends Optimizer {
  static override readonly name: string = 'SGD';
  static override readonly invisible = [...Optimizer.invisible, 'momentum'];

  /** How much of the last change is kept. */
  readonly momentum: number;

  constructor({ momentum = 0, nesterov = false, ...options }: SGDOptions = {}) {
    checkDecay('SGD', { momentum });
    super(momentum > 0 ? momentumRule(momentum, nesterov) : plain, options);
    this.momentum = momentum;
  }

  protected override shownOptions(): Readonly<Record<string, number | string>> {
    return { momentum: this.momentum, ...super.shownOptions() };
  }
}

const plain: Rule = {
  slots: () => ({}),
  step: ({ gradient, lr }) => ({ change: gradient.mul(lr), slots: {} }),
};
