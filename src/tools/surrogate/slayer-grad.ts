import * as math from '../../unit/math/index.js';
import { positive, valueOf, type Numbers, type Parameter } from './parameter.js';
import { Surrogate } from './surrogate.js';

/** Parameters of {@link SlayerGrad}. */
export interface SlayerGradOptions {
  /** How fast it falls off. 1 unless given. */
  alpha?: Parameter | undefined;
}

/**
 * exp(-alpha |x|).
 *
 * @throws when alpha is out of its range
 *
 * Shrestha & Orchard (2018), SLAYER: spike layer error reassignment in time, NeurIPS.
 */
export class SlayerGrad extends Surrogate {
  static override readonly name: string = 'SlayerGrad';

  readonly alpha: Parameter;

  constructor({ alpha = 1 }: SlayerGradOptions = {}) {
    super();
    this.alpha = positive(this, 'alpha', alpha);
  }

  derivative(x: Numbers): Numbers {
    return math.exp(valueOf(this.alpha).mul(x.abs()).neg());
  }

  override smooth(x: Numbers): Numbers {
    const alpha = valueOf(this.alpha);
    return math.expm1(alpha.mul(x.abs()).neg()).neg().div(alpha).mul(math.sign(x)).add(0.5);
  }
}

/** A spike with the derivative of {@link SlayerGrad}: `new SlayerGrad(options).apply(x)`. */
export function slayerGrad(x: Numbers, options?: SlayerGradOptions): Numbers {
  return new SlayerGrad(options).apply(x);
}
