import { fail } from '../../core/error.js';
import { describe, inspect, type Described } from '../../core/print.js';
import { NDArray } from '../../engine/index.js';
import { Quantity, unitless, type AnyQuantity, type Mul, type Unit } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import * as sparse from '../../unit/sparse.js';
import { difference, intersection, union, type Combined } from './combine.js';
import { rowOfEach, type Rows } from './rows.js';

type Time = Quantity<'time'>;

/** Where neurons lie: `[neurons, dimensions]`, in a length or without a unit. */
export type Positions = Quantity<'length'> | Quantity<'one'>;

/** What a connection has beside its ends. */
export interface ConnectionParts<D> {
  /** One weight for all connections, or one for each. */
  readonly weights?: Quantity<D> | undefined;
  /** One delay for all connections, or one for each. */
  readonly delays?: Time | undefined;
  readonly prePositions?: Positions | undefined;
  readonly postPositions?: Positions | undefined;
}

/**
 * Who is connected to whom: sorted by presynaptic neuron, then by postsynaptic one, no pair twice. Made by the `generate` of a
 * rule. It is kept as rows; the presynaptic neuron of each connection is written out when somebody asks.
 */
export class ConnectionResult<in out D = 'one'> implements Described {
  static readonly name: string = 'ConnectionResult';

  readonly #rows: Rows;
  readonly #parts: ConnectionParts<D>;
  #pre: Int32Array | undefined;

  /** @internal */
  constructor(
    rows: Rows,
    /** How many presynaptic neurons there are, and how many postsynaptic ones. */
    readonly shape: readonly [number, number],
    parts: ConnectionParts<D> = {},
  ) {
    this.#rows = rows;
    this.#parts = parts;
    checkSize('weights', parts.weights, this.nConnections);
    checkSize('delays', parts.delays, this.nConnections);
  }

  /** How many connections there are. */
  get nConnections(): number {
    return this.#rows.columns.length;
  }

  /** The presynaptic neuron of each connection. */
  get preIndices(): Int32Array {
    return (this.#pre ??= rowOfEach(this.#rows));
  }

  /** The postsynaptic neuron of each connection. */
  get postIndices(): Int32Array {
    return this.#rows.columns;
  }

  /** Where the connections of each presynaptic neuron begin, and the last ones end: `[pre + 1]`. */
  get indptr(): Int32Array {
    return this.#rows.starts;
  }

  /** One weight for all connections, one for each, or undefined where the rule was given none. */
  get weights(): Quantity<D> | undefined {
    return this.#parts.weights;
  }

  /** One delay for all connections, one for each, or undefined where the rule was given none. */
  get delays(): Time | undefined {
    return this.#parts.delays;
  }

  get prePositions(): Positions | undefined {
    return this.#parts.prePositions;
  }

  get postPositions(): Positions | undefined {
    return this.#parts.postPositions;
  }

  /** How far apart the ends of each connection lie; undefined without positions. */
  distances(): Quantity<'length'> | Quantity<'one'> | undefined {
    const { prePositions, postPositions } = this.#parts;
    if (prePositions === undefined || postPositions === undefined) return undefined;
    const from = (prePositions as AnyQuantity).get(this.preIndices);
    const apart: AnyQuantity = from.sub((postPositions as AnyQuantity).get(this.postIndices));
    return math.sqrt(math.square(apart).sum(1) as AnyQuantity) as Quantity<'length'>;
  }

  /** The weights as a sparse matrix, pre by post, that takes spikes: of ones where there are no weights. */
  toCsr(): sparse.SparseMatrix<D> {
    return this.#csr(this.#parts.weights ?? (unitless(1) as unknown as Quantity<D>));
  }

  /** The weights as a whole matrix, `[pre, post]`, 0 where nothing is connected. */
  toDense(): Quantity<D> {
    return this.toCsr().toDense();
  }

  /** The delays as a sparse matrix. @throws when there are none */
  delayToCsr(): sparse.SparseMatrix<'time'> {
    return this.#csr(this.#parts.delays ?? fail('conn/no-delays', {}));
  }

  /** The delays as a whole matrix, 0 where nothing is connected. @throws when there are none */
  delayToDense(): Time {
    return this.delayToCsr().toDense();
  }

  /** The same connections with weights so many times as large. @throws when there are no weights */
  weightScale(factor: number): ConnectionResult<D>;
  weightScale<B>(factor: Quantity<B>): ConnectionResult<Mul<D, B>>;
  weightScale(factor: number | AnyQuantity): unknown {
    const weights = (this.#parts.weights ?? fail('conn/no-weights', {})) as AnyQuantity;
    return this.#with<unknown>({ ...(this.#parts as ConnectionParts<unknown>), weights: weights.mul(factor as number) });
  }

  /** The same connections with delays so many times as long. @throws when there are no delays */
  delayScale(factor: number): ConnectionResult<D> {
    return this.#with({ ...this.#parts, delays: (this.#parts.delays ?? fail('conn/no-delays', {})).mul(factor) });
  }

  /** The connections of either. Of a pair in both, the first's weight and delay hold; what has no weight counts 0, as in braintools. */
  union(other: ConnectionResult<D>): ConnectionResult<D> {
    const combined = this.#combined(other, union);
    const zero = <E>(a: Quantity<E> | undefined, b: Quantity<E> | undefined): Quantity<E> | undefined =>
      a === undefined && b === undefined ? undefined : chosen(a, b, combined);
    return new ConnectionResult(combined.rows, this.shape, {
      ...this.#parts,
      weights: zero(this.weights, other.weights),
      delays: zero(this.delays, other.delays),
    });
  }

  /** The connections of both: weights are multiplied, delays averaged. One without a weight counts 1, one without a delay 0. */
  intersection<E>(other: ConnectionResult<E>): ConnectionResult<Mul<D, E>> {
    const combined = this.#combined(other, intersection);
    const { first, second } = combined;
    const [w, v] = [this.weights as AnyQuantity | undefined, other.weights as AnyQuantity | undefined];
    const [d, e] = [this.delays, other.delays];
    const weights = w === undefined || v === undefined ? at(w, first) ?? at(v, second) : at(w, first)!.mul(at(v, second)!);
    const delays = d === undefined && e === undefined ? undefined : half(at(d, first), at(e, second));
    return new ConnectionResult(combined.rows, this.shape, { ...this.#parts, weights, delays } as ConnectionParts<Mul<D, E>>);
  }

  /** The connections that the other one does not have. */
  difference<E>(other: ConnectionResult<E>): ConnectionResult<D> {
    const { rows, first } = this.#combined(other, difference);
    return new ConnectionResult(rows, this.shape, { ...this.#parts, weights: at(this.weights, first), delays: at(this.delays, first) });
  }

  [describe](): string {
    return `ConnectionResult(n_connections=${this.nConnections}, shape=(${this.shape.join(', ')}))`;
  }

  toString(): string {
    return this[describe]();
  }

  [inspect](): string {
    return this[describe]();
  }

  #with<E>(parts: ConnectionParts<E>): ConnectionResult<E> {
    return new ConnectionResult(this.#rows, this.shape, parts);
  }

  #csr<E>(data: Quantity<E>): sparse.SparseMatrix<E> {
    const { starts, columns } = this.#rows;
    // Without copies: there may be millions.
    const positions = (x: Int32Array): Quantity => new Quantity(new NDArray([x.length], 'int32', x), unitless);
    return sparse.csr({ data, indices: positions(columns), indptr: positions(starts), shape: this.shape });
  }

  #combined<E>(other: ConnectionResult<E>, how: (a: Rows, b: Rows) => Combined): Combined {
    if (!(other instanceof ConnectionResult)) fail('conn/result', { value: String(other) });
    if (other.shape.some((n, i) => n !== this.shape[i])) fail('conn/shapes', { a: this.shape, b: other.shape });
    return how(this.#rows, other.#rows);
  }
}

/** Values of some connections; one value for all stays one. */
function at<D>(values: Quantity<D> | undefined, where: Int32Array): Quantity<D> | undefined {
  return values === undefined || values.ndim === 0 ? values : values.get(where);
}

/** The values of the first where it has a connection, else those of the second. */
function chosen<D>(a: Quantity<D> | undefined, b: Quantity<D> | undefined, { first, second }: Combined): Quantity<D> {
  const unit = (a ?? b!).unit as Unit<D>;
  const zero = new Quantity(0, unit);
  const full = (values: Quantity<D> | undefined, where: Int32Array): AnyQuantity => {
    const known = where.map((i) => Math.max(0, i));
    const given = (values ?? zero) as AnyQuantity;
    return given.ndim === 0 || given.shape[0] === 0 ? math.broadcastTo(given.ndim === 0 ? given : (zero as AnyQuantity), [where.length]) : given.get(known);
  };
  const inFirst = unitless(Float32Array.from(first, (i) => (i >= 0 ? 1 : 0)));
  return math.where(inFirst.gt(0.5), full(a, first), full(b, second)) as Quantity<D>;
}

function half(a: Time | undefined, b: Time | undefined): Time {
  const none = new Quantity(0, (a ?? b!).unit) as Time;
  return (a ?? none).add(b ?? none).mul(0.5);
}

function checkSize(name: string, values: AnyQuantity | undefined, count: number): void {
  if (values === undefined || values.ndim === 0 || (values.ndim === 1 && values.size === count)) return;
  fail('conn/values', { name, shape: values.shape.join(', '), count });
}
