import { unitless } from '../../unit/index.js';
import { positive, valueOf, type Numbers, type Parameter } from './parameter.js';
import { Surrogate } from './surrogate.js';

/** Parameters of {@link SoftSign}. */
export interface SoftSignOptions {
  /** How fast it falls off. 1 unless given. */
  alpha?: Parameter | undefined;
}

/**
 * alpha / 2 / (1 + |alpha x|)^2.
 *
 * @throws when alpha is out of its range
 *
 * Neftci, Mostafa & Zenke (2019), Surrogate gradient learning in spiking neural networks, IEEE Signal Processing
 * Magazine 36(6).
 */
export class SoftSign extends Surrogate {
  static override readonly name: string = 'SoftSign';

  readonly alpha: Parameter;

  constructor({ alpha = 1 }: SoftSignOptions = {}) {
    super();
    this.alpha = positive(this, 'alpha', alpha);
  }

  derivative(x: Numbers): Numbers {
    const alpha = valueOf(this.alpha);
    return alpha.div(2).div(alpha.mul(x).abs().add(1).pow(2));
  }

  override smooth(x: Numbers): Numbers {
    return x.div(unitless(2).div(valueOf(this.alpha)).add(x.abs().mul(2))).add(0.5);
  }
}

/** A spike with the derivative of {@link SoftSign}: `new SoftSign(options).apply(x)`. */
export function softSign(x: Numbers, options?: SoftSignOptions): Numbers {
  return new SoftSign(options).apply(x);
}
