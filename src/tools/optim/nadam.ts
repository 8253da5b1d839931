import { unitless } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { checkBetas, checkNotNegative } from './checks.js';
import { defined } from './defined.js';
import { running, toThe, unbiased } from './moments.js';
import { Optimizer, type OptimizerOptions } from './optimizer.js';
import type { Numbers, Rule } from './rule.js';

/** Options of {@link Nadam}. */
export interface NadamOptions extends OptimizerOptions {
  /** The decays of the running means of the gradient and of its square. [0.9, 0.999] unless given. */
  betas?: readonly [number, number] | undefined;
  /** Keeps the division from zero. 1e-8 unless given. */
  eps?: number | undefined;
  /** How fast the momentum rises to its full value. 0.004 unless given. */
  momentumDecay?: number | undefined;
}

/**
 * Adam with Nesterov's momentum. The learning rate is 0.002 unless given.
 *
 * Dozat (2016), Incorporating Nesterov momentum into Adam, ICLR workshop.
 */
export class Nadam extends Optimizer {
  static override readonly name: string = 'Nadam';
  static override readonly invisible = [...Optimizer.invisible, 'betas', 'eps'];

  /** The decays of the running means. */
  readonly betas: readonly [number, number];
  /** Keeps the division from zero. */
  readonly eps: number;

  constructor({ betas = [0.9, 0.999], eps = 1e-8, momentumDecay = 0.004, ...options }: NadamOptions = {}) {
    checkBetas('Nadam', betas);
    checkNotNegative('Nadam', { eps });
    checkNotNegative('Nadam', { momentumDecay });
    super(nadamRule(betas, eps, momentumDecay), { lr: 0.002, ...defined(options) });
    this.betas = betas;
    this.eps = eps;
  }

  protected override shownOptions(): Readonly<Record<string, number | string>> {
    return { betas: `(${this.betas.join(', ')})`, eps: this.eps, ...super.shownOptions() };
  }
}

function nadamRule([b1, b2]: readonly [number, number], eps: number, momentumDecay: number): Rule<'m' | 'v' | 'product'> {
  const momentumAt = (count: Numbers): Numbers => unitless(1).sub(toThe(0.96, count.mul(momentumDecay)).mul(0.5)).mul(b1);
  return {
    slots: (parameter) => ({
      m: math.zerosLike(parameter),
      v: math.zerosLike(parameter),
      product: math.ones([], undefined, 'float64'),
    }),
    step: ({ gradient: g, slots, count, lr }) => {
      const [now, next] = [momentumAt(count), momentumAt(count.add(1))];
      const m = running(slots.m, g, b1);
      const v = running(slots.v, g.mul(g), b2);
      const product = slots.product.mul(now);
      const size = unbiased(v, b2, count).sqrt().add(eps);
      const shareOfGradient = unitless(1).sub(now).div(unitless(1).sub(product));
      const shareOfMomentum = next.div(unitless(1).sub(product.mul(next)));
      const ofGradient = shareOfGradient.astype(g.dtype).mul(g).div(size);
      const ofMomentum = shareOfMomentum.astype(g.dtype).mul(m).div(size);
      return { change: ofGradient.add(ofMomentum).mul(lr), slots: { m, v, product } };
    },
  };
}
