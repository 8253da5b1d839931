import * as math from '../../unit/math/index.js';
import { positive, valueOf, type Numbers, type Parameter } from './parameter.js';
import { Surrogate } from './surrogate.js';

/** Parameters of {@link PiecewiseExp}. */
export interface PiecewiseExpOptions {
  /** How fast it falls off. 1 unless given. */
  alpha?: Parameter | undefined;
}

/**
 * alpha / 2 * exp(-alpha |x|).
 *
 * @throws when alpha is out of its range
 *
 * Neftci, Mostafa & Zenke (2019), Surrogate gradient learning in spiking neural networks, IEEE Signal Processing
 * Magazine 36(6).
 */
export class PiecewiseExp extends Surrogate {
  static override readonly name: string = 'PiecewiseExp';

  readonly alpha: Parameter;

  constructor({ alpha = 1 }: PiecewiseExpOptions = {}) {
    super();
    this.alpha = positive(this, 'alpha', alpha);
  }

  derivative(x: Numbers): Numbers {
    const alpha = valueOf(this.alpha);
    return math.exp(alpha.mul(x.abs()).neg()).mul(alpha.div(2));
  }

  override smooth(x: Numbers): Numbers {
    const half = math.exp(valueOf(this.alpha).mul(x.abs()).neg()).div(2);
    return math.where(x.lt(0), half, half.neg().add(1));
  }
}

/** A spike with the derivative of {@link PiecewiseExp}: `new PiecewiseExp(options).apply(x)`. */
export function piecewiseExp(x: Numbers, options?: PiecewiseExpOptions): Numbers {
  return new PiecewiseExp(options).apply(x);
}
