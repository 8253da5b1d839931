import { describe, pythonFloat } from '../../core/print.js';
import type { Unit } from '../../unit/index.js';
import { VarianceScaling } from './variance-scaling.js';

/** Options of {@link LecunNormal} and {@link LecunUniform}. */
export interface LecunOptions<D> {
  /** The variance times the fan. 1 unless given. */
  scale?: number | undefined;
  /** The unit of the values. None unless given. */
  unit?: Unit<D> | undefined;
}

/**
 * Normal with a variance of 1 / fan in.
 *
 * LeCun, Bottou, Orr & Müller (1998), Efficient backprop, in Neural Networks: Tricks of the Trade, Springer.
 *
 * @example
 * new init.LecunNormal().sample([100, 4]);
 */
export class LecunNormal<in out D = 'one'> extends VarianceScaling<D> {
  static override readonly name: string = 'LecunNormal';

  constructor({ scale, unit }: LecunOptions<D> = {}) {
    super({ scale, unit, mode: 'fan_in', distribution: 'normal' });
  }

  override [describe](): string {
    return `LecunNormal(scale=${pythonFloat(this.scale)}, unit=${this.unit.symbol})`;
  }
}

/**
 * Uniform with a variance of 1 / fan in.
 *
 * LeCun, Bottou, Orr & Müller (1998), Efficient backprop, in Neural Networks: Tricks of the Trade, Springer.
 */
export class LecunUniform<in out D = 'one'> extends VarianceScaling<D> {
  static override readonly name: string = 'LecunUniform';

  constructor({ scale, unit }: LecunOptions<D> = {}) {
    super({ scale, unit, mode: 'fan_in', distribution: 'uniform' });
  }

  override [describe](): string {
    return `LecunUniform(scale=${pythonFloat(this.scale)}, unit=${this.unit.symbol})`;
  }
}
