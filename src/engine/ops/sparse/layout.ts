import { NDArray } from '../../array/ndarray.js';
import type { Shape } from '../../array/shape.js';
import type { Operand, Params, SparseForm } from '../../program/op.js';
import type { Aval } from '../../program/program.js';
import { add } from '../arithmetic.js';
import { shapeOf } from '../operand.js';

/** The size of the matrix as it is laid out: its rows are what a scatter takes a vector over. */
export interface RowParams extends Params {
  readonly rows: number;
  readonly columns: number;
}

/** Told of each entry of a row, in its order: where it stands and what it weighs. */
export type VisitEntry = (column: number, weight: number, position: number) => void;

/**
 * How a matrix keeps its rows. The products of `product.ts` and `outer.ts` are written once over it; a backend has a
 * walk of its own for each layout.
 */
export interface RowLayout<P extends RowParams = RowParams> {
  readonly name: SparseForm['layout'];
  /** The shape of the weights, one for each entry. Not stored (procedural): undefined. */
  entries(structure: readonly Aval[], params: P): Shape | undefined;
  /** The walk over the entries of one row, whose positions are those in the stored weights. */
  walker(weights: NDArray, structure: readonly NDArray[], params: P): (row: number, visit: VisitEntry) => void;
  /**
   * The structure of a matrix with this one so many times along its diagonal: what a batch of weights is one matrix of. A
   * layout without it takes such a batch lane by lane.
   */
  blocks?(structure: readonly Operand[], params: P, size: number): Operand[];
  /** The product with a vector that is not of events, for a layout that leaves it to another op. */
  linear?(product: 'scatter' | 'gather', onto: Operand, weights: Operand, vector: Operand): Operand;
}

/**
 * Rows that are stored one after the other: the first array of the structure has the column of each entry. `startOf` says
 * which entry a row begins with.
 */
export function storedRows(
  name: SparseForm['layout'],
  startOf: (structure: readonly NDArray[]) => (row: number) => number,
  blocks: NonNullable<RowLayout<RowParams>['blocks']>,
): RowLayout<RowParams> {
  return {
    name,
    blocks,
    entries: ([indices]) => indices.shape,
    walker(weights, structure) {
      const [indices] = structure;
      const each = weights.shape.length > 0;
      const start = startOf(structure);
      return (row, visit) => {
        const end = start(row + 1);
        for (let p = start(row); p < end; p++) visit(indices.data[p], weights.data[each ? p : 0], p);
      };
    },
  };
}

/** Positions of so many blocks, each `width` further on than the one before: `[...]` becomes `[size, ...]`. */
export function inBlocks(positions: Operand, width: number, size: number): Operand {
  const rest = shapeOf(positions).map(() => 1);
  return add(positions, new NDArray([size, ...rest], 'int32', Int32Array.from({ length: size }, (_, b) => b * width)));
}
