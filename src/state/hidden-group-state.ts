import { fail } from '../core/error.js';
import { showShape } from '../core/print.js';
import { isPlainObject } from '../core/tree.js';
import { sameShape, type Shape } from '../engine/index.js';
import { slice, type AnyQuantity, type Quantity } from '../unit/index.js';
import { HiddenState, isArray } from './hidden-state.js';
import { showValue } from './show-value.js';

/** The names and places by which the variables of a group are asked for. */
export type PartKey<Parts> = Parts extends readonly unknown[] ? number | `${number}` : keyof Parts & (string | number);

/** Variables to write: some of them by name or place, or all in their order. */
export type PartValues<Parts> = Parts extends readonly unknown[]
  ? Parts | { readonly [K in `${number}`]?: Parts[number] }
  : { readonly [K in keyof Parts]?: Parts[K] } | readonly Parts[keyof Parts][];

/**
 * Several dynamic variables of one unit in one array of 2 axes or more, of which the last counts the variables.
 *
 * @example
 * const group = new HiddenGroupState(u.math.zeros([100, 3], mV));
 * group.setValue({ 1: mV(new Array(100).fill(-60)) });
 * group.getValue(1); // shape [100]
 */
export class HiddenGroupState<
  T extends AnyQuantity = Quantity<'one'>,
  Parts = Readonly<Record<string | number, T>>,
> extends HiddenState<T> {
  static override readonly name: string = 'HiddenGroupState';

  override get kind(): 'hiddenGroup' | 'hiddenTree' {
    return 'hiddenGroup';
  }

  /** The shape of one of its variables. */
  override get varshape(): Shape {
    return this.present[0].shape.slice(0, -1);
  }

  override get numState(): number {
    return this.present[0].shape.at(-1)!;
  }

  /** The names of its variables, by their places: `0`, `1` and so on. */
  get names(): readonly string[] {
    return Array.from({ length: this.numState }, (_, i) => String(i));
  }

  /**
   * One of its variables, by its name or its place (from the end, where that is negative).
   *
   * @throws when there is none of this name or at this place
   */
  getValue<K extends PartKey<Parts> | number>(item: K): K extends keyof Parts ? Parts[K] : Parts[keyof Parts & PartKey<Parts>] {
    return this.part(this.placeOf(item)) as never;
  }

  /**
   * Writes some of its variables, by name or place, or the first ones in their order. The rest stays.
   *
   * @throws when there is no such variable, or a value has another shape or dimension
   */
  setValue(values: PartValues<Parts>): void {
    this.value = this.withParts(values);
  }

  /** The value with other variables in it. */
  protected withParts(values: unknown): T {
    const entries = Array.isArray(values) ? [...values.entries()] : Object.entries(this.#object(values));
    let next: AnyQuantity = this.value;
    for (const [item, value] of entries) {
      const at = this.placeOf(item as never);
      if (!isArray(value)) fail('state/hidden', { state: `variable ${item} of ${this.label}`, value: showValue(value) });
      if (!sameShape(value.shape, this.varshape)) {
        const [had, got] = [showShape(this.varshape), showShape(value.shape)];
        fail('state/group-shape', { state: this.label, item: String(item), had, got });
      }
      next = next.with([...this.varshape.map(() => slice()), at], this.toStored(value, at));
    }
    return next as T;
  }

  /** The variable at a place. */
  protected part(at: number): AnyQuantity {
    return this.value.get(...this.varshape.map(() => slice()), at);
  }

  /** A variable in the unit of the whole. */
  protected toStored(value: AnyQuantity, _at: number): AnyQuantity {
    return value;
  }

  /** The place of a variable. */
  protected placeOf(item: string | number): number {
    const { names, numState } = this;
    const at = names.includes(String(item)) ? names.indexOf(String(item)) : Number(item) + (Number(item) < 0 ? numState : 0);
    const isPlace = typeof item === 'number' || /^\d+$/.test(item);
    if (!isPlace && !names.includes(item)) fail('state/group-item', { state: this.label, item: showValue(item), known: [...names] });
    if (!Number.isInteger(at) || at < 0 || at >= numState) {
      fail('state/group-item', { state: this.label, item: showValue(item), known: [...names] });
    }
    return at;
  }

  protected override checkValue(value: unknown): void {
    if (!isArray(value) || value.ndim < 2) fail('state/group', { state: this.label, value: showValue(value) });
  }

  protected override shownParts(): readonly (readonly [string, unknown])[] {
    return [['name2index', Object.fromEntries(this.names.map((name, i) => [name, i]))]];
  }

  #object(values: unknown): Record<string, unknown> {
    if (!isPlainObject(values)) fail('state/group-tree', { state: this.label, value: showValue(values) });
    return values;
  }
}
