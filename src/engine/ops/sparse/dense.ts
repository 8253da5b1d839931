import type { FloatDType } from '../../array/dtype.js';
import type { NDArray } from '../../array/ndarray.js';
import { sizeOf } from '../../array/shape.js';
import type { Op, Operand } from '../../program/op.js';
import type { Var } from '../../program/program.js';
import { add } from '../arithmetic.js';
import { contract } from '../matmul.js';
import { reshape } from '../movement.js';
import { shapeOf } from '../operand.js';
import { checkMatrixShape, floatDTypeOf, weightsFor } from './checks.js';
import type { RowLayout, RowParams } from './layout.js';
import { SparseMatrix, type Side } from './matrix.js';
import { outerOp, type OuterParams } from './outer.js';
import { applyProduct, meet, productOps, type ProductParams, type Products } from './product.js';

/**
 * Every column has an entry in every row, in order; there is no structure beside the weights. Its own products are
 * those of events: `matmul` does the others better.
 */
const layout: RowLayout<RowParams> = {
  name: 'dense',
  entries: (_, { rows, columns }) => [rows, columns],
  walker: (weights, _, { columns }) => {
    const each = weights.shape.length > 0;
    return (row, visit) => {
      for (let j = 0; j < columns; j++) visit(j, weights.data[each ? row * columns + j : 0], row * columns + j);
    };
  },
  linear(product, onto, weights, vector) {
    const shape = shapeOf(vector);
    const rows = reshape(vector, [sizeOf(shape.slice(0, -1)), shape[shape.length - 1]]);
    const result = contract(rows, weights, false, product === 'gather');
    return add(onto, reshape(result, [...shape.slice(0, -1), shapeOf(result)[1]]));
  },
};

export const denseOuterOp: Op<OuterParams> = outerOp(layout, () => denseOps);
export const denseOps: Products<ProductParams> = productOps<ProductParams>(layout, denseOuterOp);

/**
 * A full matrix, for products with events: `spikes @ W` adds up the rows of the events and leaves the others alone.
 * Products with vectors, and derivatives to the spikes, are matrix products as `matmul` makes them.
 */
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
    const product = side === 'left' ? 'scatter' : 'gather';
    if (!events) {
      const [start, weights, x] = meet(onto, this.weights, vector, events);
      return layout.linear!(product, start, weights, x);
    }
    return applyProduct(denseOps[product], onto, this.weights, vector, [], { rows, columns, events });
  }

  override toDense(): Operand {
    return this.weights;
  }
}
