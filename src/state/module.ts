import { fail } from '../core/error.js';
import { describe, inspect, showShape, type Described } from '../core/print.js';
import type { Shape } from '../engine/index.js';
import { guardStates } from './guard-states.js';
import { describeNode } from './print-tree.js';
import { showValue } from './show-value.js';
import { toShape, type Size } from './size.js';
import { State } from './state.js';
import { walk } from './walk.js';

/** What a Module can be told when it is made. */
export interface ModuleOptions {
  /** A name, for printing. */
  name?: string | undefined;
}

/** What `initState` and `resetState` are told. */
export interface InitOptions {
  /** Adds a leading axis of this length to every state: so many independent copies. None unless given. */
  batchSize?: number | undefined;
}

/** A class of States, to choose by: `states(HiddenState)`. */
export type StateClass<S> = abstract new (...args: never[]) => S;

/**
 * A part of a model: it holds parameters, States and other Modules as its properties, at any depth of arrays, maps
 * and plain objects. Setting a property is all it takes to register it.
 *
 * Printing one shows the tree as BrainPy prints it: properties in the order they were set, without one leading
 * underscore, empty ones left out.
 */
export class Module implements Described {
  /** The name that printing and errors show. Written down, since a bundler may shorten that of the class. */
  static readonly name: string = 'Module';

  /** The States that `initState` makes. Reading one before is an error that says so. */
  static readonly states: readonly string[] = [];

  protected _name: string | null;
  protected _inSize: Shape | null = null;
  protected _outSize: Shape | null = null;

  constructor(options: ModuleOptions = {}) {
    guardStates(new.target);
    if (typeof options !== 'object' || (options as unknown) === null) {
      fail('module/options', { module: new.target.name, value: showValue(options) });
    }
    this._name = options.name ?? null;
  }

  /** Its name, if it was given one. */
  get name(): string | undefined {
    return this._name ?? undefined;
  }

  /** The shape of what it takes. A number is taken for a tuple of one. */
  get inSize(): Shape {
    return this._inSize ?? fail('module/no-size', { module: this.constructor.name, size: 'inSize' });
  }

  set inSize(size: Size) {
    this._inSize = toShape(size, this.constructor.name);
  }

  /** The shape of what it gives. A number is taken for a tuple of one. */
  get outSize(): Shape {
    return this._outSize ?? fail('module/no-size', { module: this.constructor.name, size: 'outSize' });
  }

  set outSize(size: Size) {
    this._outSize = toShape(size, this.constructor.name);
  }

  /** What the module does with an input. A class of yours says it here; callers use `step`. */
  update(..._args: never[]): unknown {
    return fail('module/update', { module: this.constructor.name });
  }

  /** One step: what calling the module is in BrainPy. */
  step(...args: Parameters<this['update']>): ReturnType<this['update']> {
    return this.update(...(args as never[])) as ReturnType<this['update']>;
  }

  /** Makes its own States; those of the modules in it are made by `nn.initAllStates`. */
  initState(_options: InitOptions = {}): void {}

  /** Gives its own States their first values again. */
  resetState(options: InitOptions = {}): void {
    const kept = Object.entries(this).filter((entry): entry is [string, State<unknown>] => entry[1] instanceof State);
    const own = this as unknown as Record<string, State<unknown>>;
    for (const key of (this.constructor as typeof Module).states) void own[key];
    this.initState(options);
    const fresh = kept.map(([key]) => own[key]);
    for (const [key, state] of kept) own[key] = state;
    kept.forEach(([, state], i) => {
      if (fresh[i] !== state) state.value = fresh[i].value;
    });
  }

  /**
   * Its States and those of everything in it, by their paths (`V`, `layers.0.V`): own properties in alphabetical
   * order, each State once. With a class of States, only those of that class.
   */
  states(): Map<string, State<unknown>>;
  states<S extends State<unknown>>(kind: StateClass<S>): Map<string, S>;
  states(kind: StateClass<State<unknown>> = State): Map<string, State<unknown>> {
    const found = new Map<string, State<unknown>>();
    walk(this, {
      state: (state, path) => {
        state.suggestLabel(`${this.constructor.name}.${path.join('.')}`);
        if (state instanceof kind) found.set(path.join('.'), state);
      },
    });
    return found;
  }

  /**
   * Itself and the modules in it, by their paths (its own is the empty text): own properties in alphabetical
   * order, children before the module that holds them, each module once.
   */
  nodes(): Map<string, Module> {
    const found = new Map<string, Module>();
    walk(this, { module: (module, path) => found.set(path.join('.'), module) });
    return found;
  }

  [describe](): string {
    return describeNode(this, () => Object.entries(this).map(([key, value]) => [key.replace(/^_/, ''), shown(key, value)]));
  }

  toString(): string {
    return this[describe]();
  }

  [inspect](): string {
    return this[describe]();
  }
}

function shown(key: string, value: unknown): unknown {
  return (key === '_inSize' || key === '_outSize') && Array.isArray(value) ? showShape(value as Shape) : value;
}
