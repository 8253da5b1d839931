import { fail } from '../../core/error.js';
import { describe, pythonFloat } from '../../core/print.js';
import { sizeOf, type Shape } from '../../engine/index.js';
import { defaultRandom, showValue, type RandomState } from '../../state/index.js';
import { Quantity, unitless, type Unit } from '../../unit/index.js';
import { checkPositiveNumber } from './checks.js';
import { Initializer } from './initializer.js';
import { TruncatedNormal } from './truncated-normal.js';

/** Which connections of a unit are counted: those that come in, those that go out, or the mean of both. */
export type FanMode = 'fan_in' | 'fan_out' | 'fan_avg';

/** How the values are distributed. */
export type ScalingDistribution = 'normal' | 'uniform' | 'truncated_normal';

/** Options of {@link VarianceScaling}. */
export interface VarianceScalingOptions<D> {
  /** The variance times the fan. 1 unless given. */
  scale?: number | undefined;
  /** Which fan. 'fan_in' unless given. */
  mode?: FanMode | undefined;
  /** How the values are distributed. 'normal' unless given. */
  distribution?: ScalingDistribution | undefined;
  /** The unit of the values. None unless given. */
  unit?: Unit<D> | undefined;
}

/** The standard deviation of a standard normal variable cut off at -2 and 2. */
export const TRUNCATED_STD = 0.8796256610342398;

/**
 * Of mean 0 and variance `scale / fan`, so that the size of a signal stays what it is from layer to layer. The fans
 * of a matrix are its rows (in) and columns (out); with more axes they are the second and the first, each times the
 * product of the rest.
 *
 * Glorot & Bengio (2010), AISTATS; He, Zhang, Ren & Sun (2015), ICCV.
 *
 * @example
 * new init.VarianceScaling({ scale: 2, mode: 'fan_avg', unit: mA }).sample([100, 50]);
 */
export class VarianceScaling<in out D = 'one'> extends Initializer<D> {
  static override readonly name: string = 'VarianceScaling';

  readonly scale: number;
  readonly mode: FanMode;
  readonly distribution: ScalingDistribution;
  readonly unit: Unit<D>;

  constructor({ scale = 1, mode = 'fan_in', distribution = 'normal', unit }: VarianceScalingOptions<D> = {}) {
    super();
    const initializer = this.constructor.name;
    checkPositiveNumber(initializer, 'scale', scale);
    checkChoice(initializer, 'mode', mode, ['fan_in', 'fan_out', 'fan_avg']);
    checkChoice(initializer, 'distribution', distribution, ['normal', 'uniform', 'truncated_normal']);
    this.scale = scale;
    this.mode = mode;
    this.distribution = distribution;
    this.unit = unit ?? (unitless as unknown as Unit<D>);
  }

  sample(shape: Shape, random: RandomState = defaultRandom()): Quantity<D> {
    const variance = this.scale / Math.max(1, fan(shape, this.mode));
    return new Quantity(this.#draw(variance, shape, random).mantissa, this.unit);
  }

  [describe](): string {
    return `${this.constructor.name}(scale=${pythonFloat(this.scale)}, mode=${this.mode}, distribution=${this.distribution})`;
  }

  #draw(variance: number, size: Shape, random: RandomState): Quantity<'one'> {
    const std = Math.sqrt(variance);
    switch (this.distribution) {
      case 'normal':
        return random.normal({ loc: 0, scale: std, size });
      case 'uniform':
        return random.uniform({ low: -Math.sqrt(3) * std, high: Math.sqrt(3) * std, size });
      case 'truncated_normal': {
        const standard = new TruncatedNormal(unitless(0), unitless(1), { low: unitless(-2), high: unitless(2) });
        return standard.sample(size, random).mul(std / TRUNCATED_STD);
      }
    }
  }
}

/** How many connections a unit has in a weight of this shape. */
function fan(shape: Shape, mode: FanMode): number {
  const [first = 1, second = first] = shape;
  const field = sizeOf(shape.slice(2));
  const [into, outOf] = shape.length > 2 ? [second * field, first * field] : [first, second];
  return mode === 'fan_in' ? into : mode === 'fan_out' ? outOf : (into + outOf) / 2;
}

/** Refuses what is none of the choices. */
export function checkChoice(initializer: string, name: string, value: unknown, choices: readonly string[]): void {
  if (!choices.includes(value as string)) fail('init/choice', { initializer, name, value: showValue(value), choices });
}
