import type { Lanes } from '../../program/lanes.js';
import type { LaneLoopParts, Operand } from '../../program/op.js';
import { bind } from '../../trace/builder.js';
import { elementwise } from '../elementwise.js';
import { logLanes } from '../exponential.js';
import { fmaSingle } from '../fma.js';
import { laneLoop } from '../lane-loop.js';
import { toValue } from '../operand.js';
import { splitLanes, uniformLanes } from './keys.js';
import { lgammaLanes } from './lgamma.js';

/**
 * How many uniform numbers it takes until their product is below e^-rate, less one: Knuth's way to Poisson numbers
 * (The Art of Computer Programming 2, 3.4.1), in float32. Inputs are the rate, the two words of the key, and the counter
 * of the element. A lane holds the key of the next number, the count, and the logarithm of the product.
 */
export const poissonProductOp = laneLoop('poissonProduct', {
  outputs: () => ['int32'],
  loop<V>(L: Lanes<V>, [rate, k0, k1, counter]: readonly V[]): LaneLoopParts<V> {
    const F = L.float('float32');
    const I = L.int('int32');
    return {
      start: [k0, k1, I.constant(0), F.constant(0)],
      dtypes: ['uint32', 'uint32', 'int32', 'float32'],
      active: (state) => F.lt(F.neg(rate), state[3]),
      step([p0, p1, count, log]) {
        const [next, own] = splitLanes(L, [p0, p1], 2);
        const u = uniformLanes(L, own, 'float32', counter);
        return [...next, I.add(count, I.constant(1)), F.add(log, logLanes(L, F, u))];
      },
      result: ([, , count]) => [I.sub(count, I.constant(1))],
    };
  },
});

/** See `poissonProductOp`. */
export function poissonProduct(rate: Operand, key: readonly [Operand, Operand], counter: Operand): Operand {
  return bind(poissonProductOp, [rate, ...key, counter].map((x) => toValue(x)), {})[0];
}

/**
 * A Poisson number, as a float32, and whether it is accepted: one candidate of Hörmann's transformed rejection (1993,
 * "The transformed rejection method for generating Poisson random variables", PTRS), for rates of 10 and more. Inputs
 * are the rate, the words of the keys of two uniform numbers, and the counter of the element.
 */
export const poissonCandidateOp = elementwise('poissonCandidate', {
  outputs: () => ['float32', 'bool'],
  lanes(L, [rate, u0, u1, v0, v1, counter]) {
    const F = L.float('float32');
    const c = F.constant;
    // Products and sums are rounded together where XLA does so: at large rates large numbers cancel.
    const fma = (x: typeof rate, y: typeof rate, z: typeof rate): typeof rate => fmaSingle(L, x, y, z);
    const b = fma(c(2.53), F.sqrt(rate), c(0.931));
    const a = fma(c(0.02483), b, c(-0.059));
    const inverseAlpha = F.add(c(1.1239), F.div(c(1.1328), F.sub(b, c(3.4))));
    const vr = F.sub(c(0.9277), F.div(c(3.6224), F.sub(b, c(2))));

    const u = F.sub(uniformLanes(L, [u0, u1], 'float32', counter), c(0.5));
    const v = uniformLanes(L, [v0, v1], 'float32', counter);
    const us = F.sub(c(0.5), F.abs(u));
    const slope = F.add(F.div(F.mul(c(2), a), us), b);
    const k = F.floor(F.add(fma(slope, u, rate), c(0.43)));
    const s = logLanes(L, F, F.div(F.mul(v, inverseAlpha), F.add(F.div(a, F.mul(us, us)), b)));
    const logRate = logLanes(L, F, rate);
    const t = F.sub(fma(k, logRate, F.neg(rate)), lgammaLanes(L, F.add(k, c(1))));

    const { and, or, not } = L.mask;
    const squeezed = and(F.le(c(0.07), us), F.le(v, vr));
    const rejected = or(F.lt(k, c(0)), and(F.lt(us, c(0.013)), F.lt(us, v)));
    return [k, or(squeezed, and(not(rejected), F.le(s, t)))];
  },
  jvp: 'zero',
});

/** See `poissonCandidateOp`. */
export function poissonCandidate(
  rate: Operand,
  u: readonly [Operand, Operand],
  v: readonly [Operand, Operand],
  counter: Operand,
): { value: Operand; accepted: Operand } {
  const [value, accepted] = bind(poissonCandidateOp, [rate, ...u, ...v, counter].map((x) => toValue(x)), {});
  return { value, accepted };
}
