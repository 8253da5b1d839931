import { fail } from '../../core/error.js';
import { floatDType, type FloatDType } from '../array/dtype.js';
import { NDArray } from '../array/ndarray.js';
import type { Shape } from '../array/shape.js';
import { add, maximum, mul } from '../ops/arithmetic.js';
import { erfinv } from '../ops/erfinv.js';
import { stack } from '../ops/movement.js';
import { threefry, unitFloat } from '../ops/threefry.js';
import type { Operand } from '../program/op.js';

/** The key of a seed: its upper and its lower 32 bits, as JAX's. */
export function seedKey(seed: number): NDArray {
  if (!Number.isSafeInteger(seed) || seed < 0) fail('engine/seed', { seed });
  return new NDArray([2], 'uint32', Uint32Array.of(Math.floor(seed / 2 ** 32), seed >>> 0));
}

/** `n` new keys from one, uint32 of shape [n, 2]. */
export function split(key: Operand, n = 2): Operand {
  return stack(threefry(key, [n]), 1);
}

/** Uniform numbers in [0, 1), the bits of `jax.random.uniform`. */
export function uniform(key: Operand, shape: Shape, dtype: FloatDType = floatDType()): Operand {
  const [high, low] = threefry(key, shape);
  return unitFloat(high, low, dtype);
}

/** Normal numbers of mean 0 and variance 1 from the bits of `jax.random.normal`, by the inverse error function. */
export function normal(key: Operand, shape: Shape, dtype: FloatDType = floatDType()): Operand {
  const low = dtype === 'float32' ? -(1 - 2 ** -24) : -(1 - 2 ** -53);
  const u = uniform(key, shape, dtype);
  const centred = maximum(add(mul(u, 1 - low), low), low);
  return mul(Math.SQRT2, erfinv(centred));
}
