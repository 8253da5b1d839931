import { NDArray } from '../array/ndarray.js';
import { normaliseAxis } from '../array/shape.js';
import type { Op, Operand } from '../program/op.js';
import { bind } from '../trace/builder.js';
import { allBatched } from './batch.js';
import { gatherRows } from './gather.js';
import { lastAxisRows, reshape } from './movement.js';
import { shapeOf, toValue } from './operand.js';

/** Where the elements of each row of (rows, n) come from when they are sorted: ascending, NaN last, stable. int32. */
export const argsortOp: Op = {
  name: 'argsort',
  form: { kind: 'argsort' },
  infer: ([x]) => [{ shape: x.shape, dtype: 'int32' }],
  reference([x], _, [out]) {
    const [rows, n] = x.shape;
    const result = NDArray.zeros(out.shape, out.dtype);
    for (let row = 0; row < rows; row++) {
      const key = x.data.subarray(row * n, (row + 1) * n);
      const order = Array.from(key, (_, i) => i).sort((i, j) => compareKeys(key[i], key[j]));
      result.data.set(order, row * n);
    }
    return [result];
  },
  jvp: 'zero',
  transpose: 'never',
  batch([x], _, __, size) {
    const [, rows, n] = shapeOf(x);
    return allBatched([reshape(order(reshape(x, [size * rows, n])), [size, rows, n])]);
  },
};

/** 0 and -0 are equal, and so are all NaN. */
function compareKeys(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}

function order(rows: Operand): Operand {
  return bind(argsortOp, [toValue(rows)], {})[0];
}

/**
 * The positions along an axis in the order of their elements: ascending, equal ones in the order they stand in, NaN
 * last. int32.
 */
export function argsort(x: Operand, axis = -1): Operand {
  const along = normaliseAxis(axis, shapeOf(x).length, 'argsort');
  const { rows, restore } = lastAxisRows(x, along);
  return restore(order(rows));
}

/** The elements along an axis in ascending order, NaN last. */
export function sort(x: Operand, axis = -1): Operand {
  const along = normaliseAxis(axis, shapeOf(x).length, 'sort');
  const { rows, restore } = lastAxisRows(x, along);
  const [count, n] = shapeOf(rows);
  return restore(reshape(gatherRows(reshape(rows, [count, n, 1]), order(rows)), [count, n]));
}
