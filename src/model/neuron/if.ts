import type { HiddenState, Size } from '../../state/index.js';
import type { Init } from '../../tools/init/index.js';
import { ms, mV, ohm, type Quantity } from '../../unit/index.js';
import { initializer, oneOf, positive, quiet, type ParametersOf, type ParameterTable } from '../options.js';
import { IntegrateAndFire, type Potential } from './integrate-and-fire.js';
import type { NeuronOptions } from './neuron.js';
import { spikeScale, type SpikeScaleOptions } from './spike-scale.js';

/** Options of {@link IF}. A parameter is one value for all neurons, an array that broadcasts, or a rule. */
export interface IFOptions extends NeuronOptions, SpikeScaleOptions {
  /** Membrane resistance. 1 ohm unless given. */
  R?: Init<'resistance'> | undefined;
  /** Membrane time constant, above zero. 5 ms unless given. */
  tau?: Init<'time'> | undefined;
  /** Threshold. 1 mV unless given. */
  V_th?: Init<'voltage'> | undefined;
  /** The first potentials. `new init.Constant(mV(0))` unless given. */
  V_initializer?: Init<'voltage'> | undefined;
}

export interface IF extends ParametersOf<IFOptions, NeuronOptions> {}

/**
 * Integrate-and-fire neurons that leak to 0 mV and are reset to it.
 *
 *     tau dV/dt = -V + R I(t)
 *
 * A neuron spikes in the step in which V reaches V_th. At the start of the next one a soft reset subtracts V_th from V, a
 * hard one sets V to 0 mV.
 *
 * @example
 * const neuron = nn.initAllStates(new IF(100, { tau: ms(20), V_th: mV(10) }));
 * const spikes = environ.context({ dt: ms(0.1) }, () => neuron.step(mA(25)));
 *
 * @throws when an option does not exist, has the wrong dimension, is NaN or does not broadcast to the size, or when tau is
 * zero or less
 *
 * Abbott (1999), Lapicque's introduction of the integrate-and-fire model neuron (1907), Brain Research Bulletin 50.
 */
export class IF extends IntegrateAndFire {
  static override readonly name: string = 'IF';
  static override readonly parameters: ParameterTable<Omit<IFOptions, keyof NeuronOptions>> = {
    R: ohm(1),
    tau: positive(ms(5)),
    V_th: mV(1),
    V_initializer: initializer(mV(0)),
    spikeScale: quiet(oneOf('|V_th|', 'V_th')),
  };

  /** Membrane potential. */
  declare V: HiddenState<Quantity<'voltage'>>;

  constructor(inSize: Size, options: IFOptions = {}) {
    super(inSize, options);
  }

  override getSpike(V: Quantity<'voltage'> = this.V.value): Quantity<'one'> {
    return this.spikesAbove(V, this.V_th, spikeScale(this));
  }

  protected override afterSpike({ V }: Potential, spike: Quantity<'one'>) {
    return { V: this.resetPotential(V, spike, this.V_th, mV(0)) };
  }

  protected override integrate({ V }: Potential, x: Quantity<'current'>) {
    const dV = (V: Quantity<'voltage'>) => V.neg().add(this.R.mul(this.sumCurrentInputs(x, V))).div(this.tau);
    return { V: this.integratePotential(dV, V) };
  }
}
