import { fail } from '../../core/error.js';
import type { TreeShape } from '../../core/tree.js';
import { normaliseAxis } from '../array/shape.js';
import { index } from '../ops/indexing.js';
import { transpose } from '../ops/movement.js';
import { shapeOf } from '../ops/operand.js';
import type { Operand } from '../program/op.js';
import { batchProgram, repeatUnbatched } from '../transform/batch.js';
import { flattenOperands, staged, traceTree, unflattenOperands } from './staged.js';

/** An axis to map over; null for an argument that every lane shares. */
export type MapAxis = number | null;

export interface VmapOptions {
  /** The axis of each argument (of every array in it); one for all unless a list. 0 by default. */
  readonly inAxes?: MapAxis | readonly MapAxis[];
  /** Where the mapped axis stands in the results. 0 by default. */
  readonly outAxes?: number;
}

/**
 * A function applied to every slice of its arguments along an axis, all at once. What depends on no mapped argument is
 * computed once.
 *
 * @example
 * ```ts
 * const rowNorms = vmap((row: Operand) => sqrt(sum(mul(row, row))));
 * ```
 */
export function vmap<A extends readonly unknown[], R>(
  f: (...args: A) => R,
  { inAxes = 0, outAxes = 0 }: VmapOptions = {},
): (...args: A) => R {
  return (...args) => {
    const { operands, shape } = flattenOperands(args);
    const axes = args.flatMap((arg, i) => {
      const axis = inAxes === null || typeof inAxes === 'number' ? inAxes : inAxes[i];
      if (axis === undefined || (axis !== null && !Number.isInteger(axis))) fail('functions/axis', { got: String(axis) });
      return flattenOperands(arg).operands.map(() => axis);
    });
    const sizes = operands.flatMap((x, i) => {
      const axis = axes[i];
      return axis === null ? [] : [shapeOf(x)[normaliseAxis(axis, shapeOf(x).length, 'vmap')]];
    });
    if (sizes.length === 0) fail('functions/noAxis', {});
    if (sizes.some((n) => n !== sizes[0])) fail('functions/axisSizes', { sizes: sizes.join(', ') });
    const [size] = sizes;
    let out: TreeShape | undefined;
    const found = staged(operands, (ins) => {
      const lanes = ins.map((x, i) => (axes[i] === null ? x : moveAxis(x, axes[i], 0)));
      const inner = lanes.map((x, i) => (axes[i] === null ? x : lane(x)));
      const traced = traceTree(inner, (row) => f(...(unflattenOperands(shape, row) as unknown as A)));
      out = traced.shape;
      const batched = [...traced.captured.map(() => false), ...axes.map((axis) => axis !== null)];
      const results = batchProgram(traced.program, [...traced.captured, ...lanes], batched, size);
      return repeatUnbatched(results, size).map((x) => moveAxis(x, 0, outAxes));
    });
    return unflattenOperands(out!, found) as R;
  };
}

/** A stand-in for one slice along axis 0: only its shape and dtype are looked at. */
function lane(x: Operand): Operand {
  return index(x, 0);
}

function moveAxis(x: Operand, from: number, to: number): Operand {
  const rank = shapeOf(x).length;
  const [start, end] = [normaliseAxis(from, rank, 'vmap'), normaliseAxis(to, rank, 'vmap')];
  const order = Array.from({ length: rank }, (_, i) => i).filter((axis) => axis !== start);
  order.splice(end, 0, start);
  return transpose(x, order);
}

