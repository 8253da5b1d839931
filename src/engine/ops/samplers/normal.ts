import type { FloatDType } from '../../array/dtype.js';
import type { FloatLanes, Lanes } from '../../program/lanes.js';
import type { Operand } from '../../program/op.js';
import { mapTangent, mul } from '../arithmetic.js';
import { apply, elementwise, floats } from '../elementwise.js';
import { erfinvLanes } from '../erfinv.js';
import { exp, horner, logLanes } from '../exponential.js';
import { uniformLanes, type LaneKey } from './keys.js';

/** Giles (2010), "Approximating the erfinv function", single precision, lowest power first: w below 5, and above. */
const NEAR = [
  1.50140941, 0.246640727, -0.00417768164, -0.00125372503, 0.00021858087, -4.39150654e-6, -3.5233877e-6, 3.43273939e-7,
  2.81022636e-8,
];
const FAR = [
  2.83297682, 1.00167406, 0.00943887047, -0.0076224613, 0.00573950773, -0.00367342844, 0.00134934322, 0.000100950558,
  -0.000200214257,
];

/**
 * The inverse error function as JAX's normal numbers take it: in float32 its argument's square is rounded, which shows in
 * the sixth digit of numbers beyond 3.5. In float64 no such thing is seen.
 */
function roundedErfinvLanes<V>(L: Lanes<V>, F: FloatLanes<V>, x: V): V {
  if (F.dtype === 'float64') return erfinvLanes(L, F, x);
  const c = F.constant;
  const w = F.neg(logLanes(L, F, F.sub(c(1), F.mul(x, x))));
  const near = horner(F, NEAR, F.sub(w, c(2.5)));
  const far = horner(F, FAR, F.sub(F.sqrt(w), c(3)));
  const value = F.mul(L.select(F.lt(w, c(5)), near, far, F.dtype), x);
  return L.select(F.eq(F.abs(x), c(1)), F.mul(x, c(Infinity)), value, F.dtype);
}

export const roundedErfinvOp = elementwise('roundedErfinv', {
  lanes: (L, [x], [dtype]) => [roundedErfinvLanes(L, floats(L, dtype), x)],
  jvp: (_, [t], __, [out]) => [mapTangent(t, (d) => mul(d, mul(Math.sqrt(Math.PI) / 2, exp(mul(out, out)))))],
});

/** See `roundedErfinvLanes`. */
export function roundedErfinv(x: Operand): Operand {
  return apply(roundedErfinvOp, [x], 'float', {});
}

/** The number next to 1 on the lower side: -1 and 1 themselves have no normal number. */
export const below1: Readonly<Record<FloatDType, number>> = { float32: 1 - 2 ** -24, float64: 1 - 2 ** -53 };

/** The first normal number that a key draws. */
export function normalLanes<V>(L: Lanes<V>, F: FloatLanes<V>, key: LaneKey<V>): V {
  const doubled = F.mul(uniformLanes(L, key, F.dtype), F.constant(2));
  return F.mul(F.constant(Math.SQRT2), roundedErfinvLanes(L, F, F.sub(doubled, F.constant(below1[F.dtype]))));
}
