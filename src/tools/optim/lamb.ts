import { adamRule } from './adam.js';
import { decayed } from './adamw.js';
import { checkBetas, checkNotNegative } from './checks.js';
import { trustRatio } from './moments.js';
import { Optimizer, type OptimizerOptions } from './optimizer.js';
import type { Leaf, Numbers } from './rule.js';

/** Options of {@link Lamb}. */
export interface LambOptions extends OptimizerOptions {
  /** The decays of the running means of the gradient and of its square. [0.9, 0.999] unless given. */
  betas?: readonly [number, number] | undefined;
  /** Keeps the division from zero. 1e-6 unless given. */
  eps?: number | undefined;
}

/**
 * Adam, of which the change of each array is in proportion to its weights. The weight decay is added before that.
 *
 * You et al. (2020), Large batch optimization for deep learning: training BERT in 76 minutes, ICLR.
 */
export class Lamb extends Optimizer {
  static override readonly name: string = 'Lamb';
  static override readonly invisible = [...Optimizer.invisible, 'betas', 'eps'];

  /** The decays of the running means. */
  readonly betas: readonly [number, number];
  /** Keeps the division from zero. */
  readonly eps: number;

  constructor({ betas = [0.9, 0.999], eps = 1e-6, ...options }: LambOptions = {}) {
    checkBetas('Lamb', betas);
    checkNotNegative('Lamb', { eps });
    super({ ...adamRule(betas, eps, proportional), decay: 'own' }, options);
    this.betas = betas;
    this.eps = eps;
  }

  protected override shownOptions(): Readonly<Record<string, number | string>> {
    return { betas: `(${this.betas.join(', ')})`, eps: this.eps, ...super.shownOptions() };
  }
}

function proportional(direction: Numbers, leaf: Leaf): Numbers {
  const whole = decayed(direction, leaf);
  return whole.mul(trustRatio(leaf.parameter, whole));
}
