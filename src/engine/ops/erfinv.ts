import type { FloatLanes, Lanes } from '../program/lanes.js';
import type { Operand } from '../program/op.js';
import { mapTangent, mul } from './arithmetic.js';
import { apply, elementwise, floats } from './elementwise.js';
import { exp, horner, logLanes } from './exponential.js';
import {
  ERFINV_32_FAR,
  ERFINV_32_NEAR,
  ERFINV_64_FAR,
  ERFINV_64_MIDDLE,
  ERFINV_64_NEAR,
} from './generated/polynomials.js';

/**
 * One stretch of w = -log(1 - x^2), up to `to`. In the first, erfinv(x) / x is sqrt(pi)/2 plus w times a polynomial in w
 * less `centre`; in the others sqrt(w) plus a polynomial in sqrt(w) less `centre`. So what the polynomial gives is the
 * smaller part, whose rounding hardly counts.
 */
interface Stretch {
  readonly to: number;
  readonly root: boolean;
  readonly centre: number;
  readonly coefficients: readonly number[];
}

const stretches: Readonly<Record<'float32' | 'float64', readonly Stretch[]>> = {
  float32: [
    { to: 4.6, root: false, centre: 2.3, coefficients: ERFINV_32_NEAR },
    { to: Infinity, root: true, centre: 3, coefficients: ERFINV_32_FAR },
  ],
  float64: [
    { to: 6.25, root: false, centre: 3.125, coefficients: ERFINV_64_NEAR },
    { to: 16, root: true, centre: 3.25, coefficients: ERFINV_64_MIDDLE },
    { to: Infinity, root: true, centre: 5, coefficients: ERFINV_64_FAR },
  ],
};

/** erfinv of lanes. */
export function erfinvLanes<V>(L: Lanes<V>, F: FloatLanes<V>, x: V): V {
  const one = F.constant(1);
  const size = F.abs(x);
  const below = F.sub(one, size);
  const w = F.neg(logLanes(L, F, F.mul(below, F.add(one, size))));
  const root = F.sqrt(w);
  let value: V | undefined;
  for (const stretch of [...stretches[F.dtype]].reverse()) {
    const rest = horner(F, stretch.coefficients, F.sub(stretch.root ? root : w, F.constant(stretch.centre)));
    const [major, minor] = stretch.root ? [root, rest] : [F.constant(Math.sqrt(Math.PI) / 2), F.mul(w, rest)];
    // (major + minor) |x|; next to 1 by way of 1 - |x|, which rounds the larger part once.
    const sum = F.add(major, minor);
    const byRest = F.add(major, F.sub(minor, F.mul(sum, below)));
    const here = stretch.root ? byRest : L.select(F.lt(below, F.constant(0.25)), byRest, F.mul(sum, size), F.dtype);
    value = value === undefined ? here : L.select(F.lt(w, F.constant(stretch.to)), here, value, F.dtype);
  }
  const whole = L.select(F.eq(size, one), F.constant(Infinity), value!, F.dtype);
  return F.copySign(whole, x);
}

export const erfinvOp = elementwise('erfinv', {
  lanes: (L, [x], [dtype]) => [erfinvLanes(L, floats(L, dtype), x)],
  jvp: (_, [t], __, [out]) => [mapTangent(t, (d) => mul(d, mul(Math.sqrt(Math.PI) / 2, exp(mul(out, out)))))],
});

/** The inverse of the error function on [-1, 1]. */
export function erfinv(x: Operand): Operand {
  return apply(erfinvOp, [x], 'float', {});
}
