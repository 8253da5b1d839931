import type { Axes } from './axes.js';
import type { Pictures } from './density.js';
import { place, sum, type Grid, type Placed } from './layout.js';
import { marksOf, type Plot } from './marks.js';
import { swatch } from './legend.js';
import { colors, dashes, FONT_FAMILY, fontSize, space } from './style.js';

const SVG = 'http://www.w3.org/2000/svg';

type Attributes = Readonly<Record<string, string | number | undefined>>;
type Make = (name: string, attributes: Attributes, ...children: (Node | string)[]) => SVGElement;

/**
 * The whole figure as one SVG element of a document: a browser's own, or one of linkedom's. Each cell is a plot
 * of its own, moved to its place; titles, legends and the axes' labels are text of the figure.
 */
export function draw(plot: Plot, document: Document, grid: Grid, pictures: Pictures): SVGSVGElement {
  const width = Math.round(sum(grid.widths));
  const height = Math.round(sum(grid.heights));
  const make: Make = (name, attributes, ...children) => {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== undefined) element.setAttribute(key, String(value));
    }
    element.append(...children);
    return element;
  };
  const root = make('svg', {
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    'aria-label': caption(grid.cells.flat()),
    'font-family': FONT_FAMILY,
    'font-size': fontSize.tick,
    'text-anchor': 'middle',
    fill: colors.ink,
    // A page may be narrower than the figure, and dark.
    style: `max-width: 100%; height: auto; background: ${colors.paper}`,
  });
  root.append(make('rect', { width, height, fill: colors.paper }));
  for (const cell of place(grid)) {
    const group = make('g', { transform: `translate(${round(cell.left)},${round(cell.top)})` });
    group.append(...plotOf(plot, document, cell, pictures), ...labels(make, cell), ...heading(make, cell));
    root.append(group);
  }
  return root as SVGSVGElement;
}

/** The marks of a cell, drawn around (0, 0). */
function plotOf(plot: Plot, document: Document, cell: Placed, pictures: Pictures): Node[] {
  const svg = plot.plot({
    document,
    width: cell.width,
    height: cell.height,
    margin: 0,
    // What happens at the first moment must not hide behind the spine.
    insetLeft: space.inset,
    insetRight: space.inset,
    x: { type: 'linear', domain: [...cell.x.domain], axis: null },
    y: { type: 'linear', domain: [...cell.y.domain], axis: null },
    marks: marksOf(plot, cell, pictures),
  });
  // The figure's own root says what Plot's style sheet says, in attributes that every renderer reads.
  return [...svg.childNodes].filter((node) => node.nodeName.toLowerCase() !== 'style');
}

function labels(make: Make, { axes, width, height, textX, labelOffsetX, labelOffsetY }: Placed): Node[] {
  const look = { 'font-size': fontSize.label };
  const nodes: Node[] = [];
  if (textX !== '') {
    const at = { x: round(width / 2), y: round(height + labelOffsetX) };
    nodes.push(make('text', { ...look, ...at, 'aria-label': 'x-axis label' }, textX));
  }
  if (axes.y.text !== '') {
    const transform = `translate(${round(-labelOffsetY)},${round(height / 2)}) rotate(-90)`;
    nodes.push(make('text', { ...look, transform, dy: '0.71em', 'aria-label': 'y-axis label' }, axes.y.text));
  }
  return nodes;
}

/** The title and the legend, above the frame where no data are. */
function heading(make: Make, { axes, heading: { titleBaseline, entries } }: Placed): Node[] {
  const nodes: Node[] = [];
  if (axes.title !== undefined) {
    const look = { 'font-size': fontSize.title, 'font-weight': 600, 'text-anchor': 'start', y: titleBaseline };
    nodes.push(make('text', look, axes.title));
  }
  for (const { label, stroke, left, baseline } of entries) {
    nodes.push(
      make('line', {
        x1: round(left),
        x2: round(left + swatch),
        y1: baseline - 4,
        y2: baseline - 4,
        stroke: stroke.color,
        'stroke-width': stroke.width,
        'stroke-dasharray': dashes[stroke.style],
      }),
      make('text', { x: round(left + swatch + space.gap), y: baseline, 'text-anchor': 'start' }, label),
    );
  }
  return nodes;
}

/** What someone who cannot see the figure is told. */
function caption(cells: readonly Axes[]): string {
  const texts = cells.map(({ title, x, y }) => title ?? [y.text, x.text].filter(Boolean).join(' over '));
  return [...new Set(texts.filter(Boolean))].join('; ');
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
