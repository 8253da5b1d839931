import type { Axes } from './axes.js';
import type { Axis } from './axis.js';
import { headingOf, type Heading } from './legend.js';
import { fontSize, space, textWidth } from './style.js';
import { niceTicks, tickStep, type Ticks } from './ticks.js';

/** An axis as it is drawn: from where to where, and its ticks. */
export interface Span {
  readonly domain: readonly [number, number];
  readonly ticks: Ticks;
}

/** Where a cell lies in the figure, in pixels, and what its axes show. */
export interface Placed {
  readonly axes: Axes;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly x: Span;
  readonly y: Span;
  /** False where the cell below shows the ticks' labels for this one. */
  readonly labelsX: boolean;
  /** The x axis' label; empty for none. */
  readonly textX: string;
  readonly heading: Heading;
  /** From the frame to the line the axis' label is written on. */
  readonly labelOffsetX: number;
  readonly labelOffsetY: number;
}

/** A grid of cells with the sizes of its rows and columns, in pixels. */
export interface Grid {
  readonly cells: readonly (readonly Axes[])[];
  readonly heights: readonly number[];
  readonly widths: readonly number[];
}

/**
 * Places every cell. Within a column the frames begin and end at the same x, within a row at the same y: the
 * margins are those of the cell that needs most.
 */
export function place({ cells, heights, widths }: Grid): Placed[] {
  const ticksY = cells.map((row, r) => row.map((axes) => spanY(axes.y, heights[r])));
  const ticksX = cells.map((row) => row.map((axes, c) => spanX(axes.x, widths[c])));
  const columns = widths.map((_, c) => {
    const labels = ticksY.flatMap((row) => row[c]?.ticks.labels ?? []);
    const widest = Math.max(0, ...labels.map((text) => textWidth(text, fontSize.tick)));
    const toLabel = space.tick + (widest === 0 ? 0 : space.gap + widest) + space.gap;
    const named = cells.some((row) => row[c]?.y.text !== '');
    const lastTick = Math.max(0, ...ticksX.map((row) => textWidth(row[c]?.ticks.labels.at(-1) ?? '', fontSize.tick)));
    return {
      left: Math.ceil(space.edge + toLabel + (named ? fontSize.label + space.gap : 0)),
      right: Math.ceil(Math.max(space.edge, lastTick / 2) + space.gap),
      labelOffset: toLabel + fontSize.label,
    };
  });
  const frameWidth = (c: number): number => Math.max(1, widths[c] - columns[c].left - columns[c].right);
  const rows = cells.map((row, r) => {
    const headings = row.map((axes, c) => headingOf(axes, frameWidth(c)));
    const named = row.some((_, c) => textX(cells, r, c) !== '');
    const ticked = row.some((_, c) => showsX(cells, r, c));
    const toLabel = space.tick + space.gap + fontSize.tick + space.gap;
    return {
      headings,
      top: space.edge + Math.max(...headings.map(({ height }) => height)),
      bottom: (ticked ? toLabel : space.tick) + (named ? fontSize.label + space.gap : 0) + space.gap,
      labelOffset: toLabel + fontSize.label,
    };
  });
  return cells.flatMap((row, r) =>
    row.map((axes, c) => {
      const column = columns[c];
      const band = rows[r];
      return {
        axes,
        left: sum(widths.slice(0, c)) + column.left,
        top: sum(heights.slice(0, r)) + band.top,
        width: frameWidth(c),
        height: Math.max(1, heights[r] - band.top - band.bottom),
        x: ticksX[r]?.[c],
        y: ticksY[r]?.[c],
        labelsX: showsX(cells, r, c),
        textX: textX(cells, r, c),
        heading: band.headings[c],
        labelOffsetX: band.labelOffset,
        labelOffsetY: column.labelOffset,
      };
    }),
  );
}

/** A cell over one that shares its x axis leaves the labels to that one. */
function showsX(cells: Grid['cells'], r: number, c: number): boolean {
  return cells[r + 1]?.[c]?.x !== cells[r]?.[c]?.x;
}

/** The label of a cell's x axis: none where the one below is it, or a unit alone that a label further down the column has. */
function textX(cells: Grid['cells'], r: number, c: number): string {
  const { text, label } = cells[r][c].x;
  if (!showsX(cells, r, c)) return '';
  const named = cells.slice(r + 1).some((row) => row[c].x.label !== undefined && row[c].x.unitText === text);
  return label === undefined && named ? '' : text;
}

/** Time fills the width: the axis ends with the data, or at the round number just beyond them. */
function spanX(axis: Axis, pixels: number): Span {
  const count = Math.max(2, pixels / 90);
  if (axis.limits) return ticked(axis, axis.limits, count);
  const [low, high] = spread(axis.extent, 0);
  const step = tickStep(high - low, count);
  const slack = (high - low) * 0.02;
  const roundLow = Math.floor(low / step) * step;
  const roundHigh = Math.ceil(high / step) * step;
  return ticked(axis, [low - roundLow <= slack ? roundLow : low, roundHigh - high <= slack ? roundHigh : high], count);
}

/** Values keep some air above and below. */
function spanY(axis: Axis, pixels: number): Span {
  return ticked(axis, axis.limits ?? spread(axis.extent, 0.05), Math.max(2, pixels / 48));
}

function ticked(axis: Axis, domain: readonly [number, number], count: number): Span {
  if (axis.ticks === 'none') return { domain, ticks: { values: [], labels: [] } };
  return { domain, ticks: niceTicks(domain[0], domain[1], count, axis.ticks === 'integers') };
}

/** Data that all have one value still need a span. */
function spread([low, high]: readonly [number, number], share: number): readonly [number, number] {
  if (low === high) {
    const half = low === 0 ? 1 : Math.abs(low) * 0.1;
    return [low - half, high + half];
  }
  const air = (high - low) * share;
  return [low - air, high + air];
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
