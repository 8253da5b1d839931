import type { HiddenState, Size } from '../../state/index.js';
import type { Init } from '../../tools/init/index.js';
import { ms, mV, ohm, unitless, type Div, type Quantity } from '../../unit/index.js';
import { above, initializer, positive, type ParametersOf, type ParameterTable } from '../options.js';
import { IntegrateAndFire, type Potential } from './integrate-and-fire.js';
import type { NeuronOptions } from './neuron.js';
import { warnOfOvershoot } from './overshoot.js';
import { upstroke } from './quadratic.js';

/** Options of {@link QuaIF}. A parameter is one value for all neurons, an array that broadcasts, or a rule. */
export interface QuaIFOptions extends NeuronOptions {
  /** Membrane resistance. 1 ohm unless given. */
  R?: Init<'resistance'> | undefined;
  /** Membrane time constant, above zero. 10 ms unless given. */
  tau?: Init<'time'> | undefined;
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
  /** The first potentials. `new init.Constant(mV(-65))` unless given. */
  V_initializer?: Init<'voltage'> | undefined;
}

export interface QuaIF extends ParametersOf<QuaIFOptions, NeuronOptions> {}

/**
 * Quadratic integrate-and-fire neurons.
 *
 *     tau dV/dt = c (V - V_rest) (V - V_c) + R I(t)
 *
 * A neuron spikes in the step in which V reaches V_th, and is reset at the start of the next one. Where a step overshoots
 * by more than a soft reset takes back, V grows without bound: the first step warns of it; take `spkReset: 'hard'`.
 *
 * @example
 * const neuron = nn.initAllStates(new QuaIF(100, { spkReset: 'hard' }));
 * const spikes = environ.context({ dt: ms(0.1) }, () => neuron.step(mA(10)));
 *
 * @throws when an option does not exist, has the wrong dimension, is NaN or does not broadcast to the size; when tau is
 * zero or less, or V_th not above V_reset
 *
 * Latham, Richmond, Nelson & Nirenberg (2000), Intrinsic dynamics in neuronal networks. I. Theory, Journal of
 * Neurophysiology 83.
 */
export class QuaIF extends IntegrateAndFire {
  static override readonly name: string = 'QuaIF';
  static override readonly parameters: ParameterTable<Omit<QuaIFOptions, keyof NeuronOptions>> = {
    R: ohm(1),
    tau: positive(ms(10)),
    V_th: above('V_reset', mV(-30)),
    V_reset: mV(-68),
    V_rest: mV(-65),
    V_c: mV(-50),
    c: unitless(0.07).div(mV),
    V_initializer: initializer(mV(-65)),
  };

  /** Membrane potential. */
  declare V: HiddenState<Quantity<'voltage'>>;

  constructor(inSize: Size, options: QuaIFOptions = {}) {
    super(inSize, options);
  }

  override getSpike(V: Quantity<'voltage'> = this.V.value): Quantity<'one'> {
    return this.spikesAbove(V, this.V_th, this.V_th.sub(this.V_reset));
  }

  protected override afterSpike({ V }: Potential, spike: Quantity<'one'>) {
    return { V: this.resetPotential(V, spike, this.V_th, this.V_reset) };
  }

  protected override integrate({ V }: Potential, x: Quantity<'current'>) {
    warnOfOvershoot(this, upstroke);
    const { R, tau, V_rest, V_c, c } = this;
    const dV = (V: Quantity<'voltage'>) =>
      c.mul(V.sub(V_rest)).mul(V.sub(V_c)).add(R.mul(this.sumCurrentInputs(x, V))).div(tau);
    return { V: this.integratePotential(dV, V) };
  }
}
