import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import type { Axes, AxesOptions } from './axes.js';
import type { LineStyle } from './style.js';
import type { Values } from './values.js';

/** Options of {@link linePlot}. */
export interface LinePlotOptions extends AxesOptions {
  /** What the legend calls the line, or each of the lines. Default: no legend. */
  label?: string | readonly string[];
  /** A CSS colour for every line. Default: the next of a palette that the colour-blind can read. */
  color?: string;
  /** Width of the line in pixels. Default: 1.5. */
  linewidth?: number;
  /**
   * `'solid'`, `'dashed'` or `'dotted'`. Default: `'solid'`, and in a legend of more lines than there are colours the
   * others for those whose colour has come before.
   */
  linestyle?: LineStyle;
  /** Which columns of `values` to draw, as in `[0, 3]`. Default: all. */
  plotIds?: readonly number[];
}

/**
 * Draws values over time (or over any other quantity) as a line, or as one line per column.
 *
 * @param axes - the cell, from `fig.at(row, column)`
 * @param ts - where along x: shape `[T]`
 * @param values - what is shown: shape `[T]`, or `[T, N]` for N lines
 * @throws when the lengths differ, or when an axis already has a unit of another dimension
 *
 * Every point is drawn; a value that is not finite leaves a gap.
 *
 * @example
 * ```ts
 * linePlot(fig.at(0, 0), times, vs, { xlabel: 'time', ylabel: 'membrane potential' });
 * ```
 */
export function linePlot(axes: Axes, ts: Values, values: Values, options: LinePlotOptions = {}): void {
  const x = axes.x.read(ts);
  const y = axes.y.read(values);
  const [length = 1, columns = 1] = y.shape;
  if (x.shape.length > 1 || y.shape.length > 2 || x.data.length !== length) {
    fail('tools/plot-lengths', { ts: showShape(x.shape), values: showShape(y.shape) });
  }
  const ids = options.plotIds ?? Array.from({ length: columns }, (_, i) => i);
  for (const id of ids) if (!isColumn(id, columns)) fail('tools/plot-id', { id, columns });
  axes.apply(options, x, y);
  axes.x.include(x);
  ids.forEach((id, i) => {
    const column = columns === 1 ? y.data : Float64Array.from({ length }, (_, t) => y.data[t * columns + id]);
    const label = typeof options.label === 'string' ? (i === 0 ? options.label : undefined) : options.label?.[i];
    const look = options.color === undefined ? axes.nextLook() : ({ color: options.color, style: 'solid' } as const);
    const style = options.linestyle ?? (label === undefined ? 'solid' : look.style);
    const stroke = { color: look.color, width: options.linewidth ?? 1.5, style };
    axes.y.include({ data: column, unit: y.unit });
    axes.add({ kind: 'line', x: x.data, y: column, stroke });
    if (label !== undefined) axes.legend.push({ label, stroke });
  });
}

function isColumn(id: number, columns: number): boolean {
  return Number.isInteger(id) && id >= 0 && id < columns;
}
