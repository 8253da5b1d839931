import { unitless } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { count, positive, valueOf, type Numbers, type Parameter } from './parameter.js';
import { Surrogate } from './surrogate.js';

/** Parameters of {@link SquarewaveFourierSeries}. */
export interface SquarewaveFourierSeriesOptions {
  /** The number of terms. 2 unless given. */
  n?: number | undefined;
  /** The period T of the wave. 8 unless given. */
  t_period?: Parameter | undefined;
}

/**
 * 4 / T * (cos(w x) + cos(3 w x) + ... + cos((2n - 1) w x)) with w = 2 pi / T: the derivative of the Fourier series of
 * a square wave.
 *
 * @throws when a parameter is out of its range
 */
export class SquarewaveFourierSeries extends Surrogate {
  static override readonly name: string = 'SquarewaveFourierSeries';

  readonly n: number;
  readonly t_period: Parameter;

  constructor({ n = 2, t_period = 8 }: SquarewaveFourierSeriesOptions = {}) {
    super();
    this.n = count(this, 'n', n);
    this.t_period = positive(this, 't_period', t_period);
  }

  derivative(x: Numbers): Numbers {
    const T = valueOf(this.t_period);
    const angle = x.mul(2 * Math.PI).div(T);
    const terms = this.#odd().map((k) => math.cos(angle.mul(k)));
    return terms.reduce((sum, term) => sum.add(term)).mul(unitless(4).div(T));
  }

  override smooth(x: Numbers): Numbers {
    const angle = x.mul(2 * Math.PI).div(valueOf(this.t_period));
    const terms = this.#odd().map((k) => math.sin(angle.mul(k)).div(k));
    return terms.reduce((sum, term) => sum.add(term)).mul(2 / Math.PI).add(0.5);
  }

  protected override shown(name: string, value: Parameter): string {
    return name === 'n' ? String(value) : super.shown(name, value);
  }

  /** 1, 3, 5, …, one for each term. */
  #odd(): number[] {
    return Array.from({ length: this.n }, (_, i) => 2 * i + 1);
  }
}

/** A spike with the derivative of {@link SquarewaveFourierSeries}: `new SquarewaveFourierSeries(options).apply(x)`. */
export function squarewaveFourierSeries(x: Numbers, options?: SquarewaveFourierSeriesOptions): Numbers {
  return new SquarewaveFourierSeries(options).apply(x);
}
