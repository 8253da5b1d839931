import { Quantity } from './quantity.js';
import type { Unit } from './unit.js';

/** A constant of nature or of measurement: a plain number in a unit, weak, so that it takes the dtype that it meets. */
export function constant<D>(value: number, unit: Unit<D>): Quantity<D> {
  return new Quantity<D>(value, unit);
}
