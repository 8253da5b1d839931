import { fail } from '../../core/error.js';
import { describe, pythonFloat, showShape } from '../../core/print.js';
import { sizeOf, type Shape } from '../../engine/index.js';
import { defaultRandom, type RandomState } from '../../state/index.js';
import { Initializer, type FanMode, type ScalingDistribution } from '../../tools/init/index.js';
import { TRUNCATED_STD } from '../../tools/init/variance-scaling.js';
import { Quantity, unitless, type Unit } from '../../unit/index.js';

/** Options that all of these rules take. */
export interface ScalingOptions<D> {
  /** The variance times the fan. */
  scale?: number | undefined;
  /** Which fan. */
  mode?: FanMode | undefined;
  /** How the values are distributed. */
  distribution?: ScalingDistribution | undefined;
  /** The axis of what comes in. -2 unless given. */
  inAxis?: number | undefined;
  /** The axis of what goes out. -1 unless given. */
  outAxis?: number | undefined;
  /** The unit of the values. None unless given. */
  unit?: Unit<D> | undefined;
}

/**
 * Of mean 0 and variance `scale / fan`, where the fans are the last two axes times the product of all others: the
 * layout of dense layers and of kernels with channels last. This is the family that layers use by themselves; that of
 * `init` draws plain normal numbers and counts fans of kernels the other way round.
 *
 * @throws when the shape has less than two axes
 */
export class VarianceScaling<in out D = 'one'> extends Initializer<D> {
  static override readonly name: string = 'VarianceScaling';

  readonly scale: number;
  readonly mode: FanMode;
  readonly distribution: ScalingDistribution;
  readonly inAxis: number;
  readonly outAxis: number;
  readonly unit: Unit<D>;

  constructor(options: ScalingOptions<D> = {}) {
    super();
    this.scale = options.scale ?? 1;
    this.mode = options.mode ?? 'fan_in';
    this.distribution = options.distribution ?? 'truncated_normal';
    this.inAxis = options.inAxis ?? -2;
    this.outAxis = options.outAxis ?? -1;
    this.unit = options.unit ?? (unitless as unknown as Unit<D>);
  }

  sample(shape: Shape, random: RandomState = defaultRandom()): Quantity<D> {
    const std = Math.sqrt(this.scale / this.#fan(shape));
    return new Quantity(this.#draw(shape, random).mul(std * this.#correction()).mantissa, this.unit);
  }

  [describe](): string {
    return `${this.constructor.name}(scale=${pythonFloat(this.scale)}, mode=${this.mode}, distribution=${this.distribution})`;
  }

  #fan(shape: Shape): number {
    const [into, outOf] = [shape.at(this.inAxis), shape.at(this.outAxis)];
    if (shape.length < 2 || into === undefined || outOf === undefined) {
      return fail('init/rank', { initializer: this.constructor.name, wants: 'two axes or more', shape: showShape(shape) });
    }
    const field = sizeOf(shape) / (into * outOf);
    if (this.mode === 'fan_avg') return ((into + outOf) / 2) * field;
    return (this.mode === 'fan_in' ? into : outOf) * field;
  }

  #draw(size: Shape, random: RandomState): Quantity<'one'> {
    switch (this.distribution) {
      case 'normal':
        return random.randn(...size);
      case 'uniform':
        return random.uniform({ low: -1, high: 1, size });
      case 'truncated_normal':
        return random.truncatedNormal(-2, 2, { size });
    }
  }

  /** What brings the standard deviation of a draw to 1. */
  #correction(): number {
    return this.distribution === 'normal' ? 1 : this.distribution === 'uniform' ? Math.sqrt(3) : 1 / TRUNCATED_STD;
  }
}

/** A variance of 2 / fan in. He, Zhang, Ren & Sun (2015), ICCV. */
export class KaimingNormal<in out D = 'one'> extends VarianceScaling<D> {
  static override readonly name: string = 'KaimingNormal';

  constructor(options: ScalingOptions<D> = {}) {
    super({ scale: 2, ...options });
  }
}

/** Uniform with a variance of 2 / fan in. He, Zhang, Ren & Sun (2015), ICCV. */
export class KaimingUniform<in out D = 'one'> extends VarianceScaling<D> {
  static override readonly name: string = 'KaimingUniform';

  constructor(options: ScalingOptions<D> = {}) {
    super({ scale: 2, distribution: 'uniform', ...options });
  }
}

/** A variance of 1 / (the mean of both fans). Glorot & Bengio (2010), AISTATS. */
export class XavierNormal<in out D = 'one'> extends VarianceScaling<D> {
  static override readonly name: string = 'XavierNormal';

  constructor(options: ScalingOptions<D> = {}) {
    super({ mode: 'fan_avg', ...options });
  }
}

/** Uniform with a variance of 1 / (the mean of both fans). Glorot & Bengio (2010), AISTATS. */
export class XavierUniform<in out D = 'one'> extends VarianceScaling<D> {
  static override readonly name: string = 'XavierUniform';

  constructor(options: ScalingOptions<D> = {}) {
    super({ mode: 'fan_avg', distribution: 'uniform', ...options });
  }
}

/** A variance of 1 / fan in. LeCun, Bottou, Orr & Müller (1998), Neural Networks: Tricks of the Trade. */
export class LecunNormal<in out D = 'one'> extends VarianceScaling<D> {
  static override readonly name: string = 'LecunNormal';
}

/** Uniform with a variance of 1 / fan in. LeCun, Bottou, Orr & Müller (1998), Neural Networks: Tricks of the Trade. */
export class LecunUniform<in out D = 'one'> extends VarianceScaling<D> {
  static override readonly name: string = 'LecunUniform';

  constructor(options: ScalingOptions<D> = {}) {
    super({ distribution: 'uniform', ...options });
  }
}
