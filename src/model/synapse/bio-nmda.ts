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
import { mM, ms, Quantity, unitless, type Div } from '../../unit/index.js';
import { initializer, notNegative, positive } from '../options.js';
import { conductanceRule, Synapse, type SynapseOptions } from './synapse.js';
import { changing, initArrivals, perMs, perMsMM, transmitter, type BindingRate } from './transmitter.js';

/** Options of {@link BioNMDA}. */
export interface BioNMDAOptions<D> extends SynapseOptions {
  /** Rate at which bound receptors open, zero or more. 2 /ms unless given. */
  alpha1?: Init<'frequency'> | undefined;
  /** Rate at which they close, zero or more. 0.01 /ms unless given. */
  beta1?: Init<'frequency'> | undefined;
  /** Rate of binding, zero or more. 1 /(ms mM) unless given. */
  alpha2?: Init<BindingRate> | undefined;
  /** Rate of unbinding, zero or more. 0.5 /ms unless given. */
  beta2?: Init<'frequency'> | undefined;
  /** Concentration of transmitter during a pulse, zero or more. 1 mM unless given. */
  T?: Init<'concentration'> | undefined;
  /** How long a pulse lasts, above zero. 0.5 ms unless given. */
  T_dur?: Init<'time'> | undefined;
  /** The first conductances; their dimension is that of the synapse. `new init.Constant(mS(0))` unless given. */
  g_initializer?: Init<D> | undefined;
  /** The first bound shares. 0 unless given. */
  x_initializer?: Init<'one'> | number | undefined;
}

/** How a {@link BioNMDA} is described, with the dimension of its conductance. */
export interface BioNMDADesc {
  <D = 'conductance'>(inSize?: Size, options?: BioNMDAOptions<D>): Desc<BioNMDA<D>>;
  <C extends Ctor>(this: C, ...args: Later<ConstructorParameters<C>>): Desc<InstanceType<C>>;
}

/**
 * NMDA receptors of second order: one synapse for each presynaptic neuron, which a pulse of transmitter binds, and which
 * then opens. The block by magnesium is that of the output {@link MgBlock}.
 *
 *     dx/dt = alpha2 [T] (1 - x) - beta2 x
 *     dg/dt = alpha1 x (1 - g) - beta1 g
 *
 * A spike brings the concentration [T] for the time T_dur; it is 0 otherwise. g counts in its own unit, up to 1 of it.
 * The step reads `dt` and `t` of the environment.
 *
 * @typeParam D - the dimension of the conductance
 *
 * @example
 * const syn = nn.initAllStates(new BioNMDA(100));
 * environ.context({ dt: ms(0.1), t: ms(0) }, () => syn.step(spikes)); // Quantity<'conductance'> of shape [100]
 *
 * @throws when a rate or the concentration is negative or T_dur is not above zero, or an option does not exist, has the
 * wrong dimension or does not fit the size
 *
 * Devaney (2010), Mathematical Foundations of Neuroscience, Springer, page 162.
 */
export class BioNMDA<in out D = 'conductance'> extends Synapse {
  static override readonly name: string = 'BioNMDA';
  static override readonly states = ['g', 'x', 'spikeArrivalTime'];
  declare static desc: BioNMDADesc;

  /** Rate at which bound receptors open. */
  declare readonly alpha1: Quantity<'frequency'>;
  /** Rate at which they close. */
  declare readonly beta1: Quantity<'frequency'>;
  /** Rate of binding. */
  declare readonly alpha2: Quantity<BindingRate>;
  /** Rate of unbinding. */
  declare readonly beta2: Quantity<'frequency'>;
  /** Concentration of transmitter during a pulse. */
  declare readonly T: Quantity<'concentration'>;
  /** How long a pulse lasts. */
  declare readonly T_dur: Quantity<'time'>;
  /** The rule for the first bound shares. */
  declare readonly x_initializer: Init<'one'>;
  /** The rule for the first conductances. */
  readonly g_initializer: Init<D>;
  /** Conductance: the open share. */
  declare g: HiddenState<Quantity<D>>;
  /** The bound share. */
  declare x: HiddenState<Quantity<'one'>>;
  /** Time of each synapse's last spike. */
  declare spikeArrivalTime: ShortTermState<Quantity<'time'>>;

  constructor(inSize: Size, options: BioNMDAOptions<D> = {}) {
    super(inSize, options);
    this.setParameters(
      options,
      {
        alpha1: notNegative(perMs(2)),
        beta1: notNegative(perMs(0.01)),
        alpha2: notNegative(perMsMM(1)),
        beta2: notNegative(perMs(0.5)),
        T: notNegative(mM(1)),
        T_dur: positive(ms(0.5)),
        x_initializer: initializer(unitless(0)),
      },
      ['g_initializer'],
    );
    this.g_initializer = conductanceRule(this.constructor.name, options.g_initializer);
  }

  override initState({ batchSize }: InitOptions = {}): void {
    this.g = new HiddenState(param(this.g_initializer, this.varshape, { batchSize, name: 'BioNMDA: g_initializer' }));
    this.x = new HiddenState(param(this.x_initializer, this.varshape, { batchSize, name: 'BioNMDA: x_initializer' }));
    this.spikeArrivalTime = initArrivals(this.varshape, batchSize);
  }

  override update(preSpike: Quantity<'one'>): Quantity<D> {
    const T = transmitter(this, preSpike);
    const dx = (x: Quantity<'one'>) => changing(unitless(1).sub(x), this.alpha2.mul(T)).sub(changing(x, this.beta2));
    this.keep(this.x, expEulerStep(dx, this.x.value));
    const x = this.x.value;
    const one = new Quantity(1, this.g.value.unit);
    const dg = (g: Quantity<D>): Quantity<Div<D, 'time'>> => changing(one.sub(g), this.alpha1.mul(x)).sub(changing(g, this.beta1));
    this.keep(this.g, expEulerStep(dg, this.g.value));
    return this.g.value;
  }
}
