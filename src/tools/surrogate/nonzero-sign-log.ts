import { unitless } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { positive, valueOf, type Numbers, type Parameter } from './parameter.js';
import { Surrogate } from './surrogate.js';

/** Parameters of {@link NonzeroSignLog}. */
export interface NonzeroSignLogOptions {
  /** The height at 0. 1 unless given. */
  alpha?: Parameter | undefined;
}

/**
 * 1 / (1/alpha + |x|). Its integral, the signed logarithm, has no bounds.
 *
 * @throws when alpha is out of its range
 */
export class NonzeroSignLog extends Surrogate {
  static override readonly name: string = 'NonzeroSignLog';

  readonly alpha: Parameter;

  constructor({ alpha = 1 }: NonzeroSignLogOptions = {}) {
    super();
    this.alpha = positive(this, 'alpha', alpha);
  }

  derivative(x: Numbers): Numbers {
    return unitless(1).div(unitless(1).div(valueOf(this.alpha)).add(x.abs()));
  }

  override smooth(x: Numbers): Numbers {
    const size = math.log1p(valueOf(this.alpha).mul(x).abs());
    return math.where(x.lt(0), size.neg(), size);
  }
}

/** A spike with the derivative of {@link NonzeroSignLog}: `new NonzeroSignLog(options).apply(x)`. */
export function nonzeroSignLog(x: Numbers, options?: NonzeroSignLogOptions): Numbers {
  return new NonzeroSignLog(options).apply(x);
}
