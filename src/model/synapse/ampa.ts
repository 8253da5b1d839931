import { expEulerStep } from '../../tools/quad/exp-euler-ordinary.js';
import {
  HiddenState,
  type Ctor,
  type Desc,
  type InitOptions,
  type Later,
  type ShortTermState,
  type Size,
} from '../../state/index.js';
import { param, type Init } from '../../tools/init/index.js';
import { mM, ms, Quantity, type Div } from '../../unit/index.js';
import { notNegative, positive } from '../options.js';
import { conductanceRule, Synapse, type SynapseOptions } from './synapse.js';
import { changing, initArrivals, perMs, perMsMM, transmitter, type BindingRate } from './transmitter.js';

/** Options of {@link AMPA} and {@link GABAa}, with what each of them takes unless given. */
export interface AMPAOptions<D> extends SynapseOptions {
  /** Rate of binding, zero or more. AMPA: 0.98 /(ms mM), GABAa: 0.53 /(ms mM). */
  alpha?: Init<BindingRate> | undefined;
  /** Rate of unbinding, zero or more. 0.18 /ms. */
  beta?: Init<'frequency'> | undefined;
  /** Concentration of transmitter during a pulse, zero or more. AMPA: 0.5 mM, GABAa: 1 mM. */
  T?: Init<'concentration'> | undefined;
  /** How long a pulse lasts, above zero. AMPA: 0.5 ms, GABAa: 1 ms. */
  T_dur?: Init<'time'> | undefined;
  /** The first conductances; their dimension is that of the synapse. `new init.Constant(mS(0))`. */
  g_initializer?: Init<D> | undefined;
}

/** How an {@link AMPA} is described, with the dimension of its conductance. */
export interface AMPADesc {
  <D = 'conductance'>(inSize?: Size, options?: AMPAOptions<D>): Desc<AMPA<D>>;
  <C extends Ctor>(this: C, ...args: Later<ConstructorParameters<C>>): Desc<InstanceType<C>>;
}

/**
 * AMPA receptors: one synapse for each presynaptic neuron, whose open share saturates.
 *
 *     dg/dt = alpha [T] (1 - g) - beta g
 *
 * A spike brings the concentration [T] for the time T_dur; it is 0 otherwise. g counts in its own unit, up to 1 of it.
 * The step reads `dt` and `t` of the environment.
 *
 * @typeParam D - the dimension of the conductance
 *
 * @example
 * const syn = nn.initAllStates(new AMPA(100));
 * environ.context({ dt: ms(0.1), t: ms(0) }, () => syn.step(spikes)); // Quantity<'conductance'> of shape [100]
 *
 * @throws when a rate or the concentration is negative or T_dur is not above zero, or an option does not exist, has the
 * wrong dimension or does not fit the size
 *
 * Destexhe, Mainen & Sejnowski (1994), Synthesis of models for excitable membranes, synaptic transmission and
 * neuromodulation using a common kinetic formalism, Journal of Computational Neuroscience 1(3).
 */
export class AMPA<in out D = 'conductance'> extends Synapse {
  static override readonly name: string = 'AMPA';
  static override readonly states = ['g', 'spikeArrivalTime'];
  declare static desc: AMPADesc;

  /** Rate of binding. */
  declare readonly alpha: Quantity<BindingRate>;
  /** Rate of unbinding. */
  declare readonly beta: Quantity<'frequency'>;
  /** Concentration of transmitter during a pulse. */
  declare readonly T: Quantity<'concentration'>;
  /** How long a pulse lasts. */
  declare readonly T_dur: Quantity<'time'>;
  /** The rule for the first conductances. */
  readonly g_initializer: Init<D>;
  /** Conductance: the open share. */
  declare g: HiddenState<Quantity<D>>;
  /** Time of each synapse's last spike. */
  declare spikeArrivalTime: ShortTermState<Quantity<'time'>>;

  constructor(inSize: Size, options: AMPAOptions<D> = {}) {
    super(inSize, options);
    const { alpha, T, T_dur } = this.kinetics();
    this.setParameters(
      options,
      { alpha: notNegative(alpha), beta: notNegative(perMs(0.18)), T: notNegative(T), T_dur: positive(T_dur) },
      ['g_initializer'],
    );
    this.g_initializer = conductanceRule(this.constructor.name, options.g_initializer);
  }

  /** What the options are unless given. */
  protected kinetics(): { alpha: Quantity<BindingRate>; T: Quantity<'concentration'>; T_dur: Quantity<'time'> } {
    return { alpha: perMsMM(0.98), T: mM(0.5), T_dur: ms(0.5) };
  }

  override initState({ batchSize }: InitOptions = {}): void {
    const name = `${this.constructor.name}: g_initializer`;
    this.g = new HiddenState(param(this.g_initializer, this.varshape, { batchSize, name }));
    this.spikeArrivalTime = initArrivals(this.varshape, batchSize);
  }

  override update(preSpike: Quantity<'one'>): Quantity<D> {
    const T = transmitter(this, preSpike);
    const one = new Quantity(1, this.g.value.unit);
    const dg = (g: Quantity<D>): Quantity<Div<D, 'time'>> => changing(one.sub(g), this.alpha.mul(T)).sub(changing(g, this.beta));
    this.keep(this.g, expEulerStep(dg, this.g.value));
    return this.g.value;
  }
}
