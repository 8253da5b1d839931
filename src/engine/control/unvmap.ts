import { full } from '../ops/create.js';
import { logicalAnd } from '../ops/logic.js';
import { dtypeOf, shapeOf, toValue } from '../ops/operand.js';
import { all, any, max } from '../ops/reduce.js';
import { select } from '../ops/select.js';
import { isFloat } from '../array/dtype.js';
import type { Op, Operand, Params } from '../program/op.js';
import { bind } from '../trace/builder.js';
import { alongLane } from './cond.js';

/** How the values of the lanes become one. */
export type UnvmapRule = 'any' | 'all' | 'max';

export interface UnvmapParams extends Params {
  readonly rule: UnvmapRule;
}

/** A value as it is; of many lanes what they have in common, which is the same in all of them. */
export const unvmapOp: Op<UnvmapParams> = {
  name: 'unvmap',
  form: { kind: 'alias' },
  infer: (ins) => ins.map(({ shape, dtype }) => ({ shape, dtype })),
  reference: (ins) => [...ins],
  jvp: 'zero',
  transpose: 'never',
  batch([x], _, { rule }, _size, mask) {
    const value = mask === undefined ? x : withoutAbsent(x, mask, rule);
    const reduced = { any, all, max }[rule](value, 0);
    // Once more, for the lanes of a vmap around this one.
    return { outs: bind(unvmapOp, [toValue(reduced)], { rule }), batched: [false] };
  },
  flow: (marked, _, kind) => (kind === 'batch' ? marked.map(() => false) : [...marked]),
};

/** Lanes that are not really there take no part. */
function withoutAbsent(x: Operand, mask: Operand, rule: UnvmapRule): Operand {
  const there = alongLane(mask, x);
  if (rule === 'any') return logicalAnd(x, there);
  const least = isFloat(dtypeOf(x)) ? -Infinity : dtypeOf(x) === 'int32' ? -2147483648 : 0;
  return select(there, x, full(shapeOf(x), rule === 'all' ? 1 : least, dtypeOf(x)));
}

/**
 * A value that is the same in all lanes of every `vmap` around: whether it holds in any or in all of them, or the largest.
 * Outside of one the value itself.
 */
export function unvmap(x: Operand, rule: UnvmapRule): Operand {
  return bind(unvmapOp, [toValue(x)], { rule })[0];
}
