import type { NDArray } from '../array/ndarray.js';
import type { Batched, Operand } from '../program/op.js';
import type { Var } from '../program/program.js';
import { broadcastTo, reshape } from './movement.js';
import { shapeOf, toValue } from './operand.js';

/** Outputs that all have the batch axis. */
export function allBatched(outs: readonly Operand[]): Batched {
  return { outs, batched: outs.map(() => true) };
}

/** The input with a batch axis, repeated along it if it has none. */
export function withBatch(x: Operand, batched: boolean, size: number): NDArray | Var {
  return toValue(batched ? x : broadcastTo(x, [size, ...shapeOf(x)]));
}

/** Elementwise inputs brought to one shape with the batch axis; scalars that are the same for all stay scalars. */
export function alignBatch(ins: readonly Operand[], batched: readonly boolean[], size: number): (NDArray | Var)[] {
  const inner = ins.map((x, i) => (batched[i] ? shapeOf(x).slice(1) : shapeOf(x)));
  const shape = inner.find((s) => s.length > 0) ?? [];
  const full = [size, ...shape];
  return ins.map((x, i) => {
    if (!batched[i] && inner[i].length === 0) return toValue(x);
    // A scalar of each lane stands beside arrays: it is repeated along their axes.
    const column = batched[i] && inner[i].length === 0 ? reshape(x, [size, ...shape.map(() => 1)]) : x;
    return toValue(broadcastTo(column, full));
  });
}
