import { describe } from '../../core/print.js';
import { add, clip, div, erfc, mul, sub, type Operand, type Shape } from '../../engine/index.js';
import { defaultRandom, type RandomState } from '../../state/index.js';
import { Quantity, unitless, type Unit } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { checkAlike, checkBounds, checkNotNegative } from './checks.js';
import { Initializer } from './initializer.js';
import { normalQuantile } from './normal-quantile.js';

/** Bounds of {@link TruncatedNormal}. */
export interface TruncatedNormalOptions<D> {
  /** What no value is below. No bound unless given. */
  low?: Quantity<D> | undefined;
  /** What no value is above. No bound unless given. */
  high?: Quantity<D> | undefined;
}

/**
 * Normally distributed, of which what lies outside of the bounds is left out.
 *
 * @example
 * new init.TruncatedNormal(mV(-65), mV(5), { low: mV(-75), high: mV(-55) }).sample([100]);
 *
 * @throws when `std` is negative, or `low` not below `high`
 */
export class TruncatedNormal<in out D> extends Initializer<D> {
  static override readonly name: string = 'TruncatedNormal';

  readonly low: Quantity<D> | undefined;
  readonly high: Quantity<D> | undefined;

  constructor(
    readonly mean: Quantity<D>,
    readonly std: Quantity<D>,
    { low, high }: TruncatedNormalOptions<D> = {},
  ) {
    super();
    checkNotNegative('TruncatedNormal', mean, std);
    for (const [name, bound] of [['low', low], ['high', high]] as const) {
      if (bound !== undefined) checkAlike('TruncatedNormal', ['mean', mean], [name, bound]);
    }
    if (low !== undefined && high !== undefined) checkBounds('TruncatedNormal', low, high);
    this.low = low;
    this.high = high;
  }

  get unit(): Unit<D> {
    return this.mean.unit;
  }

  sample(shape: Shape, random: RandomState = defaultRandom()): Quantity<D> {
    const { unit } = this;
    const [mean, std] = [this.mean.mantissa, this.std.in(unit).mantissa];
    // A spread of 0 puts everything on the mean; any divisor will do.
    const spread = math.where(this.std.eq(this.std.sub(this.std)), unitless(1), new Quantity(std)).mantissa;
    const from = this.low === undefined ? 0 : below(div(sub(this.low.in(unit).mantissa, mean), spread));
    const to = this.high === undefined ? 1 : below(div(sub(this.high.in(unit).mantissa, mean), spread));
    const drawn = random.uniform({ size: shape }).mantissa;
    const p = clip(add(from, mul(drawn, sub(to, from))), 1e-7, 1 - 1e-7);
    const values = new Quantity(add(mean, mul(std, normalQuantile(p))), unit);
    const above = this.low === undefined ? values : math.maximum(values, this.low as never);
    return (this.high === undefined ? above : math.minimum(above, this.high as never)) as Quantity<D>;
  }

  [describe](): string {
    const [low, high] = [this.low, this.high].map((bound) => (bound === undefined ? 'None' : bound.toString()));
    return `TruncatedNormal(mean=${this.mean.toString()}, std=${this.std.toString()}, low=${low}, high=${high})`;
  }
}

/** The probability that a standard normal variable is below x. */
function below(x: Operand): Operand {
  return mul(erfc(mul(x, -Math.SQRT1_2)), 0.5);
}
