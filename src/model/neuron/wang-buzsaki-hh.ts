import type { HiddenState, Size } from '../../state/index.js';
import type { Init } from '../../tools/init/index.js';
import { kHz, mS, mV, uF, unitless, type Quantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { initializer, notNegative, oneOf, positive, quiet, type ParametersOf, type ParameterTable } from '../options.js';
import { ConductanceNeuron, type ConductanceOptions } from './conductance-neuron.js';
import { gate } from './hh.js';
import type { NeuronOptions } from './neuron.js';

/** Options of {@link WangBuzsakiHH}. A parameter is one value for all neurons, an array that broadcasts, or a rule. */
export interface WangBuzsakiHHOptions extends ConductanceOptions {
  /** Reversal potential of sodium. 55 mV unless given. */
  ENa?: Init<'voltage'> | undefined;
  /** Reversal potential of potassium. -90 mV unless given. */
  EK?: Init<'voltage'> | undefined;
  /** Reversal potential of the leak. -65 mV unless given. */
  EL?: Init<'voltage'> | undefined;
  /** Conductance of sodium when all its channels are open. 35 mS unless given. */
  gNa?: Init<'conductance'> | undefined;
  /** Conductance of potassium when all its channels are open. 9 mS unless given. */
  gK?: Init<'conductance'> | undefined;
  /** Conductance of the leak. 0.1 mS unless given. */
  gL?: Init<'conductance'> | undefined;
  /** How much faster the gates are than in a cold axon. 5 unless given. */
  phi?: Init<'one'> | number | undefined;
  /** Capacitance, above zero. 1 uF unless given. */
  C?: Init<'capacitance'> | undefined;
  /** The potential at which a rise is a spike. 20 mV unless given. */
  V_th?: Init<'voltage'> | undefined;
  /** The factor of n's opening rate. 0.1 kHz unless given, as published; 1 kHz is that of brainpy.state before 0.1. */
  alpha_n?: Init<'frequency'> | undefined;
  /** The first potentials. `new init.Constant(mV(-65))` unless given. */
  V_initializer?: Init<'voltage'> | undefined;
  /** The first inactivations of sodium. 0.6 unless given. */
  h_initializer?: Init<'one'> | number | undefined;
  /** The first activations of potassium. 0.32 unless given. */
  n_initializer?: Init<'one'> | number | undefined;
}

export interface WangBuzsakiHH extends ParametersOf<WangBuzsakiHHOptions, NeuronOptions> {}

type Variables = { readonly V: Quantity<'voltage'> } & { readonly [gate in 'h' | 'n']: Quantity<'one'> };

/**
 * Wang and Buzsáki's fast-spiking interneurons.
 *
 *     C dV/dt = -gNa m_inf^3 h (V - ENa) - gK n^4 (V - EK) - gL (V - EL) + I(t)
 *     dx/dt = phi (alpha_x(V) (1 - x) - beta_x(V) x)    for x = h, n
 *
 *     m_inf = alpha_m / (alpha_m + beta_m)
 *     alpha_m = 1 / exprel(-0.1 (V + 35)),          beta_m = 4 exp(-(V + 60) / 18)
 *     alpha_h = 0.07 exp(-(V + 58) / 20),           beta_h = 1 / (exp(-0.1 (V + 28)) + 1)
 *     alpha_n = 0.1 / exprel(-0.1 (V + 34)),        beta_n = 0.125 exp(-(V + 44) / 80)
 *
 * with V in mV, rates in kHz and exprel(z) = (exp(z) - 1) / z. A step returns 1 where V has risen to V_th; `getSpike` is 1
 * for as long as V is there. Every variable is integrated from the values before the step.
 *
 * The 0.1 kHz of alpha_n is the published one; `alpha_n: kHz(1)` is that of brainpy.state before 0.1. `method: 'euler'`
 * integrates V by forward Euler.
 *
 * Either Euler is of first order, and these neurons want short steps: under 1 uA, where they fire at 59.7 Hz, it is 57.9 Hz
 * with a `dt` of 0.01 ms, and 51.8 Hz with 0.05 ms.
 *
 * @example
 * const neuron = nn.initAllStates(new WangBuzsakiHH(100));
 * const spikes = environ.context({ dt: ms(0.01) }, () => neuron.step(uA(1)));
 *
 * @throws when an option does not exist, has the wrong dimension, is NaN or does not broadcast to the size; when a
 * conductance is negative or C is zero or less
 *
 * Wang & Buzsáki (1996), Gamma oscillation by synaptic inhibition in a hippocampal interneuronal network model, Journal of
 * Neuroscience 16.
 */
export class WangBuzsakiHH extends ConductanceNeuron<Variables> {
  static override readonly name: string = 'WangBuzsakiHH';
  static override readonly parameters: ParameterTable<Omit<WangBuzsakiHHOptions, keyof NeuronOptions>> = {
    ENa: mV(55),
    EK: mV(-90),
    EL: mV(-65),
    gNa: notNegative(mS(35)),
    gK: notNegative(mS(9)),
    gL: notNegative(mS(0.1)),
    phi: unitless(5),
    C: positive(uF(1)),
    V_th: mV(20),
    alpha_n: quiet(notNegative(kHz(0.1))),
    V_initializer: initializer(mV(-65)),
    h_initializer: initializer(unitless(0.6)),
    n_initializer: initializer(unitless(0.32)),
    method: quiet(oneOf('expEuler', 'euler')),
    spikeScale: quiet(oneOf('|V_th|', 'V_th')),
  };

  /** Membrane potential. */
  declare V: HiddenState<Quantity<'voltage'>>;
  /** Inactivation of sodium. */
  declare h: HiddenState<Quantity<'one'>>;
  /** Activation of potassium. */
  declare n: HiddenState<Quantity<'one'>>;

  constructor(inSize: Size, options: WangBuzsakiHHOptions = {}) {
    super(inSize, options);
  }

  /** Where the activation of sodium is at this potential, at once. */
  m_inf(V: Quantity<'voltage'>): Quantity<'one'> {
    const alpha = kHz(1).div(math.exprel(V.add(mV(35)).mul(-0.1).div(mV)));
    const beta = kHz(4).mul(math.exp(V.add(mV(60)).neg().div(mV(18))));
    return alpha.div(alpha.add(beta));
  }

  h_alpha(V: Quantity<'voltage'>): Quantity<'frequency'> {
    return kHz(0.07).mul(math.exp(V.add(mV(58)).neg().div(mV(20))));
  }

  h_beta(V: Quantity<'voltage'>): Quantity<'frequency'> {
    return kHz(1).div(math.exp(V.add(mV(28)).mul(-0.1).div(mV)).add(1));
  }

  /** Where h rests at this potential. */
  h_inf(V: Quantity<'voltage'>): Quantity<'one'> {
    return this.h_alpha(V).div(this.h_alpha(V).add(this.h_beta(V)));
  }

  n_alpha(V: Quantity<'voltage'>): Quantity<'frequency'> {
    return this.alpha_n.div(math.exprel(V.add(mV(34)).mul(-0.1).div(mV)));
  }

  n_beta(V: Quantity<'voltage'>): Quantity<'frequency'> {
    return kHz(0.125).mul(math.exp(V.add(mV(44)).neg().div(mV(80))));
  }

  /** Where n rests at this potential. */
  n_inf(V: Quantity<'voltage'>): Quantity<'one'> {
    return this.n_alpha(V).div(this.n_alpha(V).add(this.n_beta(V)));
  }

  protected override integrate(last: Variables, I: Quantity<'current'>) {
    const { ENa, EK, EL, gL, C, phi } = this;
    const gNa = this.gNa.mul(this.m_inf(last.V).pow(3)).mul(last.h);
    const gK = this.gK.mul(last.n.pow(4));
    const dV = (V: Quantity<'voltage'>) => {
      const outward = gNa.mul(V.sub(ENa)).add(gK.mul(V.sub(EK))).add(gL.mul(V.sub(EL)));
      return I.sub(outward).div(C);
    };
    return {
      V: this.integrateMembrane(dV, last.V),
      h: gate(last.h, phi.mul(this.h_alpha(last.V)), phi.mul(this.h_beta(last.V))),
      n: gate(last.n, phi.mul(this.n_alpha(last.V)), phi.mul(this.n_beta(last.V))),
    };
  }
}
