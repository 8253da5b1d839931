import type { Size } from '../../state/index.js';
import { ms } from '../../unit/index.js';
import { notNegative, oneOf, quiet, withAfter, type ParametersOf, type ParameterTable } from '../options.js';
import { LIF, type LIFOptions } from './lif.js';
import type { NeuronOptions } from './neuron.js';
import type { RefractoryOptions, RefractoryStates } from './refractory.js';

/** Options of {@link LIFRef}: those of {@link LIF} and the refractory period, tau_ref, 5 ms unless given. */
export interface LIFRefOptions extends LIFOptions, RefractoryOptions {}

export interface LIFRef extends ParametersOf<RefractoryOptions, NeuronOptions>, RefractoryStates {}

/**
 * Leaky integrate-and-fire neurons with a refractory period.
 *
 *     tau dV/dt = -(V - V_rest) + R I(t)
 *
 * A neuron spikes in the step in which V reaches V_th; V is reset at the start of the next one, so a recorded V
 * shows the potential above threshold. For tau_ref after a spike V does not move, and what comes in is lost; a
 * neuron that is above threshold even so goes on spiking.
 *
 * The step reads `dt` and `t` of the environment.
 *
 * @example
 * const neuron = nn.initAllStates(new LIFRef(100, { tau: ms(20), V_rest: mV(-60), V_th: mV(-50), V_reset: mV(-60) }));
 * const spikes = environ.context({ dt: ms(0.1), t: ms(0) }, () => neuron.step(mA(25)));
 *
 * @throws when an option does not exist, has the wrong dimension, is NaN or does not broadcast to the size; when
 * tau is zero or less, tau_ref negative, or V_th not above V_reset
 *
 * Gerstner, Kistler, Naud & Paninski (2014), Neuronal Dynamics, Cambridge University Press, chapter 1.3.
 */
export class LIFRef extends LIF {
  static override readonly name: string = 'LIFRef';
  static override readonly parameters: ParameterTable<Omit<LIFRefOptions, keyof NeuronOptions>> = {
    ...withAfter(LIF.parameters, 'tau', { tau_ref: notNegative(ms(5)) }),
    refVar: quiet(oneOf(false, true)),
  };

  constructor(inSize: Size, options: LIFRefOptions = {}) {
    super(inSize, options);
  }
}
