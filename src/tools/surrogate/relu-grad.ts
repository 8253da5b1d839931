import * as math from '../../unit/math/index.js';
import { positive, valueOf, type Numbers, type Parameter } from './parameter.js';
import { Surrogate } from './surrogate.js';

/** Parameters of {@link ReluGrad}. */
export interface ReluGradOptions {
  /** The slope of the triangle's sides. 0.3 unless given. */
  alpha?: Parameter | undefined;
  /** Half the width of the triangle. 1 unless given. */
  width?: Parameter | undefined;
}

/**
 * The triangle max(alpha * width - alpha * |x|, 0) in place of the derivative.
 *
 * @example
 * new LIFRef(1, { spkFun: new surrogate.ReluGrad({ width: 2 }) });
 *
 * @throws when a parameter is out of its range
 *
 * Neftci, Mostafa & Zenke (2019), Surrogate gradient learning in spiking neural networks, IEEE Signal Processing
 * Magazine 36(6).
 */
export class ReluGrad extends Surrogate {
  static override readonly name: string = 'ReluGrad';

  readonly alpha: Parameter;
  readonly width: Parameter;

  constructor({ alpha = 0.3, width = 1 }: ReluGradOptions = {}) {
    super();
    this.alpha = positive(this, 'alpha', alpha);
    this.width = positive(this, 'width', width);
  }

  derivative(x: Numbers): Numbers {
    const alpha = valueOf(this.alpha);
    return math.maximum(alpha.mul(valueOf(this.width)).sub(alpha.mul(x.abs())), 0);
  }

  override smooth(x: Numbers): Numbers {
    const [alpha, width] = [valueOf(this.alpha), valueOf(this.width)];
    const near = math.minimum(x.abs(), width);
    return alpha.mul(near).mul(width.sub(near.div(2))).mul(math.sign(x)).add(0.5);
  }
}

/** A spike with the derivative of {@link ReluGrad}: `new ReluGrad(options).apply(x)`. */
export function reluGrad(x: Numbers, options?: ReluGradOptions): Numbers {
  return new ReluGrad(options).apply(x);
}
