import * as math from '../../unit/math/index.js';
import { positive, valueOf, type Numbers, type Parameter } from './parameter.js';
import { Surrogate } from './surrogate.js';

/** Parameters of {@link Arctan}. */
export interface ArctanOptions {
  /** Twice the height; how narrow it is. 1 unless given. */
  alpha?: Parameter | undefined;
}

/**
 * alpha / 2 / (1 + (pi/2 * alpha x)^2).
 *
 * @throws when alpha is out of its range
 *
 * Fang et al. (2021), Incorporating learnable membrane time constant to enhance learning of spiking neural networks,
 * ICCV.
 */
export class Arctan extends Surrogate {
  static override readonly name: string = 'Arctan';

  readonly alpha: Parameter;

  constructor({ alpha = 1 }: ArctanOptions = {}) {
    super();
    this.alpha = positive(this, 'alpha', alpha);
  }

  derivative(x: Numbers): Numbers {
    const alpha = valueOf(this.alpha);
    return alpha.div(2).div(alpha.mul(Math.PI / 2).mul(x).pow(2).add(1));
  }

  override smooth(x: Numbers): Numbers {
    return math.arctan(valueOf(this.alpha).mul(Math.PI / 2).mul(x)).div(Math.PI).add(0.5);
  }
}

/** A spike with the derivative of {@link Arctan}: `new Arctan(options).apply(x)`. */
export function arctan(x: Numbers, options?: ArctanOptions): Numbers {
  return new Arctan(options).apply(x);
}
