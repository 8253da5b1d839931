import type { Axis } from './axis.js';
import type { Layer, Stroke } from './layer.js';
import { paletteColor, paletteStyle, type LineStyle } from './style.js';
import type { Reading, Values } from './values.js';

/** What every plot function takes beside its own options. */
export interface AxesOptions {
  /** The text above the cell. Default: none. */
  title?: string;
  /** What the x axis shows; its unit is added. Default: the unit alone, unless a cell below names what has it. */
  xlabel?: string;
  /** What the y axis shows; its unit is added. Default: the unit alone, or what the function says. */
  ylabel?: string;
  /** Where the x axis begins and ends, as in `ms([0, 50])`. Default: what the data reach. */
  xlim?: Values;
  /** Where the y axis begins and ends, as in `mV([-70, -40])`. Default: a little more than the data reach. */
  ylim?: Values;
}

/**
 * One cell of a figure: a pair of axes and what is drawn on them. `fig.at(row, column)` gives it; the plot
 * functions draw on it.
 */
export class Axes {
  /** @internal */
  readonly layers: Layer[] = [];
  /** @internal */
  readonly legend: { readonly label: string; readonly stroke: Stroke }[] = [];
  /** @internal */
  title: string | undefined;
  private coloured = 0;

  /** @internal */
  constructor(
    /** @internal */
    readonly x: Axis,
    /** @internal */
    readonly y: Axis,
  ) {}

  /** @internal */
  add(layer: Layer): void {
    this.layers.push(layer);
  }

  /** @internal */
  nextColor(): string {
    return this.nextLook().color;
  }

  /** @internal The next colour, and the style that tells lines of it apart. */
  nextLook(): { color: string; style: LineStyle } {
    const n = this.coloured++;
    return { color: paletteColor(n), style: paletteStyle(n) };
  }

  /**
   * @internal Takes the options of a plot with the values it is about to draw. The last step that can fail, and
   * when it does, the cell is as before.
   */
  apply(options: AxesOptions, x: Reading, y: Reading, defaults: Pick<AxesOptions, 'ylabel'> = {}): void {
    const xlim = options.xlim === undefined ? this.x.limits : this.x.readLimits(options.xlim, x.unit);
    const ylim = options.ylim === undefined ? this.y.limits : this.y.readLimits(options.ylim, y.unit);
    this.x.limits = xlim;
    this.y.limits = ylim;
    this.title = options.title ?? this.title;
    this.x.label = options.xlabel ?? this.x.label;
    this.y.label = options.ylabel ?? this.y.label ?? defaults.ylabel;
  }
}
