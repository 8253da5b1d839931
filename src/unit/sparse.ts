import { describe, inspect, type Described } from '../core/print.js';
import { fail } from '../core/error.js';
import type { Operand, Shape } from '../engine/index.js';
import * as engine from '../engine/ops/sparse/index.js';
import { folded } from './arithmetic.js';
import { brief } from './display.js';
import type { Mul } from './types/dimension.js';
import { Quantity, wrap, type AnyQuantity } from './quantity.js';
import type { AnyUnit, Unit } from './unit.js';

/** Positions in a matrix: integers, known while tracing. */
export type Positions = Int32Array | readonly number[] | Quantity<'one'>;

/** What `csr` is made of. */
export interface CsrParts<D> {
  /** One weight for all entries, or one for each. */
  readonly data: Quantity<D>;
  /** The column of each entry. */
  readonly indices: Positions;
  /** Where in `indices` each row begins, and the last one ends. */
  readonly indptr: Positions;
  /** Rows and columns: pre and post. */
  readonly shape: readonly [number, number];
}

/** What `fixedOut` and `fixedIn` are made of. */
export interface FixedParts<D> {
  /** One weight for all entries, or one for each: of the shape of `indices`. */
  readonly data: Quantity<D>;
  /** For each row (of `fixedOut`) or column (of `fixedIn`) the columns or rows of its entries. */
  readonly indices: Int32Array | Quantity<'one'>;
  /** Rows and columns: pre and post. */
  readonly shape: readonly [number, number];
}

/** How the entries of a matrix come from other weights. */
type Rebuild = (weights: Operand) => engine.SparseMatrix;

/**
 * A matrix with a unit, kept by its entries alone. Rows are presynaptic, columns postsynaptic: `x` over the rows gives
 * `matrix.vecmat(x)` over the columns. With events the cost is in proportion to how many there are.
 *
 * @example
 * const W = sparse.csr({ data: mS(0.5), indices: [1, 2, 0], indptr: [0, 2, 3], shape: [2, 3] });
 * W.eventVecmat(spikes); // Quantity<'conductance'> of shape [3]
 */
export class SparseMatrix<in out D> implements Described {
  static readonly name: string = 'SparseMatrix';

  readonly #matrix: engine.SparseMatrix;
  readonly #rebuild: Rebuild;

  /** @internal Made by `csr`, `fixedOut`, `fixedIn`, `dense`. */
  constructor(
    private readonly kind: string,
    /** The weights: a scalar for all entries, or one for each. */
    readonly data: Quantity<D>,
    rebuild: Rebuild,
  ) {
    this.#rebuild = rebuild;
    this.#matrix = rebuild(data.mantissa);
  }

  /** Rows and columns. */
  get shape(): readonly [number, number] {
    return this.#matrix.shape;
  }

  /** The shape of weights with one for each entry; none for a matrix that keeps no entries. */
  get entryShape(): Shape | undefined {
    return (this.#matrix as { readonly indices?: { readonly shape: Shape } }).indices?.shape;
  }

  /** The unit of the entries. */
  get unit(): Unit<D> {
    return this.data.unit;
  }

  /** The same entries with other weights. */
  withData<E>(data: Quantity<E>): SparseMatrix<E> {
    if (!(data instanceof Quantity)) fail('unit/sparseData', { value: String(data) });
    return new SparseMatrix(this.kind, data, this.#rebuild);
  }

  /** `x @ W`: x over the rows along its last axis; axes in front are a batch. */
  vecmat<X>(x: Quantity<X>): Quantity<Mul<X, D>> {
    return this.#times(x, engine.vecmat(x.mantissa, this.#matrix));
  }

  /** `x @ W` for an x that is mostly zero: work is in proportion to what is not. */
  mostlyZeroVecmat<X>(x: Quantity<X>): Quantity<Mul<X, D>> {
    return this.#times(x, engine.mostlyZeroVecmat(x.mantissa, this.#matrix));
  }

  /** `W @ y`: y over the columns along its last axis. */
  matvec<X>(y: Quantity<X>): Quantity<Mul<X, D>> {
    return this.#times(y, engine.matvec(this.#matrix, y.mantissa));
  }

  /** `spikes @ W`, where whatever is not zero is an event: its row of weights is added, whatever its value. */
  eventVecmat(spikes: Quantity<'one'>): Quantity<D> {
    return new Quantity<D>(engine.eventVecmat(plainEvents(spikes), this.#matrix), this.unit);
  }

  /** `W @ spikes`, spikes over the columns. */
  eventMatvec(spikes: Quantity<'one'>): Quantity<D> {
    return new Quantity<D>(engine.eventMatvec(this.#matrix, plainEvents(spikes)), this.unit);
  }

  /**
   * The weights after presynaptic events: to those of each row with an event the value of their column is added, within
   * bounds. Every entry must have a weight of its own. Work is in proportion to the entries of those rows; there is no
   * derivative.
   *
   * @param values - a trace of the postsynaptic neurons, in the dimension of the weights
   */
  updateOnPre(spikes: Quantity<'one'>, values: Quantity<D>, low: Quantity<D>, high: Quantity<D>): SparseMatrix<D> {
    const [trace, ...bounds] = this.#inOwnUnit(values, low, high);
    return this.#with(engine.updateOnPre(this.#matrix, plainEvents(spikes), trace, bounds[0], bounds[1]));
  }

  /** The weights after postsynaptic events: to those of each column with an event the value of their row is added. */
  updateOnPost(values: Quantity<D>, spikes: Quantity<'one'>, low: Quantity<D>, high: Quantity<D>): SparseMatrix<D> {
    const [trace, ...bounds] = this.#inOwnUnit(values, low, high);
    return this.#with(engine.updateOnPost(this.#matrix, trace, plainEvents(spikes), bounds[0], bounds[1]));
  }

  /** The matrix with every entry in its place; entries in the same place are added. */
  toDense(): Quantity<D> {
    return new Quantity<D>(this.#matrix.toDense(), this.unit);
  }

  [describe](): string {
    return `${this.kind}(shape=(${this.shape.join(', ')}), unit=${this.unit.symbol})`;
  }

  toString(): string {
    return this[describe]();
  }

  [inspect](): string {
    return this[describe]();
  }

  #inOwnUnit(...all: readonly Quantity<D>[]): Operand[] {
    return all.map((x) => x.in(this.unit).mantissa);
  }

  #with(weights: Operand): SparseMatrix<D> {
    return this.withData(new Quantity<D>(weights, this.unit));
  }

  #times(x: AnyQuantity, mantissa: Operand): AnyQuantity {
    return wrap(folded(mantissa, (x.unit as AnyUnit).mul(this.unit as AnyUnit)));
  }
}

/** Compressed sparse rows. Columns of a row may stand in any order, and repeat: their weights add up. */
export function csr<D>({ data, indices, indptr, shape }: CsrParts<D>): SparseMatrix<D> {
  const [columns, starts] = [positions(indices), positions(indptr)];
  return new SparseMatrix('CSR', data, (weights) => new engine.Csr(weights, columns, starts, shape as Shape));
}

/** The same number of entries in each row: `indices` is `[rows, k]`. */
export function fixedOut<D>({ data, indices, shape }: FixedParts<D>): SparseMatrix<D> {
  const columns = matrixPositions(indices, shape[0]);
  return new SparseMatrix('FixedPostNumConn', data, (weights) => new engine.FixedOut(weights, columns, shape as Shape));
}

/** The same number of entries in each column: `indices` is `[columns, k]`. */
export function fixedIn<D>({ data, indices, shape }: FixedParts<D>): SparseMatrix<D> {
  const rows = matrixPositions(indices, shape[1]);
  return new SparseMatrix('FixedPreNumConn', data, (weights) => new engine.FixedIn(weights, rows, shape as Shape));
}

/** A full matrix, for products with events. */
export function dense<D>(data: Quantity<D>): SparseMatrix<D> {
  return new SparseMatrix('Dense', data, (weights) => new engine.Dense(weights));
}

/** The entries of a matrix that are not zero; its numbers must be known. */
export function csrFromDense<D>(matrix: Quantity<D>): SparseMatrix<D> {
  const found = engine.Csr.fromDense(matrix.mantissa);
  const { indices, indptr, shape } = found;
  const data = new Quantity<D>(found.weights, matrix.unit);
  return new SparseMatrix('CSR', data, (weights) => new engine.Csr(weights, indices, indptr, shape));
}

/** Spikes as bare numbers. */
function plainEvents(spikes: Quantity<'one'>): Operand {
  if (spikes instanceof Quantity && spikes.unit.isUnitless) return spikes.mantissa;
  return fail('unit/events', { value: spikes instanceof Quantity ? brief(spikes) : String(spikes) });
}

function positions(x: Positions): Operand | number[] {
  return x instanceof Quantity || x instanceof Int32Array ? new Quantity(x as never).mantissa : [...x];
}

/** Positions as a matrix of so many rows. */
function matrixPositions(x: Int32Array | Quantity<'one'>, rows: number): Operand {
  return x instanceof Quantity ? x.mantissa : new Quantity(x).reshape([rows, -1]).mantissa;
}
