import { NDArray } from '../array/ndarray.js';
import { normaliseAxis, sizeOf } from '../array/shape.js';
import type { Op, Operand } from '../program/op.js';
import { scalarLanes } from '../program/scalar-lanes.js';
import { bind } from '../trace/builder.js';
import { mapTangent } from './arithmetic.js';
import { allBatched } from './batch.js';
import { cast } from './cast.js';
import { arithmetic } from './elementwise.js';
import { reshape } from './movement.js';
import { dtypeOf, shapeOf, toValue } from './operand.js';

/** Running sums of (outer, n, inner) along the middle axis, one addition after the other, from either end. */
export const cumsumOp: Op<{ reverse: boolean }> = {
  name: 'cumsum',
  form: { kind: 'runningSum', reverse: ({ reverse }) => reverse },
  infer: ([x]) => [x],
  reference([x], { reverse }) {
    const [outer, n, inner] = x.shape;
    const { add } = arithmetic(scalarLanes, x.dtype);
    const result = new NDArray(x.shape, x.dtype, x.data.slice());
    const back = reverse ? inner : -inner;
    for (let block = 0; block < outer; block++) {
      for (let step = 1; step < n; step++) {
        const row = (block * n + (reverse ? n - 1 - step : step)) * inner;
        for (let k = row; k < row + inner; k++) result.data[k] = add(result.data[k + back], x.data[k]);
      }
    }
    return [result];
  },
  jvp: (_, [t], { reverse }) => [mapTangent(t, (x) => runningSum(x, reverse))],
  transpose: ([ct], _, { reverse }) => [mapTangent(ct, (c) => runningSum(c, !reverse))],
  batch([x], _, { reverse }, size) {
    const [, outer, n, inner] = shapeOf(x);
    return allBatched([reshape(runningSum(reshape(x, [size * outer, n, inner]), reverse), [size, outer, n, inner])]);
  },
};

function runningSum(x: Operand, reverse: boolean): Operand {
  return bind(cumsumOp, [toValue(x)], { reverse })[0];
}

/**
 * Running sums along an axis, or of all elements in row-major order: element i is the sum of the elements 0 to i, or with `reverse` of those from i on. Of
 * bools the counts, as int32. Floats are added one after the other.
 */
export function cumsum(x: Operand, axis?: number, { reverse = false }: { reverse?: boolean } = {}): Operand {
  const value = dtypeOf(x) === 'bool' ? cast(x, 'int32') : x;
  if (axis === undefined) return cumsum(reshape(value, [-1]), 0, { reverse });
  const shape = shapeOf(x);
  const along = normaliseAxis(axis, shape.length, 'cumsum');
  const blocks = [sizeOf(shape.slice(0, along)), shape[along], sizeOf(shape.slice(along + 1))];
  return reshape(runningSum(reshape(value, blocks), reverse), shape);
}
