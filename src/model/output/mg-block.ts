import { fail } from '../../core/error.js';
import { knownNumbers, showValue, type ModuleOptions } from '../../state/index.js';
import { mM, mV, Quantity, unitless, type AnyQuantity, type Div, type Mul } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { checkOptions, quantityOption } from '../checks.js';
import { checkPotential, SynOut } from './syn-out.js';

/** With a unit, or as a plain number of mM. */
type Concentration = Quantity<'concentration'> | Quantity<'one'> | number;

/** Options of {@link MgBlock}. */
export interface MgBlockOptions extends ModuleOptions {
  /** Reversal potential. 0 mV unless given. */
  E?: Quantity<'voltage'> | undefined;
  /** Concentration of magnesium outside; a plain number counts mM. 1.2 mM unless given. */
  cc_Mg?: Concentration | undefined;
  /** How steeply the block depends on the potential. 0.062 /mV unless given. */
  alpha?: Quantity<Div<'one', 'voltage'>> | undefined;
  /** Concentration that blocks one half at V_offset; a plain number counts mM. 3.57 mM unless given. */
  beta?: Concentration | undefined;
  /** Shift of the potential. 0 mV unless given. */
  V_offset?: Quantity<'voltage'> | undefined;
}

/**
 * Output of NMDA receptors: magnesium blocks them, the more the lower the potential.
 *
 *     I = g (E - V) / (1 + cc_Mg / beta exp(alpha (V_offset - V)))
 *
 * BrainPy's defaults are the same numbers without units; those of its concentrations may be written here as they are there.
 *
 * @example
 * new MgBlock({ cc_Mg: mM(1) });
 *
 * @example
 * new MgBlock({ cc_Mg: 0, beta: 3.57 }); // no magnesium
 *
 * @throws when an option does not exist or has the wrong dimension, a concentration is negative, beta is zero, and when it is stepped without a bound conductance
 *
 * Jahr & Stevens (1990), Voltage dependence of NMDA-activated macroscopic conductances predicted by single-channel
 * kinetics, Journal of Neuroscience 10(9).
 */
export class MgBlock extends SynOut {
  static override readonly name: string = 'MgBlock';

  /** Reversal potential. */
  readonly E: Quantity<'voltage'>;
  /** Concentration of magnesium outside. */
  readonly cc_Mg: Quantity<'concentration'>;
  /** How steeply the block depends on the potential. */
  readonly alpha: Quantity<Div<'one', 'voltage'>>;
  /** Concentration that blocks one half at V_offset. */
  readonly beta: Quantity<'concentration'>;
  /** Shift of the potential. */
  readonly V_offset: Quantity<'voltage'>;

  constructor(options: MgBlockOptions = {}) {
    super(options);
    checkOptions('MgBlock', options, ['E', 'cc_Mg', 'alpha', 'beta', 'V_offset', 'name']);
    this.E = quantityOption('MgBlock', 'E', options.E, mV(0));
    this.V_offset = quantityOption('MgBlock', 'V_offset', options.V_offset, mV(0));
    this.cc_Mg = concentration('cc_Mg', options.cc_Mg, mM(1.2));
    this.alpha = quantityOption('MgBlock', 'alpha', options.alpha, unitless(0.062).div(mV(1)));
    this.beta = concentration('beta', options.beta, mM(3.57));
  }

  override current<G>(conductance: Quantity<G>, potential?: Quantity<'voltage'>): Quantity<Mul<G, 'voltage'>> {
    const V = checkPotential('MgBlock', potential);
    const blocked = math.exp(this.alpha.mul(this.V_offset.sub(V)) as AnyQuantity).mul(this.cc_Mg.div(this.beta));
    return conductance.mul(this.E.sub(V)).div(blocked.add(1)) as AnyQuantity;
  }
}

function concentration(option: string, given: Concentration | undefined, standard: Quantity<'concentration'>): Quantity<'concentration'> {
  const isPlain = typeof given === 'number' || (given instanceof Quantity && (given as AnyQuantity).dim === 'one');
  const value = isPlain ? mM(1).mul(given as Quantity<'one'>) : (given as Quantity<'concentration'> | undefined);
  const known = quantityOption('MgBlock', option, value, standard);
  const numbers = knownNumbers(known as AnyQuantity);
  if (numbers.some((x) => x < 0)) fail('model/not-negative', { model: 'MgBlock', option, value: showValue(known) });
  if (option === 'beta' && numbers.includes(0)) fail('model/positive', { model: 'MgBlock', option, value: showValue(known) });
  return known;
}
