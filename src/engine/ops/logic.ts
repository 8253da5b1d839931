import type { Operand } from '../program/op.js';
import { apply, elementwise } from './elementwise.js';

function logic(name: 'and' | 'or' | 'xor') {
  return elementwise(name, { lanes: (L, [a, b]) => [L.mask[name](a, b)], jvp: 'zero' });
}

export const andOp = logic('and');
export const orOp = logic('or');
export const xorOp = logic('xor');
export const notOp = elementwise('not', { lanes: (L, [a]) => [L.mask.not(a)], jvp: 'zero' });

/** Both, of bools. */
export function logicalAnd(a: Operand, b: Operand): Operand {
  return apply(andOp, [a, b], 'bool', {});
}

/** Either, of bools. */
export function logicalOr(a: Operand, b: Operand): Operand {
  return apply(orOp, [a, b], 'bool', {});
}

/** One of the two, of bools. */
export function logicalXor(a: Operand, b: Operand): Operand {
  return apply(xorOp, [a, b], 'bool', {});
}

/** The opposite of a bool. */
export function logicalNot(a: Operand): Operand {
  return apply(notOp, [a], 'bool', {});
}
