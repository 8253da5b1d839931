import type { Size } from '../../state/index.js';
import { ms, type Quantity } from '../../unit/index.js';
import { notNegative, oneOf, withAfter, type ParametersOf, type ParameterTable } from '../options.js';
import { Gif, type Currents, type GifOptions } from './gif.js';
import type { NeuronOptions } from './neuron.js';
import type { RefractoryOptions, RefractoryStates } from './refractory.js';

/** Options of {@link GifRef}: those of {@link Gif} and the refractory period, tau_ref, 1.7 ms unless given. */
export interface GifRefOptions extends GifOptions, RefractoryOptions {}

export interface GifRef extends ParametersOf<RefractoryOptions, NeuronOptions>, RefractoryStates {}

/**
 * Generalized integrate-and-fire neurons with a refractory period: {@link Gif}, of which V, I1, I2 and V_th keep their
 * values after the reset for tau_ref after a spike.
 *
 *     tau dV/dt = -(V - V_rest) + R (I1 + I2 + I(t))
 *     dI1/dt = -k1 I1,    dI2/dt = -k2 I2
 *     dV_th/dt = a (V - V_rest) - b (V_th - V_th_inf)
 *
 * What comes in meanwhile is lost; a neuron that is at or above threshold even so goes on spiking. In each step V takes
 * the I1 and I2 from before it, as in BrainPy, where {@link Gif} takes the new ones. The step reads `dt` and `t` of the
 * environment.
 *
 * @example
 * const neuron = nn.initAllStates(new GifRef(100, { tau_ref: ms(2), a: kHz(0.005) }));
 * const spikes = environ.context({ dt: ms(0.1), t: ms(0) }, () => neuron.step(mA(1.5)));
 *
 * @throws as {@link Gif} does, and when tau_ref is negative
 *
 * Mihalas & Niebur (2009), A generalized linear integrate-and-fire neural model produces diverse spiking behaviors,
 * Neural Computation 21.
 */
export class GifRef extends Gif {
  static override readonly name: string = 'GifRef';
  static override readonly parameters: ParameterTable<Omit<GifRefOptions, keyof NeuronOptions>> = {
    ...withAfter(Gif.parameters, 'tau', { tau_ref: notNegative(ms(1.7)) }),
    refVar: oneOf(false, true),
  };

  constructor(inSize: Size, options: GifRefOptions = {}) {
    super(inSize, options);
  }

  protected override internalCurrent(start: Currents): Quantity<'current'> {
    return start.I1.add(start.I2);
  }
}
