import { fail } from '../../../core/error.js';
import { showShape } from '../../../core/print.js';
import { isFloat } from '../../array/dtype.js';
import { NDArray } from '../../array/ndarray.js';
import { sameShape, sizeOf } from '../../array/shape.js';
import type { Op, Operand } from '../../program/op.js';
import { bind } from '../../trace/builder.js';
import { allBatched, withBatch } from '../batch.js';
import { cast } from '../cast.js';
import { shapeOf, toValue } from '../operand.js';
import { laneByLane } from './lane-by-lane.js';
import type { RowParams } from './layout.js';

export interface UpdateParams extends RowParams {
  /** Whether the entries' positions among the weights are a list; otherwise they stand in order. */
  readonly listed: boolean;
}

/** Where the entries of each row stand, and in which columns. */
export interface EntryIndex {
  /** int32 `[entries]`, row after row. */
  readonly columns: NDArray;
  /** int32 `[rows + 1]` */
  readonly starts: NDArray;
  /** int32 `[entries]`: where each weight stands; none if in order. */
  readonly positions: NDArray | undefined;
}

/**
 * Adds to the weights of the rows of events, and keeps them within bounds: for each entry of such a row
 * `w = min(max(w + values[column], low), high)`. Inputs are the weights, one for each entry, the events over the rows, the
 * values over the columns, both bounds, then the index; weights, events and values may have the same axes in front. Work
 * is in proportion to the entries of the events' rows, and the weights are written where they stand if nobody else reads
 * them.
 */
export const rowUpdateOp: Op<UpdateParams> = {
  name: 'rowUpdate',
  form: { kind: 'sparse', layout: 'csr', product: 'update', inPlace: 0 },
  infer([weights, events, values, low, high, columns], params) {
    const lead = weights.shape.slice(0, -1);
    const { dtype, shape } = weights;
    if (!isFloat(dtype)) fail('engine/dtype', { operation: 'rowUpdate', wants: 'float weights', got: dtype });
    if (!sameShape(shape, [...lead, ...columns.shape])) {
      fail('engine/sparseWeights', { format: 'plastic', weights: showShape(shape), entries: showShape(columns.shape) });
    }
    const vectors = [
      { vector: events.shape, wants: params.rows },
      { vector: values.shape, wants: params.columns },
    ];
    for (const { vector, wants } of vectors) {
      if (sameShape(vector, [...lead, wants])) continue;
      const matrix = showShape([params.rows, params.columns]);
      fail('engine/sparseVector', { operation: 'rowUpdate', vector: showShape(vector), matrix, wants });
    }
    for (const x of [values, low, high]) {
      if (x.dtype !== dtype) fail('engine/dtype', { operation: 'rowUpdate', wants: dtype, got: x.dtype });
    }
    return [{ shape, dtype }];
  },
  reference([weights, events, values, low, high, columns, starts, positions], { rows, columns: width }) {
    const result = NDArray.zeros(weights.shape, weights.dtype);
    result.data.set(weights.data);
    const entries = columns.data.length;
    const round = weights.dtype === 'float32' ? Math.fround : (x: number): number => x;
    for (let b = 0; b < sizeOf(weights.shape.slice(0, -1)); b++) {
      for (let row = 0; row < rows; row++) {
        if (events.data[b * rows + row] === 0) continue;
        for (let q = starts.data[row]; q < starts.data[row + 1]; q++) {
          const p = b * entries + ((positions as NDArray | undefined)?.data[q] ?? q);
          const moved = round(result.data[p] + values.data[b * width + columns.data[q]]);
          // As `min` and `max` of lanes: a NaN stays.
          const raised = moved < low.data[0] ? low.data[0] : moved;
          result.data[p] = high.data[0] < raised ? high.data[0] : raised;
        }
      }
    }
    return [result];
  },
  // It jumps at events and stops at its bounds: gradients through it would be silently wrong.
  jvp: () => fail('plasticity/gradient', undefined),
  transpose: 'never',
  batch: (ins, batched, params, size) => {
    if (batched.slice(3).includes(true)) return laneByLane(rowUpdateOp, ins, batched, params, size);
    const vectors = ins.slice(0, 3).map((x, i) => withBatch(x, batched[i], size));
    return allBatched(bind(rowUpdateOp, [...vectors, ...ins.slice(3).map((x) => toValue(x))], params));
  },
};

/** The rule applied to operands of any dtype. */
export function updateRows(
  weights: Operand,
  events: Operand,
  values: Operand,
  bounds: readonly [Operand, Operand],
  { columns, starts, positions }: EntryIndex,
  size: readonly [rows: number, columns: number],
): Operand {
  const { dtype } = toValue(weights);
  if (shapeOf(weights).length === 0) {
    fail('engine/sparseWeights', { format: 'plastic', weights: '()', entries: showShape(columns.shape) });
  }
  const floats = [values, ...bounds].map((x) => toValue(cast(x, dtype), dtype));
  const index = positions === undefined ? [columns, starts] : [columns, starts, positions];
  const params = { rows: size[0], columns: size[1], listed: positions !== undefined };
  return bind(rowUpdateOp, [toValue(weights), toValue(events), ...floats, ...index], params)[0];
}

/** The index of the columns of a matrix, by that of its rows: made once for the same entries. */
export function transposedIndex({ columns, starts }: EntryIndex, width: number): EntryIndex {
  const known = transposed.get(columns);
  if (known !== undefined) return known;
  const entries = columns.data.length;
  const first = new Int32Array(width + 1);
  for (const column of columns.data) first[column + 1]++;
  for (let j = 0; j < width; j++) first[j + 1] += first[j];
  const next = first.slice(0, width);
  const rows = new Int32Array(entries);
  const positions = new Int32Array(entries);
  for (let row = 0; row + 1 < starts.data.length; row++) {
    for (let q = starts.data[row]; q < starts.data[row + 1]; q++) {
      const at = next[columns.data[q]]++;
      rows[at] = row;
      positions[at] = q;
    }
  }
  const list = (data: Int32Array): NDArray => new NDArray([data.length], 'int32', data);
  const index = { columns: list(rows), starts: list(first), positions: list(positions) };
  transposed.set(columns, index);
  return index;
}

const transposed = new WeakMap<NDArray, EntryIndex>();
