import { normaliseAxis, type Shape } from '../array/shape.js';
import { add, argmax, cast, shapeOf } from '../ops/index.js';
import type { Operand } from '../program/op.js';
import { gumbel } from './gumbel.js';
import { floatOf } from './parameter.js';

export interface CategoricalOptions {
  /** The axis of the classes. The last unless given. */
  axis?: number | undefined;
  /** The shape of the draw: that of `logits` without the axis, or more axes before it. */
  shape?: Shape | undefined;
}

/**
 * Classes drawn with probabilities proportional to e^logits, int32: those of `jax.random.categorical`, in all but a few
 * of 100,000 draws, where two classes are as good as equal.
 */
export function categorical(key: Operand, logits: Operand, { axis = -1, shape }: CategoricalOptions = {}): Operand {
  const all = shapeOf(logits);
  const along = normaliseAxis(axis, all.length, 'categorical');
  const drawn = shape ?? all.filter((_, i) => i !== along);
  const before = drawn.length - (all.length - 1);
  const full = [...drawn];
  full.splice(before + along, 0, all[along]);
  const dtype = floatOf(logits);
  return argmax(add(gumbel(key, full, dtype), cast(logits, dtype)), before + along);
}
