import type { FloatDType } from '../array/dtype.js';
import { sizeOf, type Shape } from '../array/shape.js';
import type { IntLanes, Lanes } from '../program/lanes.js';
import type { Operand } from '../program/op.js';
import { bind } from '../trace/builder.js';
import { cast } from './cast.js';
import { elementwise } from './elementwise.js';
import { iota } from './create.js';
import { index } from './indexing.js';
import { reshape } from './movement.js';
import { toValue, unify } from './operand.js';

const ROTATIONS = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
] as const;
const PARITY = 0x1bd11bda;
const GROUPS = 5;

/** Threefry-2x32 with 20 rounds (Salmon et al. 2011, Random123) on one counter. */
export function threefryLanes<V>(U: IntLanes<V>, key: readonly [V, V], counter: readonly [V, V]): [V, V] {
  const rotate = (x: V, by: number): V => U.or(U.shiftLeft(x, by), U.shiftRight(x, 32 - by));
  const keys = [key[0], key[1], U.xor(U.xor(key[0], key[1]), U.constant(PARITY))];
  let x = U.add(counter[0], keys[0]);
  let y = U.add(counter[1], keys[1]);
  for (let group = 0; group < GROUPS; group++) {
    for (const by of ROTATIONS[group % 2]) {
      x = U.add(x, y);
      y = U.xor(rotate(y, by), x);
    }
    x = U.add(x, keys[(group + 1) % 3]);
    y = U.add(U.add(y, keys[(group + 2) % 3]), U.constant(group + 1));
  }
  return [x, y];
}

export const threefryOp = elementwise('threefry', {
  outputs: () => ['uint32', 'uint32'],
  lanes: (L, [k0, k1, low]) => {
    const U = L.int('uint32');
    return threefryLanes(U, [k0, k1], [U.constant(0), low]);
  },
  jvp: 'zero',
});

/**
 * The two random words of each counter (0, i), i over the elements of `shape`, under a key of two uint32: JAX's
 * partitionable layout.
 */
export function threefry(key: Operand, shape: Shape): [Operand, Operand] {
  return threefryAt([index(key, 0), index(key, 1)], counters(shape));
}

/** The two random words of each counter (0, i) under the two words of a key, which broadcast with it. */
export function threefryAt(key: readonly [Operand, Operand], counter: Operand): [Operand, Operand] {
  const [high, low] = bind(threefryOp, unify('threefry', [...key, cast(counter, 'uint32')], 'numeric'), {});
  return [high, low];
}

/** The counter of every element. */
export function counters(shape: Shape): Operand {
  return reshape(iota(sizeOf(shape), 'uint32'), shape);
}

export const mixBitsOp = elementwise('mixBits', {
  lanes: (L, [a, b]) => [L.int('uint32').xor(a, b)],
  jvp: 'zero',
});

/** The 32 random bits of an element: its two words, exclusive or. */
export function mixBits(high: Operand, low: Operand): Operand {
  return bind(mixBitsOp, [toValue(high), toValue(low)], {})[0];
}

/** A float in [0, 1) of two random words: 23 bits of their exclusive or, or 52 of both. */
export function unitFloatLanes<V>(L: Lanes<V>, [high, low]: readonly [V, V], dtype: FloatDType): V {
  const U = L.int('uint32');
  const F = L.float(dtype);
  const toFloat = (x: V): V => L.cast(L.cast(x, 'uint32', 'int32'), 'int32', dtype);
  if (dtype === 'float32') return F.mul(toFloat(U.shiftRight(U.xor(high, low), 9)), F.constant(2 ** -23));
  // The upper 52 of the 64 bits: 31 + 1 of the high word, as int32 has no room for all 32, then 20 of the low one.
  const upper = F.add(F.mul(toFloat(U.shiftRight(high, 1)), F.constant(2)), toFloat(U.and(high, U.constant(1))));
  const lower = toFloat(U.shiftRight(low, 12));
  return F.mul(F.add(F.mul(upper, F.constant(2 ** 20)), lower), F.constant(2 ** -52));
}

export const unitFloatOp = elementwise<{ dtype: FloatDType }>('unitFloat', {
  outputs: (_, { dtype }) => [dtype],
  lanes: (L, [high, low], _, { dtype }) => [unitFloatLanes(L, [high, low], dtype)],
  jvp: 'zero',
});

/** A float in [0, 1) of the random words of an element: 23 bits of their exclusive or, or 52 of both. */
export function unitFloat(high: Operand, low: Operand, dtype: FloatDType): Operand {
  return bind(unitFloatOp, [toValue(high), toValue(low)], { dtype })[0];
}
