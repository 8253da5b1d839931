import { floatDType, type FloatDType } from '../array/dtype.js';
import type { Shape } from '../array/shape.js';
import { cast, maximum, sub } from '../ops/index.js';
import { fma } from '../ops/fma.js';
import { unitFloat } from '../ops/threefry.js';
import type { Operand } from '../program/op.js';
import { bitPairs } from './bits.js';
import { spread } from './parameter.js';

/**
 * Uniform numbers in [low, high), the bits of `jax.random.uniform`. The bounds broadcast to `shape`. As there, rounding
 * may give `high` itself.
 */
export function uniform(
  key: Operand,
  shape: Shape,
  dtype: FloatDType = floatDType(),
  low: Operand = 0,
  high: Operand = 1,
): Operand {
  const unit = unitFloat(...bitPairs(key, shape), dtype);
  if (low === 0 && high === 1) return unit;
  const from = cast(spread(low, shape), dtype);
  const width = sub(cast(spread(high, shape), dtype), from);
  return maximum(fma(unit, width, from), from);
}
