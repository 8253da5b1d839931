import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { isInt } from '../array/dtype.js';
import { normaliseAxis, type Shape } from '../array/shape.js';
import type { Operand } from '../program/op.js';
import { cast } from './cast.js';
import { broadcastTo, expandDims, reshape, sliceAxes, updateAxes } from './movement.js';
import { dtypeOf, shapeOf } from './operand.js';

// Movements that are made of others.

/** The elements in the opposite order along an axis, several, or (unless given) all. */
export function flip(x: Operand, axes?: number | readonly number[]): Operand {
  const shape = shapeOf(x);
  const wanted = axes === undefined ? shape.map((_, i) => i) : typeof axes === 'number' ? [axes] : axes;
  const turned = new Set(wanted.map((axis) => normaliseAxis(axis, shape.length, 'flip')));
  if (turned.size === 0) return x;
  return sliceAxes(x, {
    start: shape.map((n, axis) => (turned.has(axis) ? Math.max(0, n - 1) : 0)),
    size: shape,
    step: shape.map((_, axis) => (turned.has(axis) ? -1 : 1)),
  });
}

/** Without axes of length 1: those named, or all there are. */
export function squeeze(x: Operand, axes?: number | readonly number[]): Operand {
  const shape = shapeOf(x);
  const ones = [...shape.keys()].filter((axis) => shape[axis] === 1);
  const wanted = typeof axes === 'number' ? [axes] : (axes ?? ones);
  const gone = new Set(wanted.map((axis) => normaliseAxis(axis, shape.length, 'squeeze')));
  for (const axis of gone) if (shape[axis] !== 1) fail('engine/squeeze', { axis, shape: showShape(shape) });
  return reshape(x, shape.filter((_, axis) => !gone.has(axis)));
}

/** Elements to add before, after and (third) between those of an axis. */
export type PadWidth = readonly [before: number, after: number, between?: number];

/**
 * `x` with `value` around it: `pad(x, [[1, 2], [0, 0]])` adds a row before and two after. One pair serves every axis.
 * Widths are 0 or more.
 */
export function pad(x: Operand, widths: PadWidth | readonly PadWidth[], value: Operand = 0): Operand {
  const shape = shapeOf(x);
  const dtype = dtypeOf(x);
  const each = isWidth(widths) ? shape.map(() => widths) : widths;
  const fits = each.length === shape.length && each.every((w) => w.every((n) => n !== undefined && Number.isInteger(n) && n >= 0));
  if (!fits) fail('engine/pad', { widths: JSON.stringify(widths), shape: showShape(shape) });
  if (typeof value === 'number' && !Number.isInteger(value) && isInt(dtype)) fail('engine/fraction', { value, dtype });
  const step = each.map(([, , between = 0]) => between + 1);
  const wide = shape.map((n, axis) => each[axis][0] + each[axis][1] + (n === 0 ? 0 : (n - 1) * step[axis] + 1));
  return updateAxes(broadcastTo(cast(value, dtype), wide), x, { start: each.map(([before]) => before), size: shape, step });
}

function isWidth(widths: PadWidth | readonly PadWidth[]): widths is PadWidth {
  return typeof widths[0] === 'number';
}

/** Each element `count` times in a row along an axis, or of all elements in row-major order. */
export function repeat(x: Operand, count: number, axis?: number): Operand {
  if (axis === undefined) return repeat(reshape(x, [-1]), count, 0);
  const shape = shapeOf(x);
  const along = normaliseAxis(axis, shape.length, 'repeat');
  const wide = expandDims(x, along + 1);
  const repeated = broadcastTo(wide, [...shape.slice(0, along + 1), checkCount('repeat', count), ...shape.slice(along + 1)]);
  return reshape(repeated, shape.map((n, i) => (i === along ? n * count : n)));
}

/** The whole array one copy after the other: `counts[i]` copies along axis i, counted from the last axis. */
export function tile(x: Operand, counts: number | Shape): Operand {
  const list = typeof counts === 'number' ? [counts] : counts;
  list.forEach((count) => checkCount('tile', count));
  const rank = Math.max(list.length, shapeOf(x).length);
  const shape = [...Array.from({ length: rank - shapeOf(x).length }, () => 1), ...shapeOf(x)];
  const times = [...Array.from({ length: rank - list.length }, () => 1), ...list];
  const spaced = reshape(x, shape.flatMap((n) => [1, n]));
  return reshape(broadcastTo(spaced, shape.flatMap((n, i) => [times[i], n])), shape.map((n, i) => n * times[i]));
}

function checkCount(operation: string, count: number): number {
  if (!Number.isInteger(count) || count < 0) fail('engine/count', { operation, count });
  return count;
}
