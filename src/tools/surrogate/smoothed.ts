import { fail } from '../../core/error.js';
import { showValue } from '../../state/index.js';
import { Quantity } from '../../unit/index.js';
import type { Numbers, Parameter } from './parameter.js';
import { Surrogate, type SavedSurrogate } from './surrogate.js';

/**
 * The smooth function of another surrogate in the place of the spike itself: a model that has it as its `spkFun` is the
 * one that the surrogate's gradients belong to, so differences and derivatives of it agree. For `transform.checkGrads`,
 * and for looking at what a gradient sees. It does not spike: what it gives lies in between.
 *
 * @example
 * const neuron = new LIF(10, { spkFun: new surrogate.Smoothed(new surrogate.Sigmoid()) });
 *
 * @throws when it is of no surrogate, or of one that has no smooth function
 */
export class Smoothed extends Surrogate {
  static override readonly name: string = 'Smoothed';

  /** What it is the smooth function of. */
  readonly surrogate: Surrogate;

  constructor(surrogate: Surrogate) {
    super();
    if (!(surrogate instanceof Surrogate)) fail('surrogate/smoothed', { value: showValue(surrogate) });
    surrogate.smooth(new Quantity(0));
    this.surrogate = surrogate;
  }

  override parameters(): Readonly<Record<string, Parameter>> {
    return this.surrogate.parameters();
  }

  /** The smooth function, in the dtype of x. */
  override apply(x: Numbers): Numbers {
    this.checkNumbers(x);
    return this.surrogate.smooth(x);
  }

  derivative(x: Numbers): Numbers {
    return this.surrogate.derivative(x);
  }

  override smooth(x: Numbers): Numbers {
    return this.surrogate.smooth(x);
  }

  override toJSON(): SavedSurrogate {
    return fail('surrogate/smoothed-saved', { surrogate: this.surrogate.constructor.name });
  }
}
