import type { Shape } from '../engine/index.js';
import { Quantity } from '../unit/index.js';
import { ShortTermState } from './kinds.js';

/**
 * A dynamic variable of a model, such as a membrane potential: one quantity with an array in it. A plain scalar
 * such as `mV(-60)` is refused, because a population's variable has one element for each neuron.
 *
 * @example
 * const V = new HiddenState(init.param(new init.Constant(mV(-60)), [100]));
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- any dimension
export class HiddenState<T extends Quantity<any> = Quantity<'one'>> extends ShortTermState<T> {
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
