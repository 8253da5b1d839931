import { fail } from '../../../core/error.js';
import { showShape } from '../../../core/print.js';
import { NDArray } from '../../../engine/index.js';
import { showValue } from '../../../state/index.js';
import { Quantity, unitless } from '../../../unit/index.js';
import { spikeEvents, type Spikes } from '../../spikes/spike-events.js';

/**
 * Which neuron fired when: what a raster shows.
 *
 * @param spikes - `[T, N]`, where whatever is above 0 is a spike; or what `record.events` or `record.bits` gave
 * @param times - the times of the steps: `[T]`
 * @returns the neuron of each spike (int32) and its time, in the order of the steps
 *
 * @example
 * const [index, time] = metric.rasterPlot(spikes, times);
 *
 * @throws when there are not as many times as steps
 */
export function rasterPlot<D>(spikes: Spikes, times: Quantity<D>): [index: Quantity<'one'>, time: Quantity<D>] {
  const { steps, neurons, length, size } = spikeEvents(spikes, 'rasterPlot');
  if (!(times instanceof Quantity)) fail('metric/quantity', { metric: 'rasterPlot', name: 'times', value: showValue(times) });
  if (times.ndim !== 1 || times.shape[0] !== length) {
    fail('tools/plot-lengths', { ts: showShape(times.shape), values: showShape([length, size]) });
  }
  const index = new Quantity(new NDArray([neurons.length], 'int32', neurons.slice()), unitless);
  return [index, times.get(steps)];
}
