import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import * as engine from '../../engine/index.js';
import type { Operand, PadWidth, Shape } from '../../engine/index.js';
import { alike, type Term } from '../measured.js';
import { wrap, type Quantity } from '../quantity.js';
import { axisOf, keeping, type Like } from './terms.js';

// Where the elements of one array stand. Their unit stays.

/** The same elements in another shape; one length may be -1, which stands for what is left. */
export function reshape<D>(x: Quantity<D>, shape: Shape): Quantity<D> {
  return x.reshape(shape);
}

/** All elements in row-major order. */
export function ravel<D>(x: Quantity<D>): Quantity<D> {
  return x.reshape([-1]);
}

/** As `ravel`; with `start` and `end` these axes and those between become one. */
export function flatten<D>(x: Quantity<D>, start = 0, end = -1): Quantity<D> {
  if (x.ndim === 0) return x.reshape([1]);
  const [first, last] = [axisOf(start, x.ndim, 'flatten'), axisOf(end, x.ndim, 'flatten')];
  const { shape } = x;
  return x.reshape([...shape.slice(0, first), engine.sizeOf(shape.slice(first, last + 1)), ...shape.slice(last + 1)]);
}

/** One axis as several: `unflatten(x, 0, [2, 3])` of an axis of length 6. */
export function unflatten<D>(x: Quantity<D>, axis: number, sizes: Shape): Quantity<D> {
  const along = axisOf(axis, x.ndim, 'unflatten');
  return x.reshape([...x.shape.slice(0, along), ...sizes, ...x.shape.slice(along + 1)]);
}

/** The axes in another order; by default reversed. */
export function transpose<D>(x: Quantity<D>, axes?: readonly number[]): Quantity<D> {
  return x.transpose(axes);
}

/** Two axes exchanged. */
export function swapaxes<D>(x: Quantity<D>, axis1: number, axis2: number): Quantity<D> {
  return x.swapaxes(axis1, axis2);
}

/** Axes moved to other places; the others keep their order. */
export function moveaxis<D>(
  x: Quantity<D>,
  source: number | readonly number[],
  destination: number | readonly number[],
): Quantity<D> {
  const list = (axes: number | readonly number[]): number[] =>
    (typeof axes === 'number' ? [axes] : axes).map((axis) => axisOf(axis, x.ndim, 'moveaxis'));
  const [from, to] = [list(source), list(destination)];
  if (from.length !== to.length) {
    fail('unit/moveaxis', { from: showShape(from), to: showShape(to) });
  }
  const order = [...x.shape.keys()].filter((axis) => !from.includes(axis));
  const places = to.map((place, i) => [place, from[i]] as const).sort(([a], [b]) => a - b);
  for (const [place, axis] of places) order.splice(place, 0, axis);
  return x.transpose(order);
}

/** A new axis of length 1, or several. */
export function expandDims<D>(x: Quantity<D>, axis: number | readonly number[]): Quantity<D> {
  if (typeof axis === 'number') return keeping(x, 'expandDims', (m) => engine.expandDims(m, axis));
  const places = axis.map((a) => axisOf(a, x.ndim + axis.length, 'expandDims')).sort((a, b) => a - b);
  return keeping(x, 'expandDims', (m) => places.reduce<Operand>((y, place) => engine.expandDims(y, place), m));
}

/** Without axes of length 1: those named, or all there are. */
export function squeeze<D>(x: Quantity<D>, axes?: number | readonly number[]): Quantity<D> {
  return keeping(x, 'squeeze', (m) => engine.squeeze(m, axes));
}

/** The elements repeated along axes of length 1 until the shape is reached. */
export function broadcastTo<D>(x: Quantity<D>, shape: Shape): Quantity<D> {
  return keeping(x, 'broadcastTo', (m) => engine.broadcastTo(m, shape));
}

/** The elements in the opposite order along an axis, several, or all. */
export function flip<D>(x: Quantity<D>, axes?: number | readonly number[]): Quantity<D> {
  return keeping(x, 'flip', (m) => engine.flip(m, axes));
}

/** The columns in the opposite order. */
export function fliplr<D>(x: Quantity<D>): Quantity<D> {
  return flip(x, 1);
}

/** The rows in the opposite order. */
export function flipud<D>(x: Quantity<D>): Quantity<D> {
  return flip(x, 0);
}

/** Turned by 90 degrees `times` times in the plane of two axes, from the first towards the second. */
export function rot90<D>(x: Quantity<D>, times = 1, axes: readonly [number, number] = [0, 1]): Quantity<D> {
  const turns = ((times % 4) + 4) % 4;
  if (turns === 0) return x;
  if (turns === 2) return flip(x, axes);
  return turns === 1 ? flip(swapaxes(x, ...axes), axes[0]) : swapaxes(flip(x, axes[0]), ...axes);
}

/** The elements moved along by `shift` places, the last ones to the front; without an axis in row-major order. */
export function roll<D>(x: Quantity<D>, shift: number, axis?: number): Quantity<D> {
  if (!Number.isInteger(shift)) fail('engine/fraction', { value: shift, dtype: 'int32' });
  if (axis === undefined) return roll(x.reshape([-1]), shift, 0).reshape(x.shape);
  const along = axisOf(axis, x.ndim, 'roll');
  const n = x.shape[along];
  const first = n === 0 ? 0 : ((-shift % n) + n) % n;
  if (first === 0) return x;
  const before = x.shape.slice(0, along).map(() => engine.slice());
  return keeping(x, 'roll', (m) =>
    engine.concatenate(
      [engine.index(m, ...before, engine.slice(first)), engine.index(m, ...before, engine.slice(0, first))],
      along,
    ),
  );
}

/** Each element `count` times in a row along an axis, or of all elements in row-major order. */
export function repeat<D>(x: Quantity<D>, count: number, axis?: number): Quantity<D> {
  return keeping(x, 'repeat', (m) => engine.repeat(m, count, axis));
}

/** The whole array one copy after the other: `counts[i]` copies along axis i, counted from the last axis. */
export function tile<D>(x: Quantity<D>, counts: number | Shape): Quantity<D> {
  return keeping(x, 'tile', (m) => engine.tile(m, counts));
}

/**
 * `x` with `value` (0) around it: `pad(x, [[1, 2], [0, 0]])` adds a row before and two after. One pair serves every
 * axis; a third number puts as many between its elements.
 */
export function pad<D>(x: Quantity<D>, widths: PadWidth | readonly PadWidth[], value?: Like<NoInfer<D>>): Quantity<D> {
  if (value === undefined) return keeping(x, 'pad', (m) => engine.pad(m, widths));
  const { x: mantissa, y, unit } = alike(x, value as Term, 'put together');
  return wrap({ mantissa: engine.pad(mantissa, widths, y), unit });
}

/** The elements along an axis in ascending order, NaN last. */
export function sort<D>(x: Quantity<D>, axis = -1): Quantity<D> {
  return x.sort(axis);
}
