import { unitless } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { positive, valueOf, type Numbers, type Parameter } from './parameter.js';
import { Surrogate } from './surrogate.js';

/** Parameters of {@link QPseudoSpike}. */
export interface QPseudoSpikeOptions {
  /** How fast its tails fall off. 2 unless given. */
  alpha?: Parameter | undefined;
}

/**
 * (1 + 2 |x| / (alpha + 1))^-alpha.
 *
 * @throws when alpha is out of its range
 *
 * Herranz-Celotti & Rouat (2022), Surrogate gradients design, arXiv:2202.00282.
 */
export class QPseudoSpike extends Surrogate {
  static override readonly name: string = 'QPseudoSpike';

  readonly alpha: Parameter;

  constructor({ alpha = 2 }: QPseudoSpikeOptions = {}) {
    super();
    this.alpha = positive(this, 'alpha', alpha);
  }

  derivative(x: Numbers): Numbers {
    const alpha = valueOf(this.alpha);
    return math.exp(math.log1p(x.abs().mul(unitless(2).div(alpha.add(1)))).mul(alpha.neg()));
  }

  override smooth(x: Numbers): Numbers {
    const alpha = valueOf(this.alpha);
    const half = alpha.add(1).div(2);
    const length = math.log1p(x.abs().div(half));
    const rest = unitless(1).sub(alpha);
    return math.exprel(rest.mul(length)).mul(length).mul(half).mul(math.sign(x)).add(0.5);
  }
}

/** A spike with the derivative of {@link QPseudoSpike}: `new QPseudoSpike(options).apply(x)`. */
export function qPseudoSpike(x: Numbers, options?: QPseudoSpikeOptions): Numbers {
  return new QPseudoSpike(options).apply(x);
}
