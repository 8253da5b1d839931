import type { Size } from '../../state/index.js';
import { ms } from '../../unit/index.js';
import { notNegative, oneOf, withAfter, type ParametersOf, type ParameterTable } from '../options.js';
import { AdExIF, type AdExIFOptions } from './ad-ex-if.js';
import type { NeuronOptions } from './neuron.js';
import type { RefractoryOptions, RefractoryStates } from './refractory.js';

/** Options of {@link AdExIFRef}: those of {@link AdExIF} and the refractory period, tau_ref, 1.7 ms unless given. */
export interface AdExIFRefOptions extends AdExIFOptions, RefractoryOptions {}

export interface AdExIFRef extends ParametersOf<RefractoryOptions, NeuronOptions>, RefractoryStates {}

/**
 * Adaptive exponential integrate-and-fire neurons with a refractory period: {@link AdExIF}, of which
 * V and w keep their values after the reset for tau_ref after a spike.
 *
 *     tau dV/dt = -(V - V_rest) + delta_T exp((V - V_T) / delta_T) - R w + R I(t)
 *     tau_w dw/dt = a (V - V_rest) - w
 *
 * What comes in meanwhile is lost; a neuron that is at or above threshold even so goes on spiking. The step reads `dt` and
 * `t` of the environment.
 *
 * @example
 * const neuron = nn.initAllStates(new AdExIFRef(100, { tau_ref: ms(2), spkReset: 'hard' }));
 * const spikes = environ.context({ dt: ms(0.1), t: ms(0) }, () => neuron.step(mA(10)));
 *
 * @throws as {@link AdExIF} does, and when tau_ref is negative
 *
 * Brette & Gerstner (2005), Adaptive exponential integrate-and-fire model as an effective description of neuronal
 * activity, Journal of Neurophysiology 94.
 */
export class AdExIFRef extends AdExIF {
  static override readonly name: string = 'AdExIFRef';
  static override readonly parameters: ParameterTable<Omit<AdExIFRefOptions, keyof NeuronOptions>> = {
    ...withAfter(AdExIF.parameters, 'tau_w', { tau_ref: notNegative(ms(1.7)) }),
    refVar: oneOf(false, true),
  };

  constructor(inSize: Size, options: AdExIFRefOptions = {}) {
    super(inSize, options);
  }
}
