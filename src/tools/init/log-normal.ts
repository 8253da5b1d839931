import { describe } from '../../core/print.js';
import type { Shape } from '../../engine/index.js';
import { defaultRandom, type RandomState } from '../../state/index.js';
import { Quantity, type Unit } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { checkNotNegative, checkPositive } from './checks.js';
import { Initializer } from './initializer.js';

/**
 * Of which the logarithm is normally distributed. The mean and the standard deviation are those of the values
 * themselves, as synaptic weights are reported.
 *
 * @example
 * new init.LogNormal(mS(0.5), mS(0.2)).sample([100]);
 *
 * @throws when `mean` is not above zero, or `std` negative
 */
export class LogNormal<in out D> extends Initializer<D> {
  static override readonly name: string = 'LogNormal';

  constructor(
    readonly mean: Quantity<D>,
    readonly std: Quantity<D>,
  ) {
    super();
    checkPositive('LogNormal', 'mean', mean);
    checkNotNegative('LogNormal', mean, std);
  }

  get unit(): Unit<D> {
    return this.mean.unit;
  }

  sample(shape: Shape, random: RandomState = defaultRandom()): Quantity<D> {
    const mean = new Quantity(this.mean.mantissa);
    const variation = math.log1p(math.square(new Quantity(this.std.in(this.unit).mantissa).div(mean)));
    const drawn = random.normal({ loc: math.log(mean).sub(variation.div(2)), scale: math.sqrt(variation), size: shape });
    return new Quantity(math.exp(drawn).mantissa, this.unit);
  }

  [describe](): string {
    return `LogNormal(mean=${this.mean.toString()}, std=${this.std.toString()})`;
  }
}
