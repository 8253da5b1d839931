import type { Shape } from '../array/shape.js';
import { mixBits, threefry } from '../ops/threefry.js';
import type { Operand } from '../program/op.js';

/** Random words of 32 bits, uint32. */
export function bits(key: Operand, shape: Shape): Operand {
  return mixBits(...threefry(key, shape));
}

/** Random words of 64 bits, each as its upper and its lower 32: what a float64 is made of. */
export function bitPairs(key: Operand, shape: Shape): [Operand, Operand] {
  return threefry(key, shape);
}
