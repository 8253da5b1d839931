import { fail } from '../../core/error.js';
import { describe } from '../../core/print.js';
import { broadcastTo, NDArray, floatDType, type Shape } from '../../engine/index.js';
import { markWeak, showValue } from '../../state/index.js';
import { Quantity, type Unit } from '../../unit/index.js';
import { Initializer } from './initializer.js';

/**
 * The same value everywhere.
 *
 * @example
 * new init.Constant(mV(-60)).sample([3]); // [-60. -60. -60.] mV
 */
export class Constant<in out D> extends Initializer<D> {
  /** @param value - a scalar, or an array that broadcasts to the shapes asked for. */
  constructor(readonly value: Quantity<D>) {
    super();
    if (!(value instanceof Quantity)) fail('init/value', { initializer: 'Constant', name: 'value', value: showValue(value) });
  }

  get unit(): Unit<D> {
    return this.value.unit;
  }

  sample(shape: Shape): Quantity<D> {
    const { mantissa, unit } = this.value;
    const filled =
      typeof mantissa === 'number'
        ? markWeak(NDArray.full(shape, floatDType(), mantissa))
        : broadcastTo(mantissa, shape);
    return new Quantity(filled, unit);
  }

  [describe](): string {
    return `Constant(value=${this.value.toString()})`;
  }
}
