import type { Shape } from '../array/shape.js';
import { cast, lt } from '../ops/index.js';
import type { Operand } from '../program/op.js';
import { floatOf, spread } from './parameter.js';
import { uniform } from './uniform.js';

/** True with probability `p`, which broadcasts to `shape`: the bits of `jax.random.bernoulli` with p of the same float. */
export function bernoulli(key: Operand, shape: Shape, p: Operand = 0.5): Operand {
  const dtype = floatOf(p);
  return lt(uniform(key, shape, dtype), spread(cast(p, dtype), shape));
}
