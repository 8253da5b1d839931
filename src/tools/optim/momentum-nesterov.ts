import { checkDecay } from './checks.js';
import { momentumRule } from './momentum.js';
import { Optimizer, type OptimizerOptions } from './optimizer.js';

/** Options of {@link MomentumNesterov}. */
export interface MomentumNesterovOptions extends OptimizerOptions {
  /** How much of the last change is kept. 0.9 unless given. */
  momentum?: number | undefined;
}

/**
 * Gradient descent with Nesterov's momentum: `v = g + momentum * v`, `w -= lr * (g + momentum * v)`.
 *
 * Nesterov (1983), A method of solving a convex programming problem with convergence rate O(1/k^2), Soviet Mathematics
 * Doklady 27.
 */
export class MomentumNesterov extends Optimizer {
  static override readonly name: string = 'MomentumNesterov';
  static override readonly invisible = [...Optimizer.invisible, 'momentum'];

  /** How much of the last change is kept. */
  readonly momentum: number;

  constructor({ momentum = 0.9, ...options }: MomentumNesterovOptions = {}) {
    checkDecay('MomentumNesterov', { momentum });
    super(momentumRule(momentum, true), options);
    this.momentum = momentum;
  }

  protected override shownOptions(): Readonly<Record<string, number | string>> {
    return { momentum: this.momentum, ...super.shownOptions() };
  }
}


