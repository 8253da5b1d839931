import type { FloatLanes, Lanes } from '../program/lanes.js';
import type { Operand } from '../program/op.js';
import { mapTangent, mul, neg } from './arithmetic.js';
import { apply, elementwise, floats } from './elementwise.js';
import { exp, expLanes, horner } from './exponential.js';
import { ERF_32, ERF_64, ERFCX_32, ERFCX_64, LOG_ERFC_32, LOG_ERFC_64 } from './generated/polynomials.js';

/** 2 / sqrt(pi) e^(-x^2) */
function bell(x: Operand): Operand {
  return mul(2 / Math.sqrt(Math.PI), exp(neg(mul(x, x))));
}

/** erf of |x| < 1 */
function erfNear<V>(F: FloatLanes<V>, x: V): V {
  return F.add(x, F.mul(x, horner(F, F.dtype === 'float32' ? ERF_32 : ERF_64, F.mul(x, x))));
}

export const erfOp = elementwise('erf', {
  lanes: (L, [x], [dtype]) => {
    const F = floats(L, dtype);
    const single = F.dtype === 'float32';
    const one = F.constant(1);
    const size = F.abs(x);
    const near = erfNear(F, x);
    // erf is 1 to the last bit beyond 4, or 6.
    const at = F.sub(F.min(size, F.constant(single ? 4 : 6)), one);
    const far = F.sub(one, expLanes(F, horner(F, single ? LOG_ERFC_32 : LOG_ERFC_64, at)));
    return [L.select(F.lt(size, one), near, F.copySign(far, x), dtype)];
  },
  jvp: ([x], [t]) => [mapTangent(t, (d) => mul(d, bell(x)))],
});

/** The error function. */
export function erf(x: Operand): Operand {
  return apply(erfOp, [x], 'float', {});
}

/** erfc of x >= 0 in float64: e^(-x^2) erfcx(x). */
function erfcOfPositive<V>(D: FloatLanes<V>, size: V, single: boolean): V {
  const c = D.constant;
  // Beyond 28 the result is 0.
  const x = D.min(size, c(28));
  const centre = c(single ? 2 : 4);
  const t = D.div(D.sub(x, centre), D.add(x, centre));
  const ratio = horner(D, single ? ERFCX_32 : ERFCX_64, t);
  // x^2 in two parts; the first is exact.
  const high = D.chop(x);
  const low = D.mul(D.sub(x, high), D.add(x, high));
  const rest = D.sub(ratio, D.mul(ratio, D.mul(low, horner(D, [1, -1 / 2, 1 / 6], low))));
  const square = single ? D.mul(x, x) : D.mul(high, high);
  return D.mul(expLanes(D, D.neg(square)), D.div(single ? ratio : rest, D.add(c(1), D.add(x, x))));
}

function erfcLanes<V>(L: Lanes<V>, D: FloatLanes<V>, x: V, single: boolean): V {
  const positive = erfcOfPositive(D, D.abs(x), single);
  const far = L.select(D.lt(x, D.constant(0)), D.sub(D.constant(2), positive), positive, 'float64');
  if (single) return far;
  const near = D.sub(D.constant(1), erfNear(D, x));
  return L.select(D.lt(D.abs(x), D.constant(0.5)), near, far, 'float64');
}

export const erfcOp = elementwise('erfc', {
  lanes: (L, [x], [dtype]) => {
    const D = L.float('float64');
    if (dtype === 'float64') return [erfcLanes(L, D, x, false)];
    return [L.cast(erfcLanes(L, D, L.cast(x, 'float32', 'float64'), true), 'float64', 'float32')];
  },
  jvp: ([x], [t]) => [mapTangent(t, (d) => neg(mul(d, bell(x))))],
});

/** 1 - erf(x), with all its digits where erf is next to 1. */
export function erfc(x: Operand): Operand {
  return apply(erfcOp, [x], 'float', {});
}
