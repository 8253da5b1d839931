import type { Axes, AxesOptions } from './axes.js';
import { colors } from './style.js';
import type { Reading, Values } from './values.js';

/** Options of {@link eventPlot}. */
export interface EventPlotOptions extends AxesOptions {
  /** A CSS colour. Default: near black. */
  color?: string;
  /** Width of a tick in pixels. Default: 1.25. */
  linewidth?: number;
  /** Height of a tick, where the rows are 1 apart. Default: 0.8. */
  linelength?: number;
}

/**
 * Draws a vertical tick at every event: the spikes of one neuron, or one row of ticks for each of several.
 *
 * @param axes - the cell, from `fig.at(row, column)`
 * @param times - when: shape `[n]`, or a list of such for several rows, the first at the bottom
 * @throws when the x axis has a unit of another dimension
 *
 * @example
 * ```ts
 * eventPlot(fig.at(1, 0), spikeTimes, { xlabel: 'time', ylabel: 'spikes' });
 * eventPlot(fig.at(2, 0), [ms([1, 4]), ms([2, 3, 9])], { ylabel: 'neuron' });
 * ```
 */
export function eventPlot(axes: Axes, times: Values | readonly Values[], options: EventPlotOptions = {}): void {
  const y = axes.y.read(0);
  const rows = readRows(axes, isRows(times) ? times : [times]);
  axes.apply(options, rows[0], y);
  axes.y.ticks = rows.length === 1 ? 'none' : 'integers';
  // Row r takes the band from r - 0.5 to r + 0.5.
  axes.y.include({ data: [-0.5, rows.length - 0.5], unit: y.unit });
  const stroke = { color: options.color ?? colors.ink, width: options.linewidth ?? 1.25, style: 'solid' } as const;
  rows.forEach((x, row) => {
    axes.x.include(x);
    axes.add({ kind: 'events', x: x.data, row, length: options.linelength ?? 0.8, stroke });
  });
}

/** All rows in the unit of the first. */
function readRows(axes: Axes, rows: readonly Values[]): Reading[] {
  const readings: Reading[] = [];
  for (const row of rows) readings.push(axes.x.read(row, readings[0]?.unit));
  return readings;
}

function isRows(times: Values | readonly Values[]): times is readonly Values[] {
  return Array.isArray(times) && times.length > 0 && typeof times[0] !== 'number';
}
