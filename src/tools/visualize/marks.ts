import type * as ObservablePlot from '@observablehq/plot';
import type { Markish, RenderFunction } from '@observablehq/plot';
import { isDense, type Pictures } from './density.js';
import type { Layer } from './layer.js';
import type { Placed } from './layout.js';
import { colors, dashes, fontSize, space } from './style.js';

/** The module `@observablehq/plot`, once it is loaded. */
export type Plot = typeof ObservablePlot;

/** The marks of one cell: data below, spines and labels above. */
export function marksOf(plot: Plot, cell: Placed, pictures: Pictures): Markish[] {
  const clip = cell.axes.x.limits !== undefined || cell.axes.y.limits !== undefined;
  return [...cell.axes.layers.flatMap((layer) => layerMarks(plot, layer, clip, pictures)), ...axisMarks(plot, cell)];
}

function layerMarks(plot: Plot, layer: Layer, clip: boolean, pictures: Pictures): Markish[] {
  switch (layer.kind) {
    case 'line': {
      const { stroke } = layer;
      const drawn = { stroke: stroke.color, strokeWidth: stroke.width, ...dashOf(stroke.style), clip };
      return [plot.line({ length: layer.x.length }, { x: layer.x, y: layer.y, strokeLinejoin: 'round', ...drawn })];
    }
    case 'rule': {
      const { axis, at, stroke, label } = layer;
      const drawn = { stroke: stroke.color, strokeWidth: stroke.width, ...dashOf(stroke.style) };
      const halo = { stroke: colors.paper, strokeWidth: 4 };
      const text = { text: [label], fill: stroke.color, ...halo, textAnchor: 'end' } as const;
      const rule =
        axis === 'y'
          ? [plot.ruleY([at], drawn), plot.text([at], { ...text, y: [at], frameAnchor: 'right', dx: -2, dy: -9 })]
          : [plot.ruleX([at], drawn), plot.text([at], { ...text, x: [at], frameAnchor: 'top', dx: -5, dy: 7 })];
      return label === undefined ? rule.slice(0, 1) : rule;
    }
    case 'events': {
      const { x, row, length, stroke } = layer;
      const band = { y1: row - length / 2, y2: row + length / 2 };
      const drawn = { stroke: stroke.color, strokeWidth: stroke.width, render: named('events'), clip };
      return [plot.ruleX({ length: x.length }, { x, ...band, ...drawn })];
    }
    case 'segments': {
      const { x1, y1, x2, y2, heads, stroke } = layer;
      const drawn = { stroke: stroke.color, strokeWidth: stroke.width, ...dashOf(stroke.style), clip: true } as const;
      const ends = { x1, y1, x2, y2 };
      if (!heads) return [plot.link({ length: x1.length }, { ...ends, ...drawn, strokeLinecap: 'round' })];
      return [plot.arrow({ length: x1.length }, { ...ends, ...drawn, headLength: 5, headAngle: 50 })];
    }
    case 'bars': {
      const { from, width, heights, color } = layer;
      const edge = (shift: number): number[] => Array.from(heights, (_, i) => from + (i + shift) * width);
      const drawn = { fill: color, insetLeft: 0.5, insetRight: 0.5, clip };
      return [plot.rectY({ length: heights.length }, { x1: edge(0), x2: edge(1), y1: 0, y2: heights, ...drawn })];
    }
    case 'dots':
      return [isDense(layer) ? dotPicture(layer, pictures.get(layer)!) : dotPath(layer, clip)];
  }
}

/** Names the group a mark is drawn in, for screen readers and tests. */
function named(name: string): RenderFunction {
  return (index, scales, values, dimensions, context, next) => {
    const group = next?.(index, scales, values, dimensions, context) ?? null;
    group?.setAttribute('aria-label', name);
    return group;
  };
}

/** All dots in one path: an element each would be slow for ten thousand and hopeless for a million. */
function dotPath(layer: Extract<Layer, { kind: 'dots' }>, clip: boolean): RenderFunction {
  return (_index, { scales }, _values, { marginLeft, marginTop, width, height }, context) => {
    const toX = scales.x?.apply ?? Number;
    const toY = scales.y?.apply ?? Number;
    const parts: string[] = [];
    for (let i = 0; i < layer.x.length; i++) {
      const x = toX(layer.x[i]) as number;
      const y = toY(layer.y[i]) as number;
      if (clip && (x < marginLeft || x > width || y < marginTop || y > height)) continue;
      // A stroke of almost no length with round ends is a dot.
      parts.push(`M${x.toFixed(1)},${y.toFixed(1)}h.01`);
    }
    const path = context.document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', parts.join(''));
    path.setAttribute('fill', 'none');
    path.setAttribute('stroke', layer.color);
    path.setAttribute('stroke-width', String(layer.size));
    path.setAttribute('stroke-linecap', 'round');
    path.setAttribute('aria-label', 'spikes');
    return path;
  };
}

/** The picture says where dots are and how many; a rectangle of their colour shows through it. */
function dotPicture(layer: Extract<Layer, { kind: 'dots' }>, picture: string): RenderFunction {
  return (_index, _scales, _values, { width, height }, { document }) => {
    const make = (name: string, attributes: Readonly<Record<string, string | number>>): Element => {
      const element = document.createElementNS('http://www.w3.org/2000/svg', name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
      return element;
    };
    const frame = { x: 0, y: 0, width, height };
    const id = `spikes-${fingerprint(picture)}`;
    const mask = make('mask', { id, maskUnits: 'userSpaceOnUse', ...frame });
    mask.append(make('image', { ...frame, preserveAspectRatio: 'none', href: picture }));
    const group = make('g', { 'aria-label': 'spikes' });
    group.append(mask, make('rect', { ...frame, fill: layer.color, mask: `url(#${id})` }));
    return group as SVGElement;
  };
}

/** A name that the same data always have, and others hardly ever: two figures may stand in one page. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** Spines on the left and below, with their ticks. The axes' labels are text of the figure (`draw.ts`). */
function axisMarks(plot: Plot, { axes, x, y, labelsX }: Placed): Markish[] {
  const spine = { stroke: colors.spine, strokeWidth: 0.75 };
  const look = {
    stroke: colors.spine,
    strokeWidth: 0.75,
    fill: colors.ink,
    tickSize: space.tick,
    tickPadding: space.gap,
    fontSize: fontSize.tick,
    fontVariant: 'normal',
    label: null,
  };
  return [
    plot.frame({ anchor: 'bottom', ...spine }),
    axes.y.ticks === 'none' ? null : plot.frame({ anchor: 'left', ...spine }),
    plot.axisX(x.ticks.values, {
      ...look,
      tickFormat: (_: unknown, i: number) => (labelsX ? (x.ticks.labels[i] ?? '') : ''),
    }),
    plot.axisY(y.ticks.values, { ...look, tickFormat: (_: unknown, i: number) => y.ticks.labels[i] ?? '' }),
  ];
}

function dashOf(style: keyof typeof dashes): { strokeDasharray?: string } {
  const dash = dashes[style];
  return dash === undefined ? {} : { strokeDasharray: dash };
}
