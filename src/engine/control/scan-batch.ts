import { withBatch } from '../ops/batch.js';
import { transpose } from '../ops/movement.js';
import { shapeOf } from '../ops/operand.js';
import type { Batched, Operand } from '../program/op.js';
import { batchProgram } from '../transform/batch.js';
import { flowOfScan, partsOf } from './scan-parts.js';
import { bindScan, type ScanParams } from './scan.js';

/** Many loops at once: one loop over a batched body. Steps stay on axis 0, lanes come second. */
export function batchScan(
  ins: readonly Operand[],
  batched: readonly boolean[],
  params: ScanParams,
  size: number,
  mask: Operand | undefined,
): Batched {
  const { body, carries: count, length, reverse } = params;
  const values = partsOf(ins, params);
  const marks = flowOfScan(batched, params, 'batch');
  const given = partsOf(batched, params);
  const { carry, stacked } = bindScan(
    (carried, slices) => {
      const { outs, batched: got } = batchProgram(
        body,
        [...values.constants, ...carried, ...slices],
        [...marks.constants, ...marks.carries, ...marks.xs],
        size,
        mask,
      );
      const filled = outs.map((x, i) => (marks.outs[i] && !got[i] ? withBatch(x, false, size) : x));
      return { carry: filled.slice(0, count), outs: filled.slice(count) };
    },
    values.carries.map((x, i) => (marks.carries[i] ? withBatch(x, given.carries[i], size) : x)),
    values.xs.map((x, i) => (marks.xs[i] ? swapFirstAxes(x) : x)),
    { length, reverse },
  );
  return {
    outs: [...carry, ...stacked.map((y, i) => (marks.ys[i] ? swapFirstAxes(y) : y))],
    batched: marks.outs,
  };
}

function swapFirstAxes(x: Operand): Operand {
  const rank = shapeOf(x).length;
  return transpose(x, [1, 0, ...Array.from({ length: rank - 2 }, (_, i) => i + 2)]);
}
