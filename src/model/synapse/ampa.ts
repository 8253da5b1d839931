import { expEulerStep } from '../../nn/index.js';
import { environ, HiddenState, ShortTermState, stopGradient, type Ctor, type Desc, type InitOptions, type Later, type Size } from '../../state/index.js';
import { Constant, param, type Init } from '../../tools/init/index.js';
import { mM, math, ms, Quantity, unitless, type AnyQuantity, type Div } from '../../unit/index.js';
import { notNegative, positive } from '../options.js';
import { asEvents, conductanceRule, Synapse, type SynapseOptions } from './synapse.js';

/** The dimension of a rate per concentration of transmitter. */
export type BindingRate = Div<'frequency', 'concentration'>;

/** Options of {@link AMPA} and {@link GABAa}. */
export interface AMPAOptions<D> extends SynapseOptions {
  /** Rate of binding, zero or more. 0.98 /(ms mM) for AMPA and 0.53 /(ms mM) for GABAa unless given. */
  alpha?: Init<BindingRate> | undefined;
  /** Rate of unbinding, zero or more. 0.18 /ms unless given. */
  beta?: Init<'frequency'> | undefined;
  /** Concentration of transmitter during a pulse, zero or more. 0.5 mM for AMPA and 1 mM for GABAa unless given. */
  T?: Init<'concentration'> | undefined;
  /** How long a pulse lasts, above zero. 0.5 ms for AMPA and 1 ms for GABAa unless given. */
  T_dur?: Init<'time'> | undefined;
  /** The first conductances; their dimension is that of the synapse. `new init.Constant(mS(0))` unless given. */
  g_initializer?: Init<D> | undefined;
}

/** How an {@link AMPA} is described, with the dimension of its conductance. */
export interface AMPADesc {
  <D = 'conductance'>(inSize?: Size, options?: AMPAOptions<D>): Desc<AMPA<D>>;
  <C extends Ctor>(this: C, ...args: Later<ConstructorParameters<C>>): Desc<InstanceType<C>>;
}

/** What AMPA and GABAa differ in. */
interface Kinetics {
  readonly alpha: Quantity<BindingRate>;
  readonly beta: Quantity<'frequency'>;
  readonly T: Quantity<'concentration'>;
  readonly T_dur: Quantity<'time'>;
}

/** A rate per millisecond and millimolar. */
export function perMsMM(rate: number): Quantity<BindingRate> {
  return unitless(rate).div(ms(1).mul(mM(1))) as AnyQuantity;
}

/** A rate per millisecond. */
export function perMs(rate: number): Quantity<'frequency'> {
  return unitless(rate).div(ms(1)) as AnyQuantity;
}

/** AMPA receptors: one synapse for each presynaptic neuron, of which the open share saturates. */
export class AMPA<in out D = 'conductance'> extends Synapse {
  static override readonly name: string = 'AMPA';
  static override readonly states = ['g', 'spikeArrivalTime'];
  declare static desc: AMPADesc;
}
