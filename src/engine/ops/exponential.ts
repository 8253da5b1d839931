import type { FloatDType } from '../array/dtype.js';
import type { FloatLanes, Lanes } from '../program/lanes.js';
import type { Operand, Params } from '../program/op.js';
import { abs, add, div, mapTangent, mul, sub } from './arithmetic.js';
import { lt } from './compare.js';
import { apply, elementwise, floats } from './elementwise.js';
import { EXPREL_32, EXPREL_64, EXPREL_SMALL_32, EXPREL_SMALL_64, LOG_32, LOG_64 } from './generated/polynomials.js';
import { select } from './select.js';

/**
 * exp and its relatives, from x = n ln 2 + f with |f| <= ln(2)/2. ln 2 is in two parts, of which the first has so
 * few bits that its product with n is exact. Beyond `low` and `high` the result does not change any more.
 */
interface ExpConstants {
  readonly exprel: readonly number[];
  readonly ln2High: number;
  readonly ln2Low: number;
  /** exp underflows to 0 below, overflows above. */
  readonly low: number;
  readonly high: number;
  /** expm1 is -1 below. */
  readonly lowExpm1: number;
  /** (e^x - 1) / x overflows above. */
  readonly highExprel: number;
}

const expConstants: Readonly<Record<FloatDType, ExpConstants>> = {
  float32: { exprel: EXPREL_32, ln2High: 0.693359375, ln2Low: -2.1219444005469057e-4, low: -104, high: 89, lowExpm1: -40, highExprel: 94 },
  float64: {
    exprel: EXPREL_64,
    ln2High: 6.93147180369123816490e-1,
    ln2Low: 1.90821492927058770002e-10,
    low: -746,
    high: 710,
    lowExpm1: -80,
    highExprel: 717,
  },
};

export interface Reduced<V> {
  /** The power of two, an integral float. */
  n: V;
  f: V;
  /** (expm1(f) / f - 1) / f */
  h: V;
  /** expm1(f), but for the sign of a zero */
  p: V;
}

export function reduce<V>(F: FloatLanes<V>, x: V): Reduced<V> {
  const k = expConstants[F.dtype];
  const n = F.nearest(F.mul(x, F.constant(Math.LOG2E)));
  const f = F.subMul(F.subMul(x, n, F.constant(k.ln2High)), n, F.constant(k.ln2Low));
  const h = horner(F, k.exprel.slice(1), f);
  return { n, f, h, p: F.mulAdd(f, F.mul(f, h), f) };
}

/** The polynomial with these coefficients, lowest power first. */
export function horner<V>(F: FloatLanes<V>, coefficients: readonly number[], x: V): V {
  let sum = F.constant(coefficients[coefficients.length - 1]);
  for (let i = coefficients.length - 2; i >= 0; i--) sum = F.mulAdd(sum, x, F.constant(coefficients[i]));
  return sum;
}

export function expLanes<V>(F: FloatLanes<V>, x: V): V {
  const k = expConstants[F.dtype];
  const { n, p } = reduce(F, F.min(F.max(x, F.constant(k.low)), F.constant(k.high)));
  const power = F.add(p, F.constant(1));
  // 2^n in two factors: n goes beyond the normal exponents at both ends.
  const half = F.floor(F.mul(n, F.constant(0.5)));
  return F.mul(F.mul(power, F.pow2(half)), F.pow2(F.sub(n, half)));
}

export const expOp = elementwise('exp', {
  lanes: (L, [x], [dtype]) => [expLanes(floats(L, dtype), x)],
  jvp: (_, [t], __, [out]) => [mapTangent(t, (d) => mul(d, out))],
});

/** e^x */
export function exp(x: Operand): Operand {
  return apply(expOp, [x], 'float', {});
}

export const expm1Op = elementwise('expm1', {
  lanes: (L, [x], [dtype]) => {
    const F = floats(L, dtype);
    const k = expConstants[F.dtype];
    const { n, p } = reduce(F, F.min(F.max(x, F.constant(k.lowExpm1)), F.constant(k.high)));
    // 2 (2^(n-1) (e^f - 1) + (2^(n-1) - 1/2)): 2^n may overflow where the result does not.
    const s = F.pow2(F.sub(n, F.constant(1)));
    const sum = F.add(F.mul(s, p), F.sub(s, F.constant(0.5)));
    // Around 0 halving might lose a bit.
    return [F.copySign(L.select(F.eq(n, F.constant(0)), p, F.add(sum, sum), dtype), x)];
  },
  jvp: (_, [t], __, [out]) => [mapTangent(t, (d) => mul(d, add(out, 1)))],
});

/** e^x - 1, exact near 0. */
export function expm1(x: Operand): Operand {
  return apply(expm1Op, [x], 'float', {});
}

/** `small`: that the argument mostly is, for which the result is found faster. */
interface ExprelParams extends Params {
  readonly small: boolean;
}

export const exprelOp = elementwise<ExprelParams>('exprel', {
  lanes: (L, [x], [dtype], { small }) => {
    const F = floats(L, dtype);
    if (!small) return [exprelLanes(L, F, x)];
    // From -1.5 to 0.5, as the slope of a stable system times a step is.
    const beyond = F.lt(F.constant(1), F.abs(F.add(x, F.constant(0.5))));
    const coefficients = F.dtype === 'float32' ? EXPREL_SMALL_32 : EXPREL_SMALL_64;
    const usual = F.mulAdd(x, horner(F, coefficients, x), F.constant(1));
    return [L.rarely(beyond, usual, () => exprelLanes(L, F, x), dtype)];
  },
  jvp: ([x], [t], _, [out]) => [mapTangent(t, (d) => mul(d, exprelSlope(x, out)))],
});

function exprelLanes<V>(L: Lanes<V>, F: FloatLanes<V>, x: V): V {
  const k = expConstants[F.dtype];
  const bounded = F.min(x, F.constant(k.highExprel));
  const { n, f, h, p } = reduce(F, F.max(bounded, F.constant(k.lowExpm1)));
  // (e^x - 1) / 2^12, which is finite where the quotient is.
  const s = F.pow2(F.sub(n, F.constant(12)));
  const part = F.add(F.mul(s, p), F.sub(s, F.constant(2 ** -12)));
  const far = F.div(part, F.mul(bounded, F.constant(2 ** -12)));
  return L.select(F.eq(n, F.constant(0)), F.mulAdd(f, h, F.constant(1)), far, F.dtype);
}

/**
 * (e^x - 1) / x, and 1 at 0: the factor of an exponential Euler step. With `small`, it is three times as fast from -1.5
 * to 0.5, and a third slower beyond.
 */
export function exprel(x: Operand, { small = false }: { small?: boolean } = {}): Operand {
  return apply(exprelOp, [x], 'float', { small });
}

/** Terms of the series of exprel's derivative, (k + 1) x^k / (k + 2)!, enough for |x| < 1 in float64. */
const slopeSeries = Array.from({ length: 18 }, (_, k) => {
  let factorial = 1;
  for (let i = 2; i <= k + 2; i++) factorial *= i;
  return (k + 1) / factorial;
});

/** The derivative of exprel, (e^x - exprel(x)) / x; near 0, where that cancels, its series. */
function exprelSlope(x: Operand, value: Operand): Operand {
  const near = lt(abs(x), 1);
  const small = select(near, x, 0);
  let series: Operand = slopeSeries[slopeSeries.length - 1];
  for (let k = slopeSeries.length - 2; k >= 0; k--) series = add(mul(series, small), slopeSeries[k]);
  const direct = div(sub(exp(x), value), select(near, 1, x));
  return select(near, series, direct);
}

interface LogConstants {
  readonly rest: readonly number[];
  readonly ln2High: number;
  readonly ln2Low: number;
  readonly smallestNormal: number;
  /** Brings a subnormal number among the normal ones. */
  readonly lift: number;
}

const logConstants: Readonly<Record<FloatDType, LogConstants>> = {
  float32: {
    rest: LOG_32,
    ln2High: 0.693359375,
    ln2Low: -2.1219444005469057e-4,
    smallestNormal: 2 ** -126,
    lift: 24,
  },
  float64: {
    rest: LOG_64,
    ln2High: 6.93147180369123816490e-1,
    ln2Low: 1.90821492927058770002e-10,
    smallestNormal: 2 ** -1022,
    lift: 54,
  },
};

/**
 * log x of lanes: x = 2^e m, log m = f - (f^2/2 - s (f^2/2 + rest)), f = m - 1, s = f / (2 + f). With `low`, a part of
 * x below its last bit, log(x + low).
 */
export function logLanes<V>(L: Lanes<V>, F: FloatLanes<V>, x: V, low?: V): V {
  const k = logConstants[F.dtype];
  const c = F.constant;
  const subnormal = F.lt(x, c(k.smallestNormal));
  const lifted = L.select(subnormal, F.mul(x, c(2 ** k.lift)), x, F.dtype);
  const { exponent, mantissa } = F.split(lifted);
  const upper = F.lt(c(Math.SQRT2), mantissa);
  const m = L.select(upper, F.mul(mantissa, c(0.5)), mantissa, F.dtype);
  const shift = F.add(L.select(upper, c(1), c(0), F.dtype), L.select(subnormal, c(-k.lift), c(0), F.dtype));
  const e = F.add(exponent, shift);
  const f = F.sub(m, c(1));
  const s = F.div(f, F.add(f, c(2)));
  const z = F.mul(s, s);
  const halfSquare = F.mul(F.mul(f, f), c(0.5));
  const rest = F.mul(z, horner(F, k.rest, z));
  const beyond = F.mul(e, c(k.ln2Low));
  const inner = F.add(F.mul(s, F.add(halfSquare, rest)), low === undefined ? beyond : F.add(beyond, F.div(low, x)));
  const value = F.add(F.mul(e, c(k.ln2High)), F.sub(f, F.sub(halfSquare, inner)));
  const infinite = L.select(F.eq(x, c(Infinity)), x, value, F.dtype);
  const positive = L.select(F.eq(x, c(0)), c(-Infinity), infinite, F.dtype);
  // Negative numbers and NaN alike fail this comparison.
  return L.select(F.le(c(0), x), positive, c(NaN), F.dtype);
}

export const logOp = elementwise('log', {
  lanes: (L, [x], [dtype]) => [logLanes(L, floats(L, dtype), x)],
  jvp: ([x], [t]) => [mapTangent(t, (d) => div(d, x))],
});

/** The natural logarithm; -Infinity at 0, NaN below. */
export function log(x: Operand): Operand {
  return apply(logOp, [x], 'float', {});
}

/** log(1 + x) of lanes, of a sum that is infinite or loses its last bits too. */
export function log1pLanes<V>(L: Lanes<V>, F: FloatLanes<V>, x: V): V {
  const one = F.constant(1);
  const sum = F.add(one, x);
  // What the sum has lost: nothing else is left of a small x.
  const kept = F.sub(sum, one);
  const low = F.add(F.sub(one, F.sub(sum, kept)), F.sub(x, kept));
  return F.copySign(logLanes(L, F, sum, low), x);
}

export const log1pOp = elementwise('log1p', {
  lanes: (L, [x], [dtype]) => [log1pLanes(L, floats(L, dtype), x)],
  jvp: ([x], [t]) => [mapTangent(t, (d) => div(d, add(x, 1)))],
});

/** log(1 + x), exact near 0; -Infinity at -1, NaN below. */
export function log1p(x: Operand): Operand {
  return apply(log1pOp, [x], 'float', {});
}
