import type { FloatLanes } from '../program/lanes.js';
import type { Operand } from '../program/op.js';
import { apply, arithmetic, elementwise } from './elementwise.js';

function comparison(name: 'eq' | 'ne' | 'lt' | 'le') {
  return elementwise(name, {
    outputs: () => ['bool'],
    mustBeUsed: true,
    lanes: (L, [a, b], [dtype]) => [(arithmetic(L, dtype) as Pick<FloatLanes<typeof a>, typeof name>)[name](a, b)],
    jvp: 'zero',
  });
}

export const eqOp = comparison('eq');
export const neOp = comparison('ne');
export const ltOp = comparison('lt');
export const leOp = comparison('le');

/** `a == b`, as bool. NaN equals nothing. */
export function eq(a: Operand, b: Operand): Operand {
  return apply(eqOp, [a, b], 'numeric', {});
}

/** `a != b`, as bool. */
export function ne(a: Operand, b: Operand): Operand {
  return apply(neOp, [a, b], 'numeric', {});
}

/** `a < b`, as bool. */
export function lt(a: Operand, b: Operand): Operand {
  return apply(ltOp, [a, b], 'numeric', {});
}

/** `a <= b`, as bool. */
export function le(a: Operand, b: Operand): Operand {
  return apply(leOp, [a, b], 'numeric', {});
}

/** `a > b`, as bool. */
export function gt(a: Operand, b: Operand): Operand {
  return lt(b, a);
}

/** `a >= b`, as bool. */
export function ge(a: Operand, b: Operand): Operand {
  return le(b, a);
}
