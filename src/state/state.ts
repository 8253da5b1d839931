import { fail, originHere, placeOf, type Origin } from '../core/error.js';
import { describe, inspect, showShape, type Described } from '../core/print.js';
import { flatten, sameTreeShape, showTreeShape, unflatten, type TreeShape } from '../core/tree.js';
import {
  cellTrace,
  currentBuilder,
  currentScope,
  dtypeOf,
  isTraced,
  NDArray,
  sameShape,
  shapeOf,
  toNDArray,
  toValue,
  type Builder,
  type Cell,
  type Operand,
} from '../engine/index.js';
import { Quantity, type AnyQuantity, type AnyUnit } from '../unit/index.js';
import { describeNode } from './print-tree.js';
import { aDimension, showValue } from './show-value.js';
import { isWeak } from './weak.js';

/** What tells the kinds of State apart, in the types and at run time. */
export type StateKind = 'state' | 'shortTerm' | 'longTerm' | 'hidden' | 'param';

/** What a State can be told beside its value. */
export interface StateOptions {
  /** A name for printing and error texts. A State of a Module is called after its place in it otherwise. */
  name?: string;
  /** A tag to find it by. */
  tag?: string;
}

/**
 * A value that lasts from one time step to the next: the one thing that functions given to a transform may read
 * and write besides their arguments.
 *
 * The value is a quantity, or a tree of them (arrays, tuples and plain objects, nested at will). Units, shapes and
 * dtypes are those of the first value; a later one in another unit of the same dimension is converted, and what
 * does not fit is refused.
 *
 * @example
 * const count = new State(u.unitless([0, 0]));
 * count.value = count.value.add(1);
 */
export class State<T = Quantity<'one'>> implements Cell, Described {
  /** The name that printing and errors show. Written down, since a bundler may shorten that of the class. */
  static readonly name: string = 'State';

  /** The arrays that it holds outside of every trace. @internal */
  get stored(): readonly NDArray[] {
    return this.#stored;
  }

  #stored: readonly NDArray[];
  readonly #tree: TreeShape;
  readonly #units: readonly AnyUnit[];
  readonly #name: string | undefined;
  readonly #tag: string | undefined;
  /** The trace it was made in; it has no value outside of it. */
  readonly #born: Builder | null;
  readonly #origin: Origin | undefined;
  #label: string | undefined;
  #owner: string | undefined;
  #seen: T | undefined;

  /** @param value - its first value, of which it keeps units, shapes and dtypes. */
  constructor(value: T, options: StateOptions = {}) {
    this.#name = options.name;
    this.#tag = options.tag;
    this.#label = options.name;
    const { shape, quantities } = this.#quantities(value);
    this.#tree = shape;
    this.#units = quantities.map((q) => q.unit);
    const operands = quantities.map((q) => asArray(q.mantissa));
    this.#born = currentScope();
    this.#origin = this.#born === null ? undefined : originHere();
    if (this.#born === null) {
      this.#stored = operands.map((x) => this.#concrete(x));
    } else {
      this.#stored = operands.map((x) => (isTraced(x) ? NDArray.zeros(x.shape, x.dtype) : toNDArray(x)));
      const entry = this.#born.touch(this);
      entry.current = operands;
      entry.written = true;
    }
  }

  get kind(): StateKind {
    return 'state';
  }

  /** The name it was given, or undefined. */
  get name(): string | undefined {
    return this.#name;
  }

  /** The tag it was given, or undefined. */
  get tag(): string | undefined {
    return this.#tag;
  }

  /**
   * The present value. Inside a transform, the value so far in the traced function.
   *
   * @throws when written with another structure, shape, dtype or dimension than it has; while a running rollout
   * uses it; and when it was made inside a transformed function that has ended.
   */
  get value(): T {
    this.#checkUse();
    const trace = cellTrace(this);
    if (trace !== null) return this.#wrap(trace.current);
    return (this.#seen ??= this.#wrap(this.#stored));
  }

  set value(value: T) {
    this.#checkUse();
    const { shape, quantities } = this.#quantities(value);
    if (!sameTreeShape(shape, this.#tree)) {
      fail('state/tree', { state: this.label, had: showTreeShape(this.#tree), got: showTreeShape(shape) });
    }
    const operands = quantities.map((q, i) => this.#fitting(q, i));
    const trace = cellTrace(this);
    if (trace === null) {
      this.commit(operands.map((x) => this.#concrete(x)));
    } else {
      trace.current = operands;
      trace.written = true;
    }
  }

  /** What error texts call it: `LIFRef.V`. */
  get label(): string {
    return this.#label ?? `a ${this.constructor.name}`;
  }

  /** Gives it a name for error texts, unless it has one. @internal */
  suggestLabel(label: string): void {
    this.#label ??= label;
  }

  /** Whether it was made in this scope, and ends with it. @internal */
  madeIn(builder: Builder): boolean {
    return this.#born === builder;
  }

  /** Its arrays, for a run that starts now. @internal */
  read(): readonly NDArray[] {
    this.#checkUse();
    return this.#stored;
  }

  /** Takes what a finished run left in it, unchecked. @internal */
  commit(arrays: readonly NDArray[]): void {
    this.#stored = arrays;
    this.#seen = undefined;
  }

  /** Refuses reading and writing until `unlock`: `owner`, such as `a running forLoop`, is using it. @internal */
  lock(owner: string): void {
    if (this.#owner !== undefined) fail('state/locked', { state: this.label, owner: this.#owner });
    this.#owner = owner;
  }

  /** Allows reading and writing again. @internal */
  unlock(): void {
    this.#owner = undefined;
  }

  [describe](): string {
    const builder = currentScope();
    const current = builder?.cells.get(this)?.current ?? this.#stored;
    const value = unflatten(this.#tree, current.map((x, i) => abstract(x, this.#units[i])));
    return describeNode(this, () => [
      ['value', value],
      ['name', this.#name],
      ['tag', this.#tag === undefined ? undefined : `{'${this.#tag}'}`],
    ]);
  }

  toString(): string {
    return this[describe]();
  }

  [inspect](): string {
    return this[describe]();
  }

  /** Whether this kind of State can hold such a value. */
  protected accepts(_value: unknown): boolean {
    return true;
  }

  #quantities(value: unknown): { shape: TreeShape; quantities: AnyQuantity[] } {
    const { shape, leaves } = flatten(value);
    const quantities = leaves.map((leaf) => this.#quantity(leaf));
    if (!this.accepts(value)) fail('state/hidden', { state: this.label, value: showValue(value) });
    return { shape, quantities };
  }

  #quantity(leaf: unknown): AnyQuantity {
    if (leaf instanceof State) fail('state/is-state', { state: this.label });
    if (!(leaf instanceof Quantity)) fail('state/leaf', { state: this.label, value: showValue(leaf) });
    return leaf;
  }

  /** The mantissa of a written quantity in this State's unit, after checking that it fits. */
  #fitting(q: AnyQuantity, i: number): Operand {
    const unit = this.#units[i];
    if (q.dim !== unit.dim) {
      fail('state/dim', { state: this.label, wants: aDimension(String(unit.dim)), value: showValue(q) });
    }
    const { shape, dtype } = this.#stored[i];
    const mantissa: Operand = q.in(unit).mantissa;
    if (!sameShape(shapeOf(mantissa), shape)) {
      fail('state/shape', { state: this.label, had: showShape(shape), got: showShape(shapeOf(mantissa)) });
    }
    if (typeof mantissa === 'number') return toValue(mantissa, dtype);
    if (dtypeOf(mantissa) !== dtype) fail('state/dtype', { state: this.label, had: dtype, got: dtypeOf(mantissa) });
    return mantissa;
  }

  #concrete(x: Operand): NDArray {
    if (isTraced(x)) fail('state/tracer', { state: this.label, value: `a traced value` });
    return toNDArray(x);
  }

  #checkUse(): void {
    if (this.#owner !== undefined) fail('state/locked', { state: this.label, owner: this.#owner });
    if (this.#born === null) return;
    for (let builder = currentBuilder(); builder !== null; builder = builder.parent) if (builder === this.#born) return;
    fail('state/stale', { state: this.label, place: placeOf(this.#origin) });
  }

  #wrap(operands: readonly Operand[]): T {
    return unflatten(this.#tree, operands.map((x, i) => new Quantity(x, this.#units[i]))) as T;
  }
}

function asArray(x: Operand): Operand {
  return typeof x === 'number' ? toValue(x) : x;
}

/** A value by its dtype and shape alone: a State's numbers are not what its print is about. */
function abstract(x: Operand, unit: AnyUnit): Described {
  const array = `${dtypeOf(x)}[${shapeOf(x).join(',')}]`;
  const mark = x instanceof NDArray && isWeak(x) ? '~' : '';
  const text = unit.isUnitless ? `ShapedArray(${array})` : `Quantity(${mark}${array}, "${unit.symbol}")`;
  return { [describe]: () => text };
}
