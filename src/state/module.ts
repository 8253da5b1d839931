import { fail } from '../core/error.js';
import { describe, inspect, showShape, type Described } from '../core/print.js';
import type { Path } from '../core/tree.js';
import type { Shape } from '../engine/index.js';
import { guardStates } from './guard-states.js';
import { describeNode } from './print-tree.js';
import { showValue } from './show-value.js';
import { toShape, type Size } from './size.js';
import { copyModule } from './copy-module.js';
import { Desc, type Ctor, type Later } from './desc.js';
import type { Filter } from './filter.js';
import { parseSelection, select, type Found, type SelectedMaps, type Selected, type SelectOptions, type Several } from './select.js';
import { State } from './state.js';
import { visibleEntries, walk } from './walk.js';

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

  /**
   * Properties that are not part of its tree: nothing looks for States in them, and printing leaves them out. The same
   * holds for those whose names start with two underscores.
   */
  static readonly invisible: readonly string[] = [];

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
   * order, each State once. With a filter, only those it chooses; with several, one map for each, in which a State
   * belongs to the first that chooses it.
   *
   * @example
   * net.states(HiddenState);
   * const [weights, rest] = net.states(ParamState, filter.everything);
   * net.states({ allowedHierarchy: [0, 0] }); // its own
   */
  states(options?: SelectOptions): Map<string, State<unknown>>;
  states<const F extends Filter>(choice: F, options?: SelectOptions): Map<string, Selected<F, State<unknown>>>;
  states<const F extends Several>(...choices: F): SelectedMaps<F, State<unknown>>;
  states<const F extends Several>(...choices: [...F, SelectOptions]): SelectedMaps<F, State<unknown>>;
  states(...selection: readonly unknown[]): unknown {
    const { filters, hierarchy } = parseSelection(selection);
    const found: Found<State<unknown>>[] = [];
    const state = (x: State<unknown>, path: Path): void => {
      x.suggestLabel(`${this.constructor.name}.${path.join('.')}`);
      found.push({ path, x });
    };
    walk(this, { state }, hierarchy);
    return select(found, filters);
  }

  /**
   * Itself and the modules in it, by their paths (its own is the empty text): own properties in alphabetical
   * order, children before the module that holds them, each module once. Filters and options are as for `states`.
   *
   * @example
   * net.nodes({ allowedHierarchy: [1, 1] }); // its direct children
   */
  nodes(options?: SelectOptions): Map<string, Module>;
  nodes<const F extends Filter>(choice: F, options?: SelectOptions): Map<string, Selected<F, Module>>;
  nodes<const F extends Several>(...choices: F): SelectedMaps<F, Module>;
  nodes<const F extends Several>(...choices: [...F, SelectOptions]): SelectedMaps<F, Module>;
  nodes(...selection: readonly unknown[]): unknown {
    const { filters, hierarchy } = parseSelection(selection);
    const found: Found<Module>[] = [];
    walk(this, { module: (x, path) => found.push({ path, x }) }, hierarchy);
    return select(found, filters);
  }

  /**
   * This module and all in it once more: what is shared in it is shared in the copy, and States have the values they have
   * now. Functions, quantities and objects that are no modules stay the same. A `#private` field of JavaScript cannot be
   * copied: a class keeps what it hides as `private` properties whose names start with two underscores.
   *
   * @throws when a class in it uses `#private` fields
   */
  copy(): this {
    return copyModule(this);
  }

  /**
   * Describes one of these, to be made later by whatever knows more: `Expon.desc(n, { tau })`. Arguments that are not
   * known yet are left out or undefined; `create` fills them.
   */
  static desc<C extends Ctor>(this: C, ...args: Later<ConstructorParameters<C>>): Desc<InstanceType<C>> {
    return new Desc(this as new (...args: never[]) => InstanceType<C>, args);
  }

  [describe](): string {
    return describeNode(this, () => this.shownEntries());
  }

  /** What printing shows of it, in order. */
  protected shownEntries(): readonly (readonly [string, unknown])[] {
    return visibleEntries(this).map(([key, value]) => [key.replace(/^_/, ''), shown(key, value)]);
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
