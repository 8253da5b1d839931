import * as math from '../../unit/math/index.js';
import { notNegative, positive, valueOf, type Numbers, type Parameter } from './parameter.js';
import { Surrogate } from './surrogate.js';

/** Parameters of {@link S2NN}. */
export interface S2NNOptions {
  /** How steep it is below threshold. 4 unless given. */
  alpha?: Parameter | undefined;
  /** The derivative at threshold. 1 unless given. */
  beta?: Parameter | undefined;
  /** Keeps the logarithm of the smooth function finite. 1e-08 unless given. */
  epsilon?: Parameter | undefined;
}

/**
 * That of a logistic function below threshold, alpha * s(alpha x) * s(-alpha x), and beta / (x + 1) from threshold on.
 *
 * @throws when a parameter is out of its range
 *
 * Suetake, Ikegawa, Saiin & Sawada (2023), S2NN: time step reduction of spiking surrogate gradients for training energy
 * efficient single-step spiking neural networks, Neural Networks 159.
 */
export class S2NN extends Surrogate {
  static override readonly name: string = 'S2NN';

  readonly alpha: Parameter;
  readonly beta: Parameter;
  readonly epsilon: Parameter;

  constructor({ alpha = 4, beta = 1, epsilon = 1e-08 }: S2NNOptions = {}) {
    super();
    this.alpha = positive(this, 'alpha', alpha);
    this.beta = positive(this, 'beta', beta);
    this.epsilon = notNegative(this, 'epsilon', epsilon);
  }

  derivative(x: Numbers): Numbers {
    const alpha = valueOf(this.alpha);
    const z = alpha.mul(x);
    const below = math.sigmoid(z).mul(math.sigmoid(z.neg())).mul(alpha);
    return math.where(x.lt(0), below, valueOf(this.beta).div(math.maximum(x, 0).add(1)));
  }

  override smooth(x: Numbers): Numbers {
    const above = math.log(math.maximum(x, 0).add(1).add(valueOf(this.epsilon))).mul(valueOf(this.beta)).add(0.5);
    return math.where(x.lt(0), math.sigmoid(valueOf(this.alpha).mul(x)), above);
  }
}

/** A spike with the derivative of {@link S2NN}: `new S2NN(options).apply(x)`. */
export function s2nn(x: Numbers, options?: S2NNOptions): Numbers {
  return new S2NN(options).apply(x);
}
