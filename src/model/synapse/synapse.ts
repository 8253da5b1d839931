import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { Dynamics } from '../../nn/index.js';
import { labelOf, showValue, type HiddenState, type Module, type ModuleOptions, type Size } from '../../state/index.js';
import { Constant, Initializer, type Init } from '../../tools/init/index.js';
import { mS, Quantity, type AnyQuantity, type BoolQuantity } from '../../unit/index.js';
import { checkFits, fitsInto } from '../checks.js';
import { setParameters, type AnyTable } from '../options.js';

/** Options that every synapse takes. */
export type SynapseOptions = ModuleOptions;

/**
 * What all synapse models share. A model adds its equation.
 *
 * @param inSize - the number of synapses, or a tuple for a grid of them: one for each neuron that it is aligned with
 */
export abstract class Synapse extends Dynamics {
  static override readonly name: string = 'Synapse';

  constructor(inSize: Size, options: SynapseOptions = {}) {
    super(inSize, typeof options === 'object' && (options as unknown) !== null ? options : {});
  }

  /**
   * Sets the parameters of a model from its options, after checking every one.
   *
   * @param others - options that the model reads itself
   */
  protected setParameters(options: object, table: AnyTable, others: readonly string[] = []): void {
    setParameters(this, options, table, [...others, 'name']);
  }

  /** Gives a State its next value, which must have the shape of the present one. */
  protected keep<D>(state: HiddenState<Quantity<D>>, value: Quantity<D>): void {
    const [wants, got] = [state.value.shape, value.shape].map(showShape);
    if (wants !== got) fail('synapse/shape', { model: labelOf(this), state: state.label, wants, got });
    state.value = value;
  }

  /** Its delta inputs and the input x on top of a value; refuses an x that has no place in the State of that value. */
  protected withArrivals<D>(value: Quantity<D>, x: Quantity<D> | undefined, state: HiddenState<Quantity<D>>): Quantity<D> {
    if (x instanceof Quantity) checkFits(this, state, x);
    const sum = this.sumDeltaInputs(value);
    return x === undefined ? sum : sum.add(x);
  }
}

/**
 * A linear synapse with which many projections can share one variable for each postsynaptic neuron: what they bring is
 * added up as delta inputs, in the dimension `D`.
 */
export abstract class AlignPost<in out D> extends Synapse {
  static override readonly name: string = 'AlignPost';

  /** One step, under the input x on top of the delta inputs. The conductance. */
  abstract override update(x?: Quantity<D>): Quantity<D>;
}

/** The rule for the first conductances, which may have any dimension. 0 mS unless given. */
export function conductanceRule<D>(model: string, given: Init<D> | undefined): Init<D> {
  const rule = given ?? (new Constant(mS(0)) as unknown as Init<D>);
  if (!(rule instanceof Quantity || rule instanceof Initializer || typeof rule === 'function')) {
    fail('synapse/initializer', { model, option: 'g_initializer', value: showValue(rule), example: 'mS(0)' });
  }
  return rule instanceof Quantity && rule.ndim === 0 ? new Constant<D>(rule) : rule;
}

/** Refuses spikes that have a unit, or no place in a State of this shape. */
export function checkSpikes(synapse: Module, spikes: Quantity<'one'>, shape: readonly number[]): void {
  const model = labelOf(synapse);
  if (!(spikes instanceof Quantity) || (spikes as AnyQuantity).dim !== 'one') fail('synapse/spikes', { model, value: showValue(spikes) });
  if (fitsInto(spikes.shape, shape)) return;
  fail('synapse/spikes-shape', { model, shape: showShape(spikes.shape), wants: showShape(shape) });
}

/** Whether each neuron spikes, of spikes in any dtype. */
export function asEvents(spikes: Quantity<'one'>): BoolQuantity {
  return (spikes.dtype === 'bool' ? spikes : spikes.ne(0)) as BoolQuantity;
}
