import { fail } from '../../core/error.js';
import { isInt, type DType } from '../array/dtype.js';
import type { IntLanes, Lanes } from '../program/lanes.js';
import type { Operand } from '../program/op.js';
import { bind } from '../trace/builder.js';
import { apply, elementwise } from './elementwise.js';
import { unify } from './operand.js';

function ints<V>(L: Lanes<V>, name: string, dtype: DType): IntLanes<V> {
  if (!isInt(dtype)) fail('engine/dtype', { operation: name, wants: 'int32 or uint32', got: dtype });
  return L.int(dtype);
}

/** Refuses floats and bools (which have `logicalAnd` and so on) before anything is recorded. */
function requireInts(name: string, operands: readonly Operand[]): void {
  for (const x of operands) {
    if (typeof x !== 'number' && !isInt(x.dtype)) fail('engine/dtype', { operation: name, wants: 'int32 or uint32', got: x.dtype });
    if (typeof x === 'number' && !Number.isInteger(x)) fail('engine/dtype', { operation: name, wants: 'integers', got: String(x) });
  }
  if (operands.every((x) => typeof x === 'number')) {
    fail('engine/dtype', { operation: name, wants: 'an int32 or uint32 array', got: 'numbers alone' });
  }
}

function pair(name: string, method: 'and' | 'or' | 'xor') {
  return elementwise(name, { lanes: (L, [a, b], [dtype]) => [ints(L, name, dtype)[method](a, b)], jvp: 'zero' });
}

export const bitAndOp = pair('bitAnd', 'and');
export const bitOrOp = pair('bitOr', 'or');
export const bitXorOp = pair('bitXor', 'xor');
export const bitNotOp = elementwise('bitNot', {
  lanes: (L, [a], [dtype]) => {
    const I = ints(L, 'bitNot', dtype);
    return [I.xor(a, I.constant(-1))];
  },
  jvp: 'zero',
});

function onInts(op: typeof bitAndOp, operands: readonly Operand[]): Operand {
  requireInts(op.name, operands);
  return apply(op, operands, 'numeric', {});
}

/** The bits that both integers have. */
export function bitAnd(a: Operand, b: Operand): Operand {
  return onInts(bitAndOp, [a, b]);
}

/** The bits that either integer has. */
export function bitOr(a: Operand, b: Operand): Operand {
  return onInts(bitOrOp, [a, b]);
}

/** The bits that one of the integers has. */
export function bitXor(a: Operand, b: Operand): Operand {
  return onInts(bitXorOp, [a, b]);
}

/** The bits that the integer does not have. */
export function bitNot(a: Operand): Operand {
  return onInts(bitNotOp, [a]);
}

type Direction = 'shiftLeft' | 'shiftRight';

/** A shift by an array: one by each power of two, where the distance has it. */
function shift(name: Direction) {
  return elementwise(name, {
    lanes: (L, [a, by], [dtype]) => {
      const I = ints(L, name, dtype);
      const U = L.int('uint32');
      let value = a;
      for (let bit = 1; bit < 32; bit *= 2) {
        const set = I.ne(I.and(by, I.constant(bit)), I.constant(0));
        value = L.select(set, I[name](value, bit), value, dtype);
      }
      // Beyond the width nothing is left but the sign.
      const sign = name === 'shiftRight' && dtype === 'int32' ? I.shiftRight(a, 31) : I.constant(0);
      return [L.select(U.lt(L.cast(by, dtype, 'uint32'), U.constant(32)), value, sign, dtype)];
    },
    jvp: 'zero',
  });
}

function shiftBy(name: Direction) {
  return elementwise<{ by: number }>(`${name}By`, {
    lanes: (L, [a], [dtype], { by }) => [ints(L, name, dtype)[name](a, by)],
    jvp: 'zero',
  });
}

export const shiftLeftOp = shift('shiftLeft');
export const shiftRightOp = shift('shiftRight');
export const shiftLeftByOp = shiftBy('shiftLeft');
export const shiftRightByOp = shiftBy('shiftRight');

function shifted(op: typeof shiftLeftOp, byConstant: typeof shiftLeftByOp, a: Operand, by: Operand): Operand {
  requireInts(op.name, [a, by]);
  if (typeof by === 'number' && by >= 0 && by < 32) return apply(byConstant, [a], 'numeric', { by });
  return bind(op, unify(op.name, [a, by], 'numeric'), {})[0];
}

/** `a << by`; 0 where `by` is not from 0 to 31. */
export function shiftLeft(a: Operand, by: Operand): Operand {
  return shifted(shiftLeftOp, shiftLeftByOp, a, by);
}

/**
 * `a >> by`, which keeps the sign of an int32 and brings zeros to a uint32; where `by` is not from 0 to 31, what is left:
 * 0, or -1 of a negative one.
 */
export function shiftRight(a: Operand, by: Operand): Operand {
  return shifted(shiftRightOp, shiftRightByOp, a, by);
}
