import { fail } from '../core/error.js';
import { isPlainObject } from '../core/tree.js';
import { currentBuilder, type Shape } from '../engine/index.js';
import { Desc, Module, showValue, toShape, type ModuleOptions, type Size } from '../state/index.js';
import type { Quantity } from '../unit/index.js';
import type { DelayTime } from './delay-steps.js';
import type { DelayIndex } from './delay.js';
import { hookOf, runHook, withHook, type Hook, type Hooks } from './hooks.js';
import { labelled, sumInputs, withInput, type Input, type Inputs } from './inputs.js';
import { OutputDelayAt, Prefetch, PrefetchDelayAt, type OutputDelayOptions, type PrefetchOptions } from './prefetch.js';
import type { ValueOf } from './state-with-delay.js';

/** What can be said of a hook before the update. */
export interface BeforeUpdateOptions {
  /** Whether it is given what the update is given. False unless set. */
  receivesInput?: boolean;
}

/** What can be said of a hook after the update. */
export interface AfterUpdateOptions {
  /** Whether it is given what the update returned. True unless set. */
  receivesOutput?: boolean;
}

/** What can be said of an input. */
export interface InputOptions {
  /** A group that it belongs to: sums can be restricted to one. */
  label?: string | undefined;
}

/**
 * A population: a layer of equal elements with dynamics of their own, which takes current and delta inputs from
 * elsewhere and has hooks before and after each step.
 *
 * @param inSize - the number of elements, or a tuple for a grid of them
 */
export class Dynamics extends Module {
  static override readonly name: string = 'Dynamics';

  protected _beforeUpdates: Hooks | null = null;
  protected _afterUpdates: Hooks | null = null;
  protected _currentInputs: Inputs | null = null;
  protected _deltaInputs: Inputs | null = null;
  /** Keys of the hooks that differ from the rule: before-hooks take nothing, after-hooks take the output. */
  private readonly __exceptions = new Set<Hook>();
  private __descriptors: readonly { readonly desc: Desc<unknown>; readonly made: unknown }[] = [];

  constructor(inSize: Size, options: ModuleOptions = {}) {
    super(options);
    const shape = toShape(inSize, this.constructor.name);
    this._inSize = shape;
    this._outSize = shape;
  }

  /** The shape of its variables. */
  get varshape(): Shape {
    return this.inSize;
  }

  /**
   * One time step: the hooks before, the update, the hooks after. What Python writes as calling the module.
   *
   * @returns what the update returned
   */
  override step(...args: Parameters<this['update']>): ReturnType<this['update']> {
    const pending = this.pending();
    try {
      for (const hook of this._beforeUpdates?.values() ?? []) runHook(hook, this.__exceptions.has(hook) ? args : []);
      const result = this.update(...(args as never[])) as ReturnType<this['update']>;
      for (const hook of this._afterUpdates?.values() ?? []) runHook(hook, this.__exceptions.has(hook) ? [] : [result]);
      return result;
    } catch (error) {
      pending();
      throw error;
    }
  }

  /** A State of this population, to be read when it is there: the first module of a projection. */
  prefetch<K extends keyof this & string>(item: K): Prefetch<ValueOf<this[K]>> {
    return new Prefetch(this, item);
  }

  /**
   * A State of this population some time ago. The buffer is kept up after each step, so that reading it before the step
   * gives what was so many steps before the last one.
   *
   * @param time - one delay, or one for each of the elements in `index`
   *
   * @example
   * const V = pre.prefetchDelay('V', ms(5));
   */
  prefetchDelay<K extends keyof this & string>(
    item: K,
    time: DelayTime,
    index: readonly DelayIndex[] = [],
    options: PrefetchOptions = {},
  ): PrefetchDelayAt<ValueOf<this[K]>> {
    return new PrefetchDelayAt(this, item, time, index, options);
  }

  /** What this population's step returned some time ago: its spikes, for most. */
  outputDelay<D = 'one'>(time: DelayTime, index: readonly DelayIndex[] = [], options: OutputDelayOptions<D> = {}): OutputDelayAt<D> {
    return new OutputDelayAt(this, time, index, options);
  }

  /**
   * A module that runs after each of this one's steps and is given what it returned: a synapse that is computed once for
   * each presynaptic neuron. Of a descriptor it is made once, and shared by all who ask with an equal one.
   */
  alignPre<M extends Module>(module: M | Desc<M>): M {
    if (!(module instanceof Desc)) return this.aligned(module, module);
    const known = this.__descriptors.find(({ desc }) => desc.equals(module));
    if (known !== undefined) return known.made as M;
    const [first] = module.args;
    const made = first === undefined || isPlainObject(first) ? module.create(this.varshape) : module.create();
    currentBuilder()?.onAbort(this.pending());
    this.__descriptors = [...this.__descriptors, { desc: module, made }];
    return this.aligned(made, module);
  }

  private aligned<M>(module: M, given: unknown): M {
    if (!(module instanceof Module)) fail('nn/align-pre', { module: this.constructor.name, value: showValue(given) });
    const hooks = [...(this._afterUpdates ?? [])];
    if (!hooks.some(([, hook]) => hook === module)) this.addAfterUpdate(`align-pre-${hooks.length}`, module);
    return module;
  }

  /** Adds a hook that runs before each update. Refuses a key that is taken. */
  addBeforeUpdate(key: string, hook: Hook, options: BeforeUpdateOptions = {}): void {
    this._beforeUpdates = this.journalled(withHook(this._beforeUpdates, this, key, hook));
    if (options.receivesInput === true) this.__exceptions.add(hook);
  }

  /** Adds a hook that runs after each update. Refuses a key that is taken. */
  addAfterUpdate(key: string, hook: Hook, options: AfterUpdateOptions = {}): void {
    this._afterUpdates = this.journalled(withHook(this._afterUpdates, this, key, hook));
    if (options.receivesOutput === false) this.__exceptions.add(hook);
  }

  /** The before-hook of this key. Refuses one that does not exist. */
  getBeforeUpdate(key: string): Hook {
    return hookOf(this._beforeUpdates, this, key);
  }

  /** The after-hook of this key. Refuses one that does not exist. */
  getAfterUpdate(key: string): Hook {
    return hookOf(this._afterUpdates, this, key);
  }

  /** The before-hooks by their keys, in the order they run in. */
  get beforeUpdates(): ReadonlyMap<string, Hook> {
    return this._beforeUpdates ?? new Map();
  }

  /** The after-hooks by their keys, in the order they run in. */
  get afterUpdates(): ReadonlyMap<string, Hook> {
    return this._afterUpdates ?? new Map();
  }

  hasBeforeUpdate(key: string): boolean {
    return this._beforeUpdates?.has(key) ?? false;
  }

  hasAfterUpdate(key: string): boolean {
    return this._afterUpdates?.has(key) ?? false;
  }

  /**
   * Adds an input to what `sumCurrentInputs` sums. A quantity is used once; a function is asked at every step. The
   * same object may be added again under its key, another one may not.
   */
  addCurrentInput(key: string, input: Input, { label }: InputOptions = {}): void {
    this._currentInputs = this.journalled(withInput(this._currentInputs, this, labelled(key, label), input));
  }

  /** Adds an input to what `sumDeltaInputs` sums; otherwise as `addCurrentInput`. */
  addDeltaInput(key: string, input: Input, { label }: InputOptions = {}): void {
    this._deltaInputs = this.journalled(withInput(this._deltaInputs, this, labelled(key, label), input));
  }

  /** The current input of this key, else the delta input. Refuses a key that does not exist. */
  getInput(key: string): Input {
    const known = [...(this._currentInputs?.keys() ?? []), ...(this._deltaInputs?.keys() ?? [])];
    return (
      this._currentInputs?.get(key) ??
      this._deltaInputs?.get(key) ??
      fail('nn/input-missing', { module: this.constructor.name, key, known })
    );
  }

  /** `init` and every current input: what was added as a quantity is used up, functions are called with `args`. */
  sumCurrentInputs<D>(init: Quantity<D>, ...args: readonly unknown[]): Quantity<D> {
    return this.sumCurrentInputsOf(undefined, init, ...args);
  }

  /** `init` and every delta input: what was added as a quantity is used up, functions are called with `args`. */
  sumDeltaInputs<D>(init: Quantity<D>, ...args: readonly unknown[]): Quantity<D> {
    return this.sumDeltaInputsOf(undefined, init, ...args);
  }

  /** `init` and the current inputs of one label. */
  sumCurrentInputsOf<D>(label: string | undefined, init: Quantity<D>, ...args: readonly unknown[]): Quantity<D> {
    if (this._currentInputs === null) return init;
    const { sum, left } = sumInputs(this._currentInputs, this, label, init, args);
    if (left !== this._currentInputs) this._currentInputs = this.journalled(left);
    return sum;
  }

  /** `init` and the delta inputs of one label. */
  sumDeltaInputsOf<D>(label: string | undefined, init: Quantity<D>, ...args: readonly unknown[]): Quantity<D> {
    if (this._deltaInputs === null) return init;
    const { sum, left } = sumInputs(this._deltaInputs, this, label, init, args);
    if (left !== this._deltaInputs) this._deltaInputs = this.journalled(left);
    return sum;
  }

  /** A new value for the bookkeeping; a trace that comes to nothing puts the old one back. */
  private journalled<T>(value: T): T {
    currentBuilder()?.onAbort(this.pending());
    return value;
  }

  /** How to put the bookkeeping back to what it is now. */
  private pending(): () => void {
    const { _beforeUpdates, _afterUpdates, _currentInputs, _deltaInputs } = this;
    const descriptors = this.__descriptors;
    return () => {
      Object.assign(this, { _beforeUpdates, _afterUpdates, _currentInputs, _deltaInputs });
      this.__descriptors = descriptors;
    };
  }
}
