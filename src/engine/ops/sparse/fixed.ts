import { fail } from '../../../core/error.js';
import { showShape } from '../../../core/print.js';
import type { FloatDType } from '../../array/dtype.js';
import { NDArray } from '../../array/ndarray.js';
import type { Shape } from '../../array/shape.js';
import type { Op, Operand } from '../../program/op.js';
import type { Var } from '../../program/program.js';
import { reshape } from '../movement.js';
import { shapeOf } from '../operand.js';
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
import { transposedIndex, updateRows, type EntryIndex } from './update.js';

/** The structure is `indices`, `[rows, k]`: every row has the same number of entries. */
const layout = storedRows(
  'fixed',
  ([indices]) => (row) => row * indices.shape[1],
  ([indices], { rows, columns }, size) => [reshape(inBlocks(indices, columns, size), [size * rows, shapeOf(indices)[1]])],
);

export const fixedOuterOp: Op<OuterParams> = outerOp(layout, () => fixedOps);
export const fixedOps: Products<ProductParams> = productOps<ProductParams>(layout, fixedOuterOp);

/** What the two ways round have in common. */
abstract class Fixed extends SparseMatrix {
  readonly shape: readonly [number, number];
  readonly dtype: FloatDType;
  /** A scalar, or one weight for each entry, of the shape of `indices`. */
  readonly weights: NDArray | Var;
  /** int32 `[rows, k]` */
  readonly indices: NDArray;

  protected constructor(
    protected readonly format: 'fixed out-degree' | 'fixed in-degree',
    weights: Operand,
    indices: StructureArray,
    shape: Shape,
  ) {
    super();
    this.shape = checkMatrixShape(shape);
    this.indices = structureArray(format, 'indices', indices);
    const [rows, columns] = this.layoutSize();
    if (this.indices.shape.length !== 2 || this.indices.shape[0] !== rows) {
      const got = showShape(this.indices.shape);
      fail('engine/sparseShape', { format, what: 'indices', got, shape: showShape(shape) });
    }
    checkIndices(format, this.indices, columns);
    this.weights = weightsFor(format, weights, this.indices.shape);
    this.dtype = floatDTypeOf(this.weights);
  }

  /** How many rows of indices there are, and what the indices count. */
  private layoutSize(): readonly [number, number] {
    const [nPre, nPost] = this.shape;
    return this.format === 'fixed out-degree' ? [nPre, nPost] : [nPost, nPre];
  }

  override updated(side: Side, events: Operand, values: Operand, bounds: readonly [Operand, Operand]): Operand {
    const overRows = (side === 'left') === (this.format === 'fixed out-degree');
    const [rows, columns] = this.layoutSize();
    const { shape } = this.indices;
    const stored = rowsOf(this.indices);
    const [index, size] = overRows ? [stored, [rows, columns] as const] : [transposedIndex(stored, columns), [columns, rows] as const];
    const weights = shapeOf(this.weights).length === 0 ? this.weights : reshape(this.weights, [rows * shape[1]]);
    return reshape(updateRows(weights, events, values, bounds, index, size), shape);
  }

  product(side: Side, vector: Operand, onto: Operand, events: boolean, skipZeros = false): Operand {
    const overRows = (side === 'left') === (this.format === 'fixed out-degree');
    const [rows, columns] = this.layoutSize();
    const op = overRows ? fixedOps.scatter : fixedOps.gather;
    return applyProduct(op, onto, this.weights, vector, [this.indices], { rows, columns, events, ...skipping(skipZeros) });
  }
}

/**
 * A matrix in which every row has `k` entries: presynaptic neuron i reaches `indices[i]`. Targets may repeat: then
 * their weights add up.
 */
export class FixedOut extends Fixed {
  /**
   * @param weights a scalar that serves every entry, or an array `[nPre, k]`; may be traced.
   * @param indices int32 `[nPre, k]`, each from 0 to nPost - 1; concrete.
   * @param shape `[nPre, nPost]`
   */
  constructor(weights: Operand, indices: StructureArray, shape: Shape) {
    super('fixed out-degree', weights, indices, shape);
  }

  /** The same entries with other weights. */
  withWeights(weights: Operand): FixedOut {
    return new FixedOut(weights, this.indices, this.shape);
  }
}

/**
 * A matrix in which every column has `k` entries: postsynaptic neuron j hears `indices[j]`. `spikes @ W` looks at every
 * entry, however few events there are: where events are rare, {@link FixedOut} or `Csr` is the faster structure.
 */
export class FixedIn extends Fixed {
  /**
   * @param weights a scalar that serves every entry, or an array `[nPost, k]`; may be traced.
   * @param indices int32 `[nPost, k]`, each from 0 to nPre - 1; concrete.
   * @param shape `[nPre, nPost]`
   */
  constructor(weights: Operand, indices: StructureArray, shape: Shape) {
    super('fixed in-degree', weights, indices, shape);
  }

  /** The same entries with other weights. */
  withWeights(weights: Operand): FixedIn {
    return new FixedIn(weights, this.indices, this.shape);
  }
}

/** Rows of equal length as a list of entries: made once for the same indices. */
function rowsOf(indices: NDArray): EntryIndex {
  const known = lists.get(indices);
  if (known !== undefined) return known;
  const [rows, k] = indices.shape;
  const columns = new NDArray([rows * k], 'int32', indices.data);
  const starts = new NDArray([rows + 1], 'int32', Int32Array.from({ length: rows + 1 }, (_, i) => i * k));
  const index = { columns, starts, positions: undefined };
  lists.set(indices, index);
  return index;
}

const lists = new WeakMap<NDArray, EntryIndex>();
