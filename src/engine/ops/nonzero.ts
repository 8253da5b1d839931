import { type NDArray } from '../array/ndarray.js';

/**
 * The positions of the elements that are not zero, one list for each axis, in row-major order. How many there are
 * depends on the data, so it works on concrete arrays only.
 */
export function nonzero(x: NDArray): Int32Array[] {
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
