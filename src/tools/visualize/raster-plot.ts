import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { eventsIn, isRecorded, spikeEvents, type SpikeEvents, type Spikes } from '../spikes/spike-events.js';
import type { Axes, AxesOptions } from './axes.js';
import { colors } from './style.js';
import type { Values } from './values.js';

/** Options of {@link rasterPlot}. */
export interface RasterPlotOptions extends AxesOptions {
  /** A CSS colour. Default: near black. */
  color?: string;
  /** Diameter of a dot in pixels. Default: 2. */
  markersize?: number;
}

/**
 * Draws a dot at every spike of a population: time along x, neuron along y.
 *
 * @param axes - the cell, from `fig.at(row, column)`
 * @param ts - the times of the steps: shape `[T]`
 * @param spikes - the spike matrix, shape `[T, N]`: whatever is above 0 is a spike; or what `record.events` or `record.bits`
 * gave, which is not made dense. Neurons of several axes are counted in row-major order
 * @throws when the shapes do not fit, or when the x axis has a unit of another dimension
 *
 * More than 20,000 spikes are drawn as a picture of how many lie at each point, in which dots are the smaller the more there
 * are; 400,000 take some tenths of a second.
 *
 * The y axis is labelled `neuron index` unless `ylabel` says otherwise.
 *
 * @example
 * ```ts
 * rasterPlot(fig.at(0, 0), times, spikes, { xlabel: 'time' });
 * ```
 */
export function rasterPlot(axes: Axes, ts: Values, spikes: Values | Spikes, options: RasterPlotOptions = {}): void {
  const times = axes.x.read(ts);
  const y = axes.y.read(0);
  const { steps, neurons, length, size } = eventsOf(axes, spikes);
  if (times.shape.length > 1 || times.data.length !== length) {
    fail('tools/plot-lengths', { ts: showShape(times.shape), values: showShape([length, size]) });
  }
  axes.apply(options, times, y, { ylabel: 'neuron index' });
  axes.y.ticks = 'integers';
  axes.y.include({ data: [-0.5, size - 0.5], unit: y.unit });
  axes.x.include(times);
  const x = Float64Array.from(steps, (step) => times.data[step]);
  axes.add({ kind: 'dots', x, y: neurons, color: options.color ?? colors.ink, size: options.markersize ?? 2 });
}

function eventsOf(axes: Axes, spikes: Values | Spikes): SpikeEvents {
  if (isRecorded(spikes)) return spikeEvents(spikes, 'rasterPlot');
  const matrix = axes.y.read(spikes);
  const [length = 1, size = 1] = matrix.shape;
  if (matrix.shape.length > 2) fail('spikes/matrix', { operation: 'rasterPlot', shape: showShape(matrix.shape) });
  return eventsIn(matrix.data, length, size);
}
