import * as math from '../../unit/math/index.js';
import { checkBetas, checkNotNegative } from './checks.js';
import { running, unbiased } from './moments.js';
import { Optimizer, type OptimizerOptions } from './optimizer.js';
import type { Leaf, Numbers, Rule } from './rule.js';

/** Options of {@link Adam}. */
export interface AdamOptions extends OptimizerOptions {
  /** The decays of the running means of the gradient and of its square. [0.9, 0.999] unless given. */
  betas?: readonly [number, number] | undefined;
  /** Keeps the division from zero. 1e-8 unless given. */
  eps?: number | undefined;
  /** Whether the largest mean square so far is taken. false unless given. */
  amsgrad?: boolean | undefined;
}

/**
 * The running mean of the gradient over the root of that of its square, both without their bias.
 *
 * Kingma & Ba (2015), Adam: a method for stochastic optimization, ICLR; with `amsgrad`: Reddi, Kale & Kumar (2018), On
 * the convergence of Adam and beyond, ICLR.
 *
 * @example
 * const optimizer = new optim.Adam({ lr: 3e-3 });
 */
export class Adam extends Optimizer {
  static override readonly name: string = 'Adam';
  static override readonly invisible = [...Optimizer.invisible, 'betas', 'eps'];

  /** The decays of the running means. */
  readonly betas: readonly [number, number];
  /** Keeps the division from zero. */
  readonly eps: number;

  constructor({ betas = [0.9, 0.999], eps = 1e-8, amsgrad = false, ...options }: AdamOptions = {}) {
    checkBetas('Adam', betas);
    checkNotNegative('Adam', { eps });
    super(amsgrad ? amsgradRule(betas, eps) : adamRule(betas, eps), options);
    this.betas = betas;
    this.eps = eps;
  }

  protected override shownOptions(): Readonly<Record<string, number | string>> {
    return { betas: `(${this.betas.join(', ')})`, eps: this.eps, ...super.shownOptions() };
  }
}

/** The rule of Adam; `after` is put between it and the learning rate. */
export function adamRule(
  [b1, b2]: readonly [number, number],
  eps: number,
  after: (direction: Numbers, leaf: Leaf) => Numbers = (direction) => direction,
): Rule<'m' | 'v'> {
  return {
    slots: (parameter) => ({ m: math.zerosLike(parameter), v: math.zerosLike(parameter) }),
    step: (leaf) => {
      const { gradient: g, slots, count, lr } = leaf;
      const m = running(slots.m, g, b1);
      const v = running(slots.v, g.mul(g), b2);
      const direction = unbiased(m, b1, count).div(unbiased(v, b2, count).sqrt().add(eps));
      return { change: after(direction, leaf).mul(lr), slots: { m, v } };
    },
  };
}

function amsgradRule([b1, b2]: readonly [number, number], eps: number): Rule<'m' | 'v' | 'largest'> {
  return {
    slots: (parameter) => ({ m: math.zerosLike(parameter), v: math.zerosLike(parameter), largest: math.zerosLike(parameter) }),
    step: ({ gradient: g, slots, count, lr }) => {
      const m = running(slots.m, g, b1);
      const v = running(slots.v, g.mul(g), b2);
      const largest = math.maximum(slots.largest, unbiased(v, b2, count));
      return { change: unbiased(m, b1, count).div(largest.sqrt().add(eps)).mul(lr), slots: { m, v, largest } };
    },
  };
}
