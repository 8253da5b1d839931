import { fail } from '../core/error.js';
import { showShape } from '../core/print.js';
import { isPlainObject } from '../core/tree.js';
import { cast, sameShape, stack, type Operand } from '../engine/index.js';
import { Quantity, unitless, type AnyQuantity, type AnyUnit } from '../unit/index.js';
import { HiddenGroupState } from './hidden-group-state.js';
import { isArray } from './hidden-state.js';
import { aDimension, showValue } from './show-value.js';
import type { StateOptions } from './state.js';

/** Variables of a group by name, or in their order. */
export type Variables = Readonly<Record<string, AnyQuantity>> | readonly AnyQuantity[];

interface Stacked {
  readonly names: readonly string[];
  readonly units: readonly AnyUnit[];
  readonly value: Quantity<'one'>;
}

/**
 * Several dynamic variables of the same shape, each with a unit of its own, in one array: that holds their numbers
 * without units, stacked on the last axis. `getValue` and `setValue` know the units.
 *
 * @example
 * const cell = new HiddenTreeState({ V: mV([-60, -60]), g: mS([0, 0]) });
 * cell.setValue({ V: mV([-50, -55]) });
 * cell.getValue('g'); // Quantity<'conductance'>
 */
export class HiddenTreeState<const Tree extends Variables = Variables> extends HiddenGroupState<Quantity<'one'>, Tree> {
  static override readonly name: string = 'HiddenTreeState';

  readonly #names: readonly string[];
  readonly #units: readonly AnyUnit[];

  /**
   * @param value - the variables, of one shape and dtype
   * @throws when they differ in shape or dtype, or one of them is no array with a unit
   */
  constructor(value: Tree, options: StateOptions = {}) {
    const stacked = stackVariables(value);
    super(stacked.value, options);
    this.#names = stacked.names;
    this.#units = stacked.units;
  }

  override get kind(): 'hiddenTree' {
    return 'hiddenTree';
  }

  override get names(): readonly string[] {
    return this.#names;
  }

  override copy(): this {
    const variables = this.#names.map((name, at) => [name, this.part(at)] as const);
    return new (this.constructor as typeof HiddenTreeState)(Object.fromEntries(variables), this.options()) as unknown as this;
  }

  /** Its variables by name, with their units. @internal */
  override get kept(): unknown {
    return Object.fromEntries(this.#names.map((name, at) => [name, this.part(at)] as const));
  }

  /** @internal */
  override fitting(value: unknown): readonly Operand[] {
    return super.fitting(value instanceof Quantity || !isPlainObject(value) ? value : this.withParts(value));
  }

  protected override part(at: number): AnyQuantity {
    return new Quantity(super.part(at).mantissa, this.#units[at]);
  }

  protected override toStored(value: AnyQuantity, at: number): AnyQuantity {
    const unit = this.#units[at];
    if (value.dim !== unit.dim) {
      const state = `variable ${this.#names[at]} of ${this.label}`;
      fail('state/dim', { state, wants: aDimension(String(unit.dim)), value: showValue(value) });
    }
    return new Quantity(value.in(unit).mantissa, unitless);
  }

  protected override shownParts(): readonly (readonly [string, unknown])[] {
    const units = this.#units.map((unit) => `Unit("${unit.symbol}")`);
    return [
      ['name2unit', Object.fromEntries(this.#names.map((name, i) => [name, units[i]]))],
      ['name2index', Object.fromEntries(this.#names.map((name, i) => [name, i]))],
      ['index2unit', new Map(units.map((unit, i) => [i, unit]))],
      ['index2name', new Map(this.#names.map((name, i) => [i, name]))],
    ];
  }
}

function stackVariables(tree: unknown): Stacked {
  const state = 'a HiddenTreeState';
  if (!Array.isArray(tree) && !isPlainObject(tree)) fail('state/group-tree', { state, value: showValue(tree) });
  const entries: [string, unknown][] = Object.entries(tree);
  if (entries.length === 0) fail('state/group-tree', { state, value: showValue(tree) });
  const variables = entries.map(([name, x]): AnyQuantity => {
    if (!isArray(x)) fail('state/hidden', { state: `variable ${name} of ${state}`, value: showValue(x) });
    return x;
  });
  const [first] = variables;
  if (variables.some((x) => !sameShape(x.shape, first.shape) || x.dtype !== first.dtype)) {
    fail('state/group-shapes', { state, shapes: entries.map(([name], i) => `${name} ${variables[i].dtype}${showShape(variables[i].shape)}`) });
  }
  const arrays = variables.map((x) => cast(x.mantissa, first.dtype));
  return {
    names: entries.map(([name]) => name),
    units: variables.map((x) => x.unit),
    value: new Quantity(stack(arrays, first.ndim), unitless),
  };
}
