import { fail } from '../../../core/error.js';
import { showValue } from '../../../state/index.js';
import type { Quantity } from '../../../unit/index.js';
import { spikeEvents, type SpikeEvents, type Spikes } from '../../spikes/spike-events.js';
import { plain, stepOf, type SpikeTimeOptions, type Time } from './timing.js';

/** What `isiCv` can be told. */
export interface IsiCvOptions {
  /** How many intervals a neuron must have: 2 or more. 2 unless given. */
  minIntervals?: number | undefined;
}

/**
 * The times between spikes of one neuron and its next, of all neurons together: neuron by neuron, each in order.
 *
 * @returns `[number of intervals]`, in the unit of dt
 *
 * @throws when there is no dt
 */
export function interspikeIntervals(spikes: Spikes, options: SpikeTimeOptions = {}): Time {
  const dt = stepOf('interspikeIntervals', options.dt);
  const steps = intervalsOf(spikeEvents(spikes, 'interspikeIntervals')).flat();
  return plain(steps, [steps.length]).mul(dt);
}

/**
 * The coefficient of variation of each neuron's intervals between spikes: standard deviation over mean. 0 of a clock, 1 of
 * a Poisson process. NaN of a neuron with too few.
 *
 * @param spikes - `[T, N]`, where whatever is above 0 is a spike; or what `record.events` or `record.bits` gave
 * @returns `[N]`; the mean over neurons is `math.nanmean(metric.isiCv(spikes))`
 *
 * @throws when `minIntervals` is no integer of 2 or more
 */
export function isiCv(spikes: Spikes, { minIntervals = 2 }: IsiCvOptions = {}): Quantity<'one'> {
  if (!Number.isSafeInteger(minIntervals) || minIntervals < 2) fail('metric/min-intervals', { value: showValue(minIntervals) });
  const events = spikeEvents(spikes, 'isiCv');
  return plain(intervalsOf(events).map((steps) => (steps.length < minIntervals ? NaN : variation(steps))), [events.size]);
}

/** The intervals of each neuron, in steps. */
function intervalsOf({ steps, neurons, size }: SpikeEvents): number[][] {
  const intervals = Array.from({ length: size }, (): number[] => []);
  const last = new Int32Array(size).fill(-1);
  neurons.forEach((neuron, i) => {
    if (last[neuron] >= 0) intervals[neuron].push(steps[i] - last[neuron]);
    last[neuron] = steps[i];
  });
  return intervals;
}

function variation(x: readonly number[]): number {
  const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
  return Math.sqrt(x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length) / mean;
}
