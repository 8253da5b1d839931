import type { FloatLanes, Lanes } from '../program/lanes.js';
import type { Operand } from '../program/op.js';
import { addTangents, mapTangent, mul, sub } from './arithmetic.js';
import { eq } from './compare.js';
import { apply, elementwise, floats } from './elementwise.js';
import { horner, log } from './exponential.js';
import { EXP2_32, EXP2_64, LOG2_32, LOG2_64_HEAD, LOG2_64_REST } from './generated/polynomials.js';
import { select } from './select.js';

interface Split<V> {
  /** x = 2^e (1 + f), 1 + f between the roots of 1/2 and 2. */
  e: V;
  f: V;
}

function split<V>(L: Lanes<V>, F: FloatLanes<V>, x: V): Split<V> {
  const c = F.constant;
  const [smallest, lift] = F.dtype === 'float32' ? [2 ** -126, 24] : [2 ** -1022, 54];
  const subnormal = F.lt(x, c(smallest));
  const lifted = L.select(subnormal, F.mul(x, c(2 ** lift)), x, F.dtype);
  const { exponent, mantissa } = F.split(lifted);
  const upper = F.lt(c(Math.SQRT2), mantissa);
  const m = L.select(upper, F.mul(mantissa, c(0.5)), mantissa, F.dtype);
  const shift = F.add(L.select(upper, c(1), c(0), F.dtype), L.select(subnormal, c(-lift), c(0), F.dtype));
  return { e: F.add(exponent, shift), f: F.sub(m, c(1)) };
}

/** x^y of finite x > 0 and finite y in float32, by way of float64: log2 to 36 bits, 2^ to 29. */
function powSingle<V>(L: Lanes<V>, x: V, y: V): V {
  const F = L.float('float32');
  const D = L.float('float64');
  const wide = (v: V): V => L.cast(v, 'float32', 'float64');
  const parts = split(L, F, x);
  const f = wide(parts.f);
  const s = D.div(f, D.add(f, D.constant(2)));
  const log2 = D.add(wide(parts.e), D.mul(s, horner(D, LOG2_32, D.mul(s, s))));
  const exponent = D.min(D.max(D.mul(wide(y), log2), D.constant(-200)), D.constant(200));
  const n = D.nearest(exponent);
  const power = D.mul(horner(D, EXP2_32, D.sub(exponent, n)), D.pow2(n));
  return L.cast(power, 'float64', 'float32');
}

/**
 * x^y of finite x > 0 and finite y in float64. log2 x is computed in two parts, which together have some 65 bits: the
 * upper halves of mantissas have exact products. With s = f / (2 + f), log2 (1 + f) = s (a + z (a/3 + z P(z))), where
 * a = 2 / ln 2 and z = s^2.
 */
function powDouble<V>(L: Lanes<V>, x: V, y: V): V {
  const F = L.float('float64');
  const c = F.constant;
  const { e, f } = split(L, F, x);
  const denominator = F.add(f, c(2));
  const s = F.div(f, denominator);
  const sHigh = F.chop(s);
  // What s lacks, from the remainder of the division. f + 2 has lost its last bits, if any, to `lost`.
  const lost = F.sub(f, F.sub(denominator, c(2)));
  const dHigh = F.chop(denominator);
  const dLow = F.add(F.sub(denominator, dHigh), lost);
  const sLow = F.div(F.sub(F.sub(f, F.mul(sHigh, dHigh)), F.mul(sHigh, dLow)), denominator);

  const z = F.mul(s, s);
  const zHigh = F.chop(F.mul(sHigh, sHigh));
  const zLow = F.add(F.sub(F.mul(sHigh, sHigh), zHigh), F.mul(F.add(s, sHigh), sLow));
  const [aHigh, aLow, bHigh, bLow] = LOG2_64_HEAD;
  const tail = F.mul(z, horner(F, LOG2_64_REST, z));
  const b = F.add(c(bHigh), tail);
  const bUpper = F.chop(b);
  const bLower = F.add(F.add(F.sub(c(bHigh), bUpper), tail), c(bLow));
  const zb = F.mul(zHigh, bUpper);
  const zbLow = F.add(F.mul(zHigh, bLower), F.mul(zLow, b));
  // a + z b
  const sum = F.add(c(aHigh), zb);
  const sumHigh = F.chop(sum);
  const sumLow = F.add(F.add(F.add(F.sub(c(aHigh), sumHigh), zb), zbLow), c(aLow));
  const product = F.mul(sHigh, sumHigh);
  const productLow = F.add(F.mul(sHigh, sumLow), F.mul(sLow, F.add(sumHigh, sumLow)));
  // e + s (a + z b)
  const log2 = F.add(e, product);
  const logHigh = F.chop(log2);
  const logLow = F.add(F.add(F.sub(e, logHigh), product), productLow);

  const yHigh = F.chop(y);
  const yLow = F.sub(y, yHigh);
  const high = F.mul(yHigh, logHigh);
  const low = F.add(F.mul(yLow, F.add(logHigh, logLow)), F.mul(yHigh, logLow));
  const total = F.add(high, low);
  const bounded = F.min(F.max(total, c(-1100)), c(1100));
  const n = F.nearest(bounded);
  const inRange = F.lt(F.abs(total), c(1100));
  const rest = L.select(inRange, F.add(F.sub(high, n), low), c(0), 'float64');
  const power = F.add(F.mul(rest, horner(F, EXP2_64, rest)), c(1));
  const half = F.floor(F.mul(n, c(0.5)));
  return F.mul(F.mul(power, F.pow2(half)), F.pow2(F.sub(n, half)));
}

export const powOp = elementwise('pow', {
  lanes: (L, [x, y], [dtype]) => {
    const F = floats(L, dtype);
    const c = F.constant;
    const infinity = c(Infinity);
    const size = F.abs(x);
    const usual = F.dtype === 'float32' ? powSingle(L, size, y) : powDouble(L, size, y);
    const isUsual = L.mask.and(L.mask.and(F.lt(c(0), x), F.lt(x, infinity)), F.lt(F.abs(y), infinity));
    const special = (): typeof x => {
      const { mask } = L;
      const half = F.mul(y, c(0.5));
      const integral = F.eq(F.floor(y), y);
      const odd = mask.and(integral, F.ne(F.floor(half), half));
      // At the ends, 0 or infinity, whatever the other one is: which of them, and 1 to an infinite power.
      const grows = mask.xor(F.lt(c(1), size), F.lt(y, c(0)));
      const end = L.select(F.eq(size, c(1)), c(1), L.select(grows, infinity, c(0), dtype), dtype);
      const atEnd = mask.or(mask.or(F.eq(size, c(0)), F.eq(size, infinity)), F.eq(F.abs(y), infinity));
      const power = L.select(atEnd, end, usual, dtype);
      const negative = F.lt(F.copySign(c(1), x), c(0));
      const signed = L.select(mask.and(negative, odd), F.neg(power), power, dtype);
      const imaginary = mask.and(mask.and(F.lt(x, c(0)), mask.not(integral)), mask.not(atEnd));
      const known = mask.and(F.eq(x, x), F.eq(y, y));
      const value = L.select(mask.and(known, mask.not(imaginary)), signed, c(NaN), dtype);
      return L.select(mask.or(F.eq(y, c(0)), F.eq(x, c(1))), c(1), value, dtype);
    };
    return [L.rarely(L.mask.not(isUsual), usual, special, dtype)];
  },
  jvp: ([x, y], [tx, ty], _, [out]) => [
    addTangents(
      mapTangent(tx, (d) => mul(d, slope(x, y))),
      // At 0, log x is infinite where the derivative is 0.
      mapTangent(ty, (d) => mul(d, mul(out, log(select(eq(x, 0), 1, x))))),
    ),
  ],
});

/** y x^(y-1), which is 0 for y = 0 even at x = 0. */
function slope(x: Operand, y: Operand): Operand {
  const constant = eq(y, 0);
  return select(constant, 0, mul(y, pow(x, select(constant, 1, sub(y, 1)))));
}

/**
 * `x ** y` of floats, as IEEE 754 has it: x^0 and 1^y are 1, even of NaN; a negative base has powers to integers only.
 * For a constant integer `integerPow` is faster.
 */
export function pow(x: Operand, y: Operand): Operand {
  return apply(powOp, [x, y], 'float', {});
}
