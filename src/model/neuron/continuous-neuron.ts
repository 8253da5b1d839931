import { fail } from '../../core/error.js';
import { expEulerStep } from '../../tools/quad/exp-euler-ordinary.js';
import { showValue, type Size } from '../../state/index.js';
import { ReluGrad } from '../../tools/surrogate/index.js';
import { uA, unitless, type Div, type Plain, type Quantity, type Unit } from '../../unit/index.js';
import type { Variables } from './integrate-and-fire.js';
import { Neuron, type NeuronOptions } from './neuron.js';
import { spikeScale, type SpikeScaleOptions } from './spike-scale.js';

/** Options of a neuron that makes its action potentials itself. */
export interface ContinuousOptions extends Omit<NeuronOptions, 'spkReset'>, SpikeScaleOptions {}

/**
 * A neuron that makes its action potentials itself: nothing resets it. Its step returns 1 in the step in which V rises
 * to V_th; `getSpike` says which neurons are at or above V_th, for as long as they are.
 *
 * One step: current inputs are taken at the potential before the step, every variable is integrated from the values
 * before it, and delta inputs are added to V.
 *
 * A model says how its variables change. `S` are its variables, `X` is the dimension of its input, a current unless it
 * says otherwise.
 */
export abstract class ContinuousNeuron<S extends Variables, X = 'current'> extends Neuron {
  static override readonly name: string = 'ContinuousNeuron';

  constructor(inSize: Size, options: ContinuousOptions = {}) {
    super(inSize, options, new ReluGrad());
    const { spkReset } = options as NeuronOptions;
    if (spkReset !== undefined) {
      fail('model/no-reset', { model: this.constructor.name, does: 'makes its own action potentials', value: showValue(spkReset) });
    }
  }

  /** The variables one `dt` later, under all its current inputs. */
  protected abstract integrate(last: S, I: Quantity<X>): S;

  /** The unit of the input that is taken where none is given. */
  protected get inputUnit(): Unit<X> {
    return uA as unknown as Unit<X>;
  }

  /** Which neurons are at or above threshold: 1 or 0 for each, at the present V unless another one is given. */
  override getSpike(V?: S['V']): Quantity<'one'> {
    const own = this as unknown as { V: { value: Quantity }; V_th: Quantity; spikeScale: '|V_th|' | 'V_th' };
    return this.spikesAbove(V ?? own.V.value, own.V_th, spikeScale(own));
  }

  /**
   * One step of dynamics under the input x (none unless given); use `step`, which runs the hooks as well.
   *
   * @returns 1 where V has risen to V_th in this step, 0 elsewhere
   */
  override update(x?: Quantity<X> | Plain<X>): Quantity<'one'> {
    const last = this.getVariables() as S;
    const input = this.checkInput(x ?? this.inputUnit(0), this.inputUnit, last.V.shape);
    const before = this.getSpike();
    this.setVariables(this.integrate(last, this.sumCurrentInputs(input, last.V)));
    return this.getSpike().mul(unitless(1).sub(before));
  }

  /** The potential one `dt` later by exponential Euler, and the delta inputs on top. */
  protected integratePotential<D>(dV: (V: Quantity<D>) => Quantity<Div<D, 'time'>>, V: Quantity<D>): Quantity<D> {
    return this.sumDeltaInputs(expEulerStep(dV, V));
  }
}
