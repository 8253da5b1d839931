import type { DType } from '../../array/dtype.js';
import type { FloatLanes, Lanes } from '../../program/lanes.js';
import type { LaneLoopParts, Operand } from '../../program/op.js';
import { bind } from '../../trace/builder.js';
import { elementwise, floats } from '../elementwise.js';
import { log1pLanes, logLanes } from '../exponential.js';
import { laneLoop } from '../lane-loop.js';
import { toValue, unify } from '../operand.js';
import { splitLanes, uniformLanes } from './keys.js';

/**
 * How many geometric numbers fit into `trials`: binomial numbers by inversion (Devroye 1986, Non-Uniform Random Variate
 * Generation, X.4). Inputs are the trials, p, the two words of the key, and the counter of the element. A lane
 * holds the key of the next number, the count, and the sum of the geometric numbers.
 */
export const binomialInversionOp = laneLoop('binomialInversion', {
  outputs: ([dtype]) => [dtype],
  loop<V>(L: Lanes<V>, [trials, p, k0, k1, counter]: readonly V[], [dtype]: readonly DType[]): LaneLoopParts<V> {
    const F = floats(L, dtype);
    // Never 0 from above: divided by it, the logarithm of u must be positive.
    const logFailure = F.neg(F.abs(log1pLanes(L, F, F.neg(p))));
    return {
      start: [k0, k1, F.constant(0), F.constant(0)],
      dtypes: ['uint32', 'uint32', dtype, dtype],
      active: (state) => F.le(state[3], trials),
      step([p0, p1, count, sum]) {
        const [own, next] = splitLanes(L, [p0, p1], 2);
        const u = uniformLanes(L, own, F.dtype, counter);
        const geometric = F.ceil(F.div(logLanes(L, F, u), logFailure));
        return [...next, F.add(count, F.constant(1)), F.add(sum, geometric)];
      },
      result: ([, , count]) => [F.sub(count, F.constant(1))],
    };
  },
});

/** See `binomialInversionOp`. */
export function binomialInversion(
  trials: Operand,
  p: Operand,
  key: readonly [Operand, Operand],
  counter: Operand,
): Operand {
  const words = [...key, counter].map((x) => toValue(x));
  return bind(binomialInversionOp, [...unify('binomial', [trials, p], 'float'), ...words], {})[0];
}

/** The error of Stirling's formula at 0 to 9 (Hörmann 1993, "The generation of binomial random variates"). */
const STIRLING = [
  0.0810614667953272, 0.0413406959554092, 0.0276779256849983, 0.02079067210376509, 0.0166446911898211, 0.0138761288230707,
  0.0118967099458917, 0.010411265261972, 0.00925546218271273, 0.00833056343336287,
];

/** The error of Stirling's formula for log k!, at whole numbers. */
function stirlingError<V>(L: Lanes<V>, F: FloatLanes<V>, k: V): V {
  const c = F.constant;
  const next = F.add(k, c(1));
  const square = F.mul(next, next);
  const inner = F.div(F.sub(c(1 / 360), F.div(c(1 / 1260), square)), square);
  let value = F.div(F.sub(c(1 / 12), inner), next);
  STIRLING.forEach((error, i) => (value = L.select(F.eq(k, c(i)), c(error), value, F.dtype)));
  return value;
}

/**
 * A binomial number and whether it is accepted: one candidate of Hörmann's transformed rejection with squeeze (1993,
 * BTRS), for p up to 1/2 and n p of 10 and more. Inputs are n, p, the words of the keys of two uniform numbers, and the
 * counter of the element.
 */
export const binomialCandidateOp = elementwise('binomialCandidate', {
  outputs: ([dtype]) => [dtype, 'bool'],
  lanes(L, [n, p, u0, u1, v0, v1, counter], [dtype]) {
    const F = floats(L, dtype);
    const c = F.constant;
    const one = c(1);
    const mean = F.mul(n, p);
    const deviation = F.sqrt(F.mul(mean, F.sub(one, p)));
    const b = F.add(c(1.15), F.mul(c(2.53), deviation));
    const a = F.add(F.add(c(-0.0873), F.mul(c(0.0248), b)), F.mul(c(0.01), p));
    const centre = F.add(mean, c(0.5));
    const vr = F.sub(c(0.92), F.div(c(4.2), b));
    const odds = F.div(p, F.sub(one, p));
    const alpha = F.mul(F.add(c(2.83), F.div(c(5.1), b)), deviation);
    const m = F.floor(F.mul(F.add(n, one), p));

    const u = F.sub(uniformLanes(L, [u0, u1], F.dtype, counter), c(0.5));
    const v = uniformLanes(L, [v0, v1], F.dtype, counter);
    const us = F.sub(c(0.5), F.abs(u));
    const squeezed = L.mask.and(F.le(c(0.07), us), F.le(v, vr));
    const slope = F.add(F.div(F.mul(c(2), a), us), b);
    const k = F.floor(F.add(F.mul(slope, u), centre));
    const rejected = L.mask.or(F.lt(k, c(0)), F.lt(n, k));
    const log = (x: typeof n): typeof n => logLanes(L, F, x);
    const left = log(F.div(F.mul(v, alpha), F.add(F.div(a, F.mul(us, us)), b)));
    const fromTop = (x: typeof n): typeof n => F.add(F.sub(n, x), one);
    const terms = [
      F.mul(F.add(m, c(0.5)), log(F.div(F.add(m, one), F.mul(odds, fromTop(m))))),
      F.mul(F.add(n, one), log(F.div(fromTop(m), fromTop(k)))),
      F.mul(F.add(k, c(0.5)), log(F.div(F.mul(odds, fromTop(k)), F.add(k, one)))),
      stirlingError(L, F, m),
      stirlingError(L, F, F.sub(n, m)),
      F.neg(stirlingError(L, F, k)),
      F.neg(stirlingError(L, F, F.sub(n, k))),
    ];
    const bound = terms.reduce((sum, term) => F.add(sum, term));
    return [k, L.mask.or(squeezed, L.mask.and(L.mask.not(rejected), F.le(left, bound)))];
  },
  jvp: 'zero',
});

/** See `binomialCandidateOp`. */
export function binomialCandidate(
  n: Operand,
  p: Operand,
  u: readonly [Operand, Operand],
  v: readonly [Operand, Operand],
  counter: Operand,
): { value: Operand; accepted: Operand } {
  const words = [...u, ...v, counter].map((x) => toValue(x));
  const [value, accepted] = bind(binomialCandidateOp, [...unify('binomial', [n, p], 'float'), ...words], {});
  return { value, accepted };
}
