import type { FloatDType } from '../array/dtype.js';
import type { FloatLanes, Lanes } from '../program/lanes.js';
import type { Operand } from '../program/op.js';
import { add, addTangents, div, mapTangent, mul, neg, sqrt, sub } from './arithmetic.js';
import { apply, elementwise, floats } from './elementwise.js';
import { horner } from './exponential.js';
import { ASIN_32, ASIN_64, ATAN_32, ATAN_64 } from './generated/polynomials.js';

interface ArcConstants {
  readonly asin: readonly number[];
  readonly atan: readonly number[];
  /** pi/4 in two parts; the first is exact when multiplied by 3. */
  readonly quarterHigh: number;
  readonly quarterLow: number;
  /** Quotients of numbers between have no overflow on the way, and no underflow that counts. */
  readonly tiny: number;
  readonly huge: number;
}

const constants: Readonly<Record<FloatDType, ArcConstants>> = {
  float32: {
    asin: ASIN_32,
    atan: ATAN_32,
    quarterHigh: 0.785398006439209,
    quarterLow: 1.5695823932524066e-7,
    tiny: 2 ** -100,
    huge: 2 ** 120,
  },
  float64: {
    asin: ASIN_64,
    atan: ATAN_64,
    quarterHigh: 0.785398163397448279,
    quarterLow: 3.0616169978683829e-17,
    tiny: 2 ** -900,
    huge: 2 ** 1000,
  },
};

/** asin(s) - s of 0 <= s <= 1/2, z = s^2. */
function asinRest<V>(F: FloatLanes<V>, s: V, z: V): V {
  return F.mul(s, F.mul(z, horner(F, constants[F.dtype].asin, z)));
}

interface Halves<V> {
  /** |x| <= 1/2 */
  near: V;
  /** |x|, or sqrt((1 - |x|) / 2), whose arcsine is half the arccosine of |x|. */
  s: V;
  /** The exact root less the upper half of its bits. */
  lack: V;
  /** asin(s) - s */
  rest: V;
}

function halves<V>(L: Lanes<V>, F: FloatLanes<V>, size: V): Halves<V> {
  const near = F.le(size, F.constant(0.5));
  const z = L.select(near, F.mul(size, size), F.mul(F.sub(F.constant(1), size), F.constant(0.5)), F.dtype);
  const root = F.sqrt(z);
  const s = L.select(near, size, root, F.dtype);
  // The root is s + lack with s of so few bits that its square is exact.
  const short = F.chop(root);
  const sum = F.add(root, short);
  const lack = F.div(F.sub(z, F.mul(short, short)), L.select(F.lt(F.constant(0), sum), sum, F.constant(1), F.dtype));
  return { near, s, lack, rest: asinRest(F, s, z) };
}

export const asinOp = elementwise('asin', {
  lanes: (L, [x], [dtype]) => {
    const F = floats(L, dtype);
    const k = constants[F.dtype];
    const { near, s, lack, rest } = halves(L, F, F.abs(x));
    // pi/2 - 2 (short + lack + rest)
    const short = F.chop(s);
    const low = F.sub(F.constant(k.quarterLow), F.add(lack, rest));
    const far = F.add(F.sub(F.constant(k.quarterHigh), short), low);
    return [F.copySign(L.select(near, F.add(s, rest), F.add(far, far), dtype), x)];
  },
  jvp: ([x], [t]) => [mapTangent(t, (d) => div(d, sqrt(mul(sub(1, x), add(1, x)))))],
});

/** The inverse of sin on [-1, 1], from -pi/2 to pi/2; NaN outside. */
export function asin(x: Operand): Operand {
  return apply(asinOp, [x], 'float', {});
}

export const acosOp = elementwise('acos', {
  lanes: (L, [x], [dtype]) => {
    const F = floats(L, dtype);
    const k = constants[F.dtype];
    const { near, s, lack, rest } = halves(L, F, F.abs(x));
    const negative = F.lt(x, F.constant(0));
    const c = F.constant;
    // |x| <= 1/2: pi/2 - asin x
    const turn = F.copySign(F.add(s, rest), x);
    const middle = F.add(c(2 * k.quarterHigh), F.sub(c(2 * k.quarterLow), turn));
    // Otherwise 2 asin s, or pi less that.
    const upper = F.add(F.chop(s), F.add(lack, rest));
    const lower = F.add(c(2 * k.quarterHigh), F.sub(c(2 * k.quarterLow), upper));
    const half = L.select(negative, lower, upper, dtype);
    return [L.select(near, middle, F.add(half, half), dtype)];
  },
  jvp: ([x], [t]) => [mapTangent(t, (d) => neg(div(d, sqrt(mul(sub(1, x), add(1, x))))))],
});

/** The inverse of cos on [-1, 1], from 0 to pi; NaN outside. */
export function acos(x: Operand): Operand {
  return apply(acosOp, [x], 'float', {});
}

/** The angle of (x, y), from 0 to pi, from |y|, |x| and where x is negative. NaN of a NaN y. */
function angle<V>(L: Lanes<V>, F: FloatLanes<V>, y: V, x: V, negative: V): V {
  const k = constants[F.dtype];
  const c = F.constant;
  const dtype = F.dtype;
  const steep = F.lt(x, y);
  const low = F.min(y, x);
  const high = F.max(y, x);
  // Above 1/2 radian, the angle to the diagonal.
  const diagonal = F.lt(F.mul(high, c(0.55)), low);
  const t = F.div(L.select(diagonal, F.sub(low, high), low, dtype), L.select(diagonal, F.add(low, high), high, dtype));
  const z = F.mul(t, t);
  const part = F.add(t, F.mul(t, F.mul(z, horner(F, k.atan, z))));
  // Count the quarters of pi from which the part is to be added or taken away.
  const first = L.select(diagonal, c(1), L.select(steep, c(2), c(0), dtype), dtype);
  const quarters = L.select(negative, F.sub(c(4), first), first, dtype);
  const signed = L.select(L.mask.xor(steep, negative), F.neg(part), part, dtype);
  return F.add(F.mul(quarters, c(k.quarterHigh)), F.add(signed, F.mul(quarters, c(k.quarterLow))));
}

export const atanOp = elementwise('atan', {
  lanes: (L, [x], [dtype]) => {
    const F = floats(L, dtype);
    return [F.copySign(angle(L, F, F.abs(x), F.constant(1), L.constant(0, 'bool')), x)];
  },
  jvp: ([x], [t]) => [mapTangent(t, (d) => div(d, add(mul(x, x), 1)))],
});

/** The inverse of tan, from -pi/2 to pi/2. */
export function atan(x: Operand): Operand {
  return apply(atanOp, [x], 'float', {});
}

export const atan2Op = elementwise('atan2', {
  lanes: (L, [y, x], [dtype]) => {
    const F = floats(L, dtype);
    const c = F.constant;
    const [up, along] = [F.abs(y), F.abs(x)];
    const negative = F.lt(F.copySign(c(1), x), c(0));
    const sum = F.add(up, along);
    const { tiny, huge } = constants[F.dtype];
    const plain = L.mask.and(F.lt(c(tiny), sum), F.lt(sum, c(huge)));
    const value = L.rarely(
      L.mask.not(plain),
      angle(L, F, up, along, negative),
      () => {
        // Zero beside zero is flat; beside an infinity all else is nothing.
        const infinite = F.eq(F.max(up, along), c(Infinity));
        const scale = L.select(F.lt(sum, c(1)), c(1 / tiny), c(0.25), dtype);
        const scaled = (a: typeof x): typeof x =>
          L.select(infinite, L.select(F.eq(a, c(Infinity)), c(1), c(0), dtype), F.mul(a, scale), dtype);
        const zero = F.eq(sum, c(0));
        const found = angle(L, F, scaled(up), L.select(zero, c(1), scaled(along), dtype), negative);
        return L.select(F.eq(sum, sum), found, sum, dtype);
      },
      dtype,
    );
    return [F.copySign(value, y)];
  },
  jvp: ([y, x], [ty, tx]) => {
    const square = (): Operand => add(mul(x, x), mul(y, y));
    return [
      addTangents(
        mapTangent(ty, (d) => mul(d, div(x, square()))),
        mapTangent(tx, (d) => mul(d, div(neg(y), square()))),
      ),
    ];
  },
});

/** The angle of the point (x, y), from -pi to pi; mind the order. */
export function atan2(y: Operand, x: Operand): Operand {
  return apply(atan2Op, [y, x], 'float', {});
}
