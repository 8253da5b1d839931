import { fail } from '../../core/error.js';
import { formatArray } from '../../core/numpy-format.js';
import type { NDArray } from '../array/ndarray.js';
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

/**
 * Stops the run with the message where any of its bools is true. It has no output. Inputs: the bools, then values that the
 * message shows.
 */
export const checkOp: Op<CheckParams> = {
  name: 'check',
  form: { kind: 'check' },
  effect: true,
  infer(ins) {
    if (ins[0].dtype !== 'bool') fail('engine/dtype', { operation: 'errorIf', wants: 'a bool', got: ins[0].dtype });
    return [];
  },
  reference([wrong, ...values], { message }) {
    const index = wrong.data.indexOf(1 as never);
    if (index >= 0) failCheck(message, wrong.shape.length === 0 ? undefined : index, values);
    return [];
  },
  jvp: 'zero',
  transpose: 'never',
  batch([wrong, ...values], [each], params, size, mask) {
    const full = each ? wrong : broadcastTo(wrong, [size, ...shapeOf(wrong)]);
    const there = mask === undefined ? full : logicalAnd(full, broadcastTo(alongLane(mask, full), shapeOf(full)));
    bind(checkOp, [there, ...values].map((x) => toValue(x)), params);
    return { outs: [], batched: [] };
  },
};

/**
 * Stops the run with `message` and, of an array, the index of the first true element; `{0}`, `{1}` in the message stand
 * for `values`. In a compiled program the run ends after the present step, or sooner.
 */
export function errorIf(wrong: Operand, message: string, values: readonly Operand[] = []): void {
  bind(checkOp, [wrong, ...values].map((x) => toValue(x)), { message });
}

/** The error of a check that has failed. */
export function failCheck(message: string, index: number | undefined, values: readonly NDArray[]): never {
  const filled = message.replaceAll(/\{(\d+)\}/g, (place, i: string) => (Number(i) < values.length ? textOf(values[Number(i)]) : place));
  return fail('run/check', { message: filled, index });
}

/** An array as numpy prints it; of a scalar the number alone. */
function textOf(x: NDArray): string {
  const text = formatArray(x);
  return x.shape.length === 0 ? text.replace(/\.$/, '') : text;
}
