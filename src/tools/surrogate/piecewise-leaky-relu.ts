import { unitless } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { notNegative, positive, valueOf, type Numbers, type Parameter } from './parameter.js';
import { Surrogate } from './surrogate.js';

/** Parameters of {@link PiecewiseLeakyRelu}. */
export interface PiecewiseLeakyReluOptions {
  /** The derivative far from 0. 0.01 unless given. */
  c?: Parameter | undefined;
  /** Half the width of the middle. 1 unless given. */
  w?: Parameter | undefined;
}

/**
 * 1 / (2 w) where |x| <= w, c elsewhere.
 *
 * @throws when a parameter is out of its range
 *
 * Yin et al. (2017), Algorithm and hardware design of discrete-time spiking neural networks based on back propagation
 * with binary activations, BioCAS; Wu, Deng, Li, Zhu & Shi (2018), Spatio-temporal backpropagation for training
 * high-performance spiking neural networks, Frontiers in Neuroscience 12.
 */
export class PiecewiseLeakyRelu extends Surrogate {
  static override readonly name: string = 'PiecewiseLeakyRelu';

  readonly c: Parameter;
  readonly w: Parameter;

  constructor({ c = 0.01, w = 1 }: PiecewiseLeakyReluOptions = {}) {
    super();
    this.c = notNegative(this, 'c', c);
    this.w = positive(this, 'w', w);
  }

  derivative(x: Numbers): Numbers {
    const w = valueOf(this.w);
    return math.where(x.abs().gt(w), valueOf(this.c).astype(x.dtype), unitless(0.5).div(w));
  }

  override smooth(x: Numbers): Numbers {
    const [c, w] = [valueOf(this.c), valueOf(this.w)];
    const near = math.minimum(math.maximum(x, w.neg()), w);
    return c.mul(x.sub(near)).add(near.div(w.mul(2))).add(0.5);
  }
}

/** A spike with the derivative of {@link PiecewiseLeakyRelu}: `new PiecewiseLeakyRelu(options).apply(x)`. */
export function piecewiseLeakyRelu(x: Numbers, options?: PiecewiseLeakyReluOptions): Numbers {
  return new PiecewiseLeakyRelu(options).apply(x);
}
