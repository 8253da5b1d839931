import { unitless } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { positive, valueOf, type Numbers, type Parameter } from './parameter.js';
import { Surrogate } from './surrogate.js';

/** Parameters of {@link PiecewiseQuadratic}. */
export interface PiecewiseQuadraticOptions {
  /** The height; its feet are at -1/alpha and 1/alpha. 1 unless given. */
  alpha?: Parameter | undefined;
}

/**
 * The triangle alpha - alpha^2 |x|, 0 where |x| > 1/alpha.
 *
 * @throws when alpha is out of its range
 *
 * Esser et al. (2016), Convolutional networks for fast, energy-efficient neuromorphic computing, PNAS 113(41); Bellec
 * et al. (2018), Long short-term memory and learning-to-learn in networks of spiking neurons, NeurIPS.
 */
export class PiecewiseQuadratic extends Surrogate {
  static override readonly name: string = 'PiecewiseQuadratic';

  readonly alpha: Parameter;

  constructor({ alpha = 1 }: PiecewiseQuadraticOptions = {}) {
    super();
    this.alpha = positive(this, 'alpha', alpha);
  }

  derivative(x: Numbers): Numbers {
    const alpha = valueOf(this.alpha);
    const near = alpha.sub(alpha.mul(alpha).mul(x.abs()));
    return math.where(outside(x, alpha), 0, near);
  }

  override smooth(x: Numbers): Numbers {
    const alpha = valueOf(this.alpha);
    const z = alpha.mul(x);
    const near = z.mul(math.minimum(z.abs(), 1).div(-2).add(1)).add(0.5);
    return math.where(outside(x, alpha), x.gt(0).astype(x.dtype), near);
  }
}

/** A spike with the derivative of {@link PiecewiseQuadratic}: `new PiecewiseQuadratic(options).apply(x)`. */
export function piecewiseQuadratic(x: Numbers, options?: PiecewiseQuadraticOptions): Numbers {
  return new PiecewiseQuadratic(options).apply(x);
}

function outside(x: Numbers, alpha: Numbers): Numbers {
  return x.abs().gt(unitless(1).div(alpha));
}
