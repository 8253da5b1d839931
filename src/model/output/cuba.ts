import type { Ctor, Desc, Later, ModuleOptions } from '../../state/index.js';
import { Quantity, volt, type AnyQuantity, type Mul } from '../../unit/index.js';
import { checkOptions, requiredOption } from '../checks.js';
import { SynOut } from './syn-out.js';

/** Options of {@link CUBA}. */
export interface CUBAOptions<S> extends ModuleOptions {
  /** What the conductance is multiplied by. 1 V unless given: a conductance in mS is a current in mA. */
  scale?: Quantity<S> | undefined;
}

/** How a {@link CUBA} is described, with the dimension of its scale. */
export interface CUBADesc {
  <S = 'voltage'>(options?: CUBAOptions<S>): Desc<CUBA<S>>;
  <C extends Ctor>(this: C, ...args: Later<ConstructorParameters<C>>): Desc<InstanceType<C>>;
}

/**
 * Current-based output: the current does not depend on the potential.
 *
 *     I = g scale
 *
 * @typeParam S - the dimension of the scale; a voltage unless given
 *
 * @example
 * new CUBA(); // for conductances
 * new CUBA({ scale: u.unitless(1) }); // for synapses that are currents already
 *
 * @throws when the scale is no quantity, and when it is stepped without a bound conductance
 *
 * Brette et al. (2007), Simulation of networks of spiking neurons, Journal of Computational Neuroscience 23(3).
 */
export class CUBA<in out S = 'voltage'> extends SynOut {
  static override readonly name: string = 'CUBA';
  declare static desc: CUBADesc;

  /** What the conductance is multiplied by. */
  readonly scale: Quantity<S>;

  constructor(options: CUBAOptions<S> = {}) {
    super(options);
    checkOptions('CUBA', options, ['scale', 'name']);
    const { scale } = options;
    this.scale = requiredOption('CUBA', 'scale', scale ?? (volt(1) as AnyQuantity), scale instanceof Quantity ? scale : (volt(1) as AnyQuantity));
  }

  override current<G>(conductance: Quantity<G>): Quantity<Mul<G, S>> {
    return conductance.mul(this.scale);
  }
}
