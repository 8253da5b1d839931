import { expEulerStep } from '../../tools/quad/exp-euler-ordinary.js';
import type { InitOptions, Size } from '../../state/index.js';
import { ReluGrad } from '../../tools/surrogate/index.js';
import { mA, type AnyQuantity, type BoolQuantity, type Div, type Plain, type Quantity, type Unit } from '../../unit/index.js';
import { Neuron, type NeuronOptions } from './neuron.js';
import { frozen, guardRefractory, initRefractory, isRefractory, noteSpikes, refractoryNow } from './refractory.js';

/** The values of a model's variables, by the names of their States: the potential is `V`. */
export type Variables = Readonly<Record<string, AnyQuantity>> & { readonly V: AnyQuantity };

/** The variables of a model that has no other one. */
export type Potential = { readonly V: Quantity<'voltage'> };

/**
 * A neuron that a spike resets. One step:
 *
 * 1. `afterSpike`: what the spikes of the step before do to the variables. A recorded V is the one before the reset, so
 *    it shows the potential at or above threshold.
 * 2. `integrate`: the variables one `dt` later, with current inputs taken at the potential that is being integrated and
 *    delta inputs added after it.
 * 3. In a model with a refractory period (`tau_ref`), a neuron that spiked less than that ago keeps its values of 1, and
 *    what comes in is lost. It is not silenced: one that is at or above threshold even so goes on spiking.
 * 4. The spikes at the new values.
 *
 * A model says 1 and 2 and when it spikes. `S` are its variables, `X` is the dimension of its input, a current unless it
 * says otherwise.
 */
export abstract class IntegrateAndFire<S extends Variables = Potential, X = 'current'> extends Neuron {
  static override readonly name: string = 'IntegrateAndFire';

  constructor(inSize: Size, options: NeuronOptions = {}) {
    super(inSize, options, new ReluGrad());
    if (isRefractory(this)) guardRefractory(this);
  }

  /** The variables after the spikes of the step before. */
  protected abstract afterSpike(last: S, spike: Quantity<'one'>): S;

  /** The variables one `dt` later, under the input x. */
  protected abstract integrate(start: S, x: Quantity<X>): S;

  /** The unit of the input that is taken where none is given. */
  protected get inputUnit(): Unit<X> {
    return mA as unknown as Unit<X>;
  }

  /** Which neurons are at or above threshold. */
  protected reached({ V }: S): BoolQuantity {
    return (V as AnyQuantity).ge((this as unknown as { V_th: AnyQuantity }).V_th);
  }

  override initState(options: InitOptions = {}): void {
    super.initState(options);
    if (isRefractory(this)) initRefractory(this, options);
  }

  /** One step of dynamics under the input x (none unless given); use `step`, which runs the hooks as well. */
  override update(x?: Quantity<X> | Plain<X>): Quantity<'one'> {
    const last = this.getVariables() as S;
    const input = this.checkInput(x ?? this.inputUnit(0), this.inputUnit, last.V.shape);
    const refractory = isRefractory(this) ? refractoryNow(this) : undefined;
    const start = this.afterSpike(last, this.getSpike());
    const free = this.integrate(start, input);
    if (refractory === undefined) {
      this.setVariables(free);
    } else if (isRefractory(this)) {
      const next = frozen(refractory, start, free);
      this.setVariables(next);
      noteSpikes(this, refractory, this.reached(next));
    }
    return this.getSpike();
  }

  /** The potential one `dt` later by exponential Euler, and the delta inputs on top. */
  protected integratePotential<D>(dV: (V: Quantity<D>) => Quantity<Div<D, 'time'>>, V: Quantity<D>): Quantity<D> {
    return this.sumDeltaInputs(expEulerStep(dV, V));
  }
}
