import { adamRule } from './adam.js';
import { checkBetas, checkNotNegative } from './checks.js';
import { defined } from './defined.js';
import { Optimizer, type OptimizerOptions } from './optimizer.js';
import type { Leaf, Numbers } from './rule.js';

/** Options of {@link AdamW}. */
export interface AdamWOptions extends OptimizerOptions {
  /** The decays of the running means of the gradient and of its square. [0.9, 0.999] unless given. */
  betas?: readonly [number, number] | undefined;
  /** Keeps the division from zero. 1e-8 unless given. */
  eps?: number | undefined;
}

/**
 * Adam, with a weight decay (0.01 unless given) that does not go through its means.
 *
 * Loshchilov & Hutter (2019), Decoupled weight decay regularization, ICLR.
 */
export class AdamW extends Optimizer {
  static override readonly name: string = 'AdamW';
  static override readonly invisible = [...Optimizer.invisible, 'betas', 'eps'];

  /** The decays of the running means. */
  readonly betas: readonly [number, number];
  /** Keeps the division from zero. */
  readonly eps: number;

  constructor({ betas = [0.9, 0.999], eps = 1e-8, ...options }: AdamWOptions = {}) {
    checkBetas('AdamW', betas);
    checkNotNegative('AdamW', { eps });
    super({ ...adamRule(betas, eps, decayed), decay: 'own' }, { weightDecay: 0.01, ...defined(options) });
    this.betas = betas;
    this.eps = eps;
  }

  protected override shownOptions(): Readonly<Record<string, number | string>> {
    return { betas: `(${this.betas.join(', ')})`, eps: this.eps, ...super.shownOptions() };
  }
}

/** What a weight decay adds to a direction. */
export function decayed(direction: Numbers, { parameter, decay }: Leaf): Numbers {
  return decay > 0 ? direction.add(parameter.mul(decay)) : direction;
}
