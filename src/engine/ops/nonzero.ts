import { fail } from '../../core/error.js';
import type { NDArray } from '../array/ndarray.js';
import { sizeOf } from '../array/shape.js';
import { EventArray } from '../array/spike-array.js';
import type { Operand } from '../program/op.js';
import { sub } from './arithmetic.js';
import { cast } from './cast.js';
import { iota } from './create.js';
import { filled } from './gather.js';
import { broadcastTo, reshape } from './movement.js';
import { shapeOf } from './operand.js';
import { cumsum } from './running.js';
import { scatterRows } from './scatter.js';
import { select } from './select.js';

/**
 * The positions of the elements that are not zero, one list for each axis, in row-major order. How many there are
 * depends on the data, so it works on concrete arrays only.
 */
export function nonzero(x: NDArray): Int32Array[] {
  // Events are such lists already.
  if (x instanceof EventArray && x.shape.length === 2) return [x.steps(), x.neurons.slice()];
  const hits: number[] = [];
  x.data.forEach((value, i) => {
    if (value !== 0) hits.push(i);
  });
  const lists = x.shape.map(() => new Int32Array(hits.length));
  hits.forEach((flat, k) => {
    let rest = flat;
    for (let axis = x.shape.length - 1; axis >= 0; axis--) {
      lists[axis][k] = rest % x.shape[axis];
      rest = Math.floor(rest / x.shape[axis]);
    }
  });
  return lists;
}

/**
 * The first `size` positions of the elements that are not zero, one list of int32 for each axis, in row-major order.
 * Where there are fewer, the rest of each list is `fill`. It works on traced values too, since the length is given.
 */
export function nonzeroOfSize(x: Operand, size: number, fill = 0): Operand[] {
  if (!Number.isInteger(size) || size < 0) fail('engine/count', { operation: 'where', count: size });
  if (!Number.isInteger(fill)) fail('engine/fraction', { value: fill, dtype: 'int32' });
  const shape = shapeOf(x);
  const n = sizeOf(shape);
  const hit = reshape(cast(x, 'bool'), [n]);
  // The how-manieth hit each element is; what is no hit goes nowhere, and neither does what is beyond the size.
  const rank = reshape(select(hit, sub(cumsum(hit), 1), -1), [1, n]);
  return shape.map((length, axis) => {
    const along = reshape(iota(length), shape.map((m, i) => (i === axis ? m : 1)));
    const where = reshape(broadcastTo(along, shape), [1, n, 1]);
    return reshape(scatterRows('set', filled([1, size, 1], fill, 'int32'), rank, where), [size]);
  });
}
