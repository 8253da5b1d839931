import * as engine from '../engine/index.js';
import type { Axes, Operand, PadWidth, Shape } from '../engine/index.js';
import { folded } from './arithmetic.js';
import { specOf } from './indexing.js';
import { alike, plain, type Term } from './measured.js';
import { Quantity, wrap, type AnyQuantity, type Plain } from './quantity.js';
import type { Pow } from './types/dimension.js';

// Operations on the elements of one array: where they stand, their order, and what they come to.

function keeping<D>(x: Quantity<D>, mantissa: Operand): Quantity<D> {
  return wrap({ mantissa, unit: x.unit });
}

// ---- the unit stays

/**
 * The elements at positions along an axis; without an axis, of all elements in row-major order. See `Quantity.get` for
 * positions out of range.
 */
export function take<D>(x: Quantity<D>, at: number | Int32Array | Quantity<'one'>, axis?: number): Quantity<D> {
  const flat = axis === undefined ? engine.reshape(x.mantissa, [-1]) : x.mantissa;
  return keeping(x, engine.take(flat, specOf(at) as Exclude<ReturnType<typeof specOf>, engine.Slice>, axis));
}

/** For every place its own position along an axis: `out[i, j] = x[i, at[i, j]]` for axis 1. */
export function takeAlongAxis<D>(x: Quantity<D>, at: Quantity<'one'>, axis: number): Quantity<D> {
  return keeping(x, engine.takeAlongAxis(x.mantissa, plain(at, 'takeAlongAxis'), axis));
}

/** The elements in the opposite order along an axis, several, or all. */
export function flip<D>(x: Quantity<D>, axes?: number | readonly number[]): Quantity<D> {
  return keeping(x, engine.flip(x.mantissa, axes));
}

/** Without axes of length 1: those named, or all there are. */
export function squeeze<D>(x: Quantity<D>, axes?: number | readonly number[]): Quantity<D> {
  return keeping(x, engine.squeeze(x.mantissa, axes));
}

/**
 * `x` with `value` (0) around it: `pad(x, [[1, 2], [0, 0]])` adds a row before and two after. One pair serves every
 * axis; a third number puts as many between its elements.
 */
export function pad<D>(
  x: Quantity<D>,
  widths: PadWidth | readonly PadWidth[],
  value?: Quantity<D> | Plain<D>,
): Quantity<D> {
  if (value === undefined) return keeping(x, engine.pad(x.mantissa, widths));
  const { x: mantissa, y } = alike(x, value as Term, 'put together');
  return keeping(x, engine.pad(mantissa, widths, y));
}

/** Each element `count` times in a row along an axis, or of all elements in row-major order. */
export function repeat<D>(x: Quantity<D>, count: number, axis?: number): Quantity<D> {
  return keeping(x, engine.repeat(x.mantissa, count, axis));
}

/** The whole array one copy after the other: `counts[i]` copies along axis i, counted from the last axis. */
export function tile<D>(x: Quantity<D>, counts: number | Shape): Quantity<D> {
  return keeping(x, engine.tile(x.mantissa, counts));
}

/** The elements along an axis in ascending order, NaN last. */
export function sort<D>(x: Quantity<D>, axis = -1): Quantity<D> {
  return keeping(x, engine.sort(x.mantissa, axis));
}

/** Running sums along an axis, or of all elements in row-major order; with `reverse` from the end. */
export function cumsum<D>(x: Quantity<D>, axis?: number, options: { reverse?: boolean } = {}): Quantity<D> {
  return keeping(x, engine.cumsum(x.mantissa, axis, options));
}

/** The square root of the variance along axes, or of all elements. */
export function std<D>(x: Quantity<D>, axes?: Axes, options: { ddof?: number } = {}): Quantity<D> {
  return keeping(x, engine.std(x.mantissa, axes, options));
}

// ---- the unit changes

function variance<D>(x: Quantity<D>, axes?: Axes, options: { ddof?: number } = {}): Quantity<Pow<D, 2>> {
  return wrap(folded(engine.variance(x.mantissa, axes, options), x.unit.pow(2)));
}

/**
 * `var(x, axes, { ddof })`: the mean square distance from the mean along axes, or of all elements, of the whole
 * population; `ddof` 1 is for a sample.
 */
export { variance as var };

/** The product along axes, or of all elements. The unit is raised to the number of factors. */
export function prod(x: Quantity<'one'>, axes?: Axes): Quantity<'one'>;
export function prod<D>(x: Quantity<D>, axes?: Axes): AnyQuantity;
export function prod(x: AnyQuantity, axes?: Axes): AnyQuantity {
  const mantissa = engine.prod(x.mantissa, axes);
  const factors = x.size / Math.max(1, engine.sizeOf(engine.shapeOf(mantissa)));
  return wrap(folded(mantissa, x.unit.pow(factors)));
}

// ---- the unit goes

/**
 * The position of the largest element along an axis, or of all in row-major order. Of equals the first; a NaN counts
 * as the largest.
 */
export function argmax<D>(x: Quantity<D>, axis?: number): Quantity<'one'> {
  return new Quantity(engine.argmax(x.mantissa, axis));
}

/** The position of the smallest element; see `argmax`. A NaN counts as the smallest. */
export function argmin<D>(x: Quantity<D>, axis?: number): Quantity<'one'> {
  return new Quantity(engine.argmin(x.mantissa, axis));
}

/** The positions along an axis in the order of their elements: ascending, equal ones as they stand, NaN last. */
export function argsort<D>(x: Quantity<D>, axis = -1): Quantity<'one'> {
  return new Quantity(engine.argsort(x.mantissa, axis));
}

// ---- plain numbers only

/** `log(sum(exp(x)))` along axes, or of all elements, of a dimensionless x; it does not overflow. */
export function logsumexp(x: Quantity<'one'>, axes?: Axes): Quantity<'one'> {
  return new Quantity(engine.logsumexp(plain(x, 'logsumexp'), axes));
}
