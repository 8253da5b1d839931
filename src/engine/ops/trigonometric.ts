import type { FloatDType } from '../array/dtype.js';
import type { FloatLanes, Lanes } from '../program/lanes.js';
import type { Operand } from '../program/op.js';
import { add, mapTangent, mul, neg } from './arithmetic.js';
import { apply, elementwise, floats } from './elementwise.js';
import { horner } from './exponential.js';
import {
  COS_32,
  COS_64,
  HALF_PI_LONG,
  HALF_PI_SHORT,
  SIN_32,
  SIN_64,
  TWO_OVER_PI,
} from './generated/polynomials.js';

// An angle is |x| = n pi/2 + r, |r| <= pi/4. For float32 too the remainder is computed in float64, where two parts of
// pi/2 are enough. Sizes up to 2^24 (2^20 in float64) are reduced by subtracting n times the parts of pi/2. Larger
// ones, rare in a simulation, are multiplied by those digits of 2/pi that count (Payne and Hanek 1983). So the bounds
// of accuracy hold for every finite number.

interface Angle<V> {
  /** Quarters of a turn; only the last two bits matter. */
  n: V;
  /** In radians. */
  r: V;
}

const limits: Readonly<Record<FloatDType, number>> = { float32: 2 ** 24, float64: 2 ** 20 };

function reduceUsual<V>(D: FloatLanes<V>, size: V, dtype: FloatDType): Angle<V> {
  const n = D.nearest(D.mul(size, D.constant(2 / Math.PI)));
  const parts = dtype === 'float32' ? HALF_PI_SHORT : HALF_PI_LONG;
  return { n, r: parts.reduce((rest, part) => D.sub(rest, D.mul(n, D.constant(part))), size) };
}

/** Bits of a digit of 2/pi. */
const DIGIT = 26;
/** So many digits reach 130 bits beyond the point, and the first is above all that makes whole turns. */
const WINDOW = 9;

function reduceLarge<V>(L: Lanes<V>, D: FloatLanes<V>, size: V, dtype: FloatDType): Angle<V> {
  const c = D.constant;
  const { exponent, mantissa } = D.split(size);
  // size = x 2^(26 k), 1 <= x < 2^26
  const k = D.floor(D.mul(D.add(exponent, c(0.5)), c(1 / DIGIT)));
  const x = D.mul(mantissa, D.pow2(D.sub(exponent, D.mul(k, c(DIGIT)))));
  const high = D.chop(x);
  const factors = dtype === 'float32' ? [high] : [high, D.sub(x, high)];

  const sum = [c(0), c(0), c(0)];
  digitsFrom(L, D, k, dtype).forEach((digit, p) => {
    for (const factor of factors) {
      const term = D.mul(D.mul(factor, digit), c(2 ** (DIGIT * (3 - p))));
      // Exact, and so is the term less its multiples of 4: whole turns.
      let carry = p > 3 ? term : D.sub(term, D.mul(D.nearest(D.mul(term, c(0.25))), c(4)));
      for (let i = 0; i < 2; i++) [sum[i], carry] = twoSum(D, sum[i], carry);
      sum[2] = D.add(sum[2], carry);
    }
  });
  const n = D.nearest(sum[0]);
  const [first, second] = twoSum(D, D.sub(sum[0], n), sum[1]);
  const turn = D.add(first, D.add(second, sum[2]));
  // Not a number for what is not finite.
  return { n, r: D.add(D.mul(turn, c(Math.PI / 2)), D.sub(size, size)) };
}

/** The digits of 2/pi from three before the k-th on: each bit of k halves the choice. */
function digitsFrom<V>(L: Lanes<V>, D: FloatLanes<V>, k: V, dtype: FloatDType): V[] {
  const bits = dtype === 'float32' ? 3 : 6;
  const count = (dtype === 'float32' ? 5 : 40) + WINDOW - 1;
  let digits = [0, 0, 0, ...TWO_OVER_PI].slice(0, count).map((d) => D.constant(d));
  let rest = k;
  for (let bit = 2 ** (bits - 1); bit >= 1; bit /= 2) {
    const set = D.le(D.constant(bit), rest);
    rest = L.select(set, D.sub(rest, D.constant(bit)), rest, 'float64');
    const length = WINDOW + bit - 1;
    digits = digits.slice(0, length).map((d, i) => (i + bit < digits.length ? L.select(set, digits[i + bit], d, 'float64') : d));
  }
  return digits;
}

/** a + b as the rounded sum and its error (Knuth). */
function twoSum<V>(D: FloatLanes<V>, a: V, b: V): [V, V] {
  const sum = D.add(a, b);
  const other = D.sub(sum, a);
  return [sum, D.add(D.sub(a, D.sub(sum, other)), D.sub(b, other))];
}

interface Waves<V> {
  sin: V;
  cos: V;
  /** n is odd: sine and cosine change places. */
  odd: V;
  /** n is 2 or 3, counted round. */
  back: V;
}

function waves<V>(F: FloatLanes<V>, { n, r }: Angle<V>, single: boolean): Waves<V> {
  const z = F.mul(r, r);
  const [s, c] = single ? [SIN_32, COS_32] : [SIN_64, COS_64];
  const sin = F.add(r, F.mul(r, F.mul(z, horner(F, s, z))));
  const one = F.constant(1);
  const cos = F.add(F.sub(one, F.mul(z, F.constant(0.5))), F.mul(F.mul(z, z), horner(F, c, z)));
  const half = F.mul(n, F.constant(0.5));
  const whole = F.floor(half);
  const quarter = F.mul(whole, F.constant(0.5));
  return { sin, cos, odd: F.ne(half, whole), back: F.ne(quarter, F.floor(quarter)) };
}

/** `finish` of the angle of |x|, in lanes of x's dtype, or of float64 if `wide`. */
function ofAngle<V>(L: Lanes<V>, dtype: FloatDType, x: V, wide: boolean, finish: (F: FloatLanes<V>, a: Angle<V>) => V): V {
  const D = L.float('float64');
  const F = L.float(dtype);
  const size = F.abs(x);
  const long = L.cast(size, dtype, 'float64');
  const at = ({ n, r }: Angle<V>): V => {
    if (wide) return L.cast(finish(D, { n, r }), 'float64', dtype);
    return finish(F, { n: L.cast(n, 'float64', dtype), r: L.cast(r, 'float64', dtype) });
  };
  const large = L.mask.not(F.lt(size, F.constant(limits[dtype])));
  return L.rarely(large, at(reduceUsual(D, long, dtype)), () => at(reduceLarge(L, D, long, dtype)), dtype);
}

/** An odd function's value at x from that at |x|. */
function odd<V>(F: FloatLanes<V>, value: V, x: V): V {
  return F.mul(value, F.copySign(F.constant(1), x));
}

export const sinOp = elementwise('sin', {
  lanes: (L, [x], [dtype]) => {
    const F = floats(L, dtype);
    const value = ofAngle(L, F.dtype, x, false, (G, angle) => {
      const w = waves(G, angle, G.dtype === 'float32');
      const size = L.select(w.odd, w.cos, w.sin, G.dtype);
      return L.select(w.back, G.neg(size), size, G.dtype);
    });
    return [odd(F, value, x)];
  },
  jvp: ([x], [t]) => [mapTangent(t, (d) => mul(d, cos(x)))],
});

/** The sine of radians. */
export function sin(x: Operand): Operand {
  return apply(sinOp, [x], 'float', {});
}

export const cosOp = elementwise('cos', {
  lanes: (L, [x], [dtype]) => {
    const F = floats(L, dtype);
    return [
      ofAngle(L, F.dtype, x, false, (G, angle) => {
        const w = waves(G, angle, G.dtype === 'float32');
        const size = L.select(w.odd, w.sin, w.cos, G.dtype);
        return L.select(L.mask.xor(w.odd, w.back), G.neg(size), size, G.dtype);
      }),
    ];
  },
  jvp: ([x], [t]) => [mapTangent(t, (d) => neg(mul(d, sin(x))))],
});

/** The cosine of radians. */
export function cos(x: Operand): Operand {
  return apply(cosOp, [x], 'float', {});
}

export const tanOp = elementwise('tan', {
  lanes: (L, [x], [dtype]) => {
    const F = floats(L, dtype);
    const value = ofAngle(L, F.dtype, x, true, (D, angle) => {
      const w = waves(D, angle, F.dtype === 'float32');
      const over = L.select(w.odd, D.neg(w.cos), w.sin, 'float64');
      return D.div(over, L.select(w.odd, w.sin, w.cos, 'float64'));
    });
    return [odd(F, value, x)];
  },
  jvp: (_, [t], __, [out]) => [mapTangent(t, (d) => mul(d, add(mul(out, out), 1)))],
});

/** The tangent of radians. */
export function tan(x: Operand): Operand {
  return apply(tanOp, [x], 'float', {});
}
