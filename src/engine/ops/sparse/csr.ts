import { fail } from '../../../core/error.js';
import { showShape } from '../../../core/print.js';
import type { FloatDType } from '../../array/dtype.js';
import { NDArray } from '../../array/ndarray.js';
import { sameShape, type Shape } from '../../array/shape.js';
import type { Op, Operand } from '../../program/op.js';
import type { Var } from '../../program/program.js';
import { index, slice } from '../indexing.js';
import { concatenate, reshape } from '../movement.js';
import { shapeOf, toNDArray } from '../operand.js';
import {
  checkIndices,
  checkMatrixShape,
  floatDTypeOf,
  structureArray,
  weightsFor,
  type StructureArray,
} from './checks.js';
import { inBlocks, storedRows } from './layout.js';
import { SparseMatrix, type Side } from './matrix.js';
import { outerOp, type OuterParams } from './outer.js';
import { applyProduct, productOps, skipping, type ProductParams, type Products } from './product.js';
import { transposedIndex, updateRows } from './update.js';

/** The structure is `indices`, the column of each entry, and `indptr`, where in it the rows begin and the last one ends. */
const layout = storedRows(
  'csr',
  ([, indptr]) => (row) => indptr.data[row],
  ([indices, indptr], { rows, columns }, size) => {
    const [entries] = shapeOf(indices);
    const starts = inBlocks(index(indptr, slice(0, rows)), entries, size);
    const end = new NDArray([1], 'int32', Int32Array.of(size * entries));
    return [reshape(inBlocks(indices, columns, size), [size * entries]), concatenate([reshape(starts, [size * rows]), end])];
  },
);

export const csrOuterOp: Op<OuterParams> = outerOp(layout, () => csrOps);
export const csrOps: Products<ProductParams> = productOps<ProductParams>(layout, csrOuterOp);

/**
 * A matrix in compressed sparse rows: the entries of row i are those from `indptr[i]` up to `indptr[i + 1]`, with their
 * columns in `indices`. Columns of a row may stand in any order, and repeat: then their weights add up.
 *
 * @example
 * ```ts
 * const W = new Csr(0.5, [1, 2, 0], [0, 2, 3], [2, 3]); // one weight for all entries
 * eventVecmat(spikes, W); // [nPost]
 * ```
 */
export class Csr extends SparseMatrix {
  readonly shape: readonly [number, number];
  readonly dtype: FloatDType;
  /** A scalar, or one weight for each entry: `[indices.length]`. */
  readonly weights: NDArray | Var;
  /** int32 `[entries]` */
  readonly indices: NDArray;
  /** int32 `[nPre + 1]` */
  readonly indptr: NDArray;

  /**
   * @param weights a scalar that serves every entry, or an array `[entries]`; may be traced.
   * @param indices int32 `[entries]`, each from 0 to nPost - 1; concrete.
   * @param indptr int32 `[nPre + 1]`, ascending from 0 to the number of entries; concrete.
   * @param shape `[nPre, nPost]`
   */
  constructor(weights: Operand, indices: StructureArray, indptr: StructureArray, shape: Shape) {
    super();
    this.shape = checkMatrixShape(shape);
    this.indices = structureArray('csr', 'indices', indices);
    this.indptr = structureArray('csr', 'indptr', indptr);
    if (this.indices.shape.length !== 1) wrongShape('indices', this.indices, shape);
    if (!sameShape(this.indptr.shape, [shape[0] + 1])) wrongShape('indptr', this.indptr, shape);
    checkStarts(this.indptr, this.indices.shape[0]);
    checkIndices('csr', this.indices, shape[1]);
    this.weights = weightsFor('csr', weights, this.indices.shape);
    this.dtype = floatDTypeOf(this.weights);
  }

  /** The entries of a concrete matrix that are not zero. */
  static fromDense(matrix: Operand): Csr {
    const dense = toNDArray(matrix, 'Csr.fromDense', 'build the matrix outside of the traced function');
    const [rows, columns] = checkMatrixShape(dense.shape);
    const indices: number[] = [];
    const weights: number[] = [];
    const starts = [0];
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        const weight = dense.data[i * columns + j];
        if (weight === 0) continue;
        indices.push(j);
        weights.push(weight);
      }
      starts.push(indices.length);
    }
    const values = NDArray.zeros([weights.length], dense.dtype);
    values.data.set(weights);
    return new Csr(values, indices, starts, dense.shape);
  }

  /** The same entries with other weights: a scalar or `[entries]`. */
  withWeights(weights: Operand): Csr {
    return new Csr(weights, this.indices, this.indptr, this.shape);
  }

  override updated(side: Side, events: Operand, values: Operand, bounds: readonly [Operand, Operand]): Operand {
    const [rows, columns] = this.shape;
    const index = { columns: this.indices, starts: this.indptr, positions: undefined };
    if (side === 'left') return updateRows(this.weights, events, values, bounds, index, [rows, columns]);
    return updateRows(this.weights, events, values, bounds, transposedIndex(index, columns), [columns, rows]);
  }

  product(side: Side, vector: Operand, onto: Operand, events: boolean, skipZeros = false): Operand {
    const op = side === 'left' ? csrOps.scatter : csrOps.gather;
    const [rows, columns] = this.shape;
    return applyProduct(op, onto, this.weights, vector, [this.indices, this.indptr], { rows, columns, events, ...skipping(skipZeros) });
  }
}

function wrongShape(what: string, array: NDArray, shape: Shape): never {
  fail('engine/sparseShape', { format: 'csr', what, got: showShape(array.shape), shape: showShape(shape) });
}

function checkStarts({ data }: NDArray, entries: number): void {
  if (data[0] !== 0) fail('engine/sparseStarts', { position: 0, value: data[0], rule: 'start at 0' });
  for (let i = 1; i < data.length; i++) {
    if (data[i] < data[i - 1]) {
      fail('engine/sparseStarts', { position: i, value: data[i], rule: `not descend (it is ${data[i - 1]} before)` });
    }
  }
  const last = data.length - 1;
  if (data[last] !== entries) {
    const rule = `end at the number of entries, ${entries}`;
    fail('engine/sparseStarts', { position: last, value: data[last], rule });
  }
}
