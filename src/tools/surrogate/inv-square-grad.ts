import { unitless } from '../../unit/index.js';
import { positive, valueOf, type Numbers, type Parameter } from './parameter.js';
import { Surrogate } from './surrogate.js';

/** Parameters of {@link InvSquareGrad}. */
export interface InvSquareGradOptions {
  /** How fast it falls off. 100 unless given. */
  alpha?: Parameter | undefined;
}

/**
 * 1 / (alpha * |x| + 1)^2 in place of the derivative.
 *
 * @throws when alpha is out of its range
 *
 * Zenke & Ganguli (2018), SuperSpike: supervised learning in multilayer spiking neural networks, Neural
 * Computation 30(6).
 */
export class InvSquareGrad extends Surrogate {
  static override readonly name: string = 'InvSquareGrad';

  readonly alpha: Parameter;

  constructor({ alpha = 100 }: InvSquareGradOptions = {}) {
    super();
    this.alpha = positive(this, 'alpha', alpha);
  }

  derivative(x: Numbers): Numbers {
    return unitless(1).div(valueOf(this.alpha).mul(x.abs()).add(1).pow(2));
  }

  override smooth(x: Numbers): Numbers {
    return x.div(valueOf(this.alpha).mul(x.abs()).add(1)).add(0.5);
  }
}

/** A spike with the derivative of {@link InvSquareGrad}: `new InvSquareGrad(options).apply(x)`. */
export function invSquareGrad(x: Numbers, options?: InvSquareGradOptions): Numbers {
  return new InvSquareGrad(options).apply(x);
}
