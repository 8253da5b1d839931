import * as math from '../../unit/math/index.js';
import { positive, valueOf, type Numbers, type Parameter } from './parameter.js';
import { Surrogate } from './surrogate.js';

/** Parameters of {@link ERF}. */
export interface ERFOptions {
  /** How narrow it is. 1 unless given. */
  alpha?: Parameter | undefined;
}

/**
 * The bell curve alpha / sqrt(pi) * exp(-(alpha x)^2), the derivative of an error function.
 *
 * @throws when alpha is out of its range
 *
 * Esser, Appuswamy, Merolla, Arthur & Modha (2015), Backpropagation for energy-efficient neuromorphic computing,
 * NeurIPS.
 */
export class ERF extends Surrogate {
  static override readonly name: string = 'ERF';

  readonly alpha: Parameter;

  constructor({ alpha = 1 }: ERFOptions = {}) {
    super();
    this.alpha = positive(this, 'alpha', alpha);
  }

  derivative(x: Numbers): Numbers {
    const alpha = valueOf(this.alpha);
    return math.exp(alpha.mul(x).pow(2).neg()).mul(alpha.div(Math.sqrt(Math.PI)));
  }

  override smooth(x: Numbers): Numbers {
    return math.erfc(valueOf(this.alpha).mul(x).neg()).div(2);
  }
}

/** A spike with the derivative of {@link ERF}: `new ERF(options).apply(x)`. */
export function erf(x: Numbers, options?: ERFOptions): Numbers {
  return new ERF(options).apply(x);
}
