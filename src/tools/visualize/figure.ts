import { fail } from '../../core/error.js';
import { Axes } from './axes.js';
import { Axis } from './axis.js';
import { picturesOf } from './density.js';
import { draw } from './draw.js';
import { place } from './layout.js';
import type { Plot } from './marks.js';
import { optional } from '../host/optional.js';
import { documentToDrawIn, inPage } from './page.js';
import { toPng, type PngOptions } from './png.js';
import { serialize } from './serialize.js';
import { PIXELS_PER_INCH } from './style.js';
import { writeFile } from '../host/files.js';

/** Options of {@link getFigure}. */
export interface FigureOptions {
  /** Height of a row in inches, or of each row. Default: 3. */
  rowLen?: number | readonly number[];
  /** Width of a column in inches, or of each column. Default: 6. */
  colLen?: number | readonly number[];
  /**
   * Whether the cells of a column share one x axis: one unit, one range, labels under the lowest cell alone.
   * Default: true.
   */
  sharex?: boolean;
}

/**
 * Makes a figure of `rowNum` times `colNum` cells, to be drawn on with {@link linePlot} and its like.
 *
 * @param rowNum - rows of cells. Default: 1
 * @param colNum - columns of cells. Default: 1
 * @throws when a number of cells or a length is not positive
 *
 * An inch is 96 pixels of the SVG. Nothing is drawn before the figure is asked for its picture.
 *
 * @example
 * ```ts
 * const fig = getFigure(2, 1, { rowLen: [3, 1.5] });
 * linePlot(fig.at(0, 0), times, vs, { ylabel: 'membrane potential' });
 * eventPlot(fig.at(1, 0), spikeTimes, { xlabel: 'time', ylabel: 'spikes' });
 * await fig.save('figures/neuron.svg');
 * ```
 */
export function getFigure(rowNum = 1, colNum = 1, options: FigureOptions = {}): Figure {
  return new Figure(rowNum, colNum, options);
}

/** A grid of cells that becomes an SVG, a PNG or a part of a page. Made by {@link getFigure}. */
export class Figure {
  private readonly cells: readonly (readonly Axes[])[];
  private readonly heights: readonly number[];
  private readonly widths: readonly number[];

  /** @internal */
  constructor(rowNum: number, colNum: number, { rowLen = 3, colLen = 6, sharex = true }: FigureOptions) {
    this.heights = lengths('row', rowNum, rowLen);
    this.widths = lengths('column', colNum, colLen);
    const shared = this.widths.map(() => new Axis('x'));
    this.cells = this.heights.map(() =>
      this.widths.map((_, c) => new Axes(sharex ? (shared[c]) : new Axis('x'), new Axis('y'))),
    );
  }

  /**
   * One cell, counted from 0 at the top left.
   *
   * @throws when the figure has no such cell
   */
  at(row: number, column = 0): Axes {
    const axes = this.cells[row]?.[column];
    if (axes === undefined) {
      fail('tools/figure-cell', { row, column, rows: this.heights.length, columns: this.widths.length });
    }
    return axes;
  }

  /**
   * The figure as an SVG element: of the page in a browser, of an offscreen document elsewhere.
   *
   * @throws when `@observablehq/plot` is not installed, or, outside browsers, `linkedom`
   */
  async toElement(): Promise<SVGSVGElement> {
    const [plot, document] = await Promise.all([
      optional<Plot>('@observablehq/plot', () => import('@observablehq/plot')),
      documentToDrawIn(),
    ]);
    const grid = { cells: this.cells, heights: this.heights, widths: this.widths };
    return draw(plot, document, grid, await picturesOf(place(grid)));
  }

  /** Shows the figure in an element of a page, in place of what was there. */
  async render(container: Element): Promise<void> {
    container.replaceChildren(await this.toElement());
  }

  /** The figure as the text of an SVG file. */
  async toSvg(): Promise<string> {
    return serialize(await this.toElement());
  }

  /**
   * The figure as the bytes of a PNG file. Node only.
   *
   * @throws when `@resvg/resvg-js` is not installed, or no font is found on the machine
   */
  async toPng(options: PngOptions = {}): Promise<Uint8Array> {
    if (inPage()) fail('tools/figure-page', { method: 'toPng' });
    return toPng(await this.toSvg(), options);
  }

  /**
   * Writes the figure to a file, SVG or PNG by the name's end; folders are made as needed. Node only.
   *
   * @throws when the name ends in neither `.svg` nor `.png`, and in a page
   */
  async save(path: string, options: PngOptions = {}): Promise<void> {
    if (inPage()) fail('tools/figure-page', { method: 'save' });
    const ending = /\.(svg|png)$/i.exec(path)?.[1]?.toLowerCase();
    if (ending === undefined) fail('tools/figure-file', { path });
    const picture = ending === 'svg' ? await this.toSvg() : await this.toPng(options);
    await writeFile(path, picture);
  }
}

function lengths(name: 'row' | 'column', count: number, inches: number | readonly number[]): number[] {
  if (!Number.isInteger(count) || count < 1) fail('tools/figure-size', { name, count });
  const all = typeof inches === 'number' ? Array.from({ length: count }, () => inches) : [...inches];
  if (all.length !== count || !all.every((inch) => inch > 0 && Number.isFinite(inch))) {
    fail('tools/figure-length', { name, count, lengths: all.join(', ') });
  }
  return all.map((inch) => inch * PIXELS_PER_INCH);
}
