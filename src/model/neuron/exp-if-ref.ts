import type { Size } from '../../state/index.js';
import { ms } from '../../unit/index.js';
import { notNegative, oneOf, withAfter, type ParametersOf, type ParameterTable } from '../options.js';
import { ExpIF, type ExpIFOptions } from './exp-if.js';
import type { NeuronOptions } from './neuron.js';
import type { RefractoryOptions, RefractoryStates } from './refractory.js';

/** Options of {@link ExpIFRef}: those of {@link ExpIF} and the refractory period, tau_ref, 1.7 ms unless given. */
export interface ExpIFRefOptions extends ExpIFOptions, RefractoryOptions {}

export interface ExpIFRef extends ParametersOf<RefractoryOptions, NeuronOptions>, RefractoryStates {}

/**
 * Exponential integrate-and-fire neurons with a refractory period: {@link ExpIF}, of which
 * V keeps its value after the reset for tau_ref after a spike.
 *
 *     tau dV/dt = -(V - V_rest) + delta_T exp((V - V_T) / delta_T) + R I(t)
 *
 * What comes in meanwhile is lost; a neuron that is at or above threshold even so goes on spiking. The step reads `dt` and
 * `t` of the environment.
 *
 * @example
 * const neuron = nn.initAllStates(new ExpIFRef(100, { tau_ref: ms(2), spkReset: 'hard' }));
 * const spikes = environ.context({ dt: ms(0.1), t: ms(0) }, () => neuron.step(mA(10)));
 *
 * @throws as {@link ExpIF} does, and when tau_ref is negative
 *
 * Fourcaud-Trocmé, Hansel, van Vreeswijk & Brunel (2003), How spike generation mechanisms determine the neuronal response
 * to fluctuating inputs, Journal of Neuroscience 23.
 */
export class ExpIFRef extends ExpIF {
  static override readonly name: string = 'ExpIFRef';
  static override readonly parameters: ParameterTable<Omit<ExpIFRefOptions, keyof NeuronOptions>> = {
    ...withAfter(ExpIF.parameters, 'tau', { tau_ref: notNegative(ms(1.7)) }),
    refVar: oneOf(false, true),
  };

  constructor(inSize: Size, options: ExpIFRefOptions = {}) {
    super(inSize, options);
  }
}
