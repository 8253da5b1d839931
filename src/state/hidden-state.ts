import type { Shape } from '../engine/index.js';
import { Quantity, type AnyQuantity } from '../unit/index.js';
import { ShortTermState } from './kinds.js';

/**
 * A dynamic variable of a model, such as a membrane potential: one quantity with an array in it. A plain scalar
 * such as `mV(-60)` is refused, because a population's variable has one element for each neuron.
 *
 * @example
 * const V = new HiddenState(init.param(new init.Constant(mV(-60)), [100]));
 */
export class HiddenState<T extends AnyQuantity = Quantity<'one'>> extends ShortTermState<T> {
  static override readonly name: string = 'HiddenState';

  override get kind(): 'hidden' {
    return 'hidden';
  }

  /** The shape of the variable. */
  get varshape(): Shape {
    return this.stored[0].shape;
  }

  protected override accepts(value: unknown): boolean {
    return value instanceof Quantity && typeof value.mantissa !== 'number';
  }
}
