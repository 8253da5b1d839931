import { fail } from '../core/error.js';
import { showShape } from '../core/print.js';
import { isTraced, shapeOf, sizeOf, toNDArray } from '../engine/index.js';
import { abstractRepr, brief, display } from './display.js';
import type { Measured } from './measured.js';
import { item } from './reading.js';

/** What JavaScript asks an object for when an operator meets it. */
export type Hint = 'number' | 'string' | 'default';

/**
 * JavaScript has no operators for objects; it turns them into numbers or strings without a word. A traced value
 * has neither, and a number without its unit is wrong, so both refuse with the method to write instead.
 * A dimensionless single element is a number, and every concrete value has a text.
 */
export function toPrimitive(x: Measured, hint: Hint): number | string {
  if (isTraced(x.mantissa)) {
    const value = abstractRepr(x);
    if (hint === 'number') fail('unit/tracedNumber', { value });
    if (hint === 'string') fail('unit/tracedString', { value });
    fail('unit/tracedDefault', { value });
  }
  if (hint === 'string') return display(x);
  const unit = x.unit.symbol;
  if (!x.unit.dimension.isOne) {
    if (hint === 'number') fail('unit/number', { value: brief(x), unit });
    fail('unit/default', { value: brief(x), unit });
  }
  const shape = shapeOf(x.mantissa);
  if (sizeOf(shape) !== 1) fail('unit/numberOfMany', { value: brief(x), shape: showShape(shape) });
  return item(x, undefined);
}

/** What JSON.stringify writes: elements and unit; the elements alone of a dimensionless one. */
export function refuseTracedJson(x: Measured): void {
  if (isTraced(x.mantissa)) fail('unit/tracedString', { value: abstractRepr(x) });
}

/** Refuses `.length`, by which an array library would take a quantity for an array. */
export function refuseLength(x: Measured): never {
  fail('unit/length', { value: isTraced(x.mantissa) ? abstractRepr(x) : brief(x) });
}

/** The number of items that iterating visits; refuses traced values and scalars. */
export function iterationCount(x: Measured): number {
  if (isTraced(x.mantissa)) {
    const remedy = 'pick elements with x.get(index), or compute with the whole array';
    fail('unit/traced', { operation: 'iterating', value: abstractRepr(x), remedy });
  }
  const { shape } = toNDArray(x.mantissa);
  if (shape.length === 0) fail('unit/iterate', { value: brief(x) });
  return shape[0];
}
