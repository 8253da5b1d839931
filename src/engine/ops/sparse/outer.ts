import { fail } from '../../../core/error.js';
import { showShapes, sameShape, sizeOf } from '../../array/shape.js';
import { NDArray } from '../../array/ndarray.js';
import type { Op, Operand, Tangent } from '../../program/op.js';
import { bind } from '../../trace/builder.js';
import { addTangents } from '../arithmetic.js';
import { allBatched, withBatch } from '../batch.js';
import { cast } from '../cast.js';
import { index } from '../indexing.js';
import { reshape, stack } from '../movement.js';
import { toValue } from '../operand.js';
import { laneByLane } from './lane-by-lane.js';
import type { RowLayout, RowParams } from './layout.js';
import type { Products, ProductParams } from './product.js';

export interface OuterParams extends RowParams {
  /** How many leading axes the output keeps; it sums over the other ones. */
  readonly kept: number;
  /** Which of the two vectors is of events: an element other than zero counts as 1. */
  readonly events: 'none' | 'rows' | 'columns';
}

/**
 * The outer product of two vectors where the matrix has entries: `out[p] = a[row of p] * b[column of p]`, the
 * derivative of a product to its weights. Inputs are `a` over the rows and `b` over the columns, with the same axes in
 * front, then the arrays of the structure. Sums start at 0 and go along the axes in row-major order.
 */
export function outerOp(layout: RowLayout<RowParams>, products: () => Products<ProductParams>): Op<OuterParams> {
  const op: Op<OuterParams> = {
    name: `${layout.name}Outer`,
    form: { kind: 'sparse', layout: layout.name, product: 'outer' },
    infer([a, b, ...structure], params) {
      const { rows, columns, kept, events } = params;
      const lead = a.shape.slice(0, -1);
      if (!sameShape(a.shape, [...lead, rows]) || !sameShape(b.shape, [...lead, columns])) {
        fail('engine/broadcast', { operation: op.name, shapes: showShapes([a.shape, b.shape, [rows, columns]]) });
      }
      const { dtype } = events === 'rows' ? b : a;
      return [{ shape: [...lead.slice(0, kept), ...layout.entries(structure, params)!], dtype }];
    },
    reference([a, b, ...structure], params, [out]) {
      const { rows, columns, kept, events } = params;
      const result = NDArray.zeros(out.shape, out.dtype);
      const round = out.dtype === 'float32' ? Math.fround : (x: number) => x;
      const lead = a.shape.slice(0, -1);
      const summed = sizeOf(lead.slice(kept));
      const entries = sizeOf(layout.entries(structure, params)!);
      // Only where entries stand matters here, not what they weigh.
      const walk = layout.walker(NDArray.scalar(1, out.dtype), structure, params);
      for (let k = 0; k < sizeOf(lead); k++) {
        const start = Math.floor(k / summed) * entries;
        for (let row = 0; row < rows; row++) {
          const x = a.data[k * rows + row];
          if (events === 'rows' && x === 0) continue;
          walk(row, (column, _, position) => {
            const y = b.data[k * columns + column];
            if (events === 'columns' && y === 0) return;
            result.data[start + position] += events === 'rows' ? y : events === 'columns' ? x : round(x * y);
          });
        }
      }
      return [result];
    },
    jvp: ([a, b, ...structure], [ta, tb], params) => {
      const run = (x: Operand, y: Operand, events: OuterParams['events']): Operand =>
        bind(op, [x, y, ...structure].map((v) => toValue(v)), { ...params, events })[0];
      const { events } = params;
      const { dtype } = toValue(events === 'rows' ? b : a);
      const left = ta === null ? null : run(cast(ta, dtype), b, events === 'rows' ? 'none' : events);
      const right = tb === null ? null : run(a, cast(tb, dtype), events === 'columns' ? 'none' : events);
      return [addTangents(left, right)];
    },
    transpose: ([ct], [a, b, ...structure], params, avals) => {
      const none = structure.map(() => null);
      if (ct === null) return [null, null, ...none];
      const { rows, columns, kept, events } = params;
      const product = (which: 'scatter' | 'gather', other: Operand): Tangent => {
        const vectorEvents = events === (which === 'scatter' ? 'rows' : 'columns');
        return perKept(ct, other, kept, avals[which === 'scatter' ? 1 : 0].shape, (weights, vector) => {
          const { dtype } = toValue(weights);
          const start = NDArray.scalar(0, dtype);
          if (layout.linear !== undefined && !vectorEvents) return layout.linear(which, start, weights, vector);
          const ins = [start, weights, vector, ...(structure as Operand[])].map((x) => toValue(x));
          return bind(products()[which], ins, { rows, columns, events: vectorEvents })[0];
        });
      };
      return [
        a === null && b !== null ? product('gather', b) : null,
        b === null && a !== null ? product('scatter', a) : null,
        ...none,
      ];
    },
    batch: (ins, batched, params, size) => {
      if (batched.slice(2).includes(true)) return laneByLane(op, ins, batched, params, size);
      const vectors = ins.slice(0, 2).map((x, i) => withBatch(x, batched[i], size));
      const structure = ins.slice(2).map((x) => toValue(x));
      return allBatched(bind(op, [...vectors, ...structure], { ...params, kept: params.kept + 1 }));
    },
  };
  return op;
}

/** Runs `f` for each set of weights along the first `kept` axes. */
function perKept(
  weights: Operand,
  vector: Operand,
  kept: number,
  shape: readonly number[],
  f: (weights: Operand, vector: Operand) => Operand,
): Operand {
  if (kept === 0) return f(weights, vector);
  const parts = Array.from({ length: shape[0] }, (_, k) =>
    perKept(index(weights, k), index(vector, k), kept - 1, shape.slice(1), f),
  );
  return reshape(stack(parts), shape);
}
