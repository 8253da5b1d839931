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

/** Of integers, by a quotient in float64, which is exact when cut; x where y is 0. */
function remInts<V>(L: Lanes<V>, dtype: 'int32' | 'uint32', x: V, y: V): V {
  const I = L.int(dtype);
  const D = L.float('float64');
  const quotient = D.div(L.cast(x, dtype, 'float64'), L.cast(y, dtype, 'float64'));
  const rest = I.sub(x, I.mul(L.cast(trunc(L, D, quotient), 'float64', dtype), y));
  return L.select(I.eq(y, I.constant(0)), x, rest, dtype);
}

/**
 * |x| less the largest multiple of |y|, in float64: exact for quotients below 2^53. The quotient is cut to pieces whose
 * products with halves of y are exact.
 */
function remSizes<V>(L: Lanes<V>, D: FloatLanes<V>, x: V, y: V): V {
  const c = D.constant;
  const quotient = D.floor(D.div(x, y));
  const [qHigh, yHigh] = [D.chop(quotient), D.chop(y)];
  const [qLow, yLow] = [D.sub(quotient, qHigh), D.sub(y, yHigh)];
  // Each difference is exact: the terms come down to the remainder's size.
  const first = D.sub(D.sub(x, D.mul(qHigh, yHigh)), D.mul(qHigh, yLow));
  const rest = D.sub(D.sub(first, D.mul(qLow, yHigh)), D.mul(qLow, yLow));
  // The rounded quotient may be one off.
  const up = L.select(D.lt(rest, c(0)), D.add(rest, y), rest, 'float64');
  const whole = L.select(D.le(y, up), D.sub(up, y), up, 'float64');
  // A quotient that is too small to count, as beside an infinite y, leaves x.
  return L.select(D.lt(x, y), x, whole, 'float64');
}

function remFloats<V>(L: Lanes<V>, F: FloatLanes<V>, x: V, y: V): V {
  const D = L.float('float64');
  const wide = (v: V): V => L.cast(F.abs(v), F.dtype, 'float64');
  return F.copySign(L.cast(remSizes(L, D, wide(x), wide(y)), 'float64', F.dtype), x);
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
 * The remainder of `x / y` with the sign of x, as C's fmod and `%` of JavaScript. Exact while |x / y| is below 2^53; of
 * an integer by 0 it is x, of a float by 0 NaN.
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

/** The remainder of `x / y` with the sign of y, as numpy's `mod` and Python's `%`; limits as for `rem`. */
export function mod(x: Operand, y: Operand): Operand {
  return apply(modOp, [x, y], 'numeric', {});
}

/** `x` within `low` and `high`; where they cross, `high`. */
export function clip(x: Operand, low: Operand, high: Operand): Operand {
  return minimum(maximum(x, low), high);
}
