import * as math from '../../unit/math/index.js';
import { checkDecay, checkNotNegative } from './checks.js';
import { defined } from './defined.js';
import { running } from './moments.js';
import { Optimizer, type OptimizerOptions } from './optimizer.js';
import type { Rule } from './rule.js';

/** Options of {@link Adadelta}. */
export interface AdadeltaOptions extends OptimizerOptions {
  /** The decay of the running means. 0.9 unless given. */
  rho?: number | undefined;
  /** Keeps the division from zero. 1e-6 unless given. */
  eps?: number | undefined;
}

/**
 * The gradient by the ratio of the root mean squares of the changes and of the gradients so far. The learning rate is 1
 * unless given.
 *
 * Zeiler (2012), ADADELTA: an adaptive learning rate method, arXiv:1212.5701.
 */
export class Adadelta extends Optimizer {
  static override readonly name: string = 'Adadelta';
  static override readonly invisible = [...Optimizer.invisible, 'rho', 'eps'];

  /** The decay of the running means. */
  readonly rho: number;
  /** Keeps the division from zero. */
  readonly eps: number;

  constructor({ rho = 0.9, eps = 1e-6, ...options }: AdadeltaOptions = {}) {
    checkDecay('Adadelta', { rho });
    checkNotNegative('Adadelta', { eps });
    super(adadeltaRule(rho, eps), { lr: 1, ...defined(options) });
    this.rho = rho;
    this.eps = eps;
  }

  protected override shownOptions(): Readonly<Record<string, number | string>> {
    return { rho: this.rho, eps: this.eps, ...super.shownOptions() };
  }
}

function adadeltaRule(rho: number, eps: number): Rule<'gradients' | 'changes'> {
  return {
    slots: (parameter) => ({ gradients: math.zerosLike(parameter), changes: math.zerosLike(parameter) }),
    step: ({ gradient: g, slots, lr }) => {
      const gradients = running(slots.gradients, g.mul(g), rho);
      const direction = slots.changes.add(eps).sqrt().div(gradients.add(eps).sqrt()).mul(g);
      const changes = running(slots.changes, direction.mul(direction), rho);
      return { change: direction.mul(lr), slots: { gradients, changes } };
    },
  };
}
