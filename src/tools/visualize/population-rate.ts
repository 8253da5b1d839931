import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { showValue } from '../../state/index.js';
import { ms, Quantity, type AnyQuantity } from '../../unit/index.js';
import { firingRate } from '../metric/spike/firing-rate.js';
import { spikeEvents, type Spikes } from '../spikes/spike-events.js';
import type { Axes } from './axes.js';
import { linePlot, type LinePlotOptions } from './line-plot.js';

/** Options of {@link populationRate}. */
export interface PopulationRateOptions extends Omit<LinePlotOptions, 'plotIds'> {
  /** The window that spikes are counted in. Default: 5 ms. */
  width?: Quantity<'time'>;
}

/**
 * Draws the firing rate of a population over time, in Hz: spikes per neuron in a window around each step.
 *
 * @param axes - the cell, from `fig.at(row, column)`
 * @param ts - the times of the steps, shape `[T]`, equally far apart
 * @param spikes - the spike matrix, shape `[T, N]`, or what `record.events` or `record.bits` gave
 * @throws when there are not as many times as steps, two at least, or they are no times
 *
 * @example
 * ```ts
 * rasterPlot(fig.at(0), times, spikes);
 * populationRate(fig.at(1), times, spikes, { width: ms(10), xlabel: 'time' });
 * ```
 */
export function populationRate(axes: Axes, ts: Quantity<'time'>, spikes: Spikes, options: PopulationRateOptions = {}): void {
  const { width = ms(5), ylabel = 'population rate', ...rest } = options;
  if (!(ts instanceof Quantity) || (ts as AnyQuantity).dim !== 'time') fail('tools/plot-times', { value: showValue(ts) });
  const { length, size } = spikeEvents(spikes, 'populationRate');
  if (ts.ndim !== 1 || ts.shape[0] !== length || length < 2) {
    fail('tools/plot-lengths', { ts: showShape(ts.shape), values: showShape([length, size]) });
  }
  // The whole span: the first two steps alone say less, in float32.
  const dt = ts.get(-1).sub(ts.get(0)).div(length - 1);
  linePlot(axes, ts, firingRate(spikes, width, { dt }), { ylabel, ...rest });
}
