import type { FloatDType } from '../../array/dtype.js';
import type { NDArray } from '../../array/ndarray.js';
import type { Op, Operand } from '../../program/op.js';
import type { Var } from '../../program/program.js';
import { shapeOf } from '../operand.js';
import { checkMatrixShape, floatDTypeOf, weightsFor } from './checks.js';
import type { RowLayout, RowParams } from './layout.js';
import { SparseMatrix, type Side } from './matrix.js';
import { outerOp, type OuterParams } from './outer.js';
import { applyProduct, productOps, type ProductParams, type Products } from './product.js';

/** Every column has an entry in every row, in order; there is no structure beside the weights. */
const layout: RowLayout<RowParams> = {
  name: 'dense',
  entries: (_, { rows, columns }) => [rows, columns],
  walker: (weights, _, { columns }) => {
    const each = weights.shape.length > 0;
    return (row, visit) => {
      for (let j = 0; j < columns; j++) visit(j, weights.data[each ? row * columns + j : 0], row * columns + j);
    };
  },
};

export const denseOuterOp: Op<OuterParams> = outerOp(layout, () => denseOps);
export const denseOps: Products<ProductParams> = productOps<ProductParams>(layout, denseOuterOp);

/** A full matrix, for products with events: `spikes @ W` adds up the rows of the events and leaves the others alone. */
export class Dense extends SparseMatrix {
  readonly shape: readonly [number, number];
  readonly dtype: FloatDType;
  /** `[nPre, nPost]` */
  readonly weights: NDArray | Var;

  /** @param weights `[nPre, nPost]`; may be traced. */
  constructor(weights: Operand) {
    super();
    this.shape = checkMatrixShape(shapeOf(weights));
    this.weights = weightsFor('dense', weights, this.shape);
    this.dtype = floatDTypeOf(this.weights);
  }

  product(side: Side, vector: Operand, onto: Operand, events: boolean): Operand {
    const [rows, columns] = this.shape;
    const op = side === 'left' ? denseOps.scatter : denseOps.gather;
    return applyProduct(op, onto, this.weights, vector, [], { rows, columns, events });
  }

  override toDense(): Operand {
    return this.weights;
  }
}
