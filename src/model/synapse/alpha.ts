import { expEulerStep } from '../../tools/quad/exp-euler-ordinary.js';
import { HiddenState, type Ctor, type Desc, type InitOptions, type Later, type Size } from '../../state/index.js';
import { param, type Init } from '../../tools/init/index.js';
import { ms, type Quantity } from '../../unit/index.js';
import { positive } from '../options.js';
import { AlignPost, conductanceRule, type SynapseOptions } from './synapse.js';

/** Options of {@link Alpha}. */
export interface AlphaOptions<D> extends SynapseOptions {
  /** Time constant of rise and decay, above zero. 8 ms unless given. */
  tau?: Init<'time'> | undefined;
  /** The first values of both variables; their dimension is that of the synapse. `new init.Constant(mS(0))` unless given. */
  g_initializer?: Init<D> | undefined;
}

/** How an {@link Alpha} is described, with the dimension of its conductance. */
export interface AlphaDesc {
  <D = 'conductance'>(inSize?: Size, options?: AlphaOptions<D>): Desc<Alpha<D>>;
  <C extends Ctor>(this: C, ...args: Later<ConstructorParameters<C>>): Desc<InstanceType<C>>;
}

/**
 * Synapses with an alpha function: after one unit of input, g = (t / tau) exp(-t / tau), which peaks at tau with 1 / e.
 *
 *     tau dh/dt = -h + sum of arriving weights
 *     tau dg/dt = -g + h
 *
 * What arrives in a step is in the conductance from the next step on.
 *
 * @typeParam D - the dimension of the conductance and of what arrives
 *
 * @example
 * new Alpha(100, { tau: ms(2) });
 *
 * @throws when tau is zero or less, or an option does not exist, has the wrong dimension or does not fit the size
 *
 * Rall (1967), Distinguishing theoretical synaptic potentials computed for different soma-dendritic distributions of
 * synaptic input, Journal of Neurophysiology 30(5).
 */
export class Alpha<in out D = 'conductance'> extends AlignPost<D> {
  static override readonly name: string = 'Alpha';
  static override readonly states = ['g', 'h'];
  declare static desc: AlphaDesc;

  /** Time constant of rise and decay. */
  declare readonly tau: Quantity<'time'>;
  /** The rule for the first values of both variables. */
  readonly g_initializer: Init<D>;
  /** Conductance. */
  declare g: HiddenState<Quantity<D>>;
  /** What makes it rise. */
  declare h: HiddenState<Quantity<D>>;

  constructor(inSize: Size, options: AlphaOptions<D> = {}) {
    super(inSize, options);
    this.setParameters(options, { tau: positive(ms(8)) }, ['g_initializer']);
    this.g_initializer = conductanceRule(this.constructor.name, options.g_initializer);
  }

  override initState({ batchSize }: InitOptions = {}): void {
    const first = (): Quantity<D> => param(this.g_initializer, this.varshape, { batchSize, name: 'Alpha: g_initializer' });
    this.g = new HiddenState(first());
    this.h = new HiddenState(first());
  }

  override update(x?: Quantity<D>): Quantity<D> {
    const before = this.h.value;
    const decayed = expEulerStep((h: Quantity<D>) => h.neg().div(this.tau), before);
    const dg = (g: Quantity<D>) => g.neg().div(this.tau).add(before.div(this.tau));
    this.keep(this.g, expEulerStep(dg, this.g.value));
    this.keep(this.h, this.withArrivals(decayed, x, this.h));
    return this.g.value;
  }
}
