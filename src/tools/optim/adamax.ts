import * as math from '../../unit/math/index.js';
import { checkBetas, checkNotNegative } from './checks.js';
import { defined } from './defined.js';
import { running, unbiased } from './moments.js';
import { Optimizer, type OptimizerOptions } from './optimizer.js';
import type { Rule } from './rule.js';

/** Options of {@link Adamax}. */
export interface AdamaxOptions extends OptimizerOptions {
  /** The decays of the running means of the gradient and of its square. [0.9, 0.999] unless given. */
  betas?: readonly [number, number] | undefined;
  /** Keeps the division from zero. 1e-8 unless given. */
  eps?: number | undefined;
}

/**
 * Adam with the largest gradient of late in place of the mean square. The learning rate is 0.002 unless given.
 *
 * Kingma & Ba (2015), Adam: a method for stochastic optimization, ICLR, section 7.1.
 */
export class Adamax extends Optimizer {
  static override readonly name: string = 'Adamax';
  static override readonly invisible = [...Optimizer.invisible, 'betas', 'eps'];

  /** The decays of the running means. */
  readonly betas: readonly [number, number];
  /** Keeps the division from zero. */
  readonly eps: number;

  constructor({ betas = [0.9, 0.999], eps = 1e-8, ...options }: AdamaxOptions = {}) {
    checkBetas('Adamax', betas);
    checkNotNegative('Adamax', { eps });
    super(adamaxRule(betas, eps), { lr: 0.002, ...defined(options) });
    this.betas = betas;
    this.eps = eps;
  }

  protected override shownOptions(): Readonly<Record<string, number | string>> {
    return { betas: `(${this.betas.join(', ')})`, eps: this.eps, ...super.shownOptions() };
  }
}

function adamaxRule([b1, b2]: readonly [number, number], eps: number): Rule<'m' | 'largest'> {
  return {
    slots: (parameter) => ({ m: math.zerosLike(parameter), largest: math.zerosLike(parameter) }),
    step: ({ gradient: g, slots, count, lr }) => {
      const m = running(slots.m, g, b1);
      const largest = math.maximum(g.abs().add(eps), slots.largest.mul(b2));
      return { change: unbiased(m, b1, count).div(largest).mul(lr), slots: { m, largest } };
    },
  };
}
