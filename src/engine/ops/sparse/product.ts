import { fail } from '../../../core/error.js';
import { showShape } from '../../../core/print.js';
import { isFloat, promote, type DType } from '../../array/dtype.js';
import { NDArray } from '../../array/ndarray.js';
import { sameShape, showShapes, sizeOf, type Shape } from '../../array/shape.js';
import type { Op, Operand, Tangent } from '../../program/op.js';
import type { Aval, Var } from '../../program/program.js';
import { bind } from '../../trace/builder.js';
import { allBatched, withBatch } from '../batch.js';
import { mul } from '../arithmetic.js';
import { cast } from '../cast.js';
import { broadcastTo, reshape, stack } from '../movement.js';
import { shapeOf, toValue } from '../operand.js';
import { REDUCE_LANES, sum } from '../reduce.js';
import { laneByLane } from './lane-by-lane.js';
import type { RowLayout, RowParams } from './layout.js';
import type { OuterParams } from './outer.js';

export interface ProductParams extends RowParams {
  /** An element other than zero is an event: the weights of its row or column are added as they are. */
  readonly events: boolean;
  /** A scatter leaves out the rows of elements that are zero, for vectors that mostly are. */
  readonly skipZeros?: true;
}

/** The two products with a matrix of one layout. */
export interface Products<P extends ProductParams> {
  /** `onto + x @ W` */
  readonly scatter: Op<P>;
  /** `onto + W @ y` */
  readonly gather: Op<P>;
}

type Direction = keyof Products<ProductParams>;

/**
 * The products of a layout, each the transpose of the other. Inputs are `onto`, the weights, the vector, then the
 * arrays of the structure; the vector may have any axes in front of its last one. `onto` is a scalar or has the shape
 * of the output.
 *
 * The order of additions is part of the meaning. A scatter starts from `onto` and adds row after row, in each row entry
 * after entry. A gather sums each row as the reduction `sum` does, in four lanes by the entry's number in the row, and
 * adds that to `onto`; entries without an event add nothing.
 */
export function productOps<P extends ProductParams>(
  layout: RowLayout<P>,
  outer: Op<OuterParams> | undefined,
): Products<P> {
  const ops: Products<P> = {
    scatter: productOp('scatter', layout, outer, () => ops.gather),
    gather: productOp('gather', layout, outer, () => ops.scatter),
  };
  return ops;
}

function productOp<P extends ProductParams>(
  product: Direction,
  layout: RowLayout<P>,
  outer: Op<OuterParams> | undefined,
  partner: () => Op<P>,
): Op<P> {
  const run = (onto: Operand, weights: Operand, vector: Operand, structure: readonly Operand[], params: P): Operand =>
    bind(op, [onto, weights, vector, ...structure].map((x) => toValue(x)), params)[0];
  const runLinear = (
    which: Direction,
    onto: Operand,
    weights: Operand,
    vector: Operand,
    structure: readonly Operand[],
    params: P,
  ): Operand => {
    if (layout.linear !== undefined) return layout.linear(which, onto, weights, vector);
    const ins = [onto, weights, vector, ...structure].map((x) => toValue(x));
    return bind(which === product ? op : partner(), ins, { ...params, events: false })[0];
  };

  const weightsCotangent = (
    ct: Operand,
    vector: Operand,
    structure: readonly Operand[],
    params: P,
    weights: Aval,
  ): Operand => {
    if (outer !== undefined && weights.shape.length > 0) {
      const [a, b] = product === 'scatter' ? [vector, ct] : [ct, vector];
      const events = params.events ? (product === 'scatter' ? 'rows' : 'columns') : 'none';
      const { rows, columns } = params;
      return bind(outer, [a, b, ...structure].map((x) => toValue(x)), { rows, columns, kept: 0, events })[0];
    }
    // The product is linear in a few numbers: what each of them weighs is the product with 1 in its place.
    const parts = Array.from({ length: sizeOf(weights.shape) }, (_, k) => {
      const unit = NDArray.zeros(weights.shape, weights.dtype);
      unit.data[k] = 1;
      return sum(mul(ct, run(zero(weights.dtype), unit, vector, structure, params)));
    });
    return reshape(stack(parts), weights.shape);
  };

  /** A batch of weights is one matrix, with those of each lane along its diagonal. */
  const inBlocks = (ins: readonly Operand[], batched: readonly boolean[], params: P, size: number): Operand | undefined => {
    const [vector, structure] = [withBatch(ins[2], batched[2], size), ins.slice(3)];
    const entries = layout.entries(structure.map((x) => toValue(x)), params);
    if (layout.blocks === undefined || entries === undefined || vector.shape.length !== 2) return undefined;
    const [first, ...rest] = entries;
    const weights = shapeOf(ins[1]).length > 1 ? ins[1] : reshape(ins[1], [size, ...entries.map(() => 1)]);
    const all = reshape(broadcastTo(weights, [size, ...entries]), [size * first, ...rest]);
    const [onto] = ins;
    const shape = productShape(op.name, product, vector.shape, params);
    const start =
      shapeOf(onto).length === 0
        ? onto
        : reshape(broadcastTo(batched[0] && shapeOf(onto).length === 1 ? reshape(onto, [size, 1]) : onto, shape), [sizeOf(shape)]);
    const { rows, columns } = params;
    const blocks = layout.blocks(structure, params, size);
    const sums = run(start, all, reshape(vector, [sizeOf(vector.shape)]), blocks, { ...params, rows: size * rows, columns: size * columns });
    return reshape(sums, shape);
  };

  const op: Op<P> = {
    name: `${layout.name}${product === 'scatter' ? 'Scatter' : 'Gather'}`,
    form: { kind: 'sparse', layout: layout.name, product, ...(product === 'scatter' ? { inPlace: 0 } : {}) },
    infer([onto, weights, vector, ...structure], params) {
      const dtype = floatOf(op.name, weights.dtype);
      const entries = layout.entries(structure, params);
      if (entries !== undefined && weights.shape.length > 0 && !sameShape(weights.shape, entries)) {
        const [own, wanted] = showShapes([weights.shape, entries]);
        fail('engine/sparseWeights', { format: layout.name, weights: own, entries: wanted });
      }
      if (layout.linear !== undefined && !params.events) {
        fail('engine/dtype', { operation: op.name, wants: 'events', got: 'a vector' });
      }
      const shape = productShape(op.name, product, vector.shape, params);
      if (onto.shape.length > 0 && !sameShape(onto.shape, shape)) {
        fail('engine/sparseOnto', { operation: op.name, onto: showShape(onto.shape), product: showShape(shape) });
      }
      for (const x of params.events ? [onto] : [onto, vector]) {
        if (x.dtype !== dtype) fail('engine/dtype', { operation: op.name, wants: dtype, got: x.dtype });
      }
      return [{ shape, dtype }];
    },
    reference([onto, weights, vector, ...structure], params, [out]) {
      const result = NDArray.zeros(out.shape, out.dtype);
      if (onto.shape.length === 0) result.data.fill(onto.data[0]);
      else result.data.set(onto.data);
      const walk = layout.walker(weights, structure, params);
      (product === 'scatter' ? scatterRows : gatherRows)(result, vector, walk, params);
      return [result];
    },
    jvp: ([, weights, vector, ...structure], [tOnto, tWeights, tVector], params) => {
      const dtype = toValue(weights).dtype;
      let t: Tangent = tOnto;
      if (tWeights !== null) t = run(t ?? zero(dtype), tWeights, vector, structure, params);
      if (tVector !== null) t = runLinear(product, t ?? zero(dtype), weights, cast(tVector, dtype), structure, params);
      return [t];
    },
    transpose: ([ct], [onto, weights, vector, ...structure], params, avals) => {
      const none = structure.map(() => null);
      if (ct === null) return [null, null, null, ...none];
      const known = structure as Operand[];
      return [
        onto === null ? (avals[0].shape.length === 0 ? sum(ct) : ct) : null,
        weights === null && vector !== null ? weightsCotangent(ct, vector, known, params, avals[1]) : null,
        vector === null && weights !== null
          ? runLinear(product === 'scatter' ? 'gather' : 'scatter', zero(avals[1].dtype), weights, ct, known, params)
          : null,
        ...none,
      ];
    },
    transposeSteps: ([, weights], linear, varies, params) => {
      const structureVaries = varies.some((v, i) => v && i > 2);
      if (linear !== 1 || outer === undefined || weights.shape.length === 0 || structureVaries || !varies[2]) return undefined;
      return (ct, [, , vector, ...structure]) => weightsCotangent(ct, vector!, structure as Operand[], params, weights);
    },
    batch: (ins, batched, params, size) => {
      if (batched[1] && !batched.slice(3).includes(true)) {
        const blocks = inBlocks(ins, batched, params, size);
        if (blocks !== undefined) return allBatched([blocks]);
      }
      if (batched.some((b, i) => b && i !== 0 && i !== 2)) return laneByLane(op, ins, batched, params, size);
      const vector = withBatch(ins[2], batched[2], size);
      const shape = productShape(op.name, product, vector.shape, params);
      const [onto] = ins;
      const start =
        shapeOf(onto).length === 0
          ? onto
          : batched[0] && shapeOf(onto).length === 1
            ? broadcastTo(reshape(onto, [size, ...shape.slice(1).map(() => 1)]), shape)
            : withBatch(onto, batched[0], size);
      return allBatched([run(start, ins[1], vector, ins.slice(3), params)]);
    },
  };
  return op;
}

function productShape(operation: string, product: Direction, vector: Shape, { rows, columns }: RowParams): Shape {
  const [from, to] = product === 'scatter' ? [rows, columns] : [columns, rows];
  if (vector.at(-1) !== from) {
    const matrix = showShape([rows, columns]);
    fail('engine/sparseVector', { operation, vector: showShape(vector), matrix, wants: from });
  }
  return [...vector.slice(0, -1), to];
}

function floatOf(operation: string, dtype: DType): DType {
  return isFloat(dtype) ? dtype : fail('engine/dtype', { operation, wants: 'float weights', got: dtype });
}

function zero(dtype: DType): NDArray {
  return NDArray.scalar(0, dtype);
}

type Walk = ReturnType<RowLayout['walker']>;

function scatterRows(result: NDArray, vector: NDArray, walk: Walk, { rows, columns, events, skipZeros }: ProductParams): void {
  const round = rounding(result.dtype);
  const { data } = result;
  const count = sizeOf(vector.shape.slice(0, -1));
  for (let b = 0; b < count; b++) {
    for (let row = 0; row < rows; row++) {
      const x = vector.data[b * rows + row];
      if ((events || skipZeros === true) && x === 0) continue;
      walk(row, (column, weight) => (data[b * columns + column] += events ? weight : round(weight * x)));
    }
  }
}

function gatherRows(result: NDArray, vector: NDArray, walk: Walk, { rows, columns, events }: ProductParams): void {
  const round = rounding(result.dtype);
  const count = sizeOf(vector.shape.slice(0, -1));
  for (let b = 0; b < count; b++) {
    for (let row = 0; row < rows; row++) {
      // Adding to -0 keeps every number as it is, zeros of either sign among them.
      const lanes = new Array<number>(REDUCE_LANES).fill(-0);
      let next = 0;
      walk(row, (column, weight) => {
        const lane = next++ % REDUCE_LANES;
        const y = vector.data[b * columns + column];
        if (!events || y !== 0) lanes[lane] = round(lanes[lane] + (events ? weight : round(weight * y)));
      });
      result.data[b * rows + row] += round(round(lanes[0] + lanes[2]) + round(lanes[1] + lanes[3]));
    }
  }
}

function rounding(dtype: DType): (x: number) => number {
  return dtype === 'float32' ? Math.fround : (x) => x;
}

/** The parameter of a product that leaves out zeros. */
export function skipping(skipZeros: boolean): Pick<ProductParams, 'skipZeros'> {
  return skipZeros ? { skipZeros: true } : {};
}

/** The product on operands of any dtype. */
export function applyProduct<P extends ProductParams>(
  op: Op<P>,
  onto: Operand,
  weights: NDArray | Var,
  vector: Operand,
  structure: readonly (NDArray | Var)[],
  params: P,
): Operand {
  const ins = [...meet(onto, weights, vector, params.events), ...structure];
  return bind(op, ins.map((x) => toValue(x)), params)[0];
}

/** Brings weights, `onto` and, but for events, the vector to the dtype in which they meet. */
export function meet(
  onto: Operand,
  weights: NDArray | Var,
  vector: Operand,
  events: boolean,
): [onto: Operand, weights: Operand, vector: Operand] {
  const others = events ? [onto] : [onto, vector];
  const dtype = others.reduce<DType>((met, x) => (typeof x === 'number' ? met : promote(met, x.dtype)), weights.dtype);
  return [cast(onto, dtype), cast(weights, dtype), events ? vector : cast(vector, dtype)];
}
