import { fail } from '../../core/error.js';
import { isFloat, type DType } from '../array/dtype.js';
import type { FloatLanes, Lanes } from '../program/lanes.js';
import type { Operand, Tangent } from '../program/op.js';
import { eq, lt } from './compare.js';
import { apply, arithmetic, elementwise, floats } from './elementwise.js';
import { select } from './select.js';

/** Sum of two tangents, of which any may be zero. */
export function addTangents(a: Tangent, b: Tangent): Tangent {
  if (a === null) return b;
  return b === null ? a : add(a, b);
}

/** `f(t)`, or zero for a zero tangent. */
export function mapTangent(t: Tangent, f: (t: Operand) => Operand): Tangent {
  return t === null ? null : f(t);
}

export const addOp = elementwise('add', {
  lanes: (L, [a, b], [dtype]) => [arithmetic(L, dtype).add(a, b)],
  jvp: (_, [ta, tb]) => [addTangents(ta, tb)],
  transpose: ([ct], [a, b]) => [a === null ? ct : null, b === null ? ct : null],
});

/** `a + b`, broadcast. */
export function add(a: Operand, b: Operand): Operand {
  return apply(addOp, [a, b], 'numeric', {});
}

export const subOp = elementwise('sub', {
  lanes: (L, [a, b], [dtype]) => [arithmetic(L, dtype).sub(a, b)],
  jvp: (_, [ta, tb]) => [ta === null ? mapTangent(tb, neg) : tb === null ? ta : sub(ta, tb)],
  transpose: ([ct], [a, b]) => [a === null ? ct : null, b === null ? mapTangent(ct, neg) : null],
});

/** `a - b`, broadcast. */
export function sub(a: Operand, b: Operand): Operand {
  return apply(subOp, [a, b], 'numeric', {});
}

export const mulOp = elementwise('mul', {
  lanes: (L, [a, b], [dtype]) => [arithmetic(L, dtype).mul(a, b)],
  jvp: ([a, b], [ta, tb]) => [addTangents(mapTangent(ta, (t) => mul(t, b)), mapTangent(tb, (t) => mul(a, t)))],
  transpose: ([ct], [a, b]) => [
    a === null && b !== null ? mapTangent(ct, (c) => mul(c, b)) : null,
    b === null && a !== null ? mapTangent(ct, (c) => mul(a, c)) : null,
  ],
});

/** `a * b`, broadcast. */
export function mul(a: Operand, b: Operand): Operand {
  return apply(mulOp, [a, b], 'numeric', {});
}

export const divOp = elementwise('div', {
  lanes: (L, [a, b], [dtype]) => [floats(L, dtype).div(a, b)],
  jvp: ([, b], [ta, tb], _, [out]) => [
    addTangents(
      mapTangent(ta, (t) => div(t, b)),
      mapTangent(tb, (t) => neg(div(mul(t, out), b))),
    ),
  ],
  transpose: ([ct], [a, b]) => [a === null && b !== null ? mapTangent(ct, (c) => div(c, b)) : null, null],
});

/** `a / b`, broadcast; integers give a float. */
export function div(a: Operand, b: Operand): Operand {
  return apply(divOp, [a, b], 'float', {});
}

export const negOp = elementwise('neg', {
  lanes: (L, [a], [dtype]) => [arithmetic(L, dtype).neg(a)],
  jvp: (_, [t]) => [mapTangent(t, neg)],
  transpose: ([ct]) => [mapTangent(ct, neg)],
});

/** `-a` */
export function neg(a: Operand): Operand {
  return apply(negOp, [a], 'numeric', {});
}

export const absOp = elementwise('abs', {
  lanes: (L, [a], [dtype]) => {
    if (isFloat(dtype)) return [L.float(dtype).abs(a)];
    const I = arithmetic(L, dtype);
    return [L.select(I.lt(a, I.constant(0)), I.neg(a), a, dtype)];
  },
  jvp: ([a], [t]) => [mapTangent(t, (x) => mul(x, sign(a)))],
});

/** `|a|` */
export function abs(a: Operand): Operand {
  return apply(absOp, [a], 'numeric', {});
}

export const signOp = elementwise('sign', {
  lanes: (L, [a], [dtype]) => {
    const N = arithmetic(L, dtype);
    const zero = N.constant(0);
    const negative = L.select(N.lt(a, zero), N.constant(-1), a, dtype);
    return [L.select(N.lt(zero, a), N.constant(1), negative, dtype)];
  },
  jvp: 'zero',
});

/** -1, 0 or 1; keeps NaN and the sign of a zero. */
export function sign(a: Operand): Operand {
  return apply(signOp, [a], 'numeric', {});
}

export const sqrtOp = elementwise('sqrt', {
  lanes: (L, [a], [dtype]) => [floats(L, dtype).sqrt(a)],
  jvp: (_, [t], __, [out]) => [mapTangent(t, (x) => div(x, mul(2, out)))],
});

/** The square root; of integers a float. */
export function sqrt(a: Operand): Operand {
  return apply(sqrtOp, [a], 'float', {});
}

export const integerPowOp = elementwise<{ n: number }>('integerPow', {
  lanes: (L, [a], [dtype], { n }) => {
    const N = arithmetic(L, dtype);
    let result: typeof a | undefined;
    let square = a;
    for (let rest = Math.abs(n); rest > 0; rest >>= 1) {
      if (rest & 1) result = result === undefined ? square : N.mul(result, square);
      if (rest > 1) square = N.mul(square, square);
    }
    const power = result ?? N.constant(1);
    return [n < 0 ? (N as FloatLanes<typeof a>).div(N.constant(1), power) : power];
  },
  jvp: ([a], [t], { n }) => [mapTangent(t, (x) => mul(x, mul(n, integerPow(a, n - 1))))],
});

/** `a ** n` for an integer n, by squaring; a negative n gives a float. */
export function integerPow(a: Operand, n: number): Operand {
  if (!Number.isInteger(n)) fail('engine/power', { exponent: n });
  return apply(integerPowOp, [a], n < 0 ? 'float' : 'numeric', { n });
}

/** The smaller or larger of two lanes, NaN where either is NaN. */
export function extreme<V>(L: Lanes<V>, dtype: DType, which: 'min' | 'max', a: V, b: V): V {
  if (!isFloat(dtype)) return arithmetic(L, dtype)[which](a, b);
  const F = L.float(dtype);
  return L.select(F.ne(b, b), b, F[which](a, b), dtype);
}

export const minimumOp = elementwise('minimum', {
  lanes: (L, [a, b], [dtype]) => [extreme(L, dtype, 'min', a, b)],
  jvp: ([a, b], [ta, tb]) => [ofExtreme(a, b, choose(lt(b, a), tb, ta), ta, tb)],
});

/** The smaller of two, lane by lane; NaN where either is NaN. */
export function minimum(a: Operand, b: Operand): Operand {
  return apply(minimumOp, [a, b], 'numeric', {});
}

export const maximumOp = elementwise('maximum', {
  lanes: (L, [a, b], [dtype]) => [extreme(L, dtype, 'max', a, b)],
  jvp: ([a, b], [ta, tb]) => [ofExtreme(a, b, choose(lt(a, b), tb, ta), ta, tb)],
});

/** The larger of two, lane by lane; NaN where either is NaN. */
export function maximum(a: Operand, b: Operand): Operand {
  return apply(maximumOp, [a, b], 'numeric', {});
}

/** The tangent of the extreme of two: that of whichever it is, and half of both where they are equal, as in JAX. */
function ofExtreme(a: Operand, b: Operand, chosen: Tangent, ta: Tangent, tb: Tangent): Tangent {
  if (chosen === null) return null;
  const both = ta === null ? tb! : tb === null ? ta : add(ta, tb);
  return select(eq(a, b), mul(both, 0.5), chosen);
}

function choose(mask: Operand, a: Tangent, b: Tangent): Tangent {
  if (a === null && b === null) return null;
  return select(mask, a ?? 0, b ?? 0);
}

function rounding(name: 'floor' | 'ceil' | 'nearest') {
  return elementwise(name, {
    lanes: (L, [a], [dtype]) => [isFloat(dtype) ? L.float(dtype)[name](a) : a],
    jvp: 'zero',
  });
}

export const floorOp = rounding('floor');
export const ceilOp = rounding('ceil');
export const nearestOp = rounding('nearest');

/** The largest integer not above. */
export function floor(a: Operand): Operand {
  return apply(floorOp, [a], 'numeric', {});
}

/** The smallest integer not below. */
export function ceil(a: Operand): Operand {
  return apply(ceilOp, [a], 'numeric', {});
}

/** The nearest integer, halves to even. */
export function round(a: Operand): Operand {
  return apply(nearestOp, [a], 'numeric', {});
}
