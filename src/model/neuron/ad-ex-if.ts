import { expEulerStep } from '../../tools/quad/exp-euler-ordinary.js';
import type { HiddenState, Size } from '../../state/index.js';
import type { Init } from '../../tools/init/index.js';
import { mA, ms, mV, ohm, siemens, type Quantity } from '../../unit/index.js';
import { above, initializer, positive, type ParametersOf, type ParameterTable } from '../options.js';
import { spikeTerm, upstroke, withoutOverflow } from './exponential.js';
import { IntegrateAndFire } from './integrate-and-fire.js';
import type { NeuronOptions } from './neuron.js';
import { warnOfOvershoot } from './overshoot.js';

/** Options of {@link AdExIF}. A parameter is one value for all neurons, an array that broadcasts, or a rule. */
export interface AdExIFOptions extends NeuronOptions {
  /** Membrane resistance. 1 ohm unless given. */
  R?: Init<'resistance'> | undefined;
  /** Membrane time constant, above zero. 10 ms unless given. */
  tau?: Init<'time'> | undefined;
  /** Time constant of the adaptation, above zero. 30 ms unless given. */
  tau_w?: Init<'time'> | undefined;
  /** The potential at which a spike is noted, above V_reset. -55 mV unless given. */
  V_th?: Init<'voltage'> | undefined;
  /** Potential that a spike resets to. -68 mV unless given. */
  V_reset?: Init<'voltage'> | undefined;
  /** Resting potential. -65 mV unless given. */
  V_rest?: Init<'voltage'> | undefined;
  /** The potential at which a spike begins. -59.9 mV unless given. */
  V_T?: Init<'voltage'> | undefined;
  /** How sharply it begins, above zero. 3.48 mV unless given. */
  delta_T?: Init<'voltage'> | undefined;
  /** How strongly the adaptation follows V. 1 siemens unless given. */
  a?: Init<'conductance'> | undefined;
  /** By how much a spike raises the adaptation. 1 mA unless given. */
  b?: Init<'current'> | undefined;
  /** The first potentials. `new init.Constant(mV(-65))` unless given. */
  V_initializer?: Init<'voltage'> | undefined;
  /** The first adaptation currents. `new init.Constant(mA(0))` unless given. */
  w_initializer?: Init<'current'> | undefined;
}

export interface AdExIF extends ParametersOf<AdExIFOptions, NeuronOptions> {}

type Variables = { readonly V: Quantity<'voltage'>; readonly w: Quantity<'current'> };

/**
 * Adaptive exponential integrate-and-fire neurons.
 *
 *     tau dV/dt = -(V - V_rest) + delta_T exp((V - V_T) / delta_T) - R w + R I(t)
 *     tau_w dw/dt = a (V - V_rest) - w
 *
 * A neuron spikes in the step in which V reaches V_th. At the start of the next one V is reset and w grows by b. In each
 * step w follows the new V. The exponent is kept at 20 or below, as in BrainPy.
 *
 * With a V_th far above V_T, a step overshoots by far: a soft reset does not take it back, and w follows it even under a
 * hard one. The first step warns where the parameters and `dt` are of that kind: take a V_th nearer to V_T, or a smaller dt.
 *
 * @example
 * const neuron = nn.initAllStates(new AdExIF(100, { spkReset: 'hard' }));
 * const spikes = environ.context({ dt: ms(0.1) }, () => neuron.step(mA(10)));
 *
 * @throws when an option does not exist, has the wrong dimension, is NaN or does not broadcast to the size; when tau, tau_w
 * or delta_T is zero or less, or V_th not above V_reset
 *
 * Brette & Gerstner (2005), Adaptive exponential integrate-and-fire model as an effective description of neuronal
 * activity, Journal of Neurophysiology 94.
 */
export class AdExIF extends IntegrateAndFire<Variables> {
  static override readonly name: string = 'AdExIF';
  static override readonly parameters: ParameterTable<Omit<AdExIFOptions, keyof NeuronOptions>> = {
    R: ohm(1),
    tau: positive(ms(10)),
    tau_w: positive(ms(30)),
    V_th: above('V_reset', mV(-55)),
    V_reset: mV(-68),
    V_rest: mV(-65),
    V_T: mV(-59.9),
    delta_T: positive(mV(3.48)),
    a: siemens(1),
    b: mA(1),
    V_initializer: initializer(mV(-65)),
    w_initializer: initializer(mA(0)),
  };

  /** Membrane potential. */
  declare V: HiddenState<Quantity<'voltage'>>;
  /** Adaptation current. */
  declare w: HiddenState<Quantity<'current'>>;

  constructor(inSize: Size, options: AdExIFOptions = {}) {
    super(inSize, options);
  }

  override getSpike(V: Quantity<'voltage'> = this.V.value): Quantity<'one'> {
    return this.spikesAbove(V, this.V_th, this.V_th.sub(this.V_reset));
  }

  protected override afterSpike({ V, w }: Variables, spike: Quantity<'one'>) {
    return { V: this.resetPotential(V, spike, this.V_th, this.V_reset), w: w.add(this.b.mul(spike)) };
  }

  protected override integrate(start: Variables, x: Quantity<'current'>) {
    warnOfOvershoot(this, upstroke, 'w');
    const { R, tau, tau_w, V_rest, V_T, delta_T, a } = this;
    const dV = (V: Quantity<'voltage'>) =>
      V_rest.sub(V).add(spikeTerm(V, V_T, delta_T)).sub(R.mul(start.w)).add(R.mul(this.sumCurrentInputs(x, V))).div(tau);
    const V = withoutOverflow(this.integratePotential(dV, start.V));
    const dw = (w: Quantity<'current'>) => a.mul(V.sub(V_rest)).sub(w).div(tau_w);
    return { V, w: expEulerStep(dw, start.w) };
  }
}
