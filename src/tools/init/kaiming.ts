import { describe } from '../../core/print.js';
import type { Unit } from '../../unit/index.js';
import { checkChoice, VarianceScaling, type FanMode, type ScalingDistribution } from './variance-scaling.js';

/** Options of {@link KaimingNormal} and {@link KaimingUniform}. */
export interface KaimingOptions<D> {
  /** The variance times the fan. What the nonlinearity wants unless given: 2 for 'relu'. */
  scale?: number | undefined;
  /** Which fan. 'fan_in' unless given. */
  mode?: FanMode | undefined;
  /** What follows the layer. 'relu' unless given. */
  nonlinearity?: 'relu' | 'leaky_relu' | undefined;
  /** The slope of 'leaky_relu' below zero. 0.01 unless given. */
  negativeSlope?: number | undefined;
  /** The unit of the values. None unless given. */
  unit?: Unit<D> | undefined;
}

/** What the two rules of He share: a variance of 2 / fan, since a rectifier lets half of the signal through. */
abstract class Kaiming<in out D> extends VarianceScaling<D> {
  readonly nonlinearity: 'relu' | 'leaky_relu';
  readonly negativeSlope: number;

  constructor(distribution: ScalingDistribution, options: KaimingOptions<D>) {
    const { scale, mode, nonlinearity = 'relu', negativeSlope = 0.01, unit } = options;
    checkChoice(new.target.name, 'nonlinearity', nonlinearity, ['relu', 'leaky_relu']);
    super({ scale: scale ?? 2 / (nonlinearity === 'relu' ? 1 : 1 + negativeSlope ** 2), mode, distribution, unit });
    this.nonlinearity = nonlinearity;
    this.negativeSlope = negativeSlope;
  }

  override [describe](): string {
    return `${this.constructor.name}(mode=${this.mode}, nonlinearity=${this.nonlinearity}, unit=${this.unit.symbol})`;
  }
}

/**
 * Normal with a variance of 2 / fan.
 *
 * He, Zhang, Ren & Sun (2015), Delving deep into rectifiers, ICCV.
 *
 * @example
 * new init.KaimingNormal({ unit: mA }).sample([100, 4]);
 */
export class KaimingNormal<in out D = 'one'> extends Kaiming<D> {
  static override readonly name: string = 'KaimingNormal';

  constructor(options: KaimingOptions<D> = {}) {
    super('normal', options);
  }
}

/**
 * Uniform with a variance of 2 / fan.
 *
 * He, Zhang, Ren & Sun (2015), Delving deep into rectifiers, ICCV.
 */
export class KaimingUniform<in out D = 'one'> extends Kaiming<D> {
  static override readonly name: string = 'KaimingUniform';

  constructor(options: KaimingOptions<D> = {}) {
    super('uniform', options);
  }
}
