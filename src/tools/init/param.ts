import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { broadcastTo, reshape, shapeOf, type Shape } from '../../engine/index.js';
import { aDimension, showValue, toShape, type Size } from '../../state/index.js';
import { Quantity, type Unit } from '../../unit/index.js';
import { Initializer, type Init } from './initializer.js';

/** What `param` can be told. */
export interface ParamOptions<D> {
  /** Adds a leading axis of this length: a rule fills it with values of its own, an array is repeated. */
  batchSize?: number | undefined;
  /** A unit of the dimension that is wanted. Any will do unless given. */
  unit?: Unit<D> | undefined;
  /** What error texts call the parameter. 'a parameter' unless given. */
  name?: string | undefined;
}

/**
 * The value of a parameter of a layer of this size. A scalar stays a scalar, an array must broadcast to the size,
 * a rule or a function is asked for the size.
 *
 * @example
 * init.param(ms(20), [100]); // 20. ms
 * init.param(new init.Normal(mV(-65), mV(2)), [100]).shape; // [100]
 *
 * @throws when the array does not broadcast to the size, or the dimension is not that of `unit`
 */
export function param<D>(init: Init<D>, size: Size, options: ParamOptions<D> = {}): Quantity<D> {
  const { batchSize, unit, name = 'a parameter' } = options;
  const shape = toShape(size, name);
  const full = batchSize === undefined ? shape : [batchSize, ...shape];
  const isRule = init instanceof Initializer || typeof init === 'function';
  const value = init instanceof Initializer ? init.sample(full) : typeof init === 'function' ? init(full) : init;
  if (!(value instanceof Quantity)) fail('init/param', { name, value: showValue(value) });
  if (unit !== undefined && value.dim !== unit.dim) {
    fail('init/dimension', { name, wants: aDimension(String(unit.dim)), value: showValue(value) });
  }
  if (!isRule && value.ndim === 0) return value;
  const given = shapeOf(value.mantissa);
  if (!fits(given, isRule ? full : shape) && !fits(given, full)) {
    fail('init/shape', { name, shape: showShape(given), size: showShape(full) });
  }
  if (isRule || batchSize === undefined || given.length > shape.length) return value;
  const padded = [1, ...shape.slice(given.length).map(() => 1), ...given];
  return new Quantity(broadcastTo(reshape(value.mantissa, padded), [batchSize, ...padded.slice(1)]), value.unit);
}

/** Whether a shape broadcasts to another without making it larger. */
function fits(given: Shape, shape: Shape): boolean {
  if (given.length > shape.length) return false;
  return given.every((n, i) => n === 1 || n === shape[shape.length - given.length + i]);
}
