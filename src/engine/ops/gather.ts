import { NDArray } from '../array/ndarray.js';
import type { Shape } from '../array/shape.js';
import type { Op, Operand } from '../program/op.js';
import { bind } from '../trace/builder.js';
import { mapTangent } from './arithmetic.js';
import { allBatched } from './batch.js';
import { broadcastTo, reshape, transpose } from './movement.js';
import { shapeOf, toValue } from './operand.js';
import { scatterRows } from './scatter.js';

/**
 * Rows at positions that are data: of `x` (b, n, w) and positions (b or 1, m), int32, the rows (b, m, w). A position
 * outside the axis gives a row of zeros, which makes it the transpose of adding rows at positions; whoever wants
 * another rule brings the positions into range first.
 */
export const gatherOp: Op = {
  name: 'gather',
  form: { kind: 'gather' },
  infer: ([x, at]) => [{ shape: [x.shape[0], at.shape[1], x.shape[2]], dtype: x.dtype }],
  reference([x, at], _, [out]) {
    const result = NDArray.zeros(out.shape, out.dtype);
    visitRows(x.shape, at, (from, row) => {
      const width = x.shape[2];
      result.data.set(x.data.subarray(from * width, (from + 1) * width), row * width);
    });
    return [result];
  },
  jvp: ([, at], [t]) => [mapTangent(t, (x) => gatherRows(x, at))],
  transpose: ([ct], [, at], _, [x]) => [
    ct === null || at === null ? null : scatterRows('add', filled(x.shape, 0, x.dtype), at, ct),
    null,
  ],
  batch([x, at], [xBatched, atBatched], _, size) {
    const [b, n, w] = xBatched ? shapeOf(x).slice(1) : shapeOf(x);
    if (xBatched) {
      const rows = gatherRows(reshape(x, [size * b, n, w]), batchPositions(at, atBatched, b, size));
      return allBatched([reshape(rows, [size, b, shapeOf(rows)[1], w])]);
    }
    // The same array for every lane: their positions stand side by side.
    const [, own, m] = shapeOf(at);
    const rows = gatherRows(x, reshape(transpose(at, [1, 0, 2]), [own, size * m]));
    return allBatched([transpose(reshape(rows, [b, size, m, w]), [1, 0, 2, 3])]);
  },
};

/** See `gatherOp`. */
export function gatherRows(x: Operand, at: Operand): Operand {
  return bind(gatherOp, [toValue(x), toValue(at)], {})[0];
}

/** Visits positions that are in range, in row-major order: the row of `x` they mean, and which they are. */
export function visitRows(x: Shape, at: NDArray, visit: (row: number, position: number) => void): void {
  const [b, n] = x;
  const [own, m] = at.shape;
  for (let i = 0; i < b; i++) {
    for (let k = 0; k < m; k++) {
      const row = at.data[(own === 1 ? 0 : i * m) + k];
      if (row >= 0 && row < n) visit(i * n + row, i * m + k);
    }
  }
}

/** Positions for `size` arrays of b blocks that stand one after the other. */
export function batchPositions(at: Operand, batched: boolean, b: number, size: number): Operand {
  const [own, m] = batched ? shapeOf(at).slice(1) : shapeOf(at);
  if (!batched && own === 1) return at;
  return reshape(broadcastTo(batched ? at : reshape(at, [1, own, m]), [size, b, m]), [size * b, m]);
}

/** One value in every place of an array. It is recorded, not computed, while tracing. */
export function filled(shape: Shape, value: number, dtype: NDArray['dtype']): Operand {
  return broadcastTo(NDArray.scalar(value, dtype), shape);
}

