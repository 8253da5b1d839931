import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { isInt } from '../array/dtype.js';
import type { Shape } from '../array/shape.js';
import { SpikeArray } from '../array/spike-array.js';
import type { Operand } from '../program/op.js';
import { add, maximum, minimum, mul } from './arithmetic.js';
import { cast } from './cast.js';
import { broadcastTo, reshape, sliceAxes, transpose, updateAxes, type SliceParams } from './movement.js';
import { dtypeOf, shapeOf } from './operand.js';
import { checkPosition, isIndexArray, positions, type IndexArray } from './positions.js';
import { sliceOfSpikes } from './recorded-spikes.js';
import type { ScatterMode } from './scatter.js';
import { readAt, writeAt, type IndexedAxes } from './take.js';

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

/**
 * One axis of an index: a position, which drops the axis; a slice, which keeps it; or an array of positions, the shape
 * of which takes the place of the axis. Arrays, and positions beside arrays, broadcast and give one set of axes, as in
 * numpy: where they stood, or in front of all others if a slice stands between them.
 */
export type IndexSpec = number | Slice | IndexArray;

interface Resolved {
  params: SliceParams;
  /** The axes that no position dropped, and the shape they make. */
  kept: readonly number[];
  shape: Shape;
}

function resolve(shape: Shape, specs: readonly IndexSpec[]): Resolved {
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
      start.push(checkPosition(spec as number, n, axis));
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

/** An index with arrays in it. */
interface Mixed {
  readonly axes: IndexedAxes;
  /** The slices, with every axis that arrays index kept whole; undefined where no slice leaves anything out. */
  readonly slices: readonly IndexSpec[] | undefined;
  /** Where a slice stands between the indexed axes: the axes with those in front. */
  readonly order: readonly number[] | undefined;
}

/** What an index with arrays in it means; undefined for one of positions and slices alone. */
function resolveArrays(shape: Shape, specs: readonly IndexSpec[]): Mixed | undefined {
  if (specs.length > shape.length) fail('engine/indexRank', { count: specs.length, shape: showShape(shape) });
  for (const spec of specs) {
    if (typeof spec === 'number' || spec instanceof Slice || isIndexArray(spec)) continue;
    fail('engine/indexKind', { got: Array.isArray(spec) ? 'a list' : typeof spec });
  }
  if (!specs.some(isIndexArray)) return undefined;
  const listed = [...specs.keys()].filter((axis) => !(specs[axis] instanceof Slice));
  const first = listed[0];
  const together = listed.at(-1)! - first + 1 === listed.length;
  const slices = specs.map((spec) => (spec instanceof Slice ? spec : slice()));
  return {
    axes: { first: together ? first : 0, lists: listed.map((axis) => positions(specs[axis] as IndexArray | number, shape[axis], axis)) },
    slices: slices.every(isWhole) ? undefined : slices,
    order: together ? undefined : [...listed, ...[...shape.keys()].filter((axis) => !listed.includes(axis))],
  };
}

function isWhole({ start, stop, step }: Slice): boolean {
  return start === undefined && stop === undefined && step === 1;
}

/**
 * `x[specs]`: the elements there. Axes without a spec are kept whole. A position or an Int32Array out of range is
 * refused; an integer array is data, of which a position out of range gives the nearest element.
 */
export function index(x: Operand, ...specs: IndexSpec[]): Operand {
  const mixed = resolveArrays(shapeOf(x), specs);
  if (mixed !== undefined) {
    const part = mixed.slices === undefined ? x : index(x, ...mixed.slices);
    return readAt(mixed.order === undefined ? part : transpose(part, mixed.order), mixed.axes);
  }
  const { params, kept, shape } = resolve(shapeOf(x), specs);
  if (x instanceof SpikeArray) return sliceOfSpikes(x, params, shape, kept[0] === 0);
  return reshape(sliceAxes(x, params), shape);
}

/** How an update that is no `set` joins what stands there. */
const joins = { add, mul, min: minimum, max: maximum } as const;

function update(mode: ScatterMode, x: Operand, specs: readonly IndexSpec[], value: Operand): Operand {
  const dtype = dtypeOf(x);
  if (typeof value === 'number' && !Number.isInteger(value) && isInt(dtype)) fail('engine/fraction', { value, dtype });
  if (dtype === 'bool' && mode !== 'set') fail('engine/dtype', { operation: `${mode}At`, wants: 'numbers', got: dtype });
  const typed = cast(value, dtype);
  const mixed = resolveArrays(shapeOf(x), specs);
  if (mixed === undefined) {
    const place = resolve(shapeOf(x), specs);
    const part = spread(typed, place);
    return updateAxes(x, mode === 'set' ? part : joins[mode](sliceAxes(x, place.params), part), place.params);
  }
  const { slices, axes, order } = mixed;
  const written = (part: Operand): Operand => {
    if (order === undefined) return writeAt(mode, part, axes, typed);
    return transpose(writeAt(mode, transpose(part, order), axes, typed), order.map((_, axis) => order.indexOf(axis)));
  };
  return slices === undefined ? written(x) : update('set', x, slices, written(index(x, ...slices)));
}

/**
 * `x` with `value` at `specs`; `x` itself stays as it is. Of an array of positions those out of range are dropped, and
 * of values for one place the last stays, in row-major order of the positions.
 */
export function updateAt(x: Operand, specs: readonly IndexSpec[], value: Operand): Operand {
  return update('set', x, specs, value);
}

/**
 * `x` with `value` added at `specs`; `x` itself stays as it is. Of an array of positions those out of range are
 * dropped, and a place that is named twice is added to twice, in row-major order of the positions.
 */
export function addAt(x: Operand, specs: readonly IndexSpec[], value: Operand): Operand {
  return update('add', x, specs, value);
}

/** `x` with `value` multiplied in at `specs`; see `addAt`. */
export function mulAt(x: Operand, specs: readonly IndexSpec[], value: Operand): Operand {
  return update('mul', x, specs, value);
}

/** `x` with the smaller of itself and `value` at `specs`; see `addAt`. */
export function minAt(x: Operand, specs: readonly IndexSpec[], value: Operand): Operand {
  return update('min', x, specs, value);
}

/** `x` with the larger of itself and `value` at `specs`; see `addAt`. */
export function maxAt(x: Operand, specs: readonly IndexSpec[], value: Operand): Operand {
  return update('max', x, specs, value);
}

/** The value for an indexed place, with a length 1 wherever a position dropped its axis. */
function spread(value: Operand, { kept, shape, params }: Resolved): Operand {
  if (shapeOf(value).length === 0) return value;
  const full = broadcastTo(value, shape);
  return reshape(full, params.size.map((n, axis) => (kept.includes(axis) ? n : 1)));
}
