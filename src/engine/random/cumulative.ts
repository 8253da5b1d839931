import { add, cast, concatenate, full, index, le, mul, reshape, select, shapeOf, slice, stack, take } from '../ops/index.js';
import type { Operand } from '../program/op.js';

/** The running sums of a list, added pair by pair in the order in which JAX adds them, so that they are its to the bit. */
export function cumulative(x: Operand): Operand {
  const [n] = shapeOf(x);
  if (n < 2) return x;
  const every2nd = (from: number, to: number): Operand => index(x, slice(from, to, 2));
  const odd = cumulative(add(every2nd(0, n - 1), every2nd(1, n)));
  const [pairs] = shapeOf(odd);
  const rest = every2nd(2, n);
  const even = concatenate([index(x, slice(0, 1)), add(index(odd, slice(0, shapeOf(rest)[0])), rest)]);
  const woven = reshape(stack([index(even, slice(0, pairs)), odd], 1), [2 * pairs]);
  return n % 2 === 0 ? woven : concatenate([woven, index(even, slice(pairs))]);
}

/** Where each value goes into a sorted list, before its equals: bisection, int32. */
export function insertionPoints(sorted: Operand, values: Operand): Operand {
  const [n] = shapeOf(sorted);
  const shape = shapeOf(values);
  let low = full(shape, 0, 'int32');
  let high = full(shape, n, 'int32');
  for (let turns = Math.ceil(Math.log2(n + 1)); turns > 0; turns--) {
    const middle = cast(mul(cast(add(low, high), 'float64'), 0.5), 'int32');
    const left = le(values, take(sorted, middle));
    low = select(left, low, middle);
    high = select(left, middle, high);
  }
  return high;
}
