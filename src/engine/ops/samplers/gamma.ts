import { fail } from '../../../core/error.js';
import type { DType } from '../../array/dtype.js';
import type { Lanes } from '../../program/lanes.js';
import type { LaneLoopParts, Operand } from '../../program/op.js';
import { bind } from '../../trace/builder.js';
import { floats } from '../elementwise.js';
import { logLanes } from '../exponential.js';
import { laneLoop } from '../lane-loop.js';
import { toValue } from '../operand.js';
import { splitLanes, uniformLanes, type LaneKey } from './keys.js';
import { normalLanes } from './normal.js';

/**
 * The cube V of a squeezed normal number, of which d V has the gamma distribution of shape d + 1/3 >= 1, by the
 * rejection of Marsaglia and Tsang (2000, "A simple method for generating gamma variables"). Inputs are d and the two
 * words of a key, lane by lane.
 *
 * Two loops in one: candidates are drawn from one key until 1 + c x is positive, and the pair of it and a uniform number
 * until it is accepted, each pair from keys of its own. A lane holds the key of the pairs, that of candidates, that of
 * the uniform number, V, and whether it was accepted.
 */
export const gammaOp = laneLoop('gamma', {
  outputs: ([dtype]) => [dtype],
  loop<V>(L: Lanes<V>, [d, k0, k1]: readonly V[], [dtype]: readonly DType[]): LaneLoopParts<V> {
    const F = floats(L, dtype);
    const c = F.constant;
    const third = c(1 / 3);
    const scale = F.div(third, F.sqrt(d));
    const pair = (key: LaneKey<V>): V[] => splitLanes(L, key, 3).flat();
    return {
      start: [...pair([k0, k1]), c(1), L.constant(0, 'bool')],
      dtypes: [...Array.from({ length: 6 }, () => 'uint32' as const), dtype, 'bool'],
      active: (state) => L.mask.not(state[7]),
      step([p0, p1, x0, x1, u0, u1]) {
        const [next, own] = splitLanes(L, [x0, x1], 2);
        const x = normalLanes(L, F, own);
        const v = F.add(c(1), F.mul(x, scale));
        const positive = L.mask.not(F.le(v, c(0)));
        const square = F.mul(x, x);
        const cube = F.mul(F.mul(v, v), v);
        const u = uniformLanes(L, [u0, u1], F.dtype);
        const outside = F.le(F.sub(c(1), F.mul(c(0.0331), F.mul(square, square))), u);
        const slack = F.add(F.sub(c(1), cube), logLanes(L, F, cube));
        const above = F.le(F.add(F.mul(square, c(0.5)), F.mul(d, slack)), logLanes(L, F, u));
        const accepted = L.mask.and(positive, L.mask.not(L.mask.and(outside, above)));
        // Not positive: another candidate for the same pair. Not accepted: another pair.
        const again = pair([p0, p1]);
        const same = [p0, p1, ...next, u0, u1];
        const keys = again.map((word, i) => L.select(positive, word, same[i], 'uint32'));
        return [...keys, cube, accepted];
      },
      result: (state) => [state[6]],
    };
  },
  // What is accepted depends on d too: the slope of an accepted V is not that of the distribution. See gammaOfShape.
  jvp: () => fail('engine/notThere', { what: 'the derivative of an accepted candidate' }),
});

/** See `gammaOp`. */
export function gammaCube(d: Operand, key: readonly [Operand, Operand]): Operand {
  return bind(gammaOp, [d, ...key].map((x) => toValue(x)), {})[0];
}
