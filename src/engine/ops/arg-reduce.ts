import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { NDArray } from '../array/ndarray.js';
import { normaliseAxis } from '../array/shape.js';
import type { Op, Operand } from '../program/op.js';
import { bind } from '../trace/builder.js';
import { allBatched } from './batch.js';
import { lastAxisRows, reshape } from './movement.js';
import { shapeOf, toValue } from './operand.js';

/**
 * Where each row of (rows, n) has its extreme element: the first of equals, and a NaN before everything else, as
 * JAX's. int32.
 */
function argReduceOp(which: 'max' | 'min'): Op {
  const op: Op = {
    name: which === 'max' ? 'argmax' : 'argmin',
    form: { kind: 'argReduce', which },
    infer: ([input]) => [{ shape: [input.shape[0]], dtype: 'int32' }],
    reference([input], _, [out]) {
      const [rows, n] = input.shape;
      const result = NDArray.zeros(out.shape, out.dtype);
      for (let row = 0; row < rows; row++) {
        let best = 0;
        for (let i = 1; i < n; i++) {
          const [x, top] = [input.data[row * n + i], input.data[row * n + best]];
          const beats = which === 'max' ? x > top : x < top;
          if (beats || (Number.isNaN(x) && !Number.isNaN(top))) best = i;
        }
        result.data[row] = best;
      }
      return [result];
    },
    jvp: 'zero',
    transpose: 'never',
    batch: ([x], _, __, size) => {
      const [, rows, n] = shapeOf(x);
      const [out] = bind(op, [toValue(reshape(x, [size * rows, n]))], {});
      return allBatched([reshape(out, [size, rows])]);
    },
  };
  return op;
}

export const argmaxOp = argReduceOp('max');
export const argminOp = argReduceOp('min');

function argReduce(op: Op, x: Operand, axis: number | undefined): Operand {
  const shape = shapeOf(x);
  if (axis === undefined) return shape.length === 1 ? argReduce(op, x, 0) : argReduce(op, reshape(x, [-1]), 0);
  const along = normaliseAxis(axis, shape.length, op.name);
  if (shape[along] === 0) fail('engine/emptyReduction', { operation: op.name, shape: showShape(shape) });
  const { rows, outer } = lastAxisRows(x, along);
  return reshape(bind(op, [toValue(rows)], {})[0], outer);
}

/**
 * The position of the largest element along an axis, or in the whole array in row-major order, as int32. Of equals
 * the first; a NaN counts as the largest.
 */
export function argmax(x: Operand, axis?: number): Operand {
  return argReduce(argmaxOp, x, axis);
}

/** The position of the smallest element; see `argmax`. A NaN counts as the smallest. */
export function argmin(x: Operand, axis?: number): Operand {
  return argReduce(argminOp, x, axis);
}
