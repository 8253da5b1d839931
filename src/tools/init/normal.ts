import { describe } from '../../core/print.js';
import type { Shape } from '../../engine/index.js';
import { defaultRandom, type RandomState } from '../../state/index.js';
import type { Quantity, Unit } from '../../unit/index.js';
import { checkNotNegative } from './checks.js';
import { Initializer } from './initializer.js';

/**
 * Normally distributed.
 *
 * @example
 * new init.Normal(mV(-65), mV(2)).sample([100]);
 *
 * @throws when `std` is negative
 */
export class Normal<in out D> extends Initializer<D> {
  constructor(
    readonly mean: Quantity<D>,
    readonly std: Quantity<D>,
  ) {
    super();
    checkNotNegative('Normal', mean, std);
  }

  get unit(): Unit<D> {
    return this.mean.unit;
  }

  sample(shape: Shape, random: RandomState = defaultRandom()): Quantity<D> {
    return random.normal({ loc: this.mean, scale: this.std, size: shape });
  }

  [describe](): string {
    return `Normal(mean=${this.mean.toString()}, std=${this.std.toString()})`;
  }
}
