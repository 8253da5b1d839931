import { fail, originHere, placeOf, type Origin } from '../core/error.js';
import { checkOptions } from '../core/options.js';
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
  sizeOf,
  toNDArray,
  toValue,
  type Aval,
  type Builder,
  type Cell,
  type Operand,
} from '../engine/index.js';
import { Quantity, type AnyQuantity, type AnyUnit } from '../unit/index.js';
import { describeNode } from './print-tree.js';
import { aDimension, showValue } from './show-value.js';
import {
  addClassHook,
  addHook,
  clearClassHooks,
  hasClassHooks,
  hooksFor,
  type ClassHooks,
  type HookHandle,
  type HookKind,
  type HookOptions,
  type StateHooks,
} from './state-hooks.js';
import { alphabetical, inOrderOf, type MapLeaves } from './state-tree.js';
import { isWeak } from './weak.js';

/** What tells the kinds of State apart, in the types and at run time. */
export type StateKind =
  | 'state'
  | 'shortTerm'
  | 'longTerm'
  | 'hidden'
  | 'hiddenGroup'
  | 'hiddenTree'
  | 'param'
  | 'batch'
  | 'delay';

/** What a State can be told beside its value. */
export interface StateOptions {
  /** A name for printing and error texts. A State of a Module is called after its place in it otherwise. */
  name?: string | undefined;
  /** A tag to find it by, or several. */
  tag?: string | readonly string[] | undefined;
  /** Anything else worth knowing of it; printing shows it. */
  metadata?: Readonly<Record<string, unknown>> | undefined;
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
  #tree: TreeShape;
  #units: readonly AnyUnit[];
  #name: string | undefined;
  #tags: Set<string>;
  #metadata: Readonly<Record<string, unknown>>;
  /** The trace it was made in; it has no value outside of it. */
  #born: Builder | null;
  readonly #origin: Origin | undefined;
  #label: string | undefined;
  #owner: string | undefined;
  #seen: T | undefined;
  readonly #hooks: HookHandle[] = [];
  #inHook = false;

  /** @param value - its first value, of which it keeps units, shapes and dtypes. */
  constructor(value: T, options: StateOptions = {}) {
    checkOptions(this.constructor.name, options, ['name', 'tag', 'metadata']);
    this.#name = options.name;
    this.#tags = new Set(typeof options.tag === 'string' ? [options.tag] : options.tag);
    this.#metadata = { ...options.metadata };
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
    if (hasClassHooks()) this.#runHooks('init', () => this.#peek());
  }

  /**
   * Adds a hook to every State of this class, present and to come: `HiddenState.registerHook('writeAfter', …)`. It runs
   * before those of a State's own. The kinds are those of one State, and `init` for each one that is made.
   *
   * @example
   * using _ = State.registerHook('init', ({ state }) => made.push(state));
   *
   * @throws when there is no such kind of hook, or it is no function
   */
  static registerHook<T, K extends keyof ClassHooks<T>>(
    this: abstract new (...args: never[]) => State<T>,
    kind: K,
    hook: ClassHooks<T>[K],
    options: HookOptions = {},
  ): HookHandle {
    return addClassHook(this, kind, hook, options);
  }

  /** Takes out the hooks of this class and of its subclasses: those of one kind, or all. */
  static clearHooks(kind?: keyof ClassHooks<unknown>): void {
    clearClassHooks(this, kind);
  }

  get kind(): StateKind {
    return 'state';
  }

  /** The name it was given, or undefined. */
  get name(): string | undefined {
    return this.#name;
  }

  /** The tags it was given. */
  get tags(): ReadonlySet<string> {
    return this.#tags;
  }

  /** Gives it one more tag. */
  addTag(tag: string): void {
    if (this.#tags.has(tag)) return;
    this.#tags.add(tag);
    currentBuilder()?.onAbort(() => this.#tags.delete(tag));
  }

  /** What else it was given. */
  get metadata(): Readonly<Record<string, unknown>> {
    return this.#metadata;
  }

  /**
   * The present value. Inside a transform, the value so far in the traced function.
   *
   * @throws when written with another structure, shape, dtype or dimension than it has; while a running rollout
   * uses it; and when it was made inside a transformed function that has ended.
   */
  get value(): T {
    this.#checkUse();
    const value = this.#peek();
    if (this.#hasHooks()) this.#runHooks('read', () => value);
    return value;
  }

  set value(value: T) {
    this.#checkUse();
    if (!this.#hasHooks()) {
      this.#write(this.fitting(value), true);
      return;
    }
    const oldValue = this.#peek();
    const next = this.#runHooks('writeBefore', () => value, oldValue);
    this.#write(this.fitting(next), true);
    this.#runHooks('writeAfter', () => this.#peek(), oldValue);
  }

  /**
   * Puts a value back, as from a file. It must fit as a written one must, but it runs the hooks for `restore` alone, and
   * a transform takes it for something that was read: what is restored inside of one does not outlive it.
   *
   * @throws as writing does
   */
  restoreValue(value: T): void {
    this.#checkUse();
    const operands = this.fitting(value);
    if (!this.#hasHooks()) {
      this.#write(operands, false);
      return;
    }
    const oldValue = this.#peek();
    this.#write(operands, false);
    this.#runHooks('restore', () => this.#peek(), oldValue);
  }

  /** What a file or another State takes of it: a tree that `restoreValue` understands, with all units. @internal */
  get kept(): unknown {
    return this.value;
  }

  /** The tree of its value with `f` of each quantity in it. */
  valueCall<R>(f: (leaf: AnyQuantity) => R): MapLeaves<T, R> {
    const { leaves, shape } = flatten(this.value);
    return unflatten(shape, leaves.map((leaf) => f(leaf as AnyQuantity))) as MapLeaves<T, R>;
  }

  /** The number of elements of all arrays in it. */
  get numel(): number {
    return this.#stored.reduce((count, { shape }) => count + sizeOf(shape), 0);
  }

  /** Another State of the same class with the same value, name, tags and metadata, without hooks. */
  copy(): this {
    const again = this.constructor as new (value: T, options: StateOptions) => this;
    return new again(this.value, this.options());
  }

  /**
   * Takes value, name, tags and metadata of another State of the same class; hooks stay. Inside a transform the value
   * must have the structure, shapes and dtypes that this one has; elsewhere it may have others.
   *
   * @throws when the other is of another class
   */
  copyFrom(other: State<T>): void {
    if (other.constructor !== this.constructor) {
      fail('state/copy', { state: this.label, wants: this.constructor.name, got: showValue(other.constructor) });
    }
    if ((other as unknown) === this) return;
    if (currentScope() === null) {
      this.#checkUse();
      const { shape, quantities } = this.#quantities(other.value);
      this.#tree = shape;
      this.#units = quantities.map((q) => q.unit);
      this.commit(other.stored);
    } else {
      this.value = other.value;
    }
    const { name, tag, metadata } = other.options();
    this.#name = name;
    this.#label = name ?? this.#label;
    this.#tags = new Set(tag);
    this.#metadata = { ...metadata };
  }

  /**
   * Adds a hook: `read`, `writeBefore`, whose result is written instead, `writeAfter` or `restore`.
   *
   * @example
   * V.registerHook('writeBefore', ({ value }) => u.math.minimum(value, mV(0)));
   *
   * @throws when there is no such kind of hook, or it is no function
   */
  registerHook<K extends keyof StateHooks<T>>(kind: K, hook: StateHooks<T>[K], options: HookOptions = {}): HookHandle {
    if ((kind as string) === 'init') fail('state/hook-init', { state: this.label });
    return addHook(this.#hooks, kind, hook, options);
  }

  /**
   * Adds a hook for the length of a function and gives back what that returns; or, without a function, until `using`
   * takes it out at the end of the block.
   *
   * @example
   * V.temporaryHook('read', () => reads++, () => neuron.step(mA(1)));
   */
  temporaryHook<K extends keyof StateHooks<T>>(kind: K, hook: StateHooks<T>[K]): HookHandle;
  temporaryHook<K extends keyof StateHooks<T>, R>(kind: K, hook: StateHooks<T>[K], run: () => R): R;
  temporaryHook<K extends keyof StateHooks<T>, R>(kind: K, hook: StateHooks<T>[K], run?: () => R): R | HookHandle {
    const handle = this.registerHook(kind, hook);
    if (run === undefined) return handle;
    try {
      return run();
    } finally {
      handle.remove();
    }
  }

  /** Its own hooks, by their priority: those of one kind, or all. */
  listHooks(kind?: keyof StateHooks<T>): readonly HookHandle[] {
    return this.#hooks.filter((hook) => kind === undefined || hook.kind === kind);
  }

  /** Takes its own hooks out: those of one kind, or all. */
  clearHooks(kind?: keyof StateHooks<T>): void {
    for (const hook of this.listHooks(kind)) hook.remove();
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

  /**
   * What it holds now, as arrays and traced values: their shapes are what a write has to fit. In a lane of `vmap` they are
   * those of one lane. @internal
   */
  get present(): readonly Aval[] {
    return currentScope()?.touch(this).ins ?? this.#stored;
  }

  /** Moves to the scope that records now, or out of every trace, with these values: it was made in one that has ended. @internal */
  settle(values: readonly Operand[]): void {
    const scope = currentScope();
    this.#born = scope;
    this.commit(values.map((x) => (isTraced(x) ? NDArray.zeros(x.shape, x.dtype) : toNDArray(x))));
    if (scope === null) return;
    const entry = scope.touch(this);
    entry.current = values;
    entry.written = true;
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
      ...Object.entries(this.#metadata),
      ['value', alphabetical(value)],
      ['name', this.#name],
      ['tag', this.#tags.size === 0 ? undefined : `{${[...this.#tags].map((tag) => `'${tag}'`).join(', ')}}`],
      ...this.shownParts(),
    ]);
  }

  toString(): string {
    return this[describe]();
  }

  [inspect](): string {
    return this[describe]();
  }

  /** Refuses a value that this kind of State cannot hold. */
  protected checkValue(_value: unknown): void {}

  /** What printing shows of this kind of State besides. */
  protected shownParts(): readonly (readonly [string, unknown])[] {
    return [];
  }

  /** What it would be made with again. @internal */
  options(): { name: string | undefined; tag: readonly string[]; metadata: Readonly<Record<string, unknown>> } {
    return { name: this.#name, tag: [...this.#tags], metadata: this.#metadata };
  }

  /** A value as arrays in the units of this State, after checking that it fits. @internal */
  fitting(value: unknown): readonly Operand[] {
    let { shape, quantities } = this.#quantities(value);
    if (!sameTreeShape(shape, this.#tree)) ({ shape, quantities } = this.#quantities(inOrderOf(this.#tree, value)));
    if (!sameTreeShape(shape, this.#tree)) {
      fail('state/tree', { state: this.label, had: showTreeShape(this.#tree), got: showTreeShape(shape) });
    }
    return quantities.map((q, i) => this.#fitting(q, i));
  }

  #write(operands: readonly Operand[], written: boolean): void {
    const trace = cellTrace(this);
    if (trace === null) {
      this.commit(operands.map((x) => this.#concrete(x)));
    } else {
      trace.current = operands;
      trace.written ||= written;
    }
  }

  /** The present value, without hooks. */
  #peek(): T {
    const trace = cellTrace(this);
    if (trace !== null) return this.#wrap(trace.current);
    return (this.#seen ??= this.#wrap(this.#stored));
  }

  #hasHooks(): boolean {
    return (this.#hooks.length > 0 || hasClassHooks()) && !this.#inHook;
  }

  /** Runs the hooks of a kind. Those before a write hand its value on, and what comes out is given back. */
  #runHooks(kind: HookKind, value: () => T, oldValue?: T): T {
    let current = value();
    const state = this as State<unknown>;
    this.#inHook = true;
    try {
      for (const hook of hooksFor(state, this.#hooks, kind)) {
        const answer = hook.run({ state, value: current, oldValue });
        if (kind === 'writeBefore' && answer !== undefined) current = answer as T;
      }
    } finally {
      this.#inHook = false;
    }
    return current;
  }

  #quantities(value: unknown): { shape: TreeShape; quantities: AnyQuantity[] } {
    const { shape, leaves } = flatten(value);
    const quantities = leaves.map((leaf) => this.#quantity(leaf));
    this.checkValue(value);
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
    const { shape, dtype } = this.present[i];
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
