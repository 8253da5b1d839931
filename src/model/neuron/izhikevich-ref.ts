import type { Size } from '../../state/index.js';
import { ms } from '../../unit/index.js';
import { notNegative, oneOf, withAfter, type ParametersOf, type ParameterTable } from '../options.js';
import { Izhikevich, type IzhikevichOptions } from './izhikevich.js';
import type { NeuronOptions } from './neuron.js';
import type { RefractoryOptions, RefractoryStates } from './refractory.js';

/** Options of {@link IzhikevichRef}: those of {@link Izhikevich} and the refractory period, tau_ref, 0 ms unless given. */
export interface IzhikevichRefOptions extends IzhikevichOptions, RefractoryOptions {}

export interface IzhikevichRef extends ParametersOf<RefractoryOptions, NeuronOptions>, RefractoryStates {}

/**
 * Izhikevich's neurons with a refractory period: {@link Izhikevich}, of which V and u keep their values after the reset for
 * tau_ref after a spike.
 *
 *     dV/dt = p1 V^2 + p2 V + p3 - u + I(t)
 *     du/dt = a (b V - u)
 *
 * What comes in meanwhile is lost. The step reads `dt` and `t` of the environment.
 *
 * @example
 * const neuron = nn.initAllStates(new IzhikevichRef(100, { tau_ref: ms(2) }));
 * const spikes = environ.context({ dt: ms(0.1), t: ms(0) }, () => neuron.step(mV(10).div(ms)));
 *
 * @throws as {@link Izhikevich} does, and when tau_ref is negative
 *
 * Izhikevich (2003), Simple model of spiking neurons, IEEE Transactions on Neural Networks 14.
 */
export class IzhikevichRef extends Izhikevich {
  static override readonly name: string = 'IzhikevichRef';
  static override readonly parameters: ParameterTable<Omit<IzhikevichRefOptions, keyof NeuronOptions>> = {
    ...withAfter(Izhikevich.parameters, 'V_th', { tau_ref: notNegative(ms(0)) }),
    refVar: oneOf(false, true),
  };

  constructor(inSize: Size, options: IzhikevichRefOptions = {}) {
    super(inSize, options);
  }
}
