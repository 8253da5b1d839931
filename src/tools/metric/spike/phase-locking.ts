import { fail } from '../../../core/error.js';
import { showValue } from '../../../state/index.js';
import { Quantity, type AnyQuantity } from '../../../unit/index.js';
import type { Spikes } from '../../spikes/spike-events.js';
import { plain, stepOf, type SpikeTimeOptions } from './timing.js';
import { trainsOf } from './trains.js';

/**
 * How well each neuron keeps to a phase of an oscillation: the length of the mean of `exp(i phase)` over its spikes. 1 where
 * all of them fall on one phase; 0 of a silent neuron.
 *
 * @param referenceFreq - of the oscillation, which has the phase 0 in step 0
 * @returns `[N]`
 *
 * @example
 * metric.phaseLockingValue(spikes, Hz(8));
 *
 * @throws when there is no dt, or the frequency is none
 *
 * Lachaux et al. (1999), Measuring phase synchrony in brain signals, Human Brain Mapping 8.
 */
export function phaseLockingValue(spikes: Spikes, referenceFreq: Quantity<'frequency'>, options: SpikeTimeOptions = {}): Quantity<'one'> {
  const metric = 'phaseLockingValue';
  if (!(referenceFreq instanceof Quantity) || (referenceFreq as AnyQuantity).dim !== 'frequency') {
    fail('metric/frequency', { metric, value: showValue(referenceFreq) });
  }
  const cycles = referenceFreq.mul(stepOf(metric, options.dt)).item();
  const { trains, size } = trainsOf(spikes, metric);
  const values = trains.map((train) => {
    let [x, y] = [0, 0];
    for (const step of train) {
      x += Math.cos(2 * Math.PI * cycles * step);
      y += Math.sin(2 * Math.PI * cycles * step);
    }
    return train.length === 0 ? 0 : Math.hypot(x, y) / train.length;
  });
  return plain(values, [size]);
}
