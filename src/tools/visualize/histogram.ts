import { fail } from '../../core/error.js';
import { showValue } from '../../state/index.js';
import type { Quantity } from '../../unit/index.js';
import { interspikeIntervals } from '../metric/spike/intervals.js';
import type { Spikes } from '../spikes/spike-events.js';
import type { Axes, AxesOptions } from './axes.js';
import type { Values } from './values.js';

/** Options of {@link histogram}. */
export interface HistogramOptions extends AxesOptions {
  /** How many bars, all of one width. Default: 30. */
  bins?: number;
  /** Whether the bars' areas sum to 1, instead of counting. Default: false. */
  density?: boolean;
  /** A CSS colour. Default: the next of a palette that the colour-blind can read. */
  color?: string;
}

/** Options of {@link isiDistribution}. */
export interface IsiDistributionOptions extends HistogramOptions {
  /** The time between two steps. Default: the environment's. */
  dt?: Quantity<'time'>;
}

/**
 * Draws how often values fall into each of some intervals. What is not finite is left out.
 *
 * @param axes - the cell, from `fig.at(row, column)`
 * @param values - of any shape
 * @throws when `bins` is no integer of 1 or more, or when an axis has a unit of another dimension
 *
 * @example
 * ```ts
 * histogram(fig.at(0), neuron.V.value, { bins: 40, xlabel: 'membrane potential' });
 * ```
 */
export function histogram(axes: Axes, values: Values, options: HistogramOptions = {}): void {
  const { bins = 30, density = false } = options;
  if (!Number.isSafeInteger(bins) || bins < 1) fail('tools/plot-bins', { value: showValue(bins) });
  const x = axes.x.read(values);
  const y = axes.y.read(0);
  const finite = Array.from(x.data).filter(Number.isFinite);
  const [low, high] = rangeOf(finite);
  const width = (high - low) / bins;
  const counts = new Float64Array(bins);
  for (const value of finite) counts[Math.min(bins - 1, Math.floor((value - low) / width))]++;
  const scale = density && finite.length > 0 ? 1 / (finite.length * width) : 1;
  const heights = counts.map((count) => count * scale);
  axes.apply(options, x, y, { ylabel: density ? 'density' : 'count' });
  axes.x.include({ data: [low, high], unit: x.unit });
  axes.y.include({ data: [0, ...heights], unit: y.unit });
  axes.add({ kind: 'bars', from: low, width, heights, color: options.color ?? axes.nextColor() });
}

/**
 * Draws how long the times between the spikes of a neuron and its next are, of all neurons together.
 *
 * @throws when there is no dt, and as {@link histogram} does
 */
export function isiDistribution(axes: Axes, spikes: Spikes, options: IsiDistributionOptions = {}): void {
  const { dt, ...rest } = options;
  histogram(axes, interspikeIntervals(spikes, { dt }), { xlabel: 'interspike interval', ...rest });
}

/** From where to where the bars go: a single value still has a width. */
function rangeOf(values: readonly number[]): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  if (low > high) return [0, 1];
  const half = low === 0 ? 0.5 : Math.abs(low) / 20;
  return low === high ? [low - half, low + half] : [low, high];
}
