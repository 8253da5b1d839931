import { Hz, type Quantity } from '../../../unit/index.js';
import { spikeEvents, type Spikes } from '../../spikes/spike-events.js';
import { plain, stepOf, stepsIn, type SpikeTimeOptions, type Time } from './timing.js';

/**
 * The firing rate of a population: spikes per neuron and time, averaged over a window around each step. Near the ends, where
 * the window reaches beyond, what is there counts as no spike.
 *
 * @param spikes - `[T, N]`, where whatever is above 0 is a spike; or what `record.events` or `record.bits` gave
 * @param width - of the window: an odd number of steps, `2 * floor(width / (2 dt)) + 1`
 * @returns `[T]`, in Hz
 *
 * @example
 * metric.firingRate(spikes, ms(5)); // with the environment's dt
 *
 * @throws when there is no dt, or `width` is not above zero
 */
export function firingRate(spikes: Spikes, width: Time, options: SpikeTimeOptions = {}): Quantity<'frequency'> {
  const metric = 'firingRate';
  const dt = stepOf(metric, options.dt);
  const half = Math.floor(stepsIn(metric, 'width', width, dt) / 2);
  const { steps, length, size } = spikeEvents(spikes, metric);
  // How many spikes there are before each step: a window is a difference.
  const before = new Float64Array(length + 1);
  for (const step of steps) before[step + 1]++;
  for (let t = 0; t < length; t++) before[t + 1] += before[t];
  const perSpike = 1 / (size * (2 * half + 1) * dt.div(Hz(1).pow(-1)).item());
  const rates = Float64Array.from({ length }, (_, t) => {
    const [from, to] = [Math.max(0, t - half), Math.min(length, t + half + 1)];
    return (before[to] - before[from]) * perSpike;
  });
  return plain(rates, [length]).mul(Hz);
}
