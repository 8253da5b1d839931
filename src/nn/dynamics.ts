import { fail } from '../core/error.js';
import { currentBuilder, type Shape } from '../engine/index.js';
import { Module, toShape, type ModuleOptions, type Size } from '../state/index.js';
import type { Quantity } from '../unit/index.js';
import { hookOf, runHook, withHook, type Hook, type Hooks } from './hooks.js';
import { labelled, sumInputs, withInput, type Input, type Inputs } from './inputs.js';

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
  readonly #exceptions = new Set<Hook>();

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
    const pending = this.#pending();
    try {
      for (const hook of this._beforeUpdates?.values() ?? []) runHook(hook, this.#exceptions.has(hook) ? args : []);
      const result = this.update(...(args as never[])) as ReturnType<this['update']>;
      for (const hook of this._afterUpdates?.values() ?? []) runHook(hook, this.#exceptions.has(hook) ? [] : [result]);
      return result;
    } catch (error) {
      pending();
      throw error;
    }
  }

  /** Adds a hook that runs before each update. Refuses a key that is taken. */
  addBeforeUpdate(key: string, hook: Hook, options: BeforeUpdateOptions = {}): void {
    this._beforeUpdates = this.#journalled(withHook(this._beforeUpdates, this, key, hook));
    if (options.receivesInput === true) this.#exceptions.add(hook);
  }

  /** Adds a hook that runs after each update. Refuses a key that is taken. */
  addAfterUpdate(key: string, hook: Hook, options: AfterUpdateOptions = {}): void {
    this._afterUpdates = this.#journalled(withHook(this._afterUpdates, this, key, hook));
    if (options.receivesOutput === false) this.#exceptions.add(hook);
  }

  /** The before-hook of this key. Refuses one that does not exist. */
  getBeforeUpdate(key: string): Hook {
    return hookOf(this._beforeUpdates, this, key);
  }

  /** The after-hook of this key. Refuses one that does not exist. */
  getAfterUpdate(key: string): Hook {
    return hookOf(this._afterUpdates, this, key);
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
    this._currentInputs = this.#journalled(withInput(this._currentInputs, this, labelled(key, label), input));
  }

  /** Adds an input to what `sumDeltaInputs` sums; otherwise as `addCurrentInput`. */
  addDeltaInput(key: string, input: Input, { label }: InputOptions = {}): void {
    this._deltaInputs = this.#journalled(withInput(this._deltaInputs, this, labelled(key, label), input));
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
    if (left !== this._currentInputs) this._currentInputs = this.#journalled(left);
    return sum;
  }

  /** `init` and the delta inputs of one label. */
  sumDeltaInputsOf<D>(label: string | undefined, init: Quantity<D>, ...args: readonly unknown[]): Quantity<D> {
    if (this._deltaInputs === null) return init;
    const { sum, left } = sumInputs(this._deltaInputs, this, label, init, args);
    if (left !== this._deltaInputs) this._deltaInputs = this.#journalled(left);
    return sum;
  }

  /** A new value for the bookkeeping; a trace that comes to nothing puts the old one back. */
  #journalled<T>(value: T): T {
    currentBuilder()?.onAbort(this.#pending());
    return value;
  }

  /** How to put the bookkeeping back to what it is now. */
  #pending(): () => void {
    const { _beforeUpdates, _afterUpdates, _currentInputs, _deltaInputs } = this;
    return () => Object.assign(this, { _beforeUpdates, _afterUpdates, _currentInputs, _deltaInputs });
  }
}
