import type { Size } from '../../state/index.js';
import { ms } from '../../unit/index.js';
import { notNegative, oneOf, withAfter, type ParametersOf, type ParameterTable } from '../options.js';
import { AdQuaIF, type AdQuaIFOptions } from './ad-qua-if.js';
import type { NeuronOptions } from './neuron.js';
import type { RefractoryOptions, RefractoryStates } from './refractory.js';

/** Options of {@link AdQuaIFRef}: those of {@link AdQuaIF} and the refractory period, tau_ref, 1.7 ms unless given. */
export interface AdQuaIFRefOptions extends AdQuaIFOptions, RefractoryOptions {}

export interface AdQuaIFRef extends ParametersOf<RefractoryOptions, NeuronOptions>, RefractoryStates {}

/**
 * Adaptive quadratic integrate-and-fire neurons with a refractory period: {@link AdQuaIF}, of which
 * V and w keep their values after the reset for tau_ref after a spike.
 *
 *     tau dV/dt = c (V - V_rest) (V - V_c) - R w + R I(t)
 *     tau_w dw/dt = a (V - V_rest) - w
 *
 * What comes in meanwhile is lost; a neuron that is at or above threshold even so goes on spiking. The step reads `dt` and
 * `t` of the environment.
 *
 * @example
 * const neuron = nn.initAllStates(new AdQuaIFRef(100, { tau_ref: ms(2), spkReset: 'hard' }));
 * const spikes = environ.context({ dt: ms(0.1), t: ms(0) }, () => neuron.step(mA(10)));
 *
 * @throws as {@link AdQuaIF} does, and when tau_ref is negative
 *
 * Izhikevich (2004), Which model to use for cortical spiking neurons?, IEEE Transactions on Neural Networks 15.
 * Touboul (2008), Bifurcation analysis of a general class of nonlinear integrate-and-fire neurons, SIAM Journal on
 * Applied Mathematics 68.
 */
export class AdQuaIFRef extends AdQuaIF {
  static override readonly name: string = 'AdQuaIFRef';
  static override readonly parameters: ParameterTable<Omit<AdQuaIFRefOptions, keyof NeuronOptions>> = {
    ...withAfter(AdQuaIF.parameters, 'tau_w', { tau_ref: notNegative(ms(1.7)) }),
    refVar: oneOf(false, true),
  };

  constructor(inSize: Size, options: AdQuaIFRefOptions = {}) {
    super(inSize, options);
  }
}
