import { fail } from '../../core/error.js';
import { showValue } from '../../state/index.js';
import { Quantity, type AnyQuantity, type Div, type Unit } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import type { Axes } from './axes.js';
import { zeroLines, type Segments } from './contour.js';
import { colors, palette } from './style.js';

/** The plane of two variables and how they move in it. */
export interface PhasePortraitOptions<X, Y> {
  /** Where the x axis begins and ends. */
  xlim: Quantity<X>;
  /** Where the y axis begins and ends. */
  ylim: Quantity<Y>;
  /** How many arrows along each axis; 0 for none. Default: 16. */
  arrows?: number;
  /** Whether the lines are drawn on which one variable stands still. Default: true. */
  nullclines?: boolean;
  /** The text above the cell. Default: none. */
  title?: string;
  /** What the x axis shows; its unit is added. Default: the unit alone. */
  xlabel?: string;
  /** What the y axis shows; its unit is added. Default: the unit alone. */
  ylabel?: string;
}

/** How fast two variables change, at each point of a plane. */
export type PlaneField<X, Y> = (x: Quantity<X>, y: Quantity<Y>) => readonly [Quantity<Div<X, 'time'>>, Quantity<Div<Y, 'time'>>];

/** Points along each axis at which the field is looked at to find where it is 0. */
const POINTS = 121;

/**
 * Draws the plane of two variables: arrows in the direction in which they move, and the nullclines, on which one of them
 * stands still. Trajectories are added with `linePlot(axes, x, y)`.
 *
 * @param axes - the cell, from `fig.at(row, column)`
 * @param field - the rates of change at points of the plane: it is given arrays
 * @throws when `xlim` or `ylim` are not two values, or `arrows` is no integer of 0 or more
 *
 * @example
 * ```ts
 * const field = (v: Quantity, w: Quantity) => [
 *   v.sub(v.pow(3).div(3)).sub(w).add(0.5).div(ms(1)),
 *   v.add(0.7).sub(w.mul(0.8)).mul(0.08).div(ms(1)),
 * ] as const;
 * phasePortrait(fig.at(0), field, { xlim: unitless([-2.5, 2.5]), ylim: unitless([-1, 2]), xlabel: 'v', ylabel: 'w' });
 * ```
 */
export function phasePortrait<X, Y>(axes: Axes, field: PlaneField<X, Y>, options: PhasePortraitOptions<X, Y>): void {
  const { xlim, ylim, arrows = 16, nullclines = true } = options;
  if (typeof field !== 'function') fail('tools/plot-field', { value: showValue(field) });
  if (!Number.isSafeInteger(arrows) || arrows < 0) fail('tools/plot-arrows', { value: showValue(arrows) });
  const [x, y] = [axes.x.read(xlim), axes.y.read(ylim)];
  axes.x.readLimits(xlim, x.unit);
  axes.y.readLimits(ylim, y.unit);
  const plane = new Plane(field, [x.data[0], x.data[1]], [y.data[0], y.data[1]], x.unit as never, y.unit as never);
  const lines = nullclines ? plane.nullclines() : [];
  const moves = arrows === 0 ? undefined : plane.arrows(arrows);
  axes.apply(options, x, y);
  axes.x.include(x);
  axes.y.include(y);
  if (moves !== undefined) {
    axes.add({ kind: 'segments', ...moves, heads: true, stroke: { color: ARROW, width: 1, style: 'solid' } });
  }
  lines.forEach((segments, i) => {
    const stroke = { color: [palette[5], palette[0]][i], width: 1.75, style: 'solid' } as const;
    axes.add({ kind: 'segments', ...segments, heads: false, stroke });
    axes.legend.push({ label: `${[options.xlabel ?? 'x', options.ylabel ?? 'y'][i]} at rest`, stroke });
  });
}

/** Grey enough to stay behind the lines. */
const ARROW = colors.spine;

class Plane<X, Y> {
  constructor(
    private readonly field: PlaneField<X, Y>,
    private readonly x: readonly [number, number],
    private readonly y: readonly [number, number],
    private readonly unitX: Unit<X>,
    private readonly unitY: Unit<Y>,
  ) {}

  /** Both rates on a grid of n by n points, row by row from the lowest: in units of the axes per one and the same time. */
  private rates(xs: readonly number[], ys: readonly number[]): [ArrayLike<number>, ArrayLike<number>] {
    const shape = [ys.length, xs.length];
    const gridX = new Quantity(ys.flatMap(() => xs), this.unitX).reshape(shape);
    const gridY = new Quantity(ys.flatMap((y) => xs.map(() => y)), this.unitY).reshape(shape);
    const found: readonly AnyQuantity[] = this.field(gridX, gridY);
    const whole = found.map((rate) => math.broadcastTo(rate, shape));
    // The unit of time of the first rate counts for both.
    const time = (this.unitX as never as Unit<unknown>).div(whole[0].unit as never);
    return [whole[0].toTypedArray(), whole[1].toTypedArray((this.unitY as never as Unit<unknown>).div(time as never) as never)];
  }

  arrows(n: number): Segments {
    const at = ([low, high]: readonly [number, number]): number[] => Array.from({ length: n }, (_, i) => low + ((i + 0.5) * (high - low)) / n);
    const [xs, ys] = [at(this.x), at(this.y)];
    const [dx, dy] = this.rates(xs, ys);
    const [cellX, cellY] = [(this.x[1] - this.x[0]) / n, (this.y[1] - this.y[0]) / n];
    const segments = { x1: [] as number[], y1: [] as number[], x2: [] as number[], y2: [] as number[] };
    ys.forEach((y, row) =>
      xs.forEach((x, column) => {
        // All of one length, as seen: the direction is that of the picture.
        const [u, v] = [dx[row * n + column] / cellX, dy[row * n + column] / cellY];
        const length = Math.hypot(u, v);
        if (!(length > 0) || !Number.isFinite(length)) return;
        const [half, rise] = [(0.32 * cellX * u) / length, (0.32 * cellY * v) / length];
        segments.x1.push(x - half);
        segments.y1.push(y - rise);
        segments.x2.push(x + half);
        segments.y2.push(y + rise);
      }),
    );
    return segments;
  }

  /** Where the first rate is 0, and where the second is. */
  nullclines(): Segments[] {
    const at = ([low, high]: readonly [number, number]): number[] =>
      Array.from({ length: POINTS }, (_, i) => low + (i * (high - low)) / (POINTS - 1));
    const [xs, ys] = [at(this.x), at(this.y)];
    return this.rates(xs, ys).map((values) => zeroLines(values, xs, ys));
  }
}
