import { floatDType, type FloatDType } from '../array/dtype.js';
import type { Shape } from '../array/shape.js';
import { log, neg, sub } from '../ops/index.js';
import type { Operand } from '../program/op.js';
import { uniform } from './uniform.js';

/** Numbers of the exponential distribution of mean 1, within 1e-6 relative of `jax.random.exponential`. */
export function exponential(key: Operand, shape: Shape, dtype: FloatDType = floatDType()): Operand {
  // 1 - u is exact: u is a multiple of its last place at 1.
  return neg(log(sub(1, uniform(key, shape, dtype))));
}
