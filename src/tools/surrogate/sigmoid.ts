import * as math from '../../unit/math/index.js';
import { positive, valueOf, type Numbers, type Parameter } from './parameter.js';
import { Surrogate } from './surrogate.js';

/** Parameters of {@link Sigmoid}. */
export interface SigmoidOptions {
  /** How steep it is. 4 unless given. */
  alpha?: Parameter | undefined;
}

/**
 * The derivative of a logistic function, alpha * s(alpha x) * s(-alpha x) with s(z) = 1 / (1 + exp(-z)).
 *
 * @example
 * new LIFRef(1, { spkFun: new surrogate.Sigmoid({ alpha: 2 }) });
 *
 * @throws when alpha is out of its range
 */
export class Sigmoid extends Surrogate {
  static override readonly name: string = 'Sigmoid';

  readonly alpha: Parameter;

  constructor({ alpha = 4 }: SigmoidOptions = {}) {
    super();
    this.alpha = positive(this, 'alpha', alpha);
  }

  derivative(x: Numbers): Numbers {
    const alpha = valueOf(this.alpha);
    const z = alpha.mul(x);
    return math.sigmoid(z).mul(math.sigmoid(z.neg())).mul(alpha);
  }

  override smooth(x: Numbers): Numbers {
    return math.sigmoid(valueOf(this.alpha).mul(x));
  }
}

/** A spike with the derivative of {@link Sigmoid}: `new Sigmoid(options).apply(x)`. */
export function sigmoid(x: Numbers, options?: SigmoidOptions): Numbers {
  return new Sigmoid(options).apply(x);
}
