import type { FloatDType } from '../array/dtype.js';
import { sizeOf, type Shape } from '../array/shape.js';
import { bindWhile } from '../control/while.js';
import { any, full, index, logicalNot, logicalOr, select, toNDArray } from '../ops/index.js';
import type { Operand } from '../program/op.js';
import { currentBuilder } from '../trace/builder.js';
import { split, wordsOf } from './key.js';

export interface Candidate {
  readonly value: Operand;
  readonly accepted: Operand;
}

/**
 * Draws candidates for all elements until each has had one that was accepted. As in JAX, an element that has one still
 * takes the later ones that are accepted, until the last element has its first.
 */
export function untilAccepted(
  key: Operand,
  shape: Shape,
  dtype: FloatDType,
  candidate: (u: readonly [Operand, Operand], v: readonly [Operand, Operand]) => Candidate,
): Operand {
  const goesOn = ([, , accepted]: readonly Operand[]): Operand => any(logicalNot(accepted));
  const step = ([k, value, accepted]: readonly Operand[]): Operand[] => {
    const keys = split(k, 3);
    const next = candidate(wordsOf(index(keys, 1)), wordsOf(index(keys, 2)));
    return [index(keys, 0), select(next.accepted, next.value, value), logicalOr(accepted, next.accepted)];
  };
  const start = [key, full(shape, -1, dtype), full(shape, 0, 'bool')];
  return sizeOf(shape) === 0 ? start[1] : repeat(goesOn, step, start)[1];
}

/** A while loop: recorded while tracing, otherwise run at once. */
function repeat(
  goesOn: (carry: readonly Operand[]) => Operand,
  step: (carry: readonly Operand[]) => Operand[],
  start: Operand[],
): Operand[] {
  if (currentBuilder() !== null) return bindWhile(goesOn, step, start);
  let carry = start;
  while (toNDArray(goesOn(carry)).data[0] !== 0) carry = step(carry);
  return carry;
}
