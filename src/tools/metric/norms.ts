import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import type { Axes } from '../../engine/index.js';
import { showValue } from '../../state/index.js';
import { Quantity, type AnyQuantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { checkFloat } from './checks.js';
import { differences } from './errors.js';

/** Which norm: the sum of sizes, the Euclidean length, or the largest size. */
export type NormOrder = 1 | 2 | typeof Infinity;

/** Options of {@link safeNorm}. */
export interface NormOptions {
  /** Which norm. The Euclidean length unless given. */
  ord?: NormOrder | undefined;
  /** The axes to take it along. All unless given. */
  axis?: Axes | undefined;
  /** Whether they stay, with a length of 1. False unless given. */
  keepdims?: boolean | undefined;
}

/**
 * A norm that is not taken for less than `minNorm`. Its derivative is zero there, and finite everywhere.
 *
 * @param minNorm - in the unit of x, where it is a number
 *
 * @example
 * metric.safeNorm(u.unitless([3, 4]), 1e-8); // 5.
 *
 * @throws when x is not a float, or there is no such norm
 */
export function safeNorm<D>(x: Quantity<D>, minNorm: Quantity<NoInfer<D>> | number, options: NormOptions = {}): Quantity<D> {
  checkFloat('safeNorm', 'x', x);
  const { ord = 2, axis, keepdims = false } = options;
  const least = minNorm instanceof Quantity ? minNorm : new Quantity<D>(minNorm, x.unit);
  const axes = axesOf(x as AnyQuantity, axis);
  const full = kept(norm(x, ord, axes), x as AnyQuantity, axes);
  const small = full.le(least);
  // What is small is taken for ones: a root of zero has no derivative.
  const value = kept(norm(math.where(small, new Quantity<D>(1, x.unit), x), ord, axes), x as AnyQuantity, axes);
  const result = math.where(small, least, value);
  return keepdims ? result : result.squeeze(axes);
}

/**
 * The Euclidean length of the errors along an axis; of a vector without one.
 *
 * @throws when shapes or dimensions differ, and for an array of several axes when none is named
 */
export function l2Norm<D>(predictions: Quantity<D>, targets?: Quantity<NoInfer<D>>, { axis }: { axis?: number } = {}): Quantity<D> {
  const errors = differences('l2Norm', predictions, targets);
  // Of a matrix numpy takes the largest singular value here, which is hardly what a loss means.
  if (axis === undefined && errors.ndim > 1) fail('metric/axis', { metric: 'l2Norm', shape: showShape(errors.shape) });
  return safeNorm(errors, 0, { axis });
}

function norm<D>(x: Quantity<D>, ord: NormOrder, axes: readonly number[]): Quantity<D> {
  if (ord === 1) return x.abs().sum(axes);
  if (ord === Infinity) return x.abs().max(axes);
  if (ord !== 2) return fail('metric/order', { value: showValue(ord) });
  return x.pow(2).sum(axes).sqrt() as unknown as Quantity<D>;
}

function axesOf(x: AnyQuantity, axis: Axes): number[] {
  const axes: readonly number[] = axis === undefined ? [...x.shape.keys()] : typeof axis === 'number' ? [axis] : axis;
  return axes.map((a) => (a < 0 ? a + x.ndim : a));
}

/** With the axes that are gone, of length 1. */
function kept<D>(x: Quantity<D>, like: AnyQuantity, axes: readonly number[]): Quantity<D> {
  return x.reshape(like.shape.map((n, i) => (axes.includes(i) ? 1 : n)));
}
