import * as math from '../../unit/math/index.js';
import { decayed } from './adamw.js';
import { checkBetas, checkNotNegative } from './checks.js';
import { running } from './moments.js';
import { Optimizer, type OptimizerOptions } from './optimizer.js';
import type { Rule } from './rule.js';

/** Options of {@link Novograd}. */
export interface NovogradOptions extends OptimizerOptions {
  /** The decays of the running means of the gradient and of its square. [0.9, 0.999] unless given. */
  betas?: readonly [number, number] | undefined;
  /** Keeps the division from zero. 1e-8 unless given. */
  eps?: number | undefined;
}

/**
 * Momentum on gradients that are each scaled by the running mean of their length. The weight decay is added to the
 * scaled gradient.
 *
 * Ginsburg et al. (2019), Stochastic gradient methods with layer-wise adaptive moments, arXiv:1905.11286.
 */
export class Novograd extends Optimizer {
  static override readonly name: string = 'Novograd';
  static override readonly invisible = [...Optimizer.invisible, 'betas', 'eps'];

  /** The decays of the running means. */
  readonly betas: readonly [number, number];
  /** Keeps the division from zero. */
  readonly eps: number;

  constructor({ betas = [0.9, 0.999], eps = 1e-8, ...options }: NovogradOptions = {}) {
    checkBetas('Novograd', betas);
    checkNotNegative('Novograd', { eps });
    super(novogradRule(betas, eps), options);
    this.betas = betas;
    this.eps = eps;
  }

  protected override shownOptions(): Readonly<Record<string, number | string>> {
    return { betas: `(${this.betas.join(', ')})`, eps: this.eps, ...super.shownOptions() };
  }
}

function novogradRule([b1, b2]: readonly [number, number], eps: number): Rule<'m' | 'v'> {
  return {
    decay: 'own',
    slots: (parameter) => ({ m: math.zerosLike(parameter), v: math.zeros([], undefined, parameter.dtype) }),
    step: (leaf) => {
      const { gradient: g, slots, count, lr } = leaf;
      const first = count.eq(1);
      const square = g.mul(g).sum();
      const v = math.where(first, square, running(slots.v, square, b2));
      const scaled = decayed(g.div(v.sqrt().add(eps)), leaf);
      const m = math.where(first, scaled, slots.m.mul(b1).add(scaled));
      return { change: m.mul(lr), slots: { m, v } };
    },
  };
}
