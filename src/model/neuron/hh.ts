import { expEulerStep } from '../../tools/quad/exp-euler-ordinary.js';
import { HiddenState, type InitOptions, type Size } from '../../state/index.js';
import { Uniform, type Init } from '../../tools/init/index.js';
import { kHz, mS, mV, uF, unitless, type Quantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { initializer, notNegative, oneOf, optionalInitializer, positive, quiet, type ParametersOf, type ParameterTable } from '../options.js';
import { ConductanceNeuron, type ConductanceOptions } from './conductance-neuron.js';
import type { NeuronOptions } from './neuron.js';

/** Options of {@link HH}. A parameter is one value for all neurons, an array that broadcasts, or a rule. */
export interface HHOptions extends ConductanceOptions {
  /** Reversal potential of sodium. 50 mV unless given. */
  ENa?: Init<'voltage'> | undefined;
  /** Reversal potential of potassium. -77 mV unless given. */
  EK?: Init<'voltage'> | undefined;
  /** Reversal potential of the leak. -54.387 mV unless given. */
  EL?: Init<'voltage'> | undefined;
  /** Conductance of sodium when all its channels are open. 120 mS unless given. */
  gNa?: Init<'conductance'> | undefined;
  /** Conductance of potassium when all its channels are open. 36 mS unless given. */
  gK?: Init<'conductance'> | undefined;
  /** Conductance of the leak. 0.3 mS unless given, as published; BrainPy has 0.03 mS. */
  gL?: Init<'conductance'> | undefined;
  /** Capacitance, above zero. 1 uF unless given. */
  C?: Init<'capacitance'> | undefined;
  /** The potential at which a rise is a spike. 20 mV unless given. */
  V_th?: Init<'voltage'> | undefined;
  /** The first potentials. `new init.Uniform(mV(-70), mV(-60))` unless given. */
  V_initializer?: Init<'voltage'> | undefined;
  /** The first activations of sodium. Where they rest at the first V unless given. */
  m_initializer?: Init<'one'> | number | null | undefined;
  /** The first inactivations of sodium. Where they rest at the first V unless given. */
  h_initializer?: Init<'one'> | number | null | undefined;
  /** The first activations of potassium. Where they rest at the first V unless given. */
  n_initializer?: Init<'one'> | number | null | undefined;
}

export interface HH extends ParametersOf<HHOptions, NeuronOptions> {}

type Variables = { readonly V: Quantity<'voltage'> } & { readonly [gate in 'm' | 'h' | 'n']: Quantity<'one'> };

/**
 * Hodgkin and Huxley's neurons.
 *
 *     C dV/dt = -gNa m^3 h (V - ENa) - gK n^4 (V - EK) - gL (V - EL) + I(t)
 *     dx/dt = alpha_x(V) (1 - x) - beta_x(V) x    for x = m, h, n
 *
 *     alpha_m = 1 / exprel(-(V + 40) / 10),      beta_m = 4 exp(-(V + 65) / 18)
 *     alpha_h = 0.07 exp(-(V + 65) / 20),        beta_h = 1 / (1 + exp(-(V + 35) / 10))
 *     alpha_n = 0.1 / exprel(-(V + 55) / 10),    beta_n = 0.125 exp(-(V + 65) / 80)
 *
 * with V in mV, rates in kHz and exprel(z) = (exp(z) - 1) / z. A step returns 1 where V has risen to V_th; `getSpike` is 1
 * for as long as V is there. Every variable is integrated from the values before the step.
 *
 * gL is 0.3 mS as published; `gL: mS(0.03)` is BrainPy's. `method: 'euler'` integrates V by forward Euler.
 *
 * @example
 * const neuron = nn.initAllStates(new HH(100, { V_initializer: mV(-65) }));
 * const spikes = environ.context({ dt: ms(0.05) }, () => neuron.step(uA(10)));
 *
 * @throws when an option does not exist, has the wrong dimension, is NaN or does not broadcast to the size; when a
 * conductance is negative or C is zero or less
 *
 * Hodgkin & Huxley (1952), A quantitative description of membrane current and its application to conduction and excitation
 * in nerve, Journal of Physiology 117.
 */
export class HH extends ConductanceNeuron<Variables> {
  static override readonly name: string = 'HH';
  static override readonly parameters: ParameterTable<Omit<HHOptions, keyof NeuronOptions>> = {
    ENa: mV(50),
    EK: mV(-77),
    EL: mV(-54.387),
    gNa: notNegative(mS(120)),
    gK: notNegative(mS(36)),
    gL: notNegative(mS(0.3)),
    C: positive(uF(1)),
    V_th: mV(20),
    V_initializer: initializer(new Uniform(mV(-70), mV(-60))),
    m_initializer: optionalInitializer(unitless),
    h_initializer: optionalInitializer(unitless),
    n_initializer: optionalInitializer(unitless),
    method: quiet(oneOf('expEuler', 'euler')),
    spikeScale: quiet(oneOf('|V_th|', 'V_th')),
  };

  /** Membrane potential. */
  declare V: HiddenState<Quantity<'voltage'>>;
  /** Activation of sodium. */
  declare m: HiddenState<Quantity<'one'>>;
  /** Inactivation of sodium. */
  declare h: HiddenState<Quantity<'one'>>;
  /** Activation of potassium. */
  declare n: HiddenState<Quantity<'one'>>;

  constructor(inSize: Size, options: HHOptions = {}) {
    super(inSize, options);
  }

  override initState(options: InitOptions = {}): void {
    super.initState(options);
    const V = this.V.value;
    if (this.m_initializer === null) this.m = new HiddenState(this.m_inf(V));
    if (this.h_initializer === null) this.h = new HiddenState(this.h_inf(V));
    if (this.n_initializer === null) this.n = new HiddenState(this.n_inf(V));
  }

  m_alpha(V: Quantity<'voltage'>): Quantity<'frequency'> {
    return kHz(1).div(math.exprel(V.add(mV(40)).neg().div(mV(10))));
  }

  m_beta(V: Quantity<'voltage'>): Quantity<'frequency'> {
    return kHz(4).mul(math.exp(V.add(mV(65)).neg().div(mV(18))));
  }

  /** Where m rests at this potential. */
  m_inf(V: Quantity<'voltage'>): Quantity<'one'> {
    return this.m_alpha(V).div(this.m_alpha(V).add(this.m_beta(V)));
  }

  h_alpha(V: Quantity<'voltage'>): Quantity<'frequency'> {
    return kHz(0.07).mul(math.exp(V.add(mV(65)).neg().div(mV(20))));
  }

  h_beta(V: Quantity<'voltage'>): Quantity<'frequency'> {
    return kHz(1).div(math.exp(V.add(mV(35)).neg().div(mV(10))).add(1));
  }

  /** Where h rests at this potential. */
  h_inf(V: Quantity<'voltage'>): Quantity<'one'> {
    return this.h_alpha(V).div(this.h_alpha(V).add(this.h_beta(V)));
  }

  n_alpha(V: Quantity<'voltage'>): Quantity<'frequency'> {
    return kHz(0.1).div(math.exprel(V.add(mV(55)).neg().div(mV(10))));
  }

  n_beta(V: Quantity<'voltage'>): Quantity<'frequency'> {
    return kHz(0.125).mul(math.exp(V.add(mV(65)).neg().div(mV(80))));
  }

  /** Where n rests at this potential. */
  n_inf(V: Quantity<'voltage'>): Quantity<'one'> {
    return this.n_alpha(V).div(this.n_alpha(V).add(this.n_beta(V)));
  }

  protected override integrate(last: Variables, I: Quantity<'current'>) {
    const { ENa, EK, EL, gL, C } = this;
    const gNa = this.gNa.mul(last.m.pow(3)).mul(last.h);
    const gK = this.gK.mul(last.n.pow(4));
    const dV = (V: Quantity<'voltage'>) => {
      const outward = gNa.mul(V.sub(ENa)).add(gK.mul(V.sub(EK))).add(gL.mul(V.sub(EL)));
      return I.sub(outward).div(C);
    };
    return {
      V: this.integrateMembrane(dV, last.V),
      m: gate(last.m, this.m_alpha(last.V), this.m_beta(last.V)),
      h: gate(last.h, this.h_alpha(last.V), this.h_beta(last.V)),
      n: gate(last.n, this.n_alpha(last.V), this.n_beta(last.V)),
    };
  }
}

/** A gate one `dt` later, by the rates at which it opens and closes. */
export function gate(x: Quantity<'one'>, opens: Quantity<'frequency'>, closes: Quantity<'frequency'>): Quantity<'one'> {
  return expEulerStep((x: Quantity<'one'>) => opens.mul(unitless(1).sub(x)).sub(closes.mul(x)), x);
}
