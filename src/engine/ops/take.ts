import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { broadcastShapes, normaliseAxis, showShapes, sizeOf, stridesOf, type Shape } from '../array/shape.js';
import type { Operand } from '../program/op.js';
import { add, mul } from './arithmetic.js';
import { ge, lt } from './compare.js';
import { gatherRows } from './gather.js';
import { index, slice } from './indexing.js';
import { logicalAnd } from './logic.js';
import { broadcastTo, lastAxisRows, reshape } from './movement.js';
import { shapeOf } from './operand.js';
import { clamped, positions, type IndexArray, type Positions } from './positions.js';
import { scatterRows, type ScatterMode } from './scatter.js';
import { select } from './select.js';

/** Neighbouring axes of an array, from `first` on, that lists of positions stand for; the lists broadcast. */
export interface IndexedAxes {
  readonly first: number;
  readonly lists: readonly Positions[];
}

interface Block {
  readonly before: Shape;
  /** Lengths of the indexed axes. */
  readonly lengths: Shape;
  readonly after: Shape;
  /** The shape that takes the place of the indexed axes. */
  readonly listed: Shape;
  /** The array with the indexed axes as one, between two others. */
  readonly rows: Shape;
}

function blockOf(shape: Shape, { first, lists }: IndexedAxes): Block {
  const before = shape.slice(0, first);
  const lengths = shape.slice(first, first + lists.length);
  const after = shape.slice(first + lists.length);
  return {
    before,
    lengths,
    after,
    listed: broadcastShapes(lists.map((l) => l.at.shape), 'indexing by arrays'),
    rows: [sizeOf(before), sizeOf(lengths), sizeOf(after)],
  };
}

/** The lists as one: the row-major position in the block of indexed axes. */
function flat(block: Block, each: readonly Operand[]): Operand {
  const strides = stridesOf(block.lengths);
  const terms = each.map((at, i) => (strides[i] === 1 ? at : mul(at, strides[i])));
  const sum = terms.reduce((a, b) => add(a, b));
  return reshape(broadcastTo(sum, block.listed), [1, sizeOf(block.listed)]);
}

/** The elements at lists of positions. Out of range, data gives the nearest element. */
export function readAt(x: Operand, axes: IndexedAxes): Operand {
  const block = blockOf(shapeOf(x), axes);
  if (block.lengths.includes(0) && sizeOf(block.listed) > 0) fail('engine/emptyAxis', { shape: showShape(shapeOf(x)) });
  const at = flat(block, axes.lists.map((list, i) => clamped(list, block.lengths[i])));
  return reshape(gatherRows(reshape(x, block.rows), at), [...block.before, ...block.listed, ...block.after]);
}

/** The array with a value brought to lists of positions. Out of range, data is dropped. */
export function writeAt(mode: ScatterMode, x: Operand, axes: IndexedAxes, value: Operand): Operand {
  const shape = shapeOf(x);
  const block = blockOf(shape, axes);
  const at = flat(block, axes.lists.map(({ at }) => at));
  const full = [...block.before, ...block.listed, ...block.after];
  const rows = [block.rows[0], sizeOf(block.listed), block.rows[2]];
  // A scalar is repeated in one go, so that a trace sees the constant that it is.
  const values = shapeOf(value).length === 0 ? broadcastTo(value, rows) : reshape(broadcastTo(value, full), rows);
  return reshape(scatterRows(mode, reshape(x, block.rows), insideOnly(block, axes, at), values), shape);
}

/** Of several axes: a position beyond one of them must not mean a place in the next row. */
function insideOnly(block: Block, { lists }: IndexedAxes, at: Operand): Operand {
  if (lists.length === 1) return at;
  const tests = lists.flatMap((list, i) =>
    list.checked ? [] : [logicalAnd(ge(list.at, 0), lt(list.at, block.lengths[i]))],
  );
  if (tests.length === 0) return at;
  const inside = broadcastTo(tests.reduce(logicalAnd), block.listed);
  return select(reshape(inside, shapeOf(at)), at, -1);
}

/**
 * The elements at positions along an axis: of shape (a, n, c) and positions (p, q) along axis 1 it gives (a, p, q, c).
 * Negative positions count from the end. A number or an Int32Array out of range is refused; an array is data, of
 * which positions out of range give the nearest element, as JAX's indexing.
 */
export function take(x: Operand, at: IndexArray | number, axis = 0): Operand {
  const shape = shapeOf(x);
  const first = normaliseAxis(axis, shape.length, 'take');
  if (typeof at === 'number') return index(x, ...shape.slice(0, first).map(() => slice()), at);
  return readAt(x, { first, lists: [positions(at, shape[first], first)] });
}

/**
 * Along an axis, for every place its own position: `out[i, j] = x[i, at[i, j]]` for axis 1. `at` is of the shape of
 * `x`, with any length along the axis. What is out of range gives the nearest element.
 */
export function takeAlongAxis(x: Operand, at: Operand, axis: number): Operand {
  const shape = shapeOf(x);
  const wanted = shapeOf(at);
  const along = normaliseAxis(axis, shape.length, 'takeAlongAxis');
  if (typeof at === 'number' || wanted.length !== shape.length || wanted.some((n, i) => i !== along && n !== shape[i])) {
    fail('engine/broadcast', { operation: 'takeAlongAxis', shapes: showShapes([shape, wanted]) });
  }
  const n = shape[along];
  const { rows } = lastAxisRows(x, along);
  const list = lastAxisRows(clamped(positions(at, n, along), n), along);
  const [count, m] = shapeOf(list.rows);
  return list.restore(reshape(gatherRows(reshape(rows, [count, n, 1]), list.rows), [count, m]));
}
