import type { FloatDType } from '../array/dtype.js';
import type { FloatLanes, Lanes } from '../program/lanes.js';
import type { Operand } from '../program/op.js';
import { add, div, mapTangent, mul, sqrt, sub } from './arithmetic.js';
import { apply, elementwise, floats } from './elementwise.js';
import { expLanes, horner, log1pLanes, logLanes, reduce } from './exponential.js';
import { EXP2_32, SINH_32, TANH_32 } from './generated/polynomials.js';

/** Beyond, cosh and sinh overflow. */
const overflow: Readonly<Record<FloatDType, number>> = { float32: 90, float64: 711 };

/** e^x / 2 of x >= 0: finite for a little longer than e^x. */
function halfExp<V>(F: FloatLanes<V>, x: V): V {
  const { n, p } = reduce(F, F.min(x, F.constant(overflow[F.dtype])));
  // 2^(n-1) in two factors, as n goes two beyond the largest exponent.
  return F.mul(F.mul(F.add(p, F.constant(1)), F.pow2(F.sub(n, F.constant(3)))), F.constant(4));
}

/** (e^x - 1) / 2 of x >= 0. */
function halfExpm1<V>(F: FloatLanes<V>, x: V): V {
  const { n, p } = reduce(F, F.min(x, F.constant(overflow[F.dtype])));
  const s = F.pow2(F.sub(n, F.constant(3)));
  return F.mul(F.add(F.mul(s, p), F.sub(s, F.constant(0.125))), F.constant(4));
}

export const sinhOp = elementwise('sinh', {
  lanes: (L, [x], [dtype]) => {
    const F = floats(L, dtype);
    const size = F.abs(x);
    const h = halfExpm1(F, size);
    // (E + E / (E + 1)) / 2 with E = e^x - 1
    const bounded = F.min(h, F.constant(2 ** 60));
    const value = F.copySign(F.add(h, F.div(bounded, F.add(F.add(bounded, bounded), F.constant(1)))), x);
    if (F.dtype === 'float64') return [L.select(F.lt(size, F.constant(2 ** -28)), x, value, dtype)];
    const z = F.mul(x, x);
    const near = F.add(x, F.mul(F.mul(x, z), horner(F, SINH_32, z)));
    return [L.select(F.lt(size, F.constant(1)), near, value, dtype)];
  },
  jvp: ([x], [t]) => [mapTangent(t, (d) => mul(d, cosh(x)))],
});

/** The hyperbolic sine. */
export function sinh(x: Operand): Operand {
  return apply(sinhOp, [x], 'float', {});
}

export const coshOp = elementwise('cosh', {
  lanes: (L, [x], [dtype]) => {
    const F = floats(L, dtype);
    const h = halfExp(F, F.abs(x));
    return [F.add(h, F.div(F.constant(0.25), h))];
  },
  jvp: ([x], [t]) => [mapTangent(t, (d) => mul(d, sinh(x)))],
});

/** The hyperbolic cosine. */
export function cosh(x: Operand): Operand {
  return apply(coshOp, [x], 'float', {});
}

/** 1 - 2 E / (1 + E) with E = e^(-2|x|), and a polynomial where that cancels. */
function tanhSingle<V>(L: Lanes<V>, F: FloatLanes<V>, x: V): V {
  const one = F.constant(1);
  const size = F.abs(x);
  const exponent = F.max(F.mul(size, F.constant(-2 * Math.LOG2E)), F.constant(-60));
  const n = F.nearest(exponent);
  const e = F.mul(horner(F, EXP2_32, F.sub(exponent, n)), F.pow2(n));
  const far = F.sub(one, F.div(F.add(e, e), F.add(e, one)));
  const z = F.mul(x, x);
  const near = F.add(size, F.mul(size, F.mul(z, horner(F, TANH_32, z))));
  return L.select(F.lt(size, F.constant(0.55)), near, far, 'float32');
}

/** -E / (E + 2) with E = e^(-2|x|) - 1, which cannot overflow. */
function tanhDouble<V>(F: FloatLanes<V>, x: V): V {
  const one = F.constant(1);
  const { n, p } = reduce(F, F.max(F.mul(F.abs(x), F.constant(-2)), F.constant(-80)));
  const s = F.pow2(n);
  const e = F.add(F.mul(s, p), F.sub(s, one));
  return F.div(e, F.add(e, F.constant(2)));
}

export const tanhOp = elementwise('tanh', {
  lanes: (L, [x], [dtype]) => {
    const F = floats(L, dtype);
    return [F.copySign(F.dtype === 'float32' ? tanhSingle(L, F, x) : tanhDouble(F, x), x)];
  },
  jvp: (_, [t], __, [out]) => [mapTangent(t, (d) => mul(d, mul(sub(1, out), add(1, out))))],
});

/** The hyperbolic tangent. */
export function tanh(x: Operand): Operand {
  return apply(tanhOp, [x], 'float', {});
}

export const sigmoidOp = elementwise('sigmoid', {
  lanes: (L, [x], [dtype]) => {
    const F = floats(L, dtype);
    const one = F.constant(1);
    const e = expLanes(F, F.neg(F.abs(x)));
    const ratio = F.div(L.select(F.lt(x, F.constant(0)), e, one, dtype), F.add(e, one));
    if (F.dtype === 'float64') return [ratio];
    // Where e is small, e - e^2 / (1 + e) is rounded less.
    return [L.select(F.lt(x, F.constant(-1)), F.sub(e, F.mul(e, ratio)), ratio, dtype)];
  },
  jvp: (_, [t], __, [out]) => [mapTangent(t, (d) => mul(d, mul(out, sub(1, out))))],
});

/** The logistic function 1 / (1 + e^-x). */
export function sigmoid(x: Operand): Operand {
  return apply(sigmoidOp, [x], 'float', {});
}

/**
 * A float32 function computed in float64 by `far`, which near 0 would lose what 1 + x loses; `near` is used there.
 * Both are within a thousandth of a float32 unit in the last place.
 */
function throughDouble<V>(L: Lanes<V>, x: V, far: (D: FloatLanes<V>, x: V) => V, near?: (D: FloatLanes<V>, x: V) => V): V {
  const D = L.float('float64');
  const wide = L.cast(x, 'float32', 'float64');
  const value = far(D, wide);
  const whole = near === undefined ? value : L.select(D.lt(D.abs(wide), D.constant(2 ** -10)), near(D, wide), value, 'float64');
  return L.cast(whole, 'float64', 'float32');
}

/** x + c x^3, also of -0. */
function cubic<V>(D: FloatLanes<V>, x: V, c: number): V {
  return D.mul(x, D.add(D.constant(1), D.mul(D.mul(x, x), D.constant(c))));
}

/** From here on the 1 under the root does not count. */
const HUGE = 2 ** 28;

export const asinhOp = elementwise('asinh', {
  lanes: (L, [x], [dtype]) => {
    const F = floats(L, dtype);
    const one = F.constant(1);
    if (F.dtype === 'float32') {
      const far = (D: typeof F, w: typeof x): typeof x => {
        const size = D.abs(w);
        return D.copySign(logLanes(L, D, D.add(size, D.sqrt(D.add(D.mul(size, size), D.constant(1))))), w);
      };
      return [throughDouble(L, x, far, (D, w) => cubic(D, w, -1 / 6))];
    }
    const size = F.abs(x);
    const huge = F.lt(F.constant(HUGE), size);
    const square = F.mul(size, size);
    const part = F.add(size, F.div(square, F.add(one, F.sqrt(F.add(square, one)))));
    const value = log1pLanes(L, F, L.select(huge, F.sub(size, one), part, dtype));
    return [F.copySign(F.add(value, L.select(huge, F.constant(Math.LN2), F.constant(0), dtype)), x)];
  },
  jvp: ([x], [t]) => [mapTangent(t, (d) => div(d, sqrt(add(mul(x, x), 1))))],
});

/** The inverse of sinh. */
export function asinh(x: Operand): Operand {
  return apply(asinhOp, [x], 'float', {});
}

export const acoshOp = elementwise('acosh', {
  lanes: (L, [x], [dtype]) => {
    const F = floats(L, dtype);
    if (F.dtype === 'float32') {
      return [throughDouble(L, x, (D, w) => logLanes(L, D, D.add(w, D.mul(D.sqrt(D.sub(w, D.constant(1))), D.sqrt(D.add(w, D.constant(1)))))))];
    }
    const huge = F.lt(F.constant(HUGE), x);
    const above = F.sub(x, F.constant(1));
    const part = F.add(above, F.mul(F.sqrt(above), F.sqrt(F.add(above, F.constant(2)))));
    const value = log1pLanes(L, F, L.select(huge, above, part, dtype));
    return [F.add(value, L.select(huge, F.constant(Math.LN2), F.constant(0), dtype))];
  },
  jvp: ([x], [t]) => [mapTangent(t, (d) => div(d, sqrt(mul(sub(x, 1), add(x, 1)))))],
});

/** The inverse of cosh on [0, Infinity]; NaN below 1. */
export function acosh(x: Operand): Operand {
  return apply(acoshOp, [x], 'float', {});
}

export const atanhOp = elementwise('atanh', {
  lanes: (L, [x], [dtype]) => {
    const F = floats(L, dtype);
    if (F.dtype === 'float32') {
      const far = (D: typeof F, w: typeof x): typeof x => {
        const one = D.constant(1);
        return D.mul(logLanes(L, D, D.div(D.add(one, w), D.sub(one, w))), D.constant(0.5));
      };
      return [throughDouble(L, x, far, (D, w) => cubic(D, w, 1 / 3))];
    }
    const size = F.abs(x);
    const value = log1pLanes(L, F, F.div(F.add(size, size), F.sub(F.constant(1), size)));
    return [F.copySign(F.mul(value, F.constant(0.5)), x)];
  },
  jvp: ([x], [t]) => [mapTangent(t, (d) => div(d, mul(sub(1, x), add(1, x))))],
});

/** The inverse of tanh on [-1, 1]; NaN outside. */
export function atanh(x: Operand): Operand {
  return apply(atanhOp, [x], 'float', {});
}
