import { expEulerStep } from '../../tools/quad/exp-euler-ordinary.js';
import type { HiddenState, Size } from '../../state/index.js';
import type { Init } from '../../tools/init/index.js';
import { mA, ms, mV, ohm, siemens, unitless, type Div, type Quantity } from '../../unit/index.js';
import { above, initializer, positive, type ParametersOf, type ParameterTable } from '../options.js';
import { IntegrateAndFire } from './integrate-and-fire.js';
import type { NeuronOptions } from './neuron.js';
import { warnOfOvershoot } from './overshoot.js';
import { upstroke } from './quadratic.js';

/** Options of {@link AdQuaIF}. A parameter is one value for all neurons, an array that broadcasts, or a rule. */
export interface AdQuaIFOptions extends NeuronOptions {
  /** Membrane resistance. 1 ohm unless given. */
  R?: Init<'resistance'> | undefined;
  /** Membrane time constant, above zero. 10 ms unless given. */
  tau?: Init<'time'> | undefined;
  /** Time constant of the adaptation, above zero. 10 ms unless given. */
  tau_w?: Init<'time'> | undefined;
  /** The potential at which a spike is noted, above V_reset. -30 mV unless given. */
  V_th?: Init<'voltage'> | undefined;
  /** Potential that a spike resets to. -68 mV unless given. */
  V_reset?: Init<'voltage'> | undefined;
  /** Resting potential. -65 mV unless given. */
  V_rest?: Init<'voltage'> | undefined;
  /** The potential above which V goes up by itself. -50 mV unless given. */
  V_c?: Init<'voltage'> | undefined;
  /** How steep the parabola is. 0.07 per mV unless given. */
  c?: Init<Div<'one', 'voltage'>> | undefined;
  /** How strongly the adaptation follows V. 1 siemens unless given. */
  a?: Init<'conductance'> | undefined;
  /** By how much a spike raises the adaptation. 0.1 mA unless given. */
  b?: Init<'current'> | undefined;
  /** The first potentials. `new init.Constant(mV(-65))` unless given. */
  V_initializer?: Init<'voltage'> | undefined;
  /** The first adaptation currents. `new init.Constant(mA(0))` unless given. */
  w_initializer?: Init<'current'> | undefined;
}

export interface AdQuaIF extends ParametersOf<AdQuaIFOptions, NeuronOptions> {}

type Variables = { readonly V: Quantity<'voltage'>; readonly w: Quantity<'current'> };

/**
 * Adaptive quadratic integrate-and-fire neurons.
 *
 *     tau dV/dt = c (V - V_rest) (V - V_c) - R w + R I(t)
 *     tau_w dw/dt = a (V - V_rest) - w
 *
 * A neuron spikes in the step in which V reaches V_th. At the start of the next one V is reset and w grows by b. In each
 * step w follows the new V. Where a step overshoots by far, a soft reset does not take it back, and w follows it even under
 * a hard one: the first step warns of it.
 *
 * @example
 * const neuron = nn.initAllStates(new AdQuaIF(100, { spkReset: 'hard' }));
 * const spikes = environ.context({ dt: ms(0.1) }, () => neuron.step(mA(10)));
 *
 * @throws when an option does not exist, has the wrong dimension, is NaN or does not broadcast to the size; when tau or
 * tau_w is zero or less, or V_th not above V_reset
 *
 * Izhikevich (2004), Which model to use for cortical spiking neurons?, IEEE Transactions on Neural Networks 15.
 * Touboul (2008), Bifurcation analysis of a general class of nonlinear integrate-and-fire neurons, SIAM Journal on
 * Applied Mathematics 68.
 */
export class AdQuaIF extends IntegrateAndFire<Variables> {
  static override readonly name: string = 'AdQuaIF';
  static override readonly parameters: ParameterTable<Omit<AdQuaIFOptions, keyof NeuronOptions>> = {
    R: ohm(1),
    tau: positive(ms(10)),
    tau_w: positive(ms(10)),
    V_th: above('V_reset', mV(-30)),
    V_reset: mV(-68),
    V_rest: mV(-65),
    V_c: mV(-50),
    c: unitless(0.07).div(mV),
    a: siemens(1),
    b: mA(0.1),
    V_initializer: initializer(mV(-65)),
    w_initializer: initializer(mA(0)),
  };

  /** Membrane potential. */
  declare V: HiddenState<Quantity<'voltage'>>;
  /** Adaptation current. */
  declare w: HiddenState<Quantity<'current'>>;

  constructor(inSize: Size, options: AdQuaIFOptions = {}) {
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
    const { R, tau, tau_w, V_rest, V_c, c, a } = this;
    const dV = (V: Quantity<'voltage'>) =>
      c.mul(V.sub(V_rest)).mul(V.sub(V_c)).sub(R.mul(start.w)).add(R.mul(this.sumCurrentInputs(x, V))).div(tau);
    const V = this.integratePotential(dV, start.V);
    const dw = (w: Quantity<'current'>) => a.mul(V.sub(V_rest)).sub(w).div(tau_w);
    return { V, w: expEulerStep(dw, start.w) };
  }
}
