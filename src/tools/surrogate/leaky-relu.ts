import * as math from '../../unit/math/index.js';
import { notNegative, valueOf, type Numbers, type Parameter } from './parameter.js';
import { Surrogate } from './surrogate.js';

/** Parameters of {@link LeakyRelu}. */
export interface LeakyReluOptions {
  /** The derivative below threshold. 0.1 unless given. */
  alpha?: Parameter | undefined;
  /** The derivative from threshold on. 1 unless given. */
  beta?: Parameter | undefined;
}

/**
 * alpha below threshold, beta from threshold on. Its integral has no bounds.
 *
 * @throws when a parameter is out of its range
 */
export class LeakyRelu extends Surrogate {
  static override readonly name: string = 'LeakyRelu';

  readonly alpha: Parameter;
  readonly beta: Parameter;

  constructor({ alpha = 0.1, beta = 1 }: LeakyReluOptions = {}) {
    super();
    this.alpha = notNegative(this, 'alpha', alpha);
    this.beta = notNegative(this, 'beta', beta);
  }

  derivative(x: Numbers): Numbers {
    return math.where(x.lt(0), valueOf(this.alpha).astype(x.dtype), valueOf(this.beta));
  }

  override smooth(x: Numbers): Numbers {
    return math.where(x.lt(0), valueOf(this.alpha).mul(x), valueOf(this.beta).mul(x));
  }
}

/** A spike with the derivative of {@link LeakyRelu}: `new LeakyRelu(options).apply(x)`. */
export function leakyRelu(x: Numbers, options?: LeakyReluOptions): Numbers {
  return new LeakyRelu(options).apply(x);
}
