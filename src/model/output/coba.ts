import type { ModuleOptions } from '../../state/index.js';
import { mV, type Mul, type Quantity } from '../../unit/index.js';
import { checkOptions, requiredOption } from '../checks.js';
import { checkPotential, SynOut } from './syn-out.js';

/** Options of {@link COBA}. */
export interface COBAOptions extends ModuleOptions {
  /** Reversal potential: one for all neurons, or one for each. */
  E: Quantity<'voltage'>;
}

/**
 * Conductance-based output: the current drives the potential towards the reversal potential.
 *
 *     I = g (E - V)
 *
 * @example
 * new AlignPostProj({ comm, syn: Expon.desc(4000, { tau: ms(5) }), out: COBA.desc({ E: mV(0) }), post });
 *
 * @throws when E is no voltage, and when it is stepped without a bound conductance
 *
 * Destexhe, Mainen & Sejnowski (1994), Synthesis of models for excitable membranes, synaptic transmission and
 * neuromodulation using a common kinetic formalism, Journal of Computational Neuroscience 1(3).
 */
export class COBA extends SynOut {
  static override readonly name: string = 'COBA';

  /** Reversal potential. */
  readonly E: Quantity<'voltage'>;

  constructor(options: COBAOptions) {
    super(options);
    checkOptions('COBA', options, ['E', 'name']);
    this.E = requiredOption('COBA', 'E', options.E, mV(0));
  }

  override current<G>(conductance: Quantity<G>, potential?: Quantity<'voltage'>): Quantity<Mul<G, 'voltage'>> {
    return conductance.mul(this.E.sub(checkPotential('COBA', potential)));
  }
}
