import { unitless } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { notNegative, valueOf, type Numbers, type Parameter } from './parameter.js';
import { Surrogate } from './surrogate.js';

/** Parameters of {@link LogTailedRelu}. */
export interface LogTailedReluOptions {
  /** The derivative below threshold. 0 unless given. */
  alpha?: Parameter | undefined;
}

/**
 * alpha where x <= 0, 1 where x <= 1, 1/x beyond. Its integral has no bounds.
 *
 * @throws when alpha is out of its range
 *
 * Cai, He, Sun & Vasconcelos (2017), Deep learning with low precision by half-wave Gaussian quantization, CVPR.
 */
export class LogTailedRelu extends Surrogate {
  static override readonly name: string = 'LogTailedRelu';

  readonly alpha: Parameter;

  constructor({ alpha = 0 }: LogTailedReluOptions = {}) {
    super();
    this.alpha = notNegative(this, 'alpha', alpha);
  }

  derivative(x: Numbers): Numbers {
    const tail = unitless(1).div(math.maximum(x, 1));
    return math.where(x.gt(0), tail, valueOf(this.alpha));
  }

  override smooth(x: Numbers): Numbers {
    const above = math.where(x.gt(1), math.log(math.maximum(x, 1)).add(1), x);
    return math.where(x.gt(0), above, valueOf(this.alpha).mul(x));
  }
}

/** A spike with the derivative of {@link LogTailedRelu}: `new LogTailedRelu(options).apply(x)`. */
export function logTailedRelu(x: Numbers, options?: LogTailedReluOptions): Numbers {
  return new LogTailedRelu(options).apply(x);
}
