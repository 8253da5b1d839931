import { floatDType, type FloatDType } from '../array/dtype.js';
import type { Shape } from '../array/shape.js';
import { abs, add, cast, div, eq, maximum, minimum, mul, select, sub } from '../ops/index.js';
import { erf } from '../ops/error-function.js';
import { roundedErfinv } from '../ops/samplers/normal.js';
import { stopGradient } from '../ops/spike.js';
import type { Operand } from '../program/op.js';
import { spread } from './parameter.js';
import { singleErf } from './single-erf.js';
import { uniform } from './uniform.js';

/**
 * Normal numbers of mean 0 and variance 1 that lie in (low, high), which broadcast to `shape`, within 1e-6 relative of
 * those of `jax.random.truncated_normal`.
 */
export function truncatedNormal(
  key: Operand,
  shape: Shape,
  low: Operand,
  high: Operand,
  dtype: FloatDType = floatDType(),
): Operand {
  const [from, to] = [cast(low, dtype), cast(high, dtype)];
  const chance = dtype === 'float32' ? singleErf : erf;
  const root2 = cast(Math.SQRT2, dtype);
  // XLA divides by multiplying.
  const inverse = div(1, root2);
  const u = uniform(key, shape, dtype, chance(mul(from, inverse)), chance(mul(to, inverse)));
  const drawn = mul(root2, roundedErfinv(u));
  // Rounding may take a number to a bound or beyond.
  const above = maximum(drawn, spread(neighbour(from, 1, dtype), shape));
  return minimum(above, spread(neighbour(to, -1, dtype), shape));
}

const unit = { float32: 2 ** -24, float64: 2 ** -53 } as const;
const smallest = { float32: 2 ** -149, float64: 2 ** -1074 } as const;
const largest = { float32: (2 - 2 ** -23) * 2 ** 127, float64: Number.MAX_VALUE } as const;

/** The next number above or below; next to the smallest normal numbers it may be the one after (Rump et al. 2009). */
function neighbour(x: Operand, direction: 1 | -1, dtype: FloatDType): Operand {
  const fixed = stopGradient(x);
  const step = add(mul(abs(fixed), unit[dtype] * (1 + 2 * unit[dtype])), smallest[dtype]);
  const next = direction === 1 ? add(fixed, step) : sub(fixed, step);
  return select(eq(fixed, -direction * Infinity), -direction * largest[dtype], next);
}
