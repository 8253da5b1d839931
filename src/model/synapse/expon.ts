import { expEulerStep } from '../../tools/quad/exp-euler-ordinary.js';
import { HiddenState, type Ctor, type Desc, type InitOptions, type Later, type Size } from '../../state/index.js';
import { param, type Init } from '../../tools/init/index.js';
import { ms, type Quantity } from '../../unit/index.js';
import { positive } from '../options.js';
import { AlignPost, conductanceRule, type SynapseOptions } from './synapse.js';

/** Options of {@link Expon}. */
export interface ExponOptions<D> extends SynapseOptions {
  /** Time constant of the decay, above zero. 8 ms unless given. */
  tau?: Init<'time'> | undefined;
  /** The first conductances; their dimension is that of the synapse. `new init.Constant(mS(0))` unless given. */
  g_initializer?: Init<D> | undefined;
}

/** How an {@link Expon} is described, with the dimension of its conductance. */
export interface ExponDesc {
  <D = 'conductance'>(inSize?: Size, options?: ExponOptions<D>): Desc<Expon<D>>;
  <C extends Ctor>(this: C, ...args: Later<ConstructorParameters<C>>): Desc<InstanceType<C>>;
}

/**
 * Synapses that decay exponentially.
 *
 *     tau dg/dt = -g + sum of arriving weights
 *
 * What arrives in a step is in that step's conductance as it came, before any decay.
 *
 * @typeParam D - the dimension of the conductance and of what arrives
 *
 * @example
 * const syn = nn.initAllStates(new Expon(4000, { tau: ms(5) }));
 * syn.addDeltaInput('spikes', comm.step(spikes));
 * environ.context({ dt: ms(0.1) }, () => syn.step()); // Quantity<'conductance'> of shape [4000]
 *
 * @throws when tau is zero or less, or an option does not exist, has the wrong dimension or does not fit the size
 *
 * Dayan & Abbott (2001), Theoretical Neuroscience, MIT Press, chapter 5.8.
 */
export class Expon<in out D = 'conductance'> extends AlignPost<D> {
  static override readonly name: string = 'Expon';
  static override readonly states = ['g'];
  declare static desc: ExponDesc;

  /** Time constant of the decay. */
  declare readonly tau: Quantity<'time'>;
  /** The rule for the first conductances. */
  readonly g_initializer: Init<D>;
  /** Conductance. */
  declare g: HiddenState<Quantity<D>>;

  constructor(inSize: Size, options: ExponOptions<D> = {}) {
    super(inSize, options);
    this.setParameters(options, { tau: positive(ms(8)) }, ['g_initializer']);
    this.g_initializer = conductanceRule(this.constructor.name, options.g_initializer);
  }

  override initState({ batchSize }: InitOptions = {}): void {
    this.g = new HiddenState(param(this.g_initializer, this.varshape, { batchSize, name: 'Expon: g_initializer' }));
  }

  override update(x?: Quantity<D>): Quantity<D> {
    const decayed = expEulerStep((g) => this.sumCurrentInputs(g.neg()).div(this.tau), this.g.value);
    this.keep(this.g, this.withArrivals(decayed, x, this.g));
    return this.g.value;
  }
}
