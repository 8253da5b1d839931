import { unitless } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { checkBetas, checkNotNegative } from './checks.js';
import { running, toThe, unbiased } from './moments.js';
import { Optimizer, type OptimizerOptions } from './optimizer.js';
import type { Rule } from './rule.js';

/** Options of {@link RAdam}. */
export interface RAdamOptions extends OptimizerOptions {
  /** The decays of the running means of the gradient and of its square. [0.9, 0.999] unless given. */
  betas?: readonly [number, number] | undefined;
  /** Keeps the division from zero. 1e-8 unless given. */
  eps?: number | undefined;
}

/**
 * Adam that waits with the division until the mean square is worth dividing by.
 *
 * Liu, Jiang, He, Chen, Liu, Gao & Han (2020), On the variance of the adaptive learning rate and beyond, ICLR.
 */
export class RAdam extends Optimizer {
  static override readonly name: string = 'RAdam';
  static override readonly invisible = [...Optimizer.invisible, 'betas', 'eps'];

  /** The decays of the running means. */
  readonly betas: readonly [number, number];
  /** Keeps the division from zero. */
  readonly eps: number;

  constructor({ betas = [0.9, 0.999], eps = 1e-8, ...options }: RAdamOptions = {}) {
    checkBetas('RAdam', betas);
    checkNotNegative('RAdam', { eps });
    super(radamRule(betas, eps), options);
    this.betas = betas;
    this.eps = eps;
  }

  protected override shownOptions(): Readonly<Record<string, number | string>> {
    return { betas: `(${this.betas.join(', ')})`, eps: this.eps, ...super.shownOptions() };
  }
}

/** How many gradients the mean square must stand for. */
const ENOUGH = 5;

function radamRule([b1, b2]: readonly [number, number], eps: number): Rule<'m' | 'v'> {
  const most = 2 / (1 - b2) - 1;
  return {
    slots: (parameter) => ({ m: math.zerosLike(parameter), v: math.zerosLike(parameter) }),
    step: ({ gradient: g, slots, count, lr }) => {
      const m = running(slots.m, g, b1);
      const v = running(slots.v, g.mul(g), b2);
      const fade = toThe(b2, count);
      const worth = unitless(most).sub(count.mul(2).mul(fade).div(unitless(1).sub(fade)));
      const enough = worth.ge(ENOUGH);
      const safe = math.where(enough, worth, most);
      const share = safe.sub(4).mul(safe.sub(2)).mul(most).div(safe.mul((most - 4) * (most - 2))).sqrt();
      const mean = unbiased(m, b1, count);
      const scaled = share.astype(g.dtype).mul(mean).div(unbiased(v, b2, count).sqrt().add(eps));
      return { change: math.where(enough, scaled, mean).mul(lr), slots: { m, v } };
    },
  };
}
