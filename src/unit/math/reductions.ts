import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import * as engine from '../../engine/index.js';
import type { Axes, Operand } from '../../engine/index.js';
import { alike, asFloat, type Term } from '../measured.js';
import { wrap, type Quantity } from '../quantity.js';
import { axisOf, countOf, keeping, type Like } from './terms.js';

// What the elements along axes come to. Without axes all are taken. The unit stays.

/** The sum along axes, or of all elements; of bools, how many are true. */
export function sum<D = 'one'>(x: Like<D>, axes?: Axes): Quantity<D> {
  return keeping(x, 'sum', (m) => engine.sum(m, axes));
}

/** The mean along axes, or of all elements. */
export function mean<D = 'one'>(x: Like<D>, axes?: Axes): Quantity<D> {
  return keeping(x, 'mean', (m) => engine.mean(m, axes));
}

/** The largest along axes, or of all elements. */
export function max<D = 'one'>(x: Like<D>, axes?: Axes): Quantity<D> {
  return keeping(x, 'max', (m) => engine.max(m, axes));
}

/** The smallest along axes, or of all elements. */
export function min<D = 'one'>(x: Like<D>, axes?: Axes): Quantity<D> {
  return keeping(x, 'min', (m) => engine.min(m, axes));
}

/** As `max`. */
export const amax: typeof max = max;

/** As `min`. */
export const amin: typeof min = min;

/** The largest less the smallest. */
export function ptp<D = 'one'>(x: Like<D>, axes?: Axes): Quantity<D> {
  return keeping(x, 'ptp', (m) => engine.sub(engine.max(m, axes), engine.min(m, axes)));
}

/** How far deviations count. */
export interface DeviationOptions {
  /** Subtracted from the count: 1 for a sample. 0 by default. */
  readonly ddof?: number;
}

/** The square root of the variance along axes, or of all elements. */
export function std<D = 'one'>(x: Like<D>, axes?: Axes, options: DeviationOptions = {}): Quantity<D> {
  return keeping(x, 'std', (m) => engine.std(m, axes, options));
}

/**
 * The mean along axes, or of all elements, each counted as often as its weight says. Weights are of the shape of `x`,
 * or
 * a list along the one axis; their unit does not matter.
 */
export function average<D = 'one', W = 'one'>(x: Like<D>, axes?: Axes, weights?: Quantity<W>): Quantity<D> {
  if (weights === undefined) return mean(x, axes);
  return keeping(x, 'average', (m) => {
    const w = spreadWeights(asFloat(weights.mantissa), engine.shapeOf(m), axes);
    return engine.div(engine.sum(engine.mul(m, w), axes), engine.sum(w, axes));
  });
}

function spreadWeights(w: Operand, shape: engine.Shape, axes: Axes): Operand {
  if (engine.sameShape(engine.shapeOf(w), shape)) return w;
  const axis = typeof axes === 'number' ? axisOf(axes, shape.length, 'average') : -1;
  if (axis < 0 || !engine.sameShape(engine.shapeOf(w), [shape[axis]])) {
    fail('unit/weights', { weights: showShape(engine.shapeOf(w)), shape: showShape(shape) });
  }
  return engine.broadcastTo(
    engine.reshape(
      w,
      shape.map((n, i) => (i === axis ? n : 1)),
    ),
    shape,
  );
}

// ---- past NaN

function without(m: Operand, value: number): Operand {
  return engine.isFloat(engine.dtypeOf(m)) ? engine.select(engine.isnan(m), value, m) : m;
}

/** How many elements are numbers, as floats. */
function counts(m: Operand, axes: Axes): Operand {
  const there = engine.logicalNot(engine.isnan(m));
  return engine.cast(
    engine.sum(there, axes),
    engine.isFloat(engine.dtypeOf(m)) ? engine.dtypeOf(m) : engine.floatDType(),
  );
}

/** The sum of what is not NaN. */
export function nansum<D = 'one'>(x: Like<D>, axes?: Axes): Quantity<D> {
  return keeping(x, 'nansum', (m) => engine.sum(without(m, 0), axes));
}

/** The mean of what is not NaN; of nothing else NaN. */
export function nanmean<D = 'one'>(x: Like<D>, axes?: Axes): Quantity<D> {
  return keeping(x, 'nanmean', (m) => engine.div(engine.sum(without(m, 0), axes), counts(m, axes)));
}

function pastNaN(m: Operand, axes: Axes, otherwise: number, reduce: (x: Operand, axes: Axes) => Operand): Operand {
  if (!engine.isFloat(engine.dtypeOf(m))) return reduce(m, axes);
  return engine.select(engine.all(engine.isnan(m), axes), NaN, reduce(without(m, otherwise), axes));
}

/** The largest of what is not NaN; of nothing else NaN. */
export function nanmax<D = 'one'>(x: Like<D>, axes?: Axes): Quantity<D> {
  return keeping(x, 'nanmax', (m) => pastNaN(m, axes, -Infinity, engine.max));
}

/** The smallest of what is not NaN; of nothing else NaN. */
export function nanmin<D = 'one'>(x: Like<D>, axes?: Axes): Quantity<D> {
  return keeping(x, 'nanmin', (m) => pastNaN(m, axes, Infinity, engine.min));
}

/** The mean square distance from the mean of what is not NaN. */
export function varianceOfNumbers(m: Operand, axes: Axes, { ddof = 0 }: DeviationOptions = {}): Operand {
  const shape = engine.shapeOf(m);
  const wanted = axes === undefined ? [...shape.keys()] : typeof axes === 'number' ? [axes] : axes;
  const reduced = wanted.map((axis) => axisOf(axis, shape.length, 'nanvar'));
  const kept = shape.map((n, i) => (reduced.includes(i) ? 1 : n));
  const count = counts(m, axes);
  const middle = engine.reshape(engine.div(engine.sum(without(m, 0), axes), count), kept);
  const apart = without(engine.sub(m, engine.broadcastTo(middle, shape)), 0);
  const squares = engine.sum(engine.mul(apart, apart), axes);
  const left = engine.sub(count, ddof);
  return engine.div(squares, engine.select(engine.gt(left, 0), left, NaN));
}

/** The square root of the variance of what is not NaN. */
export function nanstd<D = 'one'>(x: Like<D>, axes?: Axes, options: DeviationOptions = {}): Quantity<D> {
  return keeping(x, 'nanstd', (m) => engine.sqrt(varianceOfNumbers(m, axes, options)));
}

// ---- along an axis

/** Running sums along an axis, or of all elements in row-major order; with `reverse` from the end. */
export function cumsum<D>(x: Quantity<D>, axis?: number, options: { reverse?: boolean } = {}): Quantity<D> {
  return keeping(x, 'cumsum', (m) => engine.cumsum(m, axis, options));
}

/** Running sums that take NaN for 0. */
export function nancumsum<D>(x: Quantity<D>, axis?: number): Quantity<D> {
  return keeping(x, 'nancumsum', (m) => engine.cumsum(without(m, 0), axis));
}

/** What `diff` takes beside. */
export interface DiffOptions<D> {
  /** How many times. 1 by default. */
  readonly times?: number;
  /** The last by default. */
  readonly axis?: number;
  /** Put before the first element along the axis. */
  readonly prepend?: Like<D>;
  /** Put behind the last one. */
  readonly append?: Like<D>;
}

/** Each element less the one before it, along an axis. */
export function diff<D>(
  x: Quantity<D>,
  { times = 1, axis = -1, prepend, append }: DiffOptions<NoInfer<D>> = {},
): Quantity<D> {
  const along = axisOf(axis, x.ndim, 'diff');
  if (!Number.isInteger(times) || times < 0) fail('engine/count', { operation: 'diff', count: times });
  const edge = (value: Like<D> | undefined): Operand[] => {
    if (value === undefined) return [];
    const { y } = alike(x, value as Term, 'put together');
    const shape = engine.shapeOf(y).length === 0 ? x.shape.map((n, i) => (i === along ? 1 : n)) : engine.shapeOf(y);
    return [engine.full(shape, engine.cast(y, x.dtype), x.dtype)];
  };
  const [before, after] = [edge(prepend), edge(append)];
  const whole = Array.from({ length: along }, () => engine.slice());
  const step = (m: Operand): Operand =>
    engine.sub(engine.index(m, ...whole, engine.slice(1)), engine.index(m, ...whole, engine.slice(undefined, -1)));
  return keeping(x, 'diff', (m) => {
    let values = before.length + after.length > 0 ? engine.concatenate([...before, m, ...after], along) : m;
    for (let i = 0; i < times; i++) values = step(values);
    return values;
  });
}

/** Each element less the one before it, of all in row-major order, with something before and behind if wanted. */
export function ediff1d<D>(
  x: Quantity<D>,
  { before, after }: { before?: Quantity<NoInfer<D>>; after?: Quantity<NoInfer<D>> } = {},
): Quantity<D> {
  const steps = diff(x.reshape([-1]));
  const parts = [before, undefined, after].map((part, i) =>
    i === 1 ? steps.mantissa : part === undefined ? undefined : alike(x, part, 'put together').y,
  );
  const flat = parts
    .filter((part) => part !== undefined)
    .map((part) => engine.reshape(engine.toValue(part), [countOf(part)]));
  return wrap({ mantissa: engine.concatenate(flat), unit: x.unit });
}

/** The integral of samples by trapezoids; see `trapezoid`. */
export function trapezoids(m: Operand, widths: Operand, axis: number): Operand {
  const whole = Array.from({ length: axis }, () => engine.slice());
  const sums = engine.add(
    engine.index(m, ...whole, engine.slice(1)),
    engine.index(m, ...whole, engine.slice(undefined, -1)),
  );
  return engine.mul(engine.sum(engine.mul(widths, sums), axis), 0.5);
}
