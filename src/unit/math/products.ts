import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import * as engine from '../../engine/index.js';
import type { Operand } from '../../engine/index.js';
import { folded } from '../arithmetic.js';
import { brief } from '../display.js';
import { asFloat, measured, type Measured, type Term } from '../measured.js';
import { wrap, type AnyQuantity, type Quantity } from '../quantity.js';
import type { Mul, Pow } from '../types/dimension.js';
import { trapezoids } from './reductions.js';
import { axisOf, type Like } from './terms.js';

// Products of arrays: the units multiply.

/** `of` of two terms; shapes that do not fit are told with their units. */
function product(operation: string, of: (x: Operand, y: Operand) => Operand): (a: Term, b: Term) => AnyQuantity {
  return (a, b) => {
    const [left, right] = [measured(a, operation), measured(b, operation)];
    return wrap(folded(of(engine.toValue(left.mantissa), engine.toValue(right.mantissa)), left.unit.mul(right.unit)));
  };
}

/** A product of two arrays. */
export type Product = <A = 'one', B = 'one'>(a: Like<A>, b: Like<B>) => Quantity<Mul<A, B>>;

function lastAxes(a: Operand, b: Operand): [number, number] {
  return [engine.shapeOf(a).length - 1, engine.shapeOf(b).length - 1];
}

/** The product of matrices, stacks of them, and lists, which stand for a row in front and a column behind. */
export const matmul: Product = /* @__PURE__ */ product('matmul', (x, y) => engine.matmul(x, y)) as Product;

/** The sum of products over the last axis of `a` and the one before the last of `b`; of scalars the product. */
export const dot: Product = /* @__PURE__ */ product('dot', (x, y) => engine.dot(x, y)) as Product;

/** The sum of products of all elements of both, in row-major order. */
export const vdot: Product = /* @__PURE__ */ product('vdot', (x, y) =>
  engine.dot(engine.reshape(x, [-1]), engine.reshape(y, [-1])),
) as Product;

/** The sums of products over the last axis. */
export const vecdot: Product = /* @__PURE__ */ product('vecdot', (x, y) => engine.sum(engine.mul(x, y), -1)) as Product;

/** The sums of products over the last axes of both, for every pair of their others. */
export const inner: Product = /* @__PURE__ */ product('inner', (x, y) => {
  const [i, j] = lastAxes(x, y);
  return i < 0 || j < 0 ? engine.mul(x, y) : contracted(x, y, [i], [j], 'inner');
}) as Product;

/** The products of every element of `a` with every element of `b`, as a matrix. */
export const outer: Product = /* @__PURE__ */ product('outer', (x, y) =>
  engine.mul(engine.reshape(x, [-1, 1]), engine.reshape(y, [1, -1])),
) as Product;

/** A copy of `b` for every element of `a`, multiplied by it, laid out as the elements of `a` are. */
export const kron: Product = /* @__PURE__ */ product('kron', (x, y) => {
  const rank = Math.max(engine.shapeOf(x).length, engine.shapeOf(y).length);
  const full = (m: Operand): number[] => [
    ...Array.from({ length: rank - engine.shapeOf(m).length }, () => 1),
    ...engine.shapeOf(m),
  ];
  const [a, b] = [full(x), full(y)];
  const spaced = engine.mul(
    engine.reshape(
      x,
      a.flatMap((n) => [n, 1]),
    ),
    engine.reshape(
      y,
      b.flatMap((n) => [1, n]),
    ),
  );
  return engine.reshape(
    spaced,
    a.map((n, i) => n * b[i]),
  );
}) as Product;

/** Axes to sum over: how many, the last of `a` and the first of `b`, or which of either. */
export type TensordotAxes = number | readonly [a: number | readonly number[], b: number | readonly number[]];

/** The sums of products over axes of both; the others of `a` come first. The last two of `a` by default. */
export function tensordot<A = 'one', B = 'one'>(a: Like<A>, b: Like<B>, axes: TensordotAxes = 2): Quantity<Mul<A, B>> {
  return product('tensordot', (x, y) => {
    const [ranks, count] = [[engine.shapeOf(x).length, engine.shapeOf(y).length], axes];
    const list = (given: number | readonly number[], rank: number): number[] =>
      (typeof given === 'number' ? [given] : given).map((axis) => axisOf(axis, rank, 'tensordot'));
    if (typeof count === 'number') {
      const from = Array.from({ length: count }, (_, i) => i);
      return contracted(
        x,
        y,
        list(
          from.map((i) => i - count),
          ranks[0],
        ),
        list(from, ranks[1]),
        'tensordot',
      );
    }
    return contracted(x, y, list(count[0], ranks[0]), list(count[1], ranks[1]), 'tensordot');
  })(a as Term, b as Term) as AnyQuantity;
}

function contracted(
  x: Operand,
  y: Operand,
  left: readonly number[],
  right: readonly number[],
  operation: string,
): Operand {
  const [shapeX, shapeY] = [engine.shapeOf(x), engine.shapeOf(y)];
  const lengths = (shape: engine.Shape, axes: readonly number[]): number[] => axes.map((axis) => shape[axis]);
  if (!engine.sameShape(lengths(shapeX, left), lengths(shapeY, right))) {
    fail('engine/matmul', { operation, shapes: [showShape(shapeX), showShape(shapeY)] });
  }
  const others = (shape: engine.Shape, axes: readonly number[]): number[] =>
    [...shape.keys()].filter((axis) => !axes.includes(axis));
  const [ownX, ownY] = [others(shapeX, left), others(shapeY, right)];
  const size = engine.sizeOf(lengths(shapeX, left));
  const rows = engine.reshape(engine.transpose(x, [...ownX, ...left]), [engine.sizeOf(lengths(shapeX, ownX)), size]);
  const columns = engine.reshape(engine.transpose(y, [...right, ...ownY]), [
    size,
    engine.sizeOf(lengths(shapeY, ownY)),
  ]);
  return engine.reshape(engine.matmul(rows, columns), [...lengths(shapeX, ownX), ...lengths(shapeY, ownY)]);
}

/** The vector that stands on both, of three components along the last axis; of two components the third of it. */
export const cross: Product = /* @__PURE__ */ product('cross', (x, y) => {
  const part = (m: Operand, i: number): Operand => engine.take(m, i, -1);
  const minor = (i: number, j: number): Operand =>
    engine.sub(engine.mul(part(x, i), part(y, j)), engine.mul(part(x, j), part(y, i)));
  const [m, n] = [engine.shapeOf(x).at(-1), engine.shapeOf(y).at(-1)];
  if (m === 2 && n === 2) return minor(0, 1);
  if (m !== 3 || n !== 3) fail('unit/cross', { a: showShape(engine.shapeOf(x)), b: showShape(engine.shapeOf(y)) });
  return engine.stack([minor(1, 2), minor(2, 0), minor(0, 1)], -1);
}) as Product;

/** The product of several matrices, of which the first and last may be lists, from left to right. */
export function multiDot(items: readonly AnyQuantity[]): AnyQuantity {
  if (items.length === 0) fail('unit/empty', { operation: 'multiDot' });
  return items.reduce((a, b) => matmul(a, b) as AnyQuantity);
}

/** A square matrix multiplied by itself so many times. */
export function matrixPower<D, const N extends number>(x: Quantity<D>, n: N): Quantity<Pow<D, N>> {
  const [rows, columns] = x.shape.slice(-2);
  if (x.ndim < 2 || rows !== columns)
    fail('unit/rank', { operation: 'matrixPower', wants: 'a square matrix', shape: showShape(x.shape) });
  if (!Number.isInteger(n) || n < 0) fail('unit/matrixPower', { value: brief(x), exponent: String(n) });
  return wrap(folded(powerOf(x.mantissa, n), x.unit.pow(n as number)));
}

function powerOf(x: Operand, n: number): Operand {
  const shape = engine.shapeOf(x);
  if (n === 0) {
    const size = shape[shape.length - 1];
    const one = engine.reshape(
      engine.cast(engine.eq(engine.mod(engine.iota(size * size), size + 1), 0), engine.dtypeOf(x)),
      [size, size],
    );
    return engine.broadcastTo(one, shape);
  }
  const half = n === 1 ? x : powerOf(x, Math.floor(n / 2));
  if (n === 1) return half;
  const even = engine.matmul(half, half);
  return n % 2 === 0 ? even : engine.matmul(even, x);
}

/** How much of a convolution is given: all of it, as long as the longer list, or only where the two overlap wholly. */
export type ConvolveMode = 'full' | 'same' | 'valid';

/** The sums of products of one list with the other one reversed, at every displacement. */
export function convolve<A = 'one', B = 'one'>(
  a: Like<A>,
  b: Like<B>,
  mode: ConvolveMode = 'full',
): Quantity<Mul<A, B>> {
  return product('convolve', (x, y) => convolved(x, y, mode, 'convolve'))(a as Term, b as Term) as AnyQuantity;
}

/** The sums of products of one list with the other one, at every displacement; where they overlap wholly by default. */
export function correlate<A = 'one', B = 'one'>(
  a: Like<A>,
  b: Like<B>,
  mode: ConvolveMode = 'valid',
): Quantity<Mul<A, B>> {
  return product('correlate', (x, y) => {
    const out = convolved(x, engine.flip(y), mode, 'correlate');
    // With the longer list second, what comes out runs the other way.
    return out;
  })(a as Term, b as Term) as AnyQuantity;
}

function convolved(a: Operand, b: Operand, mode: ConvolveMode, operation: string): Operand {
  const [[n], [m]] = [engine.shapeOf(a), engine.shapeOf(b)];
  if (engine.shapeOf(a).length !== 1 || engine.shapeOf(b).length !== 1 || n === 0 || m === 0) {
    fail('unit/lists', { operation, a: showShape(engine.shapeOf(a)), b: showShape(engine.shapeOf(b)) });
  }
  if (n < m) return convolved(b, a, mode, operation);
  // Every displacement is a window of the longer list, which the shorter one is multiplied with.
  const start = mode === 'full' ? 0 : mode === 'valid' ? m - 1 : Math.floor((m - 1) / 2);
  const length = mode === 'full' ? n + m - 1 : mode === 'valid' ? n - m + 1 : n;
  const padded = engine.pad(a, [m - 1, m - 1]);
  const at = Int32Array.from({ length: length * m }, (_, i) => start + Math.floor(i / m) + (i % m));
  return engine.matmul(engine.reshape(engine.take(padded, at, 0), [length, m]), engine.flip(b));
}

/** How far samples are apart. */
export interface TrapezoidOptions<S> {
  /** Where the samples are, a list or of their shape. */
  readonly x?: Quantity<S>;
  /** How far they are apart, where `x` is not given. 1 by default. */
  readonly dx?: Like<S>;
  /** Along which axis. The last by default. */
  readonly axis?: number;
}

/** The integral of samples along an axis, by trapezoids. */
export function trapezoid<D, S = 'one'>(
  y: Quantity<D>,
  { x, dx, axis = -1 }: TrapezoidOptions<S> = {},
): Quantity<Mul<D, S>> {
  const along = axisOf(axis, y.ndim, 'trapezoid');
  const step: Measured = x ?? measured((dx ?? 1) as Term, 'trapezoid');
  const widths = x === undefined ? step.mantissa : widthsOf(asFloat(step.mantissa), y.shape, along);
  return wrap(folded(trapezoids(asFloat(y.mantissa), widths, along), y.unit.mul(step.unit)));
}

function widthsOf(x: Operand, shape: engine.Shape, axis: number): Operand {
  const [n, own] = [shape[axis], engine.shapeOf(x)];
  const axisOfX = own.length === 1 ? 0 : axis;
  const whole = Array.from({ length: axisOfX }, () => engine.slice());
  const widths = engine.sub(
    engine.index(x, ...whole, engine.slice(1)),
    engine.index(x, ...whole, engine.slice(undefined, -1)),
  );
  return own.length === 1
    ? engine.reshape(
        widths,
        shape.map((_, i) => (i === axis ? n - 1 : 1)),
      )
    : widths;
}
