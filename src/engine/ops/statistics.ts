import { isFloat } from '../array/dtype.js';
import type { Operand } from '../program/op.js';
import { abs, add, div, mul, sqrt, sub } from './arithmetic.js';
import { lt } from './compare.js';
import { exp, log } from './exponential.js';
import { broadcastTo, reshape } from './movement.js';
import { dtypeOf, shapeOf } from './operand.js';
import { max, mean, sum, type Axes } from './reduce.js';
import { normaliseAxis, sizeOf } from '../array/shape.js';
import { select } from './select.js';
import { stopGradient } from './spike.js';

/** The shape with length 1 along the reduced axes, so that a reduction broadcasts against its input. */
function keptShape(x: Operand, axes: Axes, operation: string): number[] {
  const shape = shapeOf(x);
  const list = axes === undefined ? shape.map((_, i) => i) : typeof axes === 'number' ? [axes] : axes;
  const reduced = new Set(list.map((axis) => normaliseAxis(axis, shape.length, operation)));
  return shape.map((n, axis) => (reduced.has(axis) ? 1 : n));
}

/**
 * The mean square distance from the mean along axes. Divided by the number of elements (the population's variance);
 * `ddof` is subtracted from that number: 1 for a sample's.
 */
export function variance(x: Operand, axes?: Axes, { ddof = 0 }: { ddof?: number } = {}): Operand {
  const centre = reshape(mean(x, axes), keptShape(x, axes, 'var'));
  const distance = sub(x, centre);
  const total = sum(mul(distance, distance), axes);
  const count = sizeOf(shapeOf(x)) / Math.max(1, sizeOf(shapeOf(total)));
  return div(total, count - ddof);
}

/** The square root of the variance along axes. */
export function std(x: Operand, axes?: Axes, options: { ddof?: number } = {}): Operand {
  return sqrt(variance(x, axes, options));
}

/** `log(sum(exp(x)))` along axes, without overflow: the largest element is taken out first. */
export function logsumexp(x: Operand, axes?: Axes): Operand {
  const value = isFloat(dtypeOf(x)) ? x : div(x, 1);
  const largest = stopGradient(max(value, axes));
  // An infinite largest element would leave NaN; exp of the elements themselves is right then.
  const offset = select(lt(abs(largest), Infinity), largest, 0);
  const spread = broadcastTo(reshape(offset, keptShape(value, axes, 'logsumexp')), shapeOf(value));
  return add(log(sum(exp(sub(value, spread)), axes)), offset);
}
