import { isInt, type DType } from '../array/dtype.js';
import type { FloatLanes, Lanes } from '../program/lanes.js';
import type { Operand } from '../program/op.js';
import { addTangents, div, floor, mapTangent, maximum, minimum, mul, neg, ceil } from './arithmetic.js';
import { lt } from './compare.js';
import { apply, elementwise, floats } from './elementwise.js';
import { select } from './select.js';

/** The whole part. */
function trunc<V>(L: Lanes<V>, F: FloatLanes<V>, x: V): V {
  return L.select(F.lt(x, F.constant(0)), F.ceil(x), F.floor(x), F.dtype);
}

/** Of integers, by a quotient in float64, which is exact when cut; 0 where y is 0, as numpy has it. */
function remInts<V>(L: Lanes<V>, dtype: 'int32' | 'uint32', x: V, y: V): V {
  const I = L.int(dtype);
  const D = L.float('float64');
  const quotient = D.div(L.cast(x, dtype, 'float64'), L.cast(y, dtype, 'float64'));
  const rest = I.sub(x, I.mul(L.cast(trunc(L, D, quotient), 'float64', dtype), y));
  return L.select(I.eq(y, I.constant(0)), I.constant(0), rest, dtype);
}

/** x as two halves of 26 bits, the lower with a sign (Veltkamp): all products of halves are exact. */
function halves<V>(D: FloatLanes<V>, x: V): [V, V] {
  const scaled = D.mul(x, D.constant(2 ** 27 + 1));
  const high = D.sub(scaled, D.sub(scaled, x));
  return [high, D.sub(x, high)];
}

/**
 * x - q y for the nearest whole quotient q, exactly, by the product and what its rounding lost (Dekker 1971). It is off by
 * multiples of y where q has more than 53 bits.
 */
function remPass<V>(D: FloatLanes<V>, x: V, y: V): V {
  const quotient = D.nearest(D.div(x, y));
  const product = D.mul(quotient, y);
  const [qHigh, qLow] = halves(D, quotient);
  const [yHigh, yLow] = halves(D, y);
  const upper = D.add(D.add(D.sub(D.mul(qHigh, yHigh), product), D.mul(qHigh, yLow)), D.mul(qLow, yHigh));
  return D.sub(D.sub(x, product), D.add(upper, D.mul(qLow, yLow)));
}

/** Passes after the first for quotients beyond 2^52: each takes 52 bits, so that these are good for 2^FAR and for float32. */
const PASSES = 5;
const FAR = 300;

/** The remainder of x >= 0 by y >= 0, if what `passes` left of it is less than one y off. */
function corrected<V>(L: Lanes<V>, D: FloatLanes<V>, x: V, y: V, signed: V): V {
  const c = D.constant;
  // The last quotient may be one off.
  const up = L.select(D.lt(signed, c(0)), D.add(signed, y), signed, 'float64');
  const rest = L.select(D.le(y, up), D.sub(up, y), up, 'float64');
  const found = L.select(L.mask.and(D.le(c(0), rest), D.lt(rest, y)), rest, c(NaN), 'float64');
  // A quotient that is too small to count, as beside an infinite y, leaves x.
  return L.select(D.lt(x, y), x, found, 'float64');
}

function remPasses<V>(D: FloatLanes<V>, x: V, y: V, passes: number): V {
  let rest = x;
  for (let pass = 0; pass < passes; pass++) rest = remPass(D, rest, y);
  return rest;
}

/** The remainder of x >= 0 by y >= 0 in float64, for quotients of up to 2^FAR. */
function remSizes<V>(L: Lanes<V>, D: FloatLanes<V>, x: V, y: V): V {
  const large = D.lt(D.constant(2 ** 52), D.div(x, y));
  const first = remPass(D, x, y);
  return corrected(L, D, x, y, L.rarely(large, first, () => remPasses(D, first, y, PASSES), 'float64'));
}

/** The same of any size: the halves of the largest numbers would overflow on the way. */
function remHuge<V>(L: Lanes<V>, D: FloatLanes<V>, x: V, y: V, rem: (x: V, y: V) => V): V {
  const huge = D.lt(D.constant(2 ** 900), x);
  const [down, up] = [2 ** -100, 2 ** 100].map((k) => L.select(huge, D.constant(k), D.constant(1), 'float64'));
  return D.mul(rem(D.mul(x, down), D.mul(y, down)), up);
}

/** What is left of x by y 2^FAR, whose remainder by y is that of x: by larger multiples first. They are exact, or infinite. */
function nearer<V>(L: Lanes<V>, D: FloatLanes<V>, x: V, y: V): V {
  const c = D.constant;
  const multiples = [y];
  // The largest number has 2098 bits in front of the last one of the smallest.
  while (multiples.length * FAR < 2098) multiples.push(D.mul(multiples[multiples.length - 1], c(2 ** FAR)));
  const step = (rest: V, by: V): V =>
    remHuge(L, D, rest, by, (a, b) => corrected(L, D, a, b, remPasses(D, a, b, 1 + PASSES)));
  return multiples.slice(1).reduceRight(step, x);
}

function remFloats<V>(L: Lanes<V>, F: FloatLanes<V>, x: V, y: V): V {
  const D = L.float('float64');
  const [long, by] = [x, y].map((v) => L.cast(F.abs(v), F.dtype, 'float64'));
  if (F.dtype === 'float32') return F.copySign(L.cast(remSizes(L, D, long, by), 'float64', 'float32'), x);
  const far = D.lt(D.constant(2 ** FAR), D.div(long, by));
  const near = L.rarely(far, long, () => nearer(L, D, long, by), 'float64');
  return D.copySign(remHuge(L, D, near, by, (a, b) => remSizes(L, D, a, b)), x);
}

function remLanes<V>(L: Lanes<V>, dtype: DType, x: V, y: V): V {
  return isInt(dtype) ? remInts(L, dtype, x, y) : remFloats(L, floats(L, dtype), x, y);
}

export const remOp = elementwise('rem', {
  lanes: (L, [x, y], [dtype]) => [remLanes(L, dtype, x, y)],
  jvp: ([x, y], [tx, ty]) => [
    addTangents(
      tx,
      mapTangent(ty, (d) => neg(mul(d, whole(div(x, y))))),
    ),
  ],
});

function whole(x: Operand): Operand {
  return select(lt(x, 0), ceil(x), floor(x));
}

/**
 * The remainder of `x / y` with the sign of x, as C's fmod and `%` of JavaScript: exact. By 0 it is NaN, of integers 0.
 */
export function rem(x: Operand, y: Operand): Operand {
  return apply(remOp, [x, y], 'numeric', {});
}

export const modOp = elementwise('mod', {
  lanes: (L, [x, y], [dtype]) => {
    const rest = remLanes(L, dtype, x, y);
    if (dtype === 'uint32') return [rest];
    const N = isInt(dtype) ? L.int(dtype) : floats(L, dtype);
    const zero = N.constant(0);
    const other = L.mask.and(N.ne(rest, zero), L.mask.xor(N.lt(rest, zero), N.lt(y, zero)));
    return [L.select(other, N.add(rest, y), rest, dtype)];
  },
  jvp: ([x, y], [tx, ty]) => [
    addTangents(
      tx,
      mapTangent(ty, (d) => neg(mul(d, floor(div(x, y))))),
    ),
  ],
});

/** The remainder of `x / y` with the sign of y, as numpy's `mod` and Python's `%`; of integers by 0 it is 0. */
export function mod(x: Operand, y: Operand): Operand {
  return apply(modOp, [x, y], 'numeric', {});
}

/** `x` within `low` and `high`; where they cross, `high`. */
export function clip(x: Operand, low: Operand, high: Operand): Operand {
  return minimum(maximum(x, low), high);
}
