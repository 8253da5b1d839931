import type { Axes } from './axes.js';
import type { Stroke } from './layer.js';
import { fontSize, space, textWidth } from './style.js';

/** A line of the legend: where its swatch begins, from the left end of the frame, and its baseline above it. */
export interface LegendEntry {
  readonly label: string;
  readonly stroke: Stroke;
  readonly left: number;
  readonly baseline: number;
}

/** What stands above a frame, where no data are: the title on the left, the legend beside it, or in rows below it. */
export interface Heading {
  /** How much room it takes. */
  readonly height: number;
  readonly titleBaseline: number;
  readonly entries: readonly LegendEntry[];
}

/** The line that stands for a line, and the room between entries. */
export const swatch = 18;
const between = 14;
const row = 16;

/** The heading of a cell whose frame is so wide. */
export function headingOf({ title, legend }: Pick<Axes, 'title' | 'legend'>, width: number): Heading {
  if (title === undefined && legend.length === 0) return { height: 0, titleBaseline: 0, entries: [] };
  const widths = legend.map(({ label }) => swatch + space.gap + textWidth(label, fontSize.tick));
  const inOneRow = widths.reduce((sum, entry) => sum + entry + between, -between);
  const free = title === undefined ? width : width - textWidth(title, fontSize.title) - between;
  const baseline = -space.edge;
  if (legend.length === 0 || inOneRow <= free) {
    let left = width - inOneRow;
    const entries = legend.map((entry, i) => {
      const at = left;
      left += widths[i] + between;
      return { ...entry, left: at, baseline };
    });
    return { height: space.titleLine, titleBaseline: baseline, entries };
  }
  const column = Math.max(...widths) + between;
  const columns = Math.max(1, Math.floor((width + between) / column));
  const rows = Math.ceil(legend.length / columns);
  const entries = legend.map((entry, i) => ({
    ...entry,
    left: (i % columns) * column,
    baseline: baseline - (rows - 1 - Math.floor(i / columns)) * row,
  }));
  const lines = title === undefined ? rows - 1 : rows;
  return { height: space.titleLine + lines * row, titleBaseline: baseline - rows * row, entries };
}
