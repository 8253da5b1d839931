import { floatDType, type FloatDType } from '../array/dtype.js';
import type { Shape } from '../array/shape.js';
import { log, maximum, neg } from '../ops/index.js';
import type { Operand } from '../program/op.js';
import { uniform } from './uniform.js';

const smallestNormal = { float32: 2 ** -126, float64: 2 ** -1022 } as const;

/** Numbers of the standard Gumbel distribution, as JAX draws them in its mode 'low'. */
export function gumbel(key: Operand, shape: Shape, dtype: FloatDType = floatDType()): Operand {
  return neg(log(neg(log(maximum(uniform(key, shape, dtype), smallestNormal[dtype])))));
}
