import { fail } from '../../../core/error.js';
import { showShape } from '../../../core/print.js';
import type { FloatDType } from '../../array/dtype.js';
import { NDArray } from '../../array/ndarray.js';
import { sameShape, type Shape } from '../../array/shape.js';
import type { Operand } from '../../program/op.js';
import { transpose } from '../movement.js';
import { shapeOf } from '../operand.js';

/** Which product: `x @ W` takes a vector over the rows, `W @ y` one over the columns. */
export type Side = 'left' | 'right';

/** A matrix that is multiplied with vectors, and kept in whatever way its class says. */
export abstract class SparseMatrix {
  /** `[nPre, nPost]` */
  abstract readonly shape: readonly [number, number];
  /** The dtype of the weights and of the products. */
  abstract readonly dtype: FloatDType;

  /**
   * `onto + x @ W` (left) or `onto + W @ y` (right), the vector along the last axis. With `skipZeros` the rows of elements
   * that are zero may be left out.
   */
  abstract product(side: Side, vector: Operand, onto: Operand, events: boolean, skipZeros?: boolean): Operand;

  /**
   * The weights after those of the events' rows (left) or columns (right) were added to, by the values over the other axis,
   * and kept within bounds. For matrices whose every entry has a weight of its own.
   */
  updated(_side: Side, _events: Operand, _values: Operand, _bounds: readonly [Operand, Operand]): Operand {
    return fail('engine/notThere', { what: `the update of a matrix of class ${this.constructor.name} at events` });
  }

  /** The same entries seen with rows and columns exchanged; nothing is copied. */
  get transpose(): SparseMatrix {
    return new Transposed(this);
  }

  /** The matrix with every entry in its place, float of `shape`; entries in the same place are added. */
  toDense(): Operand {
    return this.product('left', identity(this.shape[0]), 0, true);
  }
}

class Transposed extends SparseMatrix {
  readonly shape: readonly [number, number];
  readonly dtype: FloatDType;

  constructor(private readonly original: SparseMatrix) {
    super();
    const [rows, columns] = original.shape;
    this.shape = [columns, rows];
    this.dtype = original.dtype;
  }

  product(side: Side, vector: Operand, onto: Operand, events: boolean, skipZeros?: boolean): Operand {
    return this.original.product(side === 'left' ? 'right' : 'left', vector, onto, events, skipZeros);
  }

  override updated(side: Side, events: Operand, values: Operand, bounds: readonly [Operand, Operand]): Operand {
    return this.original.updated(side === 'left' ? 'right' : 'left', events, values, bounds);
  }

  override get transpose(): SparseMatrix {
    return this.original;
  }

  override toDense(): Operand {
    return transpose(this.original.toDense());
  }
}

function identity(n: number): NDArray {
  const events = NDArray.zeros([n, n], 'bool');
  for (let i = 0; i < n; i++) events.data[i * n + i] = 1;
  return events;
}

/**
 * `onto + x @ W`: `x` over nPre along its last axis, the result over nPost. Axes in front are a batch.
 *
 * @param onto what the product is added to: a number, or an array of the result's shape.
 */
export function vecmat(x: Operand, matrix: SparseMatrix, onto: Operand = 0): Operand {
  return apply('vecmat', 'left', matrix, x, onto, false);
}

/**
 * `onto + x @ W` for a vector that is mostly zero: the rows of its zeros are left out, so that work is in proportion to the
 * others. What a zero would make of a weight that is not finite is left out too.
 */
export function mostlyZeroVecmat(x: Operand, matrix: SparseMatrix, onto: Operand = 0): Operand {
  return apply('mostlyZeroVecmat', 'left', matrix, x, onto, false, true);
}

/** `onto + W @ y`: `y` over nPost along its last axis, the result over nPre. Axes in front are a batch. */
export function matvec(matrix: SparseMatrix, y: Operand, onto: Operand = 0): Operand {
  return apply('matvec', 'right', matrix, y, onto, false);
}

/**
 * `onto + spikes @ W`, where every element of `spikes` that is not zero (or is true) is an event: its row of weights is
 * added, whatever its value. Work is in proportion to the events. Differentiated, an event counts by its value: the
 * cotangent of the spikes is `W @ ct`, of all of them.
 *
 * @param spikes over nPre along the last axis, of any dtype; axes in front are a batch.
 * @param onto what the product is added to: a number, or an array of the result's shape.
 */
export function eventVecmat(spikes: Operand, matrix: SparseMatrix, onto: Operand = 0): Operand {
  return apply('eventVecmat', 'left', matrix, spikes, onto, true);
}

/** `onto + W @ spikes`, `spikes` over nPost: the columns of the events are added. See {@link eventVecmat}. */
export function eventMatvec(matrix: SparseMatrix, spikes: Operand, onto: Operand = 0): Operand {
  return apply('eventMatvec', 'right', matrix, spikes, onto, true);
}

/**
 * The weights after presynaptic events: to each weight of a row with an event the value of its column is added, within
 * bounds. Work is in proportion to the entries of those rows. It has no derivative.
 *
 * @param spikes over nPre; an element other than zero is an event.
 * @param values over nPost: a trace of the postsynaptic neurons.
 */
export function updateOnPre(matrix: SparseMatrix, spikes: Operand, values: Operand, low: Operand, high: Operand): Operand {
  return matrix.updated('left', spikes, values, [low, high]);
}

/** The weights after postsynaptic events: `values` over nPre, `spikes` over nPost. See {@link updateOnPre}. */
export function updateOnPost(matrix: SparseMatrix, values: Operand, spikes: Operand, low: Operand, high: Operand): Operand {
  return matrix.updated('right', spikes, values, [low, high]);
}

function apply(
  operation: string,
  side: Side,
  matrix: SparseMatrix,
  vector: Operand,
  onto: Operand,
  events: boolean,
  skipZeros = false,
): Operand {
  const [nPre, nPost] = matrix.shape;
  const shape = shapeOf(vector);
  const [wants, gives] = side === 'left' ? [nPre, nPost] : [nPost, nPre];
  if (shape.at(-1) !== wants) {
    fail('engine/sparseVector', { operation, vector: showShape(shape), matrix: showShape(matrix.shape), wants });
  }
  const product: Shape = [...shape.slice(0, -1), gives];
  if (shapeOf(onto).length > 0 && !sameShape(shapeOf(onto), product)) {
    fail('engine/sparseOnto', { operation, onto: showShape(shapeOf(onto)), product: showShape(product) });
  }
  return matrix.product(side, vector, onto, events, skipZeros);
}
