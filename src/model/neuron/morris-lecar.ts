import { expEulerStep } from '../../tools/quad/exp-euler-ordinary.js';
import type { HiddenState, Size } from '../../state/index.js';
import { Uniform, type Init } from '../../tools/init/index.js';
import { kHz, mS, mV, uF, unitless, type Quantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { initializer, notNegative, oneOf, positive, quiet, type ParametersOf, type ParameterTable } from '../options.js';
import { ConductanceNeuron, type ConductanceOptions } from './conductance-neuron.js';
import type { NeuronOptions } from './neuron.js';

/** Options of {@link MorrisLecar}. A parameter is one value for all neurons, an array that broadcasts, or a rule. */
export interface MorrisLecarOptions extends ConductanceOptions {
  /** Reversal potential of calcium. 130 mV unless given. */
  V_Ca?: Init<'voltage'> | undefined;
  /** Conductance of calcium when all its channels are open. 4.4 mS unless given. */
  g_Ca?: Init<'conductance'> | undefined;
  /** Reversal potential of potassium. -84 mV unless given. */
  V_K?: Init<'voltage'> | undefined;
  /** Conductance of potassium when all its channels are open. 8 mS unless given. */
  g_K?: Init<'conductance'> | undefined;
  /** Reversal potential of the leak. -60 mV unless given. */
  V_leak?: Init<'voltage'> | undefined;
  /** Conductance of the leak. 2 mS unless given. */
  g_leak?: Init<'conductance'> | undefined;
  /** Capacitance, above zero. 20 uF unless given. */
  C?: Init<'capacitance'> | undefined;
  /** The potential at which half of calcium is open. -1.2 mV unless given. */
  V1?: Init<'voltage'> | undefined;
  /** How gradually calcium opens, above zero. 18 mV unless given. */
  V2?: Init<'voltage'> | undefined;
  /** The potential at which half of potassium is open. 2 mV unless given. */
  V3?: Init<'voltage'> | undefined;
  /** How gradually potassium opens, above zero. 30 mV unless given. */
  V4?: Init<'voltage'> | undefined;
  /** How fast potassium is. 0.04 kHz unless given. */
  phi?: Init<'frequency'> | undefined;
  /** The potential at which a rise is a spike. 10 mV unless given. */
  V_th?: Init<'voltage'> | undefined;
  /** The first potentials. `new init.Uniform(mV(-70), mV(-60))` unless given. */
  V_initializer?: Init<'voltage'> | undefined;
  /** The first activations of potassium. 0.02 unless given. */
  W_initializer?: Init<'one'> | number | undefined;
}

export interface MorrisLecar extends ParametersOf<MorrisLecarOptions, NeuronOptions> {}

type Variables = { readonly V: Quantity<'voltage'>; readonly W: Quantity<'one'> };

/**
 * Morris and Lecar's neurons.
 *
 *     C dV/dt = -g_Ca M_inf (V - V_Ca) - g_K W (V - V_K) - g_leak (V - V_leak) + I(t)
 *     dW/dt = (W_inf - W) / tau_W
 *
 *     M_inf = (1 + tanh((V - V1) / V2)) / 2,    W_inf = (1 + tanh((V - V3) / V4)) / 2
 *     tau_W = 1 / (phi cosh((V - V3) / (2 V4)))
 *
 * A step returns 1 where V has risen to V_th; `getSpike` is 1 for as long as V is there. Both variables are integrated from
 * the values before the step. `method: 'euler'` integrates V by forward Euler.
 *
 * @example
 * const neuron = nn.initAllStates(new MorrisLecar(100));
 * const spikes = environ.context({ dt: ms(0.1) }, () => neuron.step(uA(100)));
 *
 * @throws when an option does not exist, has the wrong dimension, is NaN or does not broadcast to the size; when a
 * conductance is negative, or C, V2 or V4 is zero or less
 *
 * Morris & Lecar (1981), Voltage oscillations in the barnacle giant muscle fiber, Biophysical Journal 35.
 */
export class MorrisLecar extends ConductanceNeuron<Variables> {
  static override readonly name: string = 'MorrisLecar';
  static override readonly parameters: ParameterTable<Omit<MorrisLecarOptions, keyof NeuronOptions>> = {
    V_Ca: mV(130),
    g_Ca: notNegative(mS(4.4)),
    V_K: mV(-84),
    g_K: notNegative(mS(8)),
    V_leak: mV(-60),
    g_leak: notNegative(mS(2)),
    C: positive(uF(20)),
    V1: mV(-1.2),
    V2: positive(mV(18)),
    V3: mV(2),
    V4: positive(mV(30)),
    phi: kHz(0.04),
    V_th: mV(10),
    V_initializer: initializer(new Uniform(mV(-70), mV(-60))),
    W_initializer: initializer(unitless(0.02)),
    method: quiet(oneOf('expEuler', 'euler')),
    spikeScale: quiet(oneOf('|V_th|', 'V_th')),
  };

  /** Membrane potential. */
  declare V: HiddenState<Quantity<'voltage'>>;
  /** Activation of potassium. */
  declare W: HiddenState<Quantity<'one'>>;

  constructor(inSize: Size, options: MorrisLecarOptions = {}) {
    super(inSize, options);
  }

  protected override integrate(last: Variables, I: Quantity<'current'>) {
    const { V_Ca, V_K, V_leak, g_leak, C, V1, V2, V3, V4, phi } = this;
    const M_inf = math.tanh(last.V.sub(V1).div(V2)).add(1).mul(0.5);
    const W_inf = math.tanh(last.V.sub(V3).div(V4)).add(1).mul(0.5);
    const tau_W = unitless(1).div(phi.mul(math.cosh(last.V.sub(V3).div(V4.mul(2)))));
    const g_Ca = this.g_Ca.mul(M_inf);
    const g_K = this.g_K.mul(last.W);
    const dV = (V: Quantity<'voltage'>) => {
      const outward = g_Ca.mul(V.sub(V_Ca)).add(g_K.mul(V.sub(V_K))).add(g_leak.mul(V.sub(V_leak)));
      return I.sub(outward).div(C);
    };
    const dW = (W: Quantity<'one'>) => W_inf.sub(W).div(tau_W);
    return { V: this.integrateMembrane(dV, last.V), W: expEulerStep(dW, last.W) };
  }
}
