import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import * as engine from '../../engine/index.js';
import type { DType, Operand } from '../../engine/index.js';
import { alike, type Term } from '../measured.js';
import { Quantity, wrap, type AnyQuantity } from '../quantity.js';
import { unitless, type AnyUnit, type Unit } from '../unit.js';
import { axisOf, keeping, type Like } from './terms.js';

/** A matrix of 0 and 1 by a rule on row and column. */
function pattern(
  rows: number,
  columns: number,
  dtype: DType,
  rule: (row: number, column: number) => boolean,
): engine.NDArray {
  const matrix = engine.zeros([rows, columns], dtype);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) if (rule(i, j)) matrix.data[i * columns + j] = 1;
  return matrix;
}

/** What a matrix that is made of its shape takes beside. */
export interface MatrixOptions<D> {
  /** Which diagonal: 1 is the one above the main one, -1 the one below. 0 by default. */
  readonly k?: number;
  /** What it is counted in; dimensionless by default. */
  readonly unit?: Unit<D>;
  /** Float of the configured precision by default. */
  readonly dtype?: DType;
}

/** Ones on a diagonal, zeros elsewhere: `eye(3)`, `eye(2, 3, { k: 1, unit: mS })`. */
export function eye<D = 'one'>(
  rows: number,
  columns: number = rows,
  { k = 0, unit, dtype = engine.floatDType() }: MatrixOptions<D> = {},
): Quantity<D> {
  const ones = pattern(rows, columns, dtype, (i, j) => j - i === k);
  return new Quantity(ones, (unit ?? unitless) as AnyUnit) as Quantity<D>;
}

/** A square matrix of ones on the diagonal. */
export function identity<D = 'one'>(n: number, options: Pick<MatrixOptions<D>, 'unit' | 'dtype'> = {}): Quantity<D> {
  return eye(n, n, options);
}

/** Ones on and below a diagonal, zeros above. */
export function tri<D = 'one'>(
  rows: number,
  columns: number = rows,
  { k = 0, unit, dtype = engine.floatDType() }: MatrixOptions<D> = {},
): Quantity<D> {
  const ones = pattern(rows, columns, dtype, (i, j) => j - i <= k);
  return new Quantity(ones, (unit ?? unitless) as AnyUnit) as Quantity<D>;
}

/** A matrix, or a stack of them, with zeros above diagonal `k` (0, the main one). */
export function tril<D>(x: Quantity<D>, k = 0): Quantity<D> {
  return keeping(x, 'tril', (m) => masked(m, 'tril', (i, j) => j - i <= k));
}

/** A matrix, or a stack of them, with zeros below diagonal `k` (0, the main one). */
export function triu<D>(x: Quantity<D>, k = 0): Quantity<D> {
  return keeping(x, 'triu', (m) => masked(m, 'triu', (i, j) => j - i >= k));
}

function masked(x: Operand, operation: string, rule: (row: number, column: number) => boolean): Operand {
  const shape = engine.shapeOf(x);
  if (shape.length < 2) fail('unit/rank', { operation, wants: 'a matrix', shape: showShape(shape) });
  const [rows, columns] = shape.slice(-2);
  return engine.select(engine.broadcastTo(pattern(rows, columns, 'bool', rule), shape), x, 0);
}

/** The rows and columns of a diagonal of a matrix. */
function alongDiagonal(rows: number, columns: number, k: number): { first: number; length: number } {
  const [row, column] = [Math.max(0, -k), Math.max(0, k)];
  return { first: row * columns + column, length: Math.max(0, Math.min(rows - row, columns - column)) };
}

function placesOf(rows: number, columns: number, k: number): Int32Array {
  const { first, length } = alongDiagonal(rows, columns, k);
  return Int32Array.from({ length }, (_, i) => first + i * (columns + 1));
}

/** Of a list the matrix with it on diagonal `k` (0, the main one); of a matrix that diagonal as a list. */
export function diag<D>(x: Quantity<D>, k = 0): Quantity<D> {
  if (x.ndim === 2) return diagonal(x, { k });
  if (x.ndim !== 1) fail('unit/rank', { operation: 'diag', wants: 'a list or a matrix', shape: showShape(x.shape) });
  const n = x.size + Math.abs(k);
  const flat = engine.updateAt(engine.zeros([n * n], x.dtype), [placesOf(n, n, k)], engine.toValue(x.mantissa));
  return wrap({ mantissa: engine.reshape(flat, [n, n]), unit: x.unit });
}

/** The matrix with all elements of `x` on diagonal `k` (0, the main one). */
export function diagflat<D>(x: Quantity<D>, k = 0): Quantity<D> {
  return diag(x.reshape([-1]), k);
}

/** Two axes that span matrices, and a diagonal of them. */
export interface DiagonalOptions {
  /** Which diagonal: 1 is the one above the main one, -1 the one below. 0 by default. */
  readonly k?: number;
  /** The axis of rows. 0 by default. */
  readonly axis1?: number;
  /** The axis of columns. 1 by default. */
  readonly axis2?: number;
}

/** A diagonal of the matrices that two axes span, as the last axis. */
export function diagonal<D>(x: Quantity<D>, { k = 0, axis1 = 0, axis2 = 1 }: DiagonalOptions = {}): Quantity<D> {
  return keeping(x, 'diagonal', (m) => {
    const shape = engine.shapeOf(m);
    const [a, b] = [axisOf(axis1, shape.length, 'diagonal'), axisOf(axis2, shape.length, 'diagonal')];
    if (a === b) fail('unit/rank', { operation: 'diagonal', wants: 'two different axes', shape: showShape(shape) });
    const others = [...shape.keys()].filter((axis) => axis !== a && axis !== b);
    const flat = engine.reshape(engine.transpose(m, [...others, a, b]), [
      ...others.map((i) => shape[i]),
      shape[a] * shape[b],
    ]);
    return engine.take(flat, placesOf(shape[a], shape[b], k), others.length);
  });
}

/** The sum of a diagonal. */
export function trace<D>(x: Quantity<D>, options: DiagonalOptions = {}): Quantity<D> {
  return diagonal(x, options).sum(-1);
}

/** A square matrix with `value`, a scalar or a list, on its diagonal. */
export function fillDiagonal<D>(x: Quantity<D>, value: Like<NoInfer<D>>): Quantity<D> {
  const { x: matrix, y, unit } = alike(x, value as Term, 'fill the diagonal of');
  if (x.ndim !== 2) fail('unit/rank', { operation: 'fillDiagonal', wants: 'a matrix', shape: showShape(x.shape) });
  const [rows, columns] = x.shape;
  const flat = engine.updateAt(engine.reshape(matrix, [rows * columns]), [placesOf(rows, columns, 0)], y);
  return wrap({ mantissa: engine.reshape(flat, x.shape), unit });
}

/** A square matrix without its main diagonal: (n, n) becomes (n, n - 1). */
export function removeDiag<D>(x: Quantity<D>): Quantity<D> {
  const [n, m] = x.shape;
  if (x.ndim !== 2 || n !== m)
    fail('unit/rank', { operation: 'removeDiag', wants: 'a square matrix', shape: showShape(x.shape) });
  const places = Int32Array.from({ length: n * (n - 1) }, (_, i) => i + 1 + Math.floor(i / n));
  return keeping(x, 'removeDiag', (matrix) =>
    engine.reshape(engine.take(engine.reshape(matrix, [n * n]), places, 0), [n, n - 1]),
  );
}

/** Rows and columns as `diagonal`'s positions: two lists of `n`. */
export function diagIndicesFrom(x: AnyQuantity): Quantity<'one'>[] {
  if (x.ndim < 2 || new Set(x.shape).size !== 1) {
    fail('unit/rank', { operation: 'diagIndicesFrom', wants: 'axes of one length', shape: showShape(x.shape) });
  }
  return x.shape.map((n) => new Quantity(Int32Array.from({ length: n }, (_, i) => i)));
}

/** Rows and columns of what is on and below diagonal `k` (0) of an n by m matrix, in row-major order. */
export function trilIndices(n: number, k = 0, m: number = n): [Quantity<'one'>, Quantity<'one'>] {
  return indicesWhere(n, m, (i, j) => j - i <= k);
}

/** Rows and columns of what is on and above diagonal `k` (0) of an n by m matrix, in row-major order. */
export function triuIndices(n: number, k = 0, m: number = n): [Quantity<'one'>, Quantity<'one'>] {
  return indicesWhere(n, m, (i, j) => j - i >= k);
}

function indicesWhere(
  n: number,
  m: number,
  rule: (row: number, column: number) => boolean,
): [Quantity<'one'>, Quantity<'one'>] {
  const [rows, columns] = engine.nonzero(pattern(n, m, 'bool', rule));
  return [new Quantity(rows), new Quantity(columns)];
}
