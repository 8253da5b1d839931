import { fail } from '../../core/error.js';
import { expEulerStep } from '../../tools/quad/exp-euler-ordinary.js';
import { HiddenState, knownNumbers, showValue, type Ctor, type Desc, type InitOptions, type Later, type Size } from '../../state/index.js';
import { param, type Init } from '../../tools/init/index.js';
import { ms, unitless, type AnyQuantity, type Quantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { oneOf, positive } from '../options.js';
import { AlignPost, conductanceRule, type SynapseOptions } from './synapse.js';

/** Options of {@link DualExpon}. */
export interface DualExponOptions<D> extends SynapseOptions {
  /** Time constant of the decay, above zero. 10 ms unless given. */
  tau_decay?: Init<'time'> | undefined;
  /** Time constant of the rise, above zero and not that of the decay. 1 ms unless given. */
  tau_rise?: Init<'time'> | undefined;
  /** What the conductance is multiplied by: its peak after one unit came in, if it is normalized. 1 unless given. */
  amplitude?: Init<'one'> | number | undefined;
  /** Whether one unit of input makes a peak of `amplitude`. True unless given. */
  normalize?: boolean | undefined;
  /** The first values of both variables; their dimension is that of the synapse. `new init.Constant(mS(0))` unless given. */
  g_initializer?: Init<D> | undefined;
}

/** How a {@link DualExpon} is described, with the dimension of its conductance. */
export interface DualExponDesc {
  <D = 'conductance'>(inSize?: Size, options?: DualExponOptions<D>): Desc<DualExpon<D>>;
  <C extends Ctor>(this: C, ...args: Later<ConstructorParameters<C>>): Desc<InstanceType<C>>;
}

/**
 * Synapses that rise and decay exponentially.
 *
 *     tau_rise dg_rise/dt = -g_rise + sum of arriving weights
 *     tau_decay dg_decay/dt = -g_decay + sum of arriving weights
 *     g = amplitude A (g_decay - g_rise)
 *     A = tau_decay / (tau_decay - tau_rise) (tau_rise / tau_decay)^(tau_rise / (tau_rise - tau_decay))
 *
 * A is 1 without `normalize`.
 *
 * @typeParam D - the dimension of the conductance and of what arrives
 *
 * @example
 * new DualExpon(100, { tau_rise: ms(0.5), tau_decay: ms(5) });
 *
 * @throws when a time constant is zero or less or both are equal, or an option does not exist, has the wrong dimension or
 * does not fit the size
 *
 * Dayan & Abbott (2001), Theoretical Neuroscience, MIT Press, chapter 5.8.
 */
export class DualExpon<in out D = 'conductance'> extends AlignPost<D> {
  static override readonly name: string = 'DualExpon';
  static override readonly states = ['g_rise', 'g_decay'];
  declare static desc: DualExponDesc;

  /** Time constant of the decay. */
  declare readonly tau_decay: Quantity<'time'>;
  /** Time constant of the rise. */
  declare readonly tau_rise: Quantity<'time'>;
  /** What the conductance is multiplied by. */
  declare readonly amplitude: Quantity<'one'>;
  /** Whether one unit of input makes a peak of `amplitude`. */
  declare readonly normalize: boolean;
  /** The rule for the first values of both variables. */
  readonly g_initializer: Init<D>;
  /** The part that rises. */
  declare g_rise: HiddenState<Quantity<D>>;
  /** The part that decays. */
  declare g_decay: HiddenState<Quantity<D>>;

  constructor(inSize: Size, options: DualExponOptions<D> = {}) {
    super(inSize, options);
    this.setParameters(
      options,
      { tau_decay: positive(ms(10)), tau_rise: positive(ms(1)), amplitude: unitless(1), normalize: oneOf(true, false) },
      ['g_initializer'],
    );
    this.g_initializer = conductanceRule(this.constructor.name, options.g_initializer);
    if (knownNumbers(this.tau_decay.sub(this.tau_rise) as AnyQuantity).includes(0)) {
      fail('synapse/equal-times', { model: this.constructor.name, tau: showValue(this.tau_rise) });
    }
  }

  override initState({ batchSize }: InitOptions = {}): void {
    const zero = (): Quantity<D> => param(this.g_initializer, this.varshape, { batchSize, name: 'DualExpon: g_initializer' });
    this.g_rise = new HiddenState(zero());
    this.g_decay = new HiddenState(zero());
  }

  override update(x?: Quantity<D>): Quantity<D> {
    const rise = expEulerStep((g: Quantity<D>) => g.neg().div(this.tau_rise), this.g_rise.value);
    const decay = expEulerStep((g: Quantity<D>) => g.neg().div(this.tau_decay), this.g_decay.value);
    const input = this.withArrivals(math.zerosLike(this.g_rise.value), x, this.g_rise);
    this.keep(this.g_rise, rise.add(input));
    this.keep(this.g_decay, decay.add(input));
    const difference: AnyQuantity = this.g_decay.value.sub(this.g_rise.value);
    return difference.mul(scaleOf(this));
  }
}

/** What the difference of both variables is multiplied by. */
function scaleOf<D>({ amplitude, normalize, tau_decay, tau_rise }: DualExpon<D>): Quantity<'one'> {
  if (!normalize) return amplitude;
  const power = tau_rise.div(tau_rise.sub(tau_decay));
  return amplitude.mul(tau_decay.div(tau_decay.sub(tau_rise)).mul(math.power(tau_rise.div(tau_decay), power)));
}
