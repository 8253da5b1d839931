import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { showValue } from '../../state/index.js';
import { getFigure, type Figure, type FigureOptions } from './figure.js';
import { linePlot, type LinePlotOptions } from './line-plot.js';
import { readIn, unitOf, type Values } from './values.js';
import { Quantity } from '../../unit/index.js';
import type { PngOptions } from './png.js';

/** Options of {@link animate1D}. */
export interface Animate1DOptions extends LinePlotOptions, Pick<FigureOptions, 'rowLen' | 'colLen'> {
  /** Where the values stand along x: shape `[N]`. Default: 0, 1, 2 … */
  xs?: Values;
  /** Every how many steps there is a frame. Default: 1. */
  every?: number;
  /** The text above each frame, of its step. Default: none. */
  frameTitle?: (step: number) => string;
}

/** The frames of an animation: figures that are made when they are asked for, one after the other or by number. */
export class Frames {
  /** @internal */
  constructor(
    /** How many there are. */
    readonly length: number,
    private readonly draw: (frame: number) => Figure,
  ) {}

  /**
   * One frame, counted from 0. It is drawn anew each time.
   *
   * @throws when there is no such frame
   */
  at(frame: number): Figure {
    if (!Number.isSafeInteger(frame) || frame < 0 || frame >= this.length) {
      fail('tools/frame', { frame: showValue(frame), length: this.length });
    }
    return this.draw(frame);
  }

  *[Symbol.iterator](): Generator<Figure, undefined> {
    for (let frame = 0; frame < this.length; frame++) yield this.at(frame);
  }

  /**
   * Writes every frame to a file of its own, SVG or PNG: `#` in the name stands for the frame's number, with as many digits as
   * the last one has. Node only.
   *
   * @throws when the name has no `#`, and as `Figure.save` does
   *
   * @example
   * ```ts
   * await frames.save('frames/wave-#.png');
   * ```
   */
  async save(path: string, options: PngOptions = {}): Promise<void> {
    if (!path.includes('#')) fail('tools/frame-name', { path });
    const digits = String(Math.max(0, this.length - 1)).length;
    for (let frame = 0; frame < this.length; frame++) {
      await this.at(frame).save(path.replaceAll('#', String(frame).padStart(digits, '0')), options);
    }
  }
}

/**
 * An animation as a function of its frame: each frame is a figure that you draw.
 *
 * @param length - how many frames
 * @param draw - makes the figure of a frame. Give the cells the same limits in all, or the axes jump
 * @throws when `length` is no integer of 0 or more
 *
 * @example
 * ```ts
 * const frames = animate(100, (i) => {
 *   const fig = getFigure();
 *   linePlot(fig.at(0), xs, vs.get(i), { ylim: mV([-80, 40]) });
 *   return fig;
 * });
 * await frames.at(7).save('seventh.svg');
 * ```
 */
export function animate(length: number, draw: (frame: number) => Figure): Frames {
  if (!Number.isSafeInteger(length) || length < 0) fail('tools/frames', { value: showValue(length) });
  if (typeof draw !== 'function') fail('tools/frame-function', { value: showValue(draw) });
  return new Frames(length, draw);
}

/**
 * An animation of a line that changes with time: one frame for each step. The axes are those of the whole time.
 *
 * @param values - shape `[T, N]`
 * @throws when the shapes do not fit, or `every` is no integer of 1 or more
 */
export function animate1D(values: Values, options: Animate1DOptions = {}): Frames {
  const { xs, every = 1, frameTitle, rowLen, colLen, ...rest } = options;
  const unit = unitOf(values);
  const { data, shape } = readIn(values, unit);
  if (shape.length !== 2) fail('tools/animate-shape', { shape: showShape(shape) });
  if (!Number.isSafeInteger(every) || every < 1) fail('tools/animate-every', { value: showValue(every) });
  const [steps, size] = shape;
  const along = xs ?? Array.from({ length: size }, (_, i) => i);
  const limits = extentOf(data);
  const ylim = rest.ylim ?? (limits === undefined ? undefined : new Quantity([...limits], unit));
  return animate(Math.ceil(steps / every), (frame) => {
    const step = frame * every;
    const fig = getFigure(1, 1, { ...(rowLen === undefined ? {} : { rowLen }), ...(colLen === undefined ? {} : { colLen }) });
    const row = new Quantity(Array.from({ length: size }, (_, i) => data[step * size + i]), unit);
    const title = frameTitle?.(step) ?? rest.title;
    linePlot(fig.at(0), along, row, { ...rest, ...(ylim === undefined ? {} : { ylim }), ...(title === undefined ? {} : { title }) });
    return fig;
  });
}

/** A little more than what the values reach. */
function extentOf(values: ArrayLike<number>): readonly [number, number] | undefined {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) continue;
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
  }
  if (!(low < high)) return undefined;
  return [low - (high - low) * 0.05, high + (high - low) * 0.05];
}
