import { floatDType, type FloatDType } from '../array/dtype.js';
import type { Shape } from '../array/shape.js';
import { mul, sub } from '../ops/index.js';
import { below1, roundedErfinv } from '../ops/samplers/normal.js';
import type { Operand } from '../program/op.js';
import { uniform } from './uniform.js';

/**
 * Normal numbers of mean 0 and variance 1 from the bits of `jax.random.normal`, by the inverse error function; within
 * 1e-6 relative of JAX's.
 */
export function normal(key: Operand, shape: Shape, dtype: FloatDType = floatDType()): Operand {
  // From (-1, 1): the sum is exact.
  const centred = sub(mul(uniform(key, shape, dtype), 2), below1[dtype]);
  return mul(Math.SQRT2, roundedErfinv(centred));
}
