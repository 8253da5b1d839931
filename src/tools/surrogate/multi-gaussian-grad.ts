import { bell, bellIntegral } from './bell.js';
import { notNegative, positive, valueOf, type Numbers, type Parameter } from './parameter.js';
import { Surrogate } from './surrogate.js';

/** Parameters of {@link MultiGaussianGrad}. */
export interface MultiGaussianGradOptions {
  /** The depth of the wings. 0.15 unless given. */
  h?: Parameter | undefined;
  /** The width of the wings, in widths of the middle. 6 unless given. */
  s?: Parameter | undefined;
  /** The standard deviation of the middle. 0.5 unless given. */
  sigma?: Parameter | undefined;
  /** Its integral, times 1/(1 - h). 0.5 unless given. */
  scale?: Parameter | undefined;
}

/**
 * A bell curve with negative wings: scale * ((1 + h) N(x; 0, sigma) - h N(x; sigma, s sigma) - h N(x; -sigma, s
 * sigma)).
 *
 * @throws when a parameter is out of its range
 *
 * Yin, Corradi & Bohte (2021), Accurate and efficient time-domain classification with adaptive spiking recurrent neural
 * networks, Nature Machine Intelligence 3.
 */
export class MultiGaussianGrad extends Surrogate {
  static override readonly name: string = 'MultiGaussianGrad';

  readonly h: Parameter;
  readonly s: Parameter;
  readonly sigma: Parameter;
  readonly scale: Parameter;

  constructor({ h = 0.15, s = 6, sigma = 0.5, scale = 0.5 }: MultiGaussianGradOptions = {}) {
    super();
    this.h = notNegative(this, 'h', h);
    this.s = positive(this, 's', s);
    this.sigma = positive(this, 'sigma', sigma);
    this.scale = positive(this, 'scale', scale);
  }

  derivative(x: Numbers): Numbers {
    return this.#sum(x, bell);
  }

  override smooth(x: Numbers): Numbers {
    return this.#sum(x, bellIntegral).add(0.5);
  }

  #sum(x: Numbers, curve: (x: Numbers, sigma: Numbers) => Numbers): Numbers {
    const [h, sigma] = [valueOf(this.h), valueOf(this.sigma)];
    const wide = valueOf(this.s).mul(sigma);
    const wings = curve(x.sub(sigma), wide).add(curve(x.add(sigma), wide));
    return curve(x, sigma).mul(h.add(1)).sub(wings.mul(h)).mul(valueOf(this.scale));
  }
}

/** A spike with the derivative of {@link MultiGaussianGrad}: `new MultiGaussianGrad(options).apply(x)`. */
export function multiGaussianGrad(x: Numbers, options?: MultiGaussianGradOptions): Numbers {
  return new MultiGaussianGrad(options).apply(x);
}
