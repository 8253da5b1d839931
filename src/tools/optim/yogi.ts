import * as math from '../../unit/math/index.js';
import { checkBetas, checkNotNegative } from './checks.js';
import { running, unbiased } from './moments.js';
import { Optimizer, type OptimizerOptions } from './optimizer.js';
import type { Rule } from './rule.js';

/** Options of {@link Yogi}. */
export interface YogiOptions extends OptimizerOptions {
  /** The decays of the running means of the gradient and of its square. [0.9, 0.999] unless given. */
  betas?: readonly [number, number] | undefined;
  /** Keeps the division from zero. 1e-3 unless given. */
  eps?: number | undefined;
}

/**
 * Adam with a mean square that grows and shrinks by steps of a fixed share of the gradient's square.
 *
 * Zaheer, Reddi, Sachan, Kale & Kumar (2018), Adaptive methods for nonconvex optimization, NeurIPS.
 */
export class Yogi extends Optimizer {
  static override readonly name: string = 'Yogi';
  static override readonly invisible = [...Optimizer.invisible, 'betas', 'eps'];

  /** The decays of the running means. */
  readonly betas: readonly [number, number];
  /** Keeps the division from zero. */
  readonly eps: number;

  constructor({ betas = [0.9, 0.999], eps = 1e-3, ...options }: YogiOptions = {}) {
    checkBetas('Yogi', betas);
    checkNotNegative('Yogi', { eps });
    super(yogiRule(betas, eps), options);
    this.betas = betas;
    this.eps = eps;
  }

  protected override shownOptions(): Readonly<Record<string, number | string>> {
    return { betas: `(${this.betas.join(', ')})`, eps: this.eps, ...super.shownOptions() };
  }
}

/** What both means start from. */
const FIRST = 1e-6;

function yogiRule([b1, b2]: readonly [number, number], eps: number): Rule<'m' | 'v'> {
  return {
    slots: (parameter) => ({ m: math.fullLike(parameter, FIRST), v: math.fullLike(parameter, FIRST) }),
    step: ({ gradient: g, slots, count, lr }) => {
      const m = running(slots.m, g, b1);
      const square = g.mul(g);
      const v = slots.v.sub(math.sign(slots.v.sub(square)).mul(1 - b2).mul(square));
      return { change: unbiased(m, b1, count).div(unbiased(v, b2, count).sqrt().add(eps)).mul(lr), slots: { m, v } };
    },
  };
}
