import { expEulerStep } from '../../tools/quad/exp-euler-ordinary.js';
import type { HiddenState, Size } from '../../state/index.js';
import type { Init } from '../../tools/init/index.js';
import { ms, mV, ohm, unitless, type Quantity } from '../../unit/index.js';
import { above, initializer, positive, type ParametersOf, type ParameterTable } from '../options.js';
import { IntegrateAndFire } from './integrate-and-fire.js';
import type { NeuronOptions } from './neuron.js';

/** Options of {@link ALIF}. A parameter is one value for all neurons, an array that broadcasts, or a rule. */
export interface ALIFOptions extends NeuronOptions {
  /** Membrane resistance. 1 ohm unless given. */
  R?: Init<'resistance'> | undefined;
  /** Membrane time constant, above zero. 5 ms unless given. */
  tau?: Init<'time'> | undefined;
  /** Time constant of the adaptation, above zero. 100 ms unless given. */
  tau_a?: Init<'time'> | undefined;
  /** Threshold without adaptation, above V_reset. 1 mV unless given. */
  V_th?: Init<'voltage'> | undefined;
  /** Potential that a spike resets to. 0 mV unless given. */
  V_reset?: Init<'voltage'> | undefined;
  /** Resting potential. 0 mV unless given. */
  V_rest?: Init<'voltage'> | undefined;
  /** By how much one unit of adaptation raises the threshold. 0.1 mV unless given. */
  beta?: Init<'voltage'> | undefined;
  /** The first potentials. `new init.Constant(mV(0))` unless given. */
  V_initializer?: Init<'voltage'> | undefined;
  /** The first adaptations. 0 unless given. */
  a_initializer?: Init<'one'> | number | undefined;
}

export interface ALIF extends ParametersOf<ALIFOptions, NeuronOptions> {}

type Variables = { readonly V: Quantity<'voltage'>; readonly a: Quantity<'one'> };

/**
 * Leaky integrate-and-fire neurons with an adaptive threshold.
 *
 *     tau dV/dt = -(V - V_rest) + R I(t)
 *     tau_a da/dt = -a
 *
 * A neuron spikes in the step in which V reaches V_th + beta a. At the start of the next one a grows by 1, and V is reset
 * by V_th - V_reset, without the adaptation.
 *
 * @example
 * const neuron = nn.initAllStates(new ALIF(100, { tau: ms(20), tau_a: ms(200), beta: mV(0.2) }));
 * const spikes = environ.context({ dt: ms(0.1) }, () => neuron.step(mA(2)));
 *
 * @throws when an option does not exist, has the wrong dimension, is NaN or does not broadcast to the size; when a time
 * constant is zero or less, or V_th not above V_reset
 *
 * Bellec, Salaj, Subramoney, Legenstein & Maass (2018), Long short-term memory and learning-to-learn in networks of
 * spiking neurons, Advances in Neural Information Processing Systems 31.
 */
export class ALIF extends IntegrateAndFire<Variables> {
  static override readonly name: string = 'ALIF';
  static override readonly parameters: ParameterTable<Omit<ALIFOptions, keyof NeuronOptions>> = {
    R: ohm(1),
    tau: positive(ms(5)),
    tau_a: positive(ms(100)),
    V_th: above('V_reset', mV(1)),
    V_reset: mV(0),
    V_rest: mV(0),
    beta: mV(0.1),
    V_initializer: initializer(mV(0)),
    a_initializer: initializer(unitless(0)),
  };

  /** Membrane potential. */
  declare V: HiddenState<Quantity<'voltage'>>;
  /** Adaptation. */
  declare a: HiddenState<Quantity<'one'>>;

  constructor(inSize: Size, options: ALIFOptions = {}) {
    super(inSize, options);
  }

  override getSpike(V: Quantity<'voltage'> = this.V.value, a: Quantity<'one'> = this.a.value): Quantity<'one'> {
    return this.spikesAbove(V.sub(this.V_th), this.beta.mul(a), this.V_th.sub(this.V_reset));
  }

  protected override afterSpike({ V, a }: Variables, spike: Quantity<'one'>) {
    return { V: this.resetPotential(V, spike, this.V_th, this.V_reset), a: a.add(spike) };
  }

  protected override integrate({ V, a }: Variables, x: Quantity<'current'>) {
    const dV = (V: Quantity<'voltage'>) => this.V_rest.sub(V).add(this.R.mul(this.sumCurrentInputs(x, V))).div(this.tau);
    const da = (a: Quantity<'one'>) => a.neg().div(this.tau_a);
    return { V: this.integratePotential(dV, V), a: expEulerStep(da, a) };
  }
}
