import type { HiddenState, Size } from '../../state/index.js';
import type { Init } from '../../tools/init/index.js';
import { ms, mV, ohm, type Quantity } from '../../unit/index.js';
import { above, initializer, positive, type ParametersOf, type ParameterTable } from '../options.js';
import { spikeTerm, upstroke, withoutOverflow } from './exponential.js';
import { IntegrateAndFire, type Potential } from './integrate-and-fire.js';
import type { NeuronOptions } from './neuron.js';
import { warnOfOvershoot } from './overshoot.js';

/** Options of {@link ExpIF}. A parameter is one value for all neurons, an array that broadcasts, or a rule. */
export interface ExpIFOptions extends NeuronOptions {
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
  /** The potential at which a spike begins. -59.9 mV unless given. */
  V_T?: Init<'voltage'> | undefined;
  /** How sharply it begins, above zero. 3.48 mV unless given. */
  delta_T?: Init<'voltage'> | undefined;
  /** The first potentials. `new init.Constant(mV(-65))` unless given. */
  V_initializer?: Init<'voltage'> | undefined;
}

export interface ExpIF extends ParametersOf<ExpIFOptions, NeuronOptions> {}

/**
 * Exponential integrate-and-fire neurons.
 *
 *     tau dV/dt = -(V - V_rest) + delta_T exp((V - V_T) / delta_T) + R I(t)
 *
 * A neuron spikes in the step in which V reaches V_th, and is reset at the start of the next one. The exponent is kept at
 * 20 or below, as in BrainPy.
 *
 * Take `spkReset: 'hard'` at the usual steps. V overshoots V_th by far more than the V_th - V_reset that a soft reset, the
 * default as in BrainPy, takes back: it stays above threshold and grows without bound. The first step warns where the
 * parameters and `dt` are of that kind; `environ.set({ debug: 'nan' })` finds the step.
 *
 * @example
 * const neuron = nn.initAllStates(new ExpIF(100, { spkReset: 'hard' }));
 * const spikes = environ.context({ dt: ms(0.1) }, () => neuron.step(mA(10)));
 *
 * @throws when an option does not exist, has the wrong dimension, is NaN or does not broadcast to the size; when tau or
 * delta_T is zero or less, or V_th not above V_reset
 *
 * Fourcaud-Trocmé, Hansel, van Vreeswijk & Brunel (2003), How spike generation mechanisms determine the neuronal response
 * to fluctuating inputs, Journal of Neuroscience 23.
 */
export class ExpIF extends IntegrateAndFire {
  static override readonly name: string = 'ExpIF';
  static override readonly parameters: ParameterTable<Omit<ExpIFOptions, keyof NeuronOptions>> = {
    R: ohm(1),
    tau: positive(ms(10)),
    V_th: above('V_reset', mV(-30)),
    V_reset: mV(-68),
    V_rest: mV(-65),
    V_T: mV(-59.9),
    delta_T: positive(mV(3.48)),
    V_initializer: initializer(mV(-65)),
  };

  /** Membrane potential. */
  declare V: HiddenState<Quantity<'voltage'>>;

  constructor(inSize: Size, options: ExpIFOptions = {}) {
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
    const { R, tau, V_rest, V_T, delta_T } = this;
    const dV = (V: Quantity<'voltage'>) =>
      V_rest.sub(V).add(spikeTerm(V, V_T, delta_T)).add(R.mul(this.sumCurrentInputs(x, V))).div(tau);
    return { V: withoutOverflow(this.integratePotential(dV, V)) };
  }
}
