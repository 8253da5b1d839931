import type { Lanes } from '../program/lanes.js';
import type { Operand } from '../program/op.js';
import { bind } from '../trace/builder.js';
import { elementwise } from './elementwise.js';
import { broadcastTo } from './movement.js';
import { shapeOf, toValue } from './operand.js';

/** The remainder of uint32, through float64: a quotient of 32-bit numbers is no nearer to an integer than its rounding. */
function remainder<V>(L: Lanes<V>, a: V, b: V): V {
  const D = L.float('float64');
  const U = L.int('uint32');
  const wide = (x: V): V => L.cast(x, 'uint32', 'float64');
  const quotient = L.cast(D.floor(D.div(wide(a), wide(b))), 'float64', 'uint32');
  // By 0 there is no remainder to take: XLA gives the number itself.
  return L.select(U.eq(b, U.constant(0)), a, U.sub(a, U.mul(quotient, b)), 'uint32');
}

export const intRangeOp = elementwise<{ inclusive: boolean }>('intRange', {
  outputs: () => ['int32'],
  lanes(L, [upper, lower, low, high], _, { inclusive }) {
    const U = L.int('uint32');
    const I = L.int('int32');
    const difference = L.cast(I.sub(high, low), 'int32', 'uint32');
    const empty = I.le(high, low);
    const span = L.select(empty, U.constant(1), inclusive ? U.add(difference, U.constant(1)) : difference, 'uint32');
    // 2^32 modulo the span.
    const root = remainder(L, U.constant(2 ** 16), span);
    const carry = remainder(L, U.mul(root, root), span);
    const sum = U.add(U.mul(remainder(L, upper, span), carry), remainder(L, lower, span));
    return [I.add(low, L.cast(remainder(L, sum, span), 'uint32', 'int32'))];
  },
  jvp: 'zero',
});

/**
 * Integers in [low, high), or up to and with `high`, of two random words each: the remainder of the 64-bit number that
 * they make, in JAX's way (which lets the product of remainders overflow). `low` where the range is empty. The words have
 * the shape of the result, `low` and `high` broadcast to it.
 */
export function intRange(upper: Operand, lower: Operand, low: Operand, high: Operand, inclusive: boolean): Operand {
  const shape = shapeOf(upper);
  const bound = (x: Operand): Operand => (shapeOf(x).length === 0 ? x : broadcastTo(x, shape));
  return bind(intRangeOp, [upper, lower, bound(low), bound(high)].map((x) => toValue(x, 'int32')), { inclusive })[0];
}
