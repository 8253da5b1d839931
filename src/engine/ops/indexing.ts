import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import type { Shape } from '../array/shape.js';
import type { Operand } from '../program/op.js';
import { add } from './arithmetic.js';
import { broadcastTo, reshape, sliceAxes, updateAxes, type SliceParams } from './movement.js';
import { shapeOf } from './operand.js';

/** A stretch of an axis, as Python's `start:stop:step`. Negative positions count from the end. */
export class Slice {
  constructor(
    readonly start: number | undefined,
    readonly stop: number | undefined,
    readonly step: number,
  ) {
    if (!Number.isInteger(step) || step === 0) fail('engine/sliceStep', { step });
  }
}

/** `slice(1, 3)` is Python's `1:3`; `slice()` is the whole axis; `slice(undefined, undefined, -1)` reverses it. */
export function slice(start?: number, stop?: number, step = 1): Slice {
  return new Slice(start, stop, step);
}

/** One axis of an index: a position, which drops the axis, or a slice, which keeps it. */
export type IndexSpec = number | Slice;

interface Resolved {
  params: SliceParams;
  /** The axes that no position dropped, and the shape they make. */
  kept: readonly number[];
  shape: Shape;
}

function resolve(shape: Shape, specs: readonly IndexSpec[]): Resolved {
  if (specs.length > shape.length) fail('engine/indexRank', { count: specs.length, shape: showShape(shape) });
  const start: number[] = [];
  const size: number[] = [];
  const step: number[] = [];
  const kept: number[] = [];
  shape.forEach((n, axis) => {
    const spec = specs[axis] ?? slice();
    if (spec instanceof Slice) {
      const range = sliceRange(spec, n);
      start.push(range.start);
      size.push(range.size);
      step.push(spec.step);
      kept.push(axis);
    } else {
      if (typeof spec !== 'number') fail('engine/indexKind', { got: typeof spec });
      if (!Number.isInteger(spec) || spec < -n || spec >= n) fail('engine/index', { index: spec, size: n, axis });
      start.push(spec < 0 ? spec + n : spec);
      size.push(1);
      step.push(1);
    }
  });
  return { params: { start, size, step }, kept, shape: kept.map((axis) => size[axis]) };
}

/** Python's rule: positions are cut to the axis, and count from its end when negative. */
function sliceRange({ start, stop, step }: Slice, n: number): { start: number; size: number } {
  const cut = (at: number): number => {
    const position = at < 0 ? at + n : at;
    return step > 0 ? Math.min(Math.max(position, 0), n) : Math.min(Math.max(position, -1), n - 1);
  };
  const from = start === undefined ? (step > 0 ? 0 : n - 1) : cut(start);
  const to = stop === undefined ? (step > 0 ? n : -1) : cut(stop);
  const size = Math.max(0, Math.ceil((to - from) / step));
  return { start: size === 0 ? 0 : from, size };
}

/** `x[specs]`: the elements there. Axes without a spec are kept whole. */
export function index(x: Operand, ...specs: IndexSpec[]): Operand {
  const { params, shape } = resolve(shapeOf(x), specs);
  return reshape(sliceAxes(x, params), shape);
}

/** `x` with `value` at `specs`; `x` itself stays as it is. */
export function updateAt(x: Operand, specs: readonly IndexSpec[], value: Operand): Operand {
  const place = resolve(shapeOf(x), specs);
  return updateAxes(x, spread(value, place), place.params);
}

/** `x` with `value` added at `specs`; `x` itself stays as it is. */
export function addAt(x: Operand, specs: readonly IndexSpec[], value: Operand): Operand {
  const place = resolve(shapeOf(x), specs);
  return updateAxes(x, add(sliceAxes(x, place.params), spread(value, place)), place.params);
}

/** The value for an indexed place, with a length 1 wherever a position dropped its axis. */
function spread(value: Operand, { kept, shape, params }: Resolved): Operand {
  if (shapeOf(value).length === 0) return value;
  const full = broadcastTo(value, shape);
  return reshape(full, params.size.map((n, axis) => (kept.includes(axis) ? n : 1)));
}
