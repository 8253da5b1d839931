import { describe } from '../../core/print.js';
import type { Shape } from '../../engine/index.js';
import { defaultRandom, type RandomState } from '../../state/index.js';
import type { Quantity, Unit } from '../../unit/index.js';
import { checkBounds } from './checks.js';
import { Initializer } from './initializer.js';

/**
 * Uniformly distributed between two values.
 *
 * @example
 * new init.Uniform(mV(-65), mV(-55)).sample([100]);
 *
 * @throws when `low` is not below `high`
 */
export class Uniform<in out D> extends Initializer<D> {
  constructor(
    readonly low: Quantity<D>,
    readonly high: Quantity<D>,
  ) {
    super();
    checkBounds('Uniform', low, high);
  }

  get unit(): Unit<D> {
    return this.low.unit;
  }

  sample(shape: Shape, random: RandomState = defaultRandom()): Quantity<D> {
    return random.uniform({ low: this.low, high: this.high, size: shape });
  }

  [describe](): string {
    return `Uniform(low=${this.low.toString()}, high=${this.high.toString()})`;
  }
}
