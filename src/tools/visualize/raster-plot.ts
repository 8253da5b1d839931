import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
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
 * @param spikes - the spike matrix, shape `[T, N]`: whatever is above 0 is a spike
 * @throws when the shapes do not fit, or when the x axis has a unit of another dimension
 *
 * The y axis is labelled `neuron index` unless `ylabel` says otherwise.
 *
 * @example
 * ```ts
 * rasterPlot(fig.at(0, 0), times, spikes, { xlabel: 'time' });
 * ```
 */
export function rasterPlot(axes: Axes, ts: Values, spikes: Values, options: RasterPlotOptions = {}): void {
  const times = axes.x.read(ts);
  const matrix = axes.y.read(spikes);
  const [length = 1, neurons = 1] = matrix.shape;
  if (times.shape.length > 1 || matrix.shape.length > 2 || times.data.length !== length) {
    fail('tools/plot-lengths', { ts: showShape(times.shape), values: showShape(matrix.shape) });
  }
  axes.apply(options, times, matrix, { ylabel: 'neuron index' });
  axes.y.ticks = 'integers';
  axes.y.include({ data: [-0.5, neurons - 0.5], unit: matrix.unit });
  axes.x.include(times);
  const x: number[] = [];
  const y: number[] = [];
  for (let i = 0; i < matrix.data.length; i++) {
    if (!((matrix.data[i]) > 0)) continue;
    x.push(times.data[Math.floor(i / neurons)]);
    y.push(i % neurons);
  }
  axes.add({ kind: 'dots', x, y, color: options.color ?? colors.ink, size: options.markersize ?? 2 });
}
