import type { HiddenState, Size } from '../../state/index.js';
import type { Init } from '../../tools/init/index.js';
import { ms, mV, ohm, type Quantity } from '../../unit/index.js';
import { above, initializer, positive, type ParametersOf, type ParameterTable } from '../options.js';
import { IntegrateAndFire, type Potential } from './integrate-and-fire.js';
import type { NeuronOptions } from './neuron.js';

/** Options of {@link LIF}. A parameter is one value for all neurons, an array that broadcasts, or a rule. */
export interface LIFOptions extends NeuronOptions {
  /** Membrane resistance. 1 ohm unless given. */
  R?: Init<'resistance'> | undefined;
  /** Membrane time constant, above zero. 5 ms unless given. */
  tau?: Init<'time'> | undefined;
  /** Threshold, above V_reset. 1 mV unless given. */
  V_th?: Init<'voltage'> | undefined;
  /** Resting potential. 0 mV unless given. */
  V_rest?: Init<'voltage'> | undefined;
  /** Potential that a spike resets to. 0 mV unless given. */
  V_reset?: Init<'voltage'> | undefined;
  /** The first potentials. `new init.Constant(mV(0))` unless given. */
  V_initializer?: Init<'voltage'> | undefined;
}

export interface LIF extends ParametersOf<LIFOptions, NeuronOptions> {}

/**
 * Leaky integrate-and-fire neurons.
 *
 *     tau dV/dt = -(V - V_rest) + R I(t)
 *
 * A neuron spikes in the step in which V reaches V_th; V is reset at the start of the next one, so a recorded V shows the
 * potential above threshold. The step reads `dt` of the environment.
 *
 * @example
 * const neuron = nn.initAllStates(new LIF(100, { tau: ms(20), V_rest: mV(-60), V_th: mV(-50), V_reset: mV(-60) }));
 * const spikes = environ.context({ dt: ms(0.1) }, () => neuron.step(mA(25)));
 *
 * @throws when an option does not exist, has the wrong dimension, is NaN or does not broadcast to the size; when tau is
 * zero or less, or V_th not above V_reset
 *
 * Gerstner, Kistler, Naud & Paninski (2014), Neuronal Dynamics, Cambridge University Press, chapter 1.3.
 */
export class LIF extends IntegrateAndFire {
  static override readonly name: string = 'LIF';
  static override readonly parameters: ParameterTable<Omit<LIFOptions, keyof NeuronOptions>> = {
    R: ohm(1),
    tau: positive(ms(5)),
    V_th: above('V_reset', mV(1)),
    V_rest: mV(0),
    V_reset: mV(0),
    V_initializer: initializer(mV(0)),
  };

  /** Membrane potential. */
  declare V: HiddenState<Quantity<'voltage'>>;

  constructor(inSize: Size, options: LIFOptions = {}) {
    super(inSize, options);
  }

  override getSpike(V: Quantity<'voltage'> = this.V.value): Quantity<'one'> {
    return this.spikesAbove(V, this.V_th, this.V_th.sub(this.V_reset));
  }

  protected override afterSpike({ V }: Potential, spike: Quantity<'one'>) {
    return { V: this.resetPotential(V, spike, this.V_th, this.V_reset) };
  }

  protected override integrate({ V }: Potential, x: Quantity<'current'>) {
    const dV = (V: Quantity<'voltage'>) => this.V_rest.sub(V).add(this.R.mul(this.sumCurrentInputs(x, V))).div(this.tau);
    return { V: this.integratePotential(dV, V) };
  }
}
