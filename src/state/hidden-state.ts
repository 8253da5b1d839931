import type { Shape } from '../engine/index.js';
import { fail } from '../core/error.js';
import { Quantity, type AnyQuantity } from '../unit/index.js';
import { ShortTermState } from './kinds.js';
import { showValue } from './show-value.js';

/**
 * A dynamic variable of a model, such as a membrane potential: one quantity with an array in it. A plain scalar
 * such as `mV(-60)` is refused, because a population's variable has one element for each neuron.
 *
 * @example
 * const V = new HiddenState(init.param(new init.Constant(mV(-60)), [100]));
 */
export class HiddenState<T extends AnyQuantity = Quantity<'one'>> extends ShortTermState<T> {
  static override readonly name: string = 'HiddenState';

  override get kind(): 'hidden' | 'hiddenGroup' | 'hiddenTree' {
    return 'hidden';
  }

  /** The shape of the variable. */
  get varshape(): Shape {
    return this.present[0].shape;
  }

  /** How many variables it holds. */
  get numState(): number {
    return 1;
  }

  protected override checkValue(value: unknown): void {
    if (!isArray(value)) fail('state/hidden', { state: this.label, value: showValue(value) });
  }
}

/** Whether this is a quantity with an array in it. */
export function isArray(value: unknown): value is AnyQuantity {
  return value instanceof Quantity && typeof value.mantissa !== 'number';
}
