import type { Batched, Op, Operand, Params } from '../../program/op.js';
import { bind } from '../../trace/builder.js';
import { allBatched } from '../batch.js';
import { index } from '../indexing.js';
import { stack } from '../movement.js';
import { toValue } from '../operand.js';

/**
 * A batch as one equation for each lane: correct for every input, and slow for long batches. It serves batches of
 * structures, and of weights that no blocks along a diagonal can hold, for which no kernel is worth its code.
 */
export function laneByLane<P extends Params>(
  op: Op<P>,
  ins: readonly Operand[],
  batched: readonly boolean[],
  params: P,
  size: number,
): Batched {
  const lanes = Array.from({ length: size }, (_, k) => {
    const [out] = bind(op, ins.map((x, i) => toValue(batched[i] ? index(x, k) : x)), params);
    return out;
  });
  return allBatched([stack(lanes)]);
}
