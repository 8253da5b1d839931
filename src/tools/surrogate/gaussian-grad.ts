import { bell, bellIntegral } from './bell.js';
import { positive, valueOf, type Numbers, type Parameter } from './parameter.js';
import { Surrogate } from './surrogate.js';

/** Parameters of {@link GaussianGrad}. */
export interface GaussianGradOptions {
  /** Its integral. 0.5 unless given. */
  alpha?: Parameter | undefined;
  /** The standard deviation. 0.5 unless given. */
  sigma?: Parameter | undefined;
}

/**
 * A bell curve, alpha times the normal density of standard deviation sigma.
 *
 * @throws when a parameter is out of its range
 *
 * Yin, Corradi & Bohte (2021), Accurate and efficient time-domain classification with adaptive spiking recurrent neural
 * networks, Nature Machine Intelligence 3.
 */
export class GaussianGrad extends Surrogate {
  static override readonly name: string = 'GaussianGrad';

  readonly alpha: Parameter;
  readonly sigma: Parameter;

  constructor({ alpha = 0.5, sigma = 0.5 }: GaussianGradOptions = {}) {
    super();
    this.alpha = positive(this, 'alpha', alpha);
    this.sigma = positive(this, 'sigma', sigma);
  }

  derivative(x: Numbers): Numbers {
    return bell(x, valueOf(this.sigma)).mul(valueOf(this.alpha));
  }

  override smooth(x: Numbers): Numbers {
    return bellIntegral(x, valueOf(this.sigma)).mul(valueOf(this.alpha)).add(0.5);
  }
}

/** A spike with the derivative of {@link GaussianGrad}: `new GaussianGrad(options).apply(x)`. */
export function gaussianGrad(x: Numbers, options?: GaussianGradOptions): Numbers {
  return new GaussianGrad(options).apply(x);
}
