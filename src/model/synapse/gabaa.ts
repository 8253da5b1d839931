import type { Ctor, Desc, Later, Size } from '../../state/index.js';
import { mM, ms } from '../../unit/index.js';
import { AMPA, type AMPAOptions } from './ampa.js';
import { perMsMM } from './transmitter.js';

/** How a {@link GABAa} is described, with the dimension of its conductance. */
export interface GABAaDesc {
  <D = 'conductance'>(inSize?: Size, options?: AMPAOptions<D>): Desc<GABAa<D>>;
  <C extends Ctor>(this: C, ...args: Later<ConstructorParameters<C>>): Desc<InstanceType<C>>;
}

/**
 * GABA-A receptors: as {@link AMPA}, with more transmitter for a longer time, and slower binding.
 *
 *     dg/dt = alpha [T] (1 - g) - beta g
 *
 * @typeParam D - the dimension of the conductance
 *
 * @example
 * new GABAa(100, { T_dur: ms(0.8) });
 *
 * @throws as AMPA
 *
 * Destexhe, Mainen & Sejnowski (1994), Synthesis of models for excitable membranes, synaptic transmission and
 * neuromodulation using a common kinetic formalism, Journal of Computational Neuroscience 1(3).
 */
export class GABAa<in out D = 'conductance'> extends AMPA<D> {
  static override readonly name: string = 'GABAa';
  declare static desc: GABAaDesc;

  protected override kinetics(): ReturnType<AMPA['kinetics']> {
    return { alpha: perMsMM(0.53), T: mM(1), T_dur: ms(1) };
  }
}
