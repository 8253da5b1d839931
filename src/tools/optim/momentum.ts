import * as math from '../../unit/math/index.js';
import { checkDecay } from './checks.js';
import { Optimizer, type OptimizerOptions } from './optimizer.js';
import type { Rule } from './rule.js';

/** Options of {@link Momentum}. */
export interface MomentumOptions extends OptimizerOptions {
  /** How much of the last change is kept. 0.9 unless given. */
  momentum?: number | undefined;
}

/**
 * Gradient descent with momentum: `v = g + momentum * v`, `w -= lr * v`.
 *
 * Polyak (1964), Some methods of speeding up the convergence of iteration methods, USSR Computational Mathematics 4(5).
 */
export class Momentum extends Optimizer {
  static override readonly name: string = 'Momentum';
  static override readonly invisible = [...Optimizer.invisible, 'momentum'];

  /** How much of the last change is kept. */
  readonly momentum: number;

  constructor({ momentum = 0.9, ...options }: MomentumOptions = {}) {
    checkDecay('Momentum', { momentum });
    super(momentumRule(momentum, false), options);
    this.momentum = momentum;
  }

  protected override shownOptions(): Readonly<Record<string, number | string>> {
    return { momentum: this.momentum, ...super.shownOptions() };
  }
}

/** The gradient with what is kept of the last change; `nesterov` adds the change to come once more. */
export function momentumRule(momentum: number, nesterov: boolean): Rule<'trace'> {
  return {
    slots: (parameter) => ({ trace: math.zerosLike(parameter) }),
    step: ({ gradient, slots, lr }) => {
      const trace = gradient.add(slots.trace.mul(momentum));
      const direction = nesterov ? gradient.add(trace.mul(momentum)) : trace;
      return { change: direction.mul(lr), slots: { trace } };
    },
  };
}
