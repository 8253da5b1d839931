import type { FloatLanes, Lanes } from '../program/lanes.js';
import type { Operand } from '../program/op.js';
import { addTangents, mapTangent, mul } from './arithmetic.js';
import { apply, elementwise, floats } from './elementwise.js';

export const fmaOp = elementwise('fma', {
  lanes(L, [a, b, c], [dtype]) {
    return [dtype === 'float64' ? fmaDouble(L, floats(L, dtype), a, b, c) : fmaSingle(L, a, b, c)];
  },
  jvp: ([a, b], [ta, tb, tc]) => {
    const product = addTangents(
      mapTangent(ta, (t) => mul(t, b)),
      mapTangent(tb, (t) => mul(a, t)),
    );
    return [addTangents(product, tc)];
  },
});

/** In float64, where the product of two float32 is exact. */
export function fmaSingle<V>(L: Lanes<V>, a: V, b: V, c: V): V {
  const D = L.float('float64');
  const wide = (x: V): V => L.cast(x, 'float32', 'float64');
  return L.cast(D.add(D.mul(wide(a), wide(b)), wide(c)), 'float64', 'float32');
}

/** Splits a float64 in two halves of 26 bits (Veltkamp). */
function halves<V>(F: FloatLanes<V>, x: V): [V, V] {
  const scaled = F.mul(F.constant(2 ** 27 + 1), x);
  const upper = F.sub(scaled, F.sub(scaled, x));
  return [upper, F.sub(x, upper)];
}

/** Product and sum with what their rounding lost (Dekker 1971, Knuth), added up. */
function fmaDouble<V>(L: Lanes<V>, F: FloatLanes<V>, a: V, b: V, c: V): V {
  const product = F.mul(a, b);
  const [aHigh, aLow] = halves(F, a);
  const [bHigh, bLow] = halves(F, b);
  const lost = F.add(
    F.add(F.add(F.sub(F.mul(aHigh, bHigh), product), F.mul(aHigh, bLow)), F.mul(aLow, bHigh)),
    F.mul(aLow, bLow),
  );
  const sum = F.add(product, c);
  const virtual = F.sub(sum, product);
  const lostToo = F.add(F.sub(product, F.sub(sum, virtual)), F.sub(c, virtual));
  const result = F.add(sum, F.add(lost, lostToo));
  // Halving overflows before the product does.
  return L.select(F.eq(F.sub(result, result), F.constant(0)), result, sum, 'float64');
}

/**
 * `a * b + c`, rounded once, broadcast; where the product or its halves leave the normal numbers, rounded twice. XLA
 * computes such sums so.
 */
export function fma(a: Operand, b: Operand, c: Operand): Operand {
  return apply(fmaOp, [a, b, c], 'float', {});
}
