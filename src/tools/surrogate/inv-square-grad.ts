import { unitless, type Quantity } from '../../unit/index.js';
import { checkPositive, Surrogate } from './surrogate.js';

/** Parameters of {@link InvSquareGrad}. */
export interface InvSquareGradOptions {
  /** How fast it falls off. 100 unless given. */
  alpha?: number | undefined;
}

/**
 * 1 / (alpha * |x| + 1)^2 in place of the derivative.
 *
 * Zenke & Ganguli (2018), SuperSpike: supervised learning in multilayer spiking neural networks, Neural
 * Computation 30(6).
 */
export class InvSquareGrad extends Surrogate {
  static override readonly name: string = 'InvSquareGrad';

  readonly alpha: number;

  constructor({ alpha = 100 }: InvSquareGradOptions = {}) {
    super();
    this.alpha = alpha;
    checkPositive(this);
  }

  parameters(): { alpha: number } {
    return { alpha: this.alpha };
  }

  derivative(x: Quantity<'one'>): Quantity<'one'> {
    return unitless(1).div(x.abs().mul(this.alpha).add(1).pow(2));
  }
}
