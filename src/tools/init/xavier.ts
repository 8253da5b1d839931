import { describe, pythonFloat } from '../../core/print.js';
import type { Unit } from '../../unit/index.js';
import { VarianceScaling } from './variance-scaling.js';

/** Options of {@link XavierNormal} and {@link XavierUniform}. */
export interface XavierOptions<D> {
  /** The variance times the fan. 1 unless given. */
  scale?: number | undefined;
  /** The unit of the values. None unless given. */
  unit?: Unit<D> | undefined;
}

/**
 * Normal with a variance of 1 / (the mean of both fans).
 *
 * Glorot & Bengio (2010), Understanding the difficulty of training deep feedforward neural networks, AISTATS.
 *
 * @example
 * new init.XavierNormal().sample([100, 4]);
 */
export class XavierNormal<in out D = 'one'> extends VarianceScaling<D> {
  static override readonly name: string = 'XavierNormal';

  constructor({ scale, unit }: XavierOptions<D> = {}) {
    super({ scale, unit, mode: 'fan_avg', distribution: 'normal' });
  }

  override [describe](): string {
    return `XavierNormal(scale=${pythonFloat(this.scale)}, unit=${this.unit.symbol})`;
  }
}

/**
 * Uniform with a variance of 1 / (the mean of both fans).
 *
 * Glorot & Bengio (2010), Understanding the difficulty of training deep feedforward neural networks, AISTATS.
 */
export class XavierUniform<in out D = 'one'> extends VarianceScaling<D> {
  static override readonly name: string = 'XavierUniform';

  constructor({ scale, unit }: XavierOptions<D> = {}) {
    super({ scale, unit, mode: 'fan_avg', distribution: 'uniform' });
  }

  override [describe](): string {
    return `XavierUniform(scale=${pythonFloat(this.scale)}, unit=${this.unit.symbol})`;
  }
}
