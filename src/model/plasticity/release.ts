import { fail } from '../../core/error.js';
import { knownNumbers, showValue } from '../../state/index.js';
import type { AnyQuantity, Quantity } from '../../unit/index.js';
import { checkSpikes, Synapse } from '../synapse/synapse.js';

/**
 * A presynaptic model of how much each spike releases. Connections behind one weigh by that amount: a spike that is not 0
 * would count as a whole one otherwise.
 */
export abstract class ReleaseModel extends Synapse {
  static override readonly name: string = 'ReleaseModel';

  /** One step: what each presynaptic neuron releases. */
  abstract override update(preSpike: Quantity<'one'>): Quantity<'one'>;
}

/** Refuses numbers that are not from 0 to 1. */
export function checkShare(model: string, option: string, value: Quantity<'one'>): void {
  if (knownNumbers(value as AnyQuantity).every((x) => x >= 0 && x <= 1)) return;
  fail('synapse/share', { model, option, value: showValue(value) });
}

/** Spikes as numbers, of the dtype of a State. */
export function spikesFor(model: Synapse, spikes: Quantity<'one'>, state: Quantity<'one'>): Quantity<'one'> {
  checkSpikes(model, spikes, state.shape);
  return spikes.astype(state.dtype);
}
