import { fail } from '../../core/error.js';
import { broadcastTo } from '../ops/movement.js';
import { logicalAnd } from '../ops/logic.js';
import { shapeOf, toValue } from '../ops/operand.js';
import type { Op, Operand, Params } from '../program/op.js';
import { bind } from '../trace/builder.js';
import { alongLane } from './cond.js';

/** A condition under which the run stops, and what it says then. */
export interface CheckParams extends Params {
  readonly message: string;
}

/** Stops the run with the message where any of its bools is true. It has no output. */
export const checkOp: Op<CheckParams> = {
  name: 'check',
  form: { kind: 'check' },
  effect: true,
  infer(ins) {
    if (ins[0].dtype !== 'bool') fail('engine/dtype', { operation: 'errorIf', wants: 'a bool', got: ins[0].dtype });
    return [];
  },
  reference([wrong], { message }) {
    const index = wrong.data.indexOf(1 as never);
    if (index >= 0) fail('run/check', { message, index });
    return [];
  },
  jvp: 'zero',
  transpose: 'never',
  batch([wrong], [each], params, size, mask) {
    const full = each ? wrong : broadcastTo(wrong, [size, ...shapeOf(wrong)]);
    const there = mask === undefined ? full : logicalAnd(full, broadcastTo(alongLane(mask, full), shapeOf(full)));
    bind(checkOp, [toValue(there)], params);
    return { outs: [], batched: [] };
  },
};

/**
 * Stops the run with `message` and the index of the first true element. In a compiled program the run ends after the
 * present step, or sooner.
 */
export function errorIf(wrong: Operand, message: string): void {
  bind(checkOp, [toValue(wrong)], { message });
}
