import { fail } from '../../../core/error.js';
import { showValue } from '../../../state/index.js';
import type { Quantity } from '../../../unit/index.js';
import { spikeEvents, type SpikeEvents, type Spikes } from '../../spikes/spike-events.js';
import { scalar, stepOf, stepsIn, type SpikeTimeOptions, type Time } from './timing.js';
import { forPairs } from './trains.js';

/**
 * How much the neurons of a population fire together: trains are cut into bins, which are 1 where there is a spike, and
 * `sum(x y) / sqrt(sum(x) sum(y))` is averaged over all pairs. 0 of a pair with a silent neuron, and of one neuron alone.
 *
 * The time goes by the number of spikes, not of pairs.
 *
 * @param spikes - `[T, N]`, where whatever is above 0 is a spike; or what `record.events` or `record.bits` gave
 * @param bin - how long a bin is: rounded to steps
 *
 * @example
 * metric.crossCorrelation(spikes, ms(1));
 *
 * @throws when there is no dt, or a bin is shorter than a step
 *
 * Wang & Buzsáki (1996), Gamma oscillation by synaptic inhibition in a hippocampal interneuronal network model, Journal of
 * Neuroscience 16.
 */
export function crossCorrelation(spikes: Spikes, bin: Time, options: SpikeTimeOptions = {}): Quantity<'one'> {
  const metric = 'crossCorrelation';
  const dt = stepOf(metric, options.dt);
  const width = Math.round(stepsIn(metric, 'bin', bin, dt));
  if (width < 1) fail('metric/bin', { bin: showValue(bin), dt: showValue(dt) });
  const { steps, neurons, length, size } = spikeEvents(spikes, metric);
  if (size < 2) return scalar(0);
  // Each pair's share of a bin is a product of two factors 1/sqrt(count): half of the square of their sum, less the squares.
  const counts = new Float64Array(size);
  const filled = distinct(steps, neurons, width, size, (neuron) => counts[neuron]++);
  const [sums, squares] = [new Float64Array(Math.ceil(length / width)), { all: 0 }];
  filled((neuron, at) => {
    sums[at] += 1 / Math.sqrt(counts[neuron]);
    squares.all += 1 / counts[neuron];
  });
  const products = sums.reduce((total, x) => total + x * x, 0) - squares.all;
  return scalar(Math.max(0, products) / (size * (size - 1)));
}

/** Calls a function once for each bin with a spike of each neuron; gives back what does it again with the bin. */
function distinct(steps: Int32Array, neurons: Int32Array, width: number, size: number, first: (neuron: number) => void) {
  const walk = (f: (neuron: number, bin: number) => void): void => {
    const last = new Int32Array(size).fill(-1);
    neurons.forEach((neuron, i) => {
      const bin = Math.floor(steps[i] / width);
      if (last[neuron] === bin) return;
      last[neuron] = bin;
      f(neuron, bin);
    });
  };
  walk(first);
  return walk;
}

/**
 * Pearson's correlation of the numbers of spikes in bins, averaged over all pairs. 0 of a pair of which one count never
 * changes, of one neuron alone and of fewer than two bins.
 *
 * @param windowSize - how long a bin is: whole steps, at least one. What is left at the end is not counted
 * @throws when there is no dt, or the window is not above zero
 */
export function correlationIndex(spikes: Spikes, windowSize: Time, options: SpikeTimeOptions = {}): Quantity<'one'> {
  const metric = 'correlationIndex';
  const width = Math.max(1, Math.floor(stepsIn(metric, 'windowSize', windowSize, stepOf(metric, options.dt))));
  const events = spikeEvents(spikes, metric);
  const bins = Math.floor(events.length / width);
  if (events.size < 2 || bins < 2) return scalar(0);
  const rows = standardised(events, width, bins);
  let sum = 0;
  forPairs(events.size, (i, j) => {
    for (let bin = 0; bin < bins; bin++) sum += rows[i][bin] * rows[j][bin];
  });
  return scalar(Math.min(1, Math.max(-1, (2 * sum) / (events.size * (events.size - 1)))));
}

/** Counts in bins, of mean 0 and length 1; all 0 where they never change. */
function standardised({ steps, neurons, size }: SpikeEvents, width: number, bins: number): Float64Array[] {
  const rows = Array.from({ length: size }, () => new Float64Array(bins));
  neurons.forEach((neuron, i) => {
    const bin = Math.floor(steps[i] / width);
    if (bin < bins) rows[neuron][bin]++;
  });
  for (const row of rows) {
    const mean = row.reduce((sum, x) => sum + x, 0) / bins;
    const length = Math.sqrt(row.reduce((sum, x) => sum + (x - mean) ** 2, 0));
    row.forEach((x, bin) => {
      row[bin] = length === 0 ? 0 : (x - mean) / length;
    });
  }
  return rows;
}
