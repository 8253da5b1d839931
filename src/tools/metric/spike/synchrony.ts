import { fail } from '../../../core/error.js';
import { showValue } from '../../../state/index.js';
import { ms, type Quantity } from '../../../unit/index.js';
import type { Spikes } from '../../spikes/spike-events.js';
import { scalar, stepOf, stepsIn, type SpikeTimeOptions, type Time } from './timing.js';
import { coincident, forPairs, trainsOf } from './trains.js';

/** What `burstSynchronyIndex` can be told. */
export interface BurstOptions extends SpikeTimeOptions {
  /** How many spikes make a burst, at least. 3 unless given. */
  burstThreshold?: number | undefined;
  /** The longest interval within a burst. 100 ms unless given. */
  maxIsi?: Time | undefined;
}

/**
 * The part of spikes that have a partner in the other train within half a window, averaged over the pairs of neurons that both
 * fired: 0 of none, 1 of trains that fire together.
 *
 * @param windowSize - the whole window: partners are at most half of it apart
 * @throws when there is no dt, or the window is not above zero
 */
export function spikeTrainSynchrony(spikes: Spikes, windowSize: Time, options: SpikeTimeOptions = {}): Quantity<'one'> {
  const metric = 'spikeTrainSynchrony';
  const half = stepsIn(metric, 'windowSize', windowSize, stepOf(metric, options.dt)) / 2;
  const { trains, size } = trainsOf(spikes, metric);
  let [sum, pairs] = [0, 0];
  forPairs(size, (i, j) => {
    const [a, b] = [trains[i], trains[j]];
    if (a.length === 0 || b.length === 0) return;
    sum += (coincident(a, b, half) + coincident(b, a, half)) / (a.length + b.length);
    pairs++;
  });
  return scalar(pairs === 0 ? 0 : sum / pairs);
}

/** A burst of one neuron: its first and last step. */
interface Burst {
  readonly neuron: number;
  readonly start: number;
  readonly end: number;
}

/**
 * The part of bursts during which another neuron has a burst too. 0 where there is no burst.
 *
 * @throws when there is no dt, `maxIsi` is not above zero, or `burstThreshold` is no integer of 2 or more
 */
export function burstSynchronyIndex(spikes: Spikes, options: BurstOptions = {}): Quantity<'one'> {
  const metric = 'burstSynchronyIndex';
  const { burstThreshold = 3, maxIsi = ms(100), dt } = options;
  if (!Number.isSafeInteger(burstThreshold) || burstThreshold < 2) fail('metric/burst', { value: showValue(burstThreshold) });
  const longest = stepsIn(metric, 'maxIsi', maxIsi, stepOf(metric, dt));
  const { trains } = trainsOf(spikes, metric);
  const bursts = trains.flatMap((train, neuron) => burstsOf(train, neuron, burstThreshold, longest)).sort((a, b) => a.start - b.start);
  const together = overlapping(bursts);
  return scalar(bursts.length === 0 ? 0 : together / bursts.length);
}

function burstsOf(train: Int32Array, neuron: number, threshold: number, longest: number): Burst[] {
  const bursts: Burst[] = [];
  for (let first = 0; first < train.length; ) {
    let last = first;
    while (last + 1 < train.length && train[last + 1] - train[last] <= longest) last++;
    if (last - first + 1 >= threshold) bursts.push({ neuron, start: train[first], end: train[last] });
    first = last + 1;
  }
  return bursts;
}

/** How many of some bursts, in the order of their starts, overlap with one of another neuron. Those of one neuron never do. */
function overlapping(bursts: readonly Burst[]): number {
  const found = new Uint8Array(bursts.length);
  // Of those before: the two of different neurons that end last.
  let [latest, second]: (Burst | undefined)[] = [];
  bursts.forEach((burst, i) => {
    if (i + 1 < bursts.length && bursts[i + 1].start <= burst.end) found[i] = 1;
    const other = latest?.neuron === burst.neuron ? second : latest;
    if (other !== undefined && other.end >= burst.start) found[i] = 1;
    if (latest === undefined || latest.neuron === burst.neuron) latest = laterOf(latest, burst);
    else if (burst.end > latest.end) [latest, second] = [burst, latest];
    else if (second === undefined || burst.end > second.end) second = burst;
  });
  return found.reduce((sum, x) => sum + x, 0);
}

function laterOf(a: Burst | undefined, b: Burst): Burst {
  return a !== undefined && a.end >= b.end ? a : b;
}
