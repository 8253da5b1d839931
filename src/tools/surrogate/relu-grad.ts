import { math, unitless, type Quantity } from '../../unit/index.js';
import { checkPositive, Surrogate } from './surrogate.js';

/** Parameters of {@link ReluGrad}. */
export interface ReluGradOptions {
  /** The slope of the triangle's sides. 0.3 unless given. */
  alpha?: number | undefined;
  /** Half the width of the triangle. 1 unless given. */
  width?: number | undefined;
}

/**
 * The triangle max(alpha * width - alpha * |x|, 0) in place of the derivative.
 *
 * @example
 * new LIFRef(1, { spkFun: new surrogate.ReluGrad({ width: 2 }) });
 *
 * Neftci, Mostafa & Zenke (2019), Surrogate gradient learning in spiking neural networks, IEEE Signal Processing
 * Magazine 36(6).
 */
export class ReluGrad extends Surrogate {
  static override readonly name: string = 'ReluGrad';

  readonly alpha: number;
  readonly width: number;

  constructor({ alpha = 0.3, width = 1 }: ReluGradOptions = {}) {
    super();
    this.alpha = alpha;
    this.width = width;
    checkPositive(this);
  }

  parameters(): { alpha: number; width: number } {
    return { alpha: this.alpha, width: this.width };
  }

  derivative(x: Quantity<'one'>): Quantity<'one'> {
    return math.maximum(unitless(this.alpha * this.width).sub(x.abs().mul(this.alpha)), unitless(0));
  }
}
