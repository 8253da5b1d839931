import { describe } from '../../core/print.js';
import { Quantity, unitless, type Unit } from '../../unit/index.js';
import { Constant } from './constant.js';

/**
 * Zeros.
 *
 * @example
 * new init.ZeroInit(mV).sample([2]); // [0. 0.] mV
 */
export class ZeroInit<in out D = 'one'> extends Constant<D> {
  /** @param unit - the unit of the zeros; none unless given. */
  constructor(unit: Unit<D> = unitless as unknown as Unit<D>) {
    super(new Quantity(0, unit));
  }

  override [describe](): string {
    return `ZeroInit(unit=${this.value.unit.symbol})`;
  }
}
