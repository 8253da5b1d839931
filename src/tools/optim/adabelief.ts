import * as math from '../../unit/math/index.js';
import { checkBetas, checkNotNegative } from './checks.js';
import { running, unbiased } from './moments.js';
import { Optimizer, type OptimizerOptions } from './optimizer.js';
import type { Rule } from './rule.js';

/** Options of {@link AdaBelief}. */
export interface AdaBeliefOptions extends OptimizerOptions {
  /** The decays of the running means of the gradient and of its square. [0.9, 0.999] unless given. */
  betas?: readonly [number, number] | undefined;
  /** Keeps the division from zero. 1e-16 unless given. */
  eps?: number | undefined;
}

/**
 * Adam with the distance of the gradient from its running mean in place of the gradient's square.
 *
 * Zhuang et al. (2020), AdaBelief optimizer: adapting stepsizes by the belief in observed gradients, NeurIPS.
 */
export class AdaBelief extends Optimizer {
  static override readonly name: string = 'AdaBelief';
  static override readonly invisible = [...Optimizer.invisible, 'betas', 'eps'];

  /** The decays of the running means. */
  readonly betas: readonly [number, number];
  /** Keeps the division from zero. */
  readonly eps: number;

  constructor({ betas = [0.9, 0.999], eps = 1e-16, ...options }: AdaBeliefOptions = {}) {
    checkBetas('AdaBelief', betas);
    checkNotNegative('AdaBelief', { eps });
    super(adabeliefRule(betas, eps), options);
    this.betas = betas;
    this.eps = eps;
  }

  protected override shownOptions(): Readonly<Record<string, number | string>> {
    return { betas: `(${this.betas.join(', ')})`, eps: this.eps, ...super.shownOptions() };
  }
}

/** Added to the mean squares in every step. */
const LEAST = 1e-16;

function adabeliefRule([b1, b2]: readonly [number, number], eps: number): Rule<'m' | 'v'> {
  return {
    slots: (parameter) => ({ m: math.zerosLike(parameter), v: math.zerosLike(parameter) }),
    step: ({ gradient: g, slots, count, lr }) => {
      const m = running(slots.m, g, b1);
      const surprise = g.sub(m);
      const v = running(slots.v, surprise.mul(surprise), b2).add(LEAST);
      return { change: unbiased(m, b1, count).div(unbiased(v, b2, count).sqrt().add(eps)).mul(lr), slots: { m, v } };
    },
  };
}
