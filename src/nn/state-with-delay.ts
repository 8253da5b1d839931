import { fail } from '../core/error.js';
import { flatten, unflatten } from '../core/tree.js';
import { showValue, State, type InitOptions, type Module, type StateKind } from '../state/index.js';
import type { AnyQuantity } from '../unit/index.js';
import { Delay, type DelayOptions } from './delay.js';

/** The value that a State holds. */
export type ValueOf<S> = S extends { readonly value: infer T; readonly kind: StateKind } ? T : never;

/**
 * A Delay that keeps what a State of a module was after each of its steps.
 *
 * @param item - the name of the module's property that is the State
 */
export class StateWithDelay<T> extends Delay<T> {
  static override readonly name: string = 'StateWithDelay';

  /** Private, so that the module is not a part of its own delay. */
  private readonly __module: Module;
  private readonly __item: string;

  constructor(module: Module, item: string, options: DelayOptions = {}) {
    super(undefined, { interpolation: 'nearest', ...options });
    this.__module = module;
    this.__item = item;
  }

  /** The State. */
  get state(): State<T> {
    return stateOf<T>(this.__module, this.__item);
  }

  override initState(options: InitOptions = {}): void {
    // The State has its batch axis already; the buffer gets it from the batch size.
    const { leaves, shape } = flatten(this.state.value);
    const one = (leaves as AnyQuantity[]).map((leaf) => (options.batchSize === undefined ? leaf : leaf.get(0)));
    this.setTarget(unflatten(shape, one) as T);
    super.initState(options);
  }

  protected override shownEntries(): readonly (readonly [string, unknown])[] {
    const entries = super.shownEntries();
    const states = entries.findIndex(([key]) => key === 'writePtr');
    const own = [['target', this.__module], ['target_term', this.__item]] as const;
    return states < 0 ? [...entries, ...own] : [...entries.slice(0, states), ...own, ...entries.slice(states)];
  }

  /** Keeps what the State is now. */
  override update(): void {
    super.update(this.state.value);
  }
}

/** The State that a module has under this name. */
export function stateOf<T>(module: Module, item: string): State<T> {
  const found = (module as unknown as Record<string, unknown>)[item];
  if (found instanceof State) return found as State<T>;
  return fail('nn/prefetch', { module: module.constructor.name, item, value: showValue(found) });
}
