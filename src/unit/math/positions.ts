import { fail } from '../../core/error.js';
import * as engine from '../../engine/index.js';
import type { Axes, Operand } from '../../engine/index.js';
import { abstractRepr } from '../display.js';
import { alike, asFloat, measured, plain, type Measured, type Term } from '../measured.js';
import { Quantity, wrap, type AnyQuantity } from '../quantity.js';
import { concrete } from '../reading.js';
import { dropping, mantissaOf, type Like } from './terms.js';

// Where something is: int32, without a unit.

/**
 * The position of the largest element along an axis, or of all in row-major order. Of equals the first; a NaN counts
 * as the largest.
 */
export function argmax(x: AnyQuantity, axis?: number): Quantity<'one'> {
  return dropping(x, 'argmax', (m) => engine.argmax(m, axis));
}

/** The position of the smallest element; see `argmax`. A NaN counts as the smallest. */
export function argmin(x: AnyQuantity, axis?: number): Quantity<'one'> {
  return dropping(x, 'argmin', (m) => engine.argmin(m, axis));
}

/** The position of the largest element that is not NaN; -1 where all are. */
export function nanargmax(x: AnyQuantity, axis?: number): Quantity<'one'> {
  return dropping(x, 'nanargmax', (m) => pastNaN(m, axis, -Infinity, engine.argmax));
}

/** The position of the smallest element that is not NaN; -1 where all are. */
export function nanargmin(x: AnyQuantity, axis?: number): Quantity<'one'> {
  return dropping(x, 'nanargmin', (m) => pastNaN(m, axis, Infinity, engine.argmin));
}

function pastNaN(
  m: Operand,
  axis: number | undefined,
  otherwise: number,
  find: (x: Operand, axis?: number) => Operand,
): Operand {
  if (!engine.isFloat(engine.dtypeOf(m))) return find(m, axis);
  const none = engine.all(engine.isnan(m), axis);
  return engine.select(none, -1, find(engine.select(engine.isnan(m), otherwise, m), axis));
}

/** The positions along an axis in the order of their elements: ascending, equal ones as they stand, NaN last. */
export function argsort(x: AnyQuantity, axis = -1): Quantity<'one'> {
  return dropping(x, 'argsort', (m) => engine.argsort(m, axis));
}

/** How many elements along axes, or of all, are not 0. */
export function countNonzero(x: AnyQuantity, axes?: Axes): Quantity<'one'> {
  return dropping(x, 'countNonzero', (m) => engine.sum(engine.cast(m, 'bool'), axes));
}

/** How many positions to give, where how many there are depends on the data. */
export interface SizeOptions {
  readonly size: number;
  /** Stands where there are fewer. 0 by default. */
  readonly fill?: number;
}

/** The lists of `nonzero`, of values alone or of a given length. */
export function placesOf(x: Measured, operation: string, options?: SizeOptions): (Operand | Int32Array)[] {
  if (options !== undefined) return engine.nonzeroOfSize(x.mantissa, options.size, options.fill);
  if (engine.isTraced(x.mantissa)) fail('unit/whereSize', { operation, value: abstractRepr(x) });
  return engine.nonzero(engine.toNDArray(x.mantissa));
}

/**
 * The positions at which `x` is not zero, one list of indices for each axis, in row-major order. How many there are
 * depends on the data, so it works on values only; with `size` the first of them, in a traced function too.
 *
 * @throws on a traced value without `size`.
 */
export function nonzero(x: AnyQuantity): Int32Array[];
export function nonzero(x: AnyQuantity, options: SizeOptions): Quantity<'one'>[];
export function nonzero(x: AnyQuantity, options?: SizeOptions): Int32Array[] | Quantity<'one'>[] {
  const lists = placesOf(x, 'nonzero', options);
  return options === undefined ? (lists as Int32Array[]) : lists.map((list) => new Quantity(list as Operand));
}

/** `nonzero` of all elements in row-major order. */
export function flatnonzero(x: AnyQuantity): Int32Array;
export function flatnonzero(x: AnyQuantity, options: SizeOptions): Quantity<'one'>;
export function flatnonzero(x: AnyQuantity, options?: SizeOptions): Int32Array | Quantity<'one'> {
  const flat = x.reshape([-1]);
  return options === undefined ? nonzero(flat)[0] : nonzero(flat, options)[0];
}

/** The positions of `nonzero` as the rows of a matrix. */
export function argwhere(x: AnyQuantity, options?: SizeOptions): Quantity<'one'> {
  const lists = placesOf(x, 'argwhere', options).map((list) => new Quantity<'one'>(list as Int32Array));
  return new Quantity(
    engine.stack(
      lists.map((list) => list.mantissa),
      1,
    ),
  );
}

/** How many elements of a sorted list come before each value. */
function countBefore(sorted: Operand, values: Operand, side: 'left' | 'right'): Operand {
  const [n] = engine.shapeOf(sorted);
  const shape = engine.shapeOf(values);
  // NaN comes last, as it is sorted.
  const before = (a: Operand, b: Operand): Operand => {
    const less = engine.lt(a, b);
    return engine.isFloat(engine.dtypeOf(a))
      ? engine.logicalOr(less, engine.logicalAnd(engine.isnan(b), engine.logicalNot(engine.isnan(a))))
      : less;
  };
  let low: Operand = engine.full(shape, 0, 'int32');
  if (n === 0) return low;
  // Bisection: each step settles one bit of the answer, the largest first.
  for (let step = 2 ** Math.floor(Math.log2(n)); step >= 1; step /= 2) {
    const next = engine.add(low, step);
    const at = engine.take(sorted, engine.minimum(engine.sub(next, 1), n - 1) as engine.IndexArray, 0);
    const further = side === 'left' ? before(at, values) : engine.logicalNot(before(values, at));
    low = engine.select(engine.logicalAnd(engine.le(next, n), further), next, low);
  }
  return low;
}

/**
 * Where in a sorted list each value would stand: in front of its equals, or (`'right'`) behind them. The list and the
 * values are of one dimension.
 */
export function searchsorted<D>(
  sorted: Quantity<D>,
  values: Like<NoInfer<D>>,
  side: 'left' | 'right' = 'left',
): Quantity<'one'> {
  const { x, y } = floats(sorted, values, 'search');
  return new Quantity(countBefore(x, y, side));
}

function floats(a: unknown, b: unknown, action: string): { x: Operand; y: Operand; unit: Measured['unit'] } {
  const { x, y, unit } = alike(a as Term, b as Term, action);
  const kind = engine.promote(engine.dtypeOf(x), typeof y === 'number' ? engine.dtypeOf(x) : engine.dtypeOf(y));
  const wanted = typeof y === 'number' && !Number.isInteger(y) && engine.isInt(kind) ? engine.floatDType() : kind;
  return { x: engine.cast(engine.toValue(x), wanted), y: engine.cast(engine.toValue(y), wanted), unit };
}

/**
 * The bin that each value falls into: 0 below the first of the `bins` (edges, ascending or descending), i from edge
 * i-1 up
 * to but not including edge i; with `right` up to and including it.
 */
export function digitize<D>(
  x: Like<D>,
  bins: Quantity<D>,
  { right = false }: { readonly right?: boolean } = {},
): Quantity<'one'> {
  const { x: edges, y: values } = floats(bins, x, 'digitize');
  const [n] = engine.shapeOf(edges);
  if (n === 0) return new Quantity(engine.full(engine.shapeOf(values), 0, 'int32'));
  const side = right ? 'left' : 'right';
  const up = countBefore(edges, values, side);
  const down = engine.sub(n, countBefore(engine.flip(edges), values, side));
  return new Quantity(engine.select(engine.ge(engine.take(edges, -1, 0), engine.take(edges, 0, 0)), up, down));
}

/** What `bincount` takes beside. */
export interface BincountOptions<D> {
  /** What each one counts; 1 by default. */
  readonly weights?: Quantity<D>;
  /** How many bins: needed in a traced function. Values beyond are not counted. */
  readonly length?: number;
  /** How many bins there are at least, where `length` is not given. */
  readonly minLength?: number;
}

/** How often each of the integers 0, 1, 2, … is in a list, or the sum of the weights of those. */
export function bincount(x: Quantity<'one'>): Quantity<'one'>;
export function bincount<D = 'one'>(x: Quantity<'one'>, options: BincountOptions<D>): Quantity<D>;
export function bincount(
  x: Quantity<'one'>,
  { weights, length, minLength = 0 }: BincountOptions<AnyQuantity['dim']> = {},
): AnyQuantity {
  const at = plain(x, 'bincount');
  const bins =
    length ??
    Math.max(
      minLength,
      ...Array.from(concrete({ mantissa: at, unit: x.unit }, 'bincount() without a length').data, (v) => v + 1),
    );
  if (weights === undefined) {
    return new Quantity(engine.addAt(engine.zeros([bins], 'int32'), [insideOf(at)], 1));
  }
  const mantissa = asFloat(weights.mantissa);
  return wrap({
    mantissa: engine.addAt(engine.zeros([bins], engine.dtypeOf(mantissa)), [insideOf(at)], mantissa),
    unit: weights.unit,
  });
}

/** A negative integer is no position from the end here. */
function insideOf(at: Operand): engine.IndexArray {
  return engine.select(engine.lt(at, 0), 2 ** 31 - 1, at) as engine.IndexArray;
}

/** What `histogram` takes beside. */
export interface HistogramOptions<D, W> {
  /** How many bins of one width (10), or their edges in ascending order. */
  readonly bins?: number | Quantity<D>;
  /** The first and the last edge; by default the smallest and the largest value. */
  readonly range?: readonly [Like<D>, Like<D>];
  /** What each value counts; 1 by default. */
  readonly weights?: Quantity<W>;
}

/**
 * How many values fall into each bin, and the edges of the bins in the unit of `x`. The last bin has both its edges.
 */
export function histogram<D, W = 'one'>(
  x: Quantity<D>,
  { bins = 10, range, weights }: HistogramOptions<NoInfer<D>, W> = {},
): [counts: Quantity<W>, edges: Quantity<D>] {
  const values = engine.reshape(asFloat(engine.toValue(x.mantissa)), [x.size]);
  const edges = typeof bins === 'number' ? edgesOf(x, values, bins, range) : asFloat(alike(x, bins, 'count').y);
  const count = engine.shapeOf(edges)[0] - 1;
  const last = engine.eq(values, engine.take(edges, count, 0));
  const bin = engine.select(last, count - 1, engine.sub(countBefore(edges, values, 'right'), 1));
  const zeros = engine.zeros([count], engine.dtypeOf(values));
  const each = weights === undefined ? 1 : engine.reshape(asFloat(weights.mantissa), [x.size]);
  const counts = engine.addAt(zeros, [insideOf(bin)], each);
  const unit = weights?.unit ?? new Quantity(0).unit;
  return [wrap({ mantissa: counts, unit }), wrap({ mantissa: edges, unit: x.unit })];
}

function edgesOf(x: AnyQuantity, values: Operand, bins: number, range: readonly unknown[] | undefined): Operand {
  const [low, high] =
    range === undefined
      ? [engine.min(values), engine.max(values)]
      : range.map((end) => alike(x, end as Term, 'count').y);
  const flat = engine.eq(low, high);
  const dtype = engine.dtypeOf(values);
  // Of equal values one bin is half a unit wide on either side.
  const from = engine.select(flat, engine.sub(low, 0.5), engine.cast(engine.toValue(low), dtype));
  const to = engine.select(flat, engine.add(high, 0.5), engine.cast(engine.toValue(high), dtype));
  const share = engine.div(engine.cast(engine.iota(bins + 1), dtype), bins);
  return engine.add(engine.mul(from, engine.sub(1, share)), engine.mul(to, share));
}

/**
 * The values between known points: `f(x)` of the straight lines through (`xs[i]`, `ys[i]`), of which the `xs` ascend.
 * Outside, the first or the last of the `ys`, or `left` and `right`.
 */
export function interp<D = 'one', E = 'one'>(
  x: Like<D>,
  xs: Quantity<D>,
  ys: Quantity<E>,
  { left, right }: { readonly left?: Like<NoInfer<E>>; readonly right?: Like<NoInfer<E>> } = {},
): Quantity<E> {
  const { x: points, y: at } = floats(xs, x, 'interpolate between');
  const [n] = engine.shapeOf(points);
  const value = asFloat(mantissaOf(ys, 'interp'));
  const [px, pf] = [asFloat(points), asFloat(at)];
  const i = engine.minimum(engine.maximum(countBefore(px, pf, 'right'), 1), Math.max(1, n - 1));
  const [next, before] = [i, engine.sub(i, 1)] as engine.IndexArray[];
  const [x0, y0] = [engine.take(px, before, 0), engine.take(value, before, 0)];
  const width = engine.sub(engine.take(px, next, 0), x0);
  const flat = engine.eq(width, 0);
  const share = engine.div(engine.sub(pf, x0), engine.select(flat, 1, width));
  const inside = engine.select(
    flat,
    y0,
    engine.add(y0, engine.mul(share, engine.sub(engine.take(value, next, 0), y0))),
  );
  const edge = (given: unknown, position: number): Operand =>
    given === undefined ? engine.take(value, position, 0) : alike(ys, given as Term, 'interpolate between').y;
  const low = engine.select(engine.lt(pf, engine.take(px, 0, 0)), edge(left, 0), inside);
  const high = engine.select(engine.gt(pf, engine.take(px, n - 1, 0)), edge(right, n - 1), low);
  return wrap({ mantissa: high, unit: measured(ys, 'interp').unit });
}
