import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { NDArray } from '../array/ndarray.js';
import { sizeOf, stridesOf, type Shape } from '../array/shape.js';
import type { Op, Operand, Params, Tangent } from '../program/op.js';
import type { Var } from '../program/program.js';
import { bind } from '../trace/builder.js';
import { add, mapTangent, maximum, minimum, mul } from './arithmetic.js';
import { allBatched, withBatch } from './batch.js';
import { cast } from './cast.js';
import { iota } from './create.js';
import { filled, gatherRows } from './gather.js';
import { broadcastTo, reshape, sliceAxes, updateAxes, walk, type SliceParams } from './movement.js';
import { dtypeOf, shapeOf, toValue } from './operand.js';
import { positions } from './positions.js';
import { scatterRows } from './scatter.js';

/** A window that starts at positions that are data: along `axes` of lengths `sizes`, along the others everything. */
export interface WindowParams extends Params {
  readonly axes: readonly number[];
  readonly sizes: readonly number[];
}

/** The shape of a window of an array. */
export function windowShape(shape: Shape, { axes, sizes }: WindowParams): number[] {
  const out = [...shape];
  axes.forEach((axis, i) => (out[axis] = sizes[i]));
  return out;
}

/** Where in the array's elements the window begins; it is moved to lie inside. */
function windowOffset(shape: Shape, { axes, sizes }: WindowParams, starts: readonly NDArray[]): number {
  const strides = stridesOf(shape);
  return axes.reduce((offset, axis, i) => {
    const start = Math.max(0, Math.min(starts[i].data[0], shape[axis] - sizes[i]));
    return offset + start * strides[axis];
  }, 0);
}

/** The window of `x` at `starts`, scalars of int32, one for each of its axes. */
export const dynamicSliceOp: Op<WindowParams> = {
  name: 'dynamicSlice',
  form: { kind: 'window', window: (params) => params },
  infer: ([x], params) => [{ shape: windowShape(x.shape, params), dtype: x.dtype }],
  reference([x, ...starts], params, [out]) {
    const result = NDArray.zeros(out.shape, out.dtype);
    const from = { offset: windowOffset(x.shape, params, starts), strides: stridesOf(x.shape) };
    let next = 0;
    walk(out.shape, [from], ([at]) => (result.data[next++] = x.data[at]));
    return [result];
  },
  jvp: ([, ...starts], [t], params) => [mapTangent(t, (x) => bindWindow(dynamicSliceOp, [x, ...starts], params))],
  transpose: ([ct], [, ...starts], params, [x]) => [
    mapTangent(ct, (c) => bindWindow(dynamicUpdateOp, [filled(x.shape, 0, x.dtype), c, ...known(starts)], params)),
    ...starts.map(() => null),
  ],
  batch([x, ...starts], [xBatched, ...startsBatched], params, size) {
    if (!startsBatched.includes(true)) return allBatched([bindWindow(dynamicSliceOp, [x, ...starts], behindBatch(params))]);
    const shape = xBatched ? shapeOf(x).slice(1) : shapeOf(x);
    const { at, rows } = windowRows(shape, params, starts, startsBatched, size);
    const lanes = xBatched ? size : 1;
    const positionsOfLanes = xBatched ? at : reshape(at, [1, sizeOf(shapeOf(at))]);
    const out = gatherRows(reshape(x, [lanes, ...rows]), positionsOfLanes);
    return allBatched([reshape(out, [size, ...windowShape(shape, params)])]);
  },
};

/** `x` with `part` in the window at `starts`. */
export const dynamicUpdateOp: Op<WindowParams> = {
  name: 'dynamicUpdate',
  form: { kind: 'window', window: (params) => params, inPlace: 0 },
  infer: ([x]) => [x],
  reference([x, part, ...starts], params) {
    const result = new NDArray(x.shape, x.dtype, x.data.slice());
    const to = { offset: windowOffset(x.shape, params, starts), strides: stridesOf(x.shape) };
    let next = 0;
    walk(part.shape, [to], ([at]) => (result.data[at] = part.data[next++]));
    return [result];
  },
  jvp([x, part, ...starts], [tx, tpart], params) {
    if (tx === null && tpart === null) return [null];
    return [bindWindow(dynamicUpdateOp, [orZeros(tx, x), orZeros(tpart, part), ...starts], params)];
  },
  transpose([ct], [x, part, ...starts], params, [, partAval]) {
    const none = starts.map(() => null);
    if (ct === null) return [null, null, ...none];
    const empty = filled(partAval.shape, 0, partAval.dtype);
    return [
      x === null ? bindWindow(dynamicUpdateOp, [ct, empty, ...known(starts)], params) : null,
      part === null ? bindWindow(dynamicSliceOp, [ct, ...known(starts)], params) : null,
      ...none,
    ];
  },
  batch([x, part, ...starts], [xBatched, partBatched, ...startsBatched], params, size) {
    const whole = withBatch(x, xBatched, size);
    const parts = withBatch(part, partBatched, size);
    if (!startsBatched.includes(true)) {
      return allBatched([bindWindow(dynamicUpdateOp, [whole, parts, ...starts], behindBatch(params))]);
    }
    const { at, rows } = windowRows(whole.shape.slice(1), params, starts, startsBatched, size);
    const out = scatterRows('set', reshape(whole, [size, ...rows]), at, reshape(parts, [size, shapeOf(at)[1], rows[1]]));
    return allBatched([reshape(out, whole.shape)]);
  },
};

function bindWindow(op: Op<WindowParams>, ins: readonly Operand[], params: WindowParams): Operand {
  return bind(op, ins.map((x) => toValue(x)), params)[0];
}

function orZeros(t: Tangent, like: Operand): Operand {
  return t ?? filled(shapeOf(like), 0, dtypeOf(like));
}

/** Start positions are integers, so none of them is linear. */
function known(starts: readonly (Operand | null)[]): Operand[] {
  return starts.filter((s) => s !== null);
}

function behindBatch({ axes, sizes }: WindowParams): WindowParams {
  return { axes: axes.map((axis) => axis + 1), sizes };
}

/**
 * The windows of lanes that start at places of their own, as rows of a gather: the axes up to the last one of the
 * window become one, and each lane lists its rows.
 */
function windowRows(
  shape: Shape,
  { axes, sizes }: WindowParams,
  starts: readonly Operand[],
  batched: readonly boolean[],
  size: number,
): { at: Operand; rows: [number, number] } {
  const last = Math.max(...axes);
  const lead = shape.slice(0, last + 1);
  const window = windowShape(shape, { axes, sizes }).slice(0, last + 1);
  const strides = stridesOf(lead);
  const terms = lead.map((n, axis) => {
    const along = reshape(iota(window[axis]), [1, ...window.map((m, i) => (i === axis ? m : 1))]);
    const i = axes.indexOf(axis);
    if (i === -1) return mul(along, strides[axis]);
    const start = minimum(maximum(starts[i], 0), n - window[axis]);
    const column = reshape(start, [batched[i] ? size : 1, ...lead.map(() => 1)]);
    return mul(add(column, along), strides[axis]);
  });
  const at = broadcastTo(terms.reduce((a, b) => add(a, b)), [size, ...window]);
  return { at: reshape(at, [size, sizeOf(window)]), rows: [sizeOf(lead), sizeOf(shape.slice(last + 1))] };
}

interface Window {
  /** Numbers among the starts; whole along the other axes. */
  readonly fixed: SliceParams;
  readonly params: WindowParams;
  readonly starts: readonly (NDArray | Var)[];
}

function windowOf(operation: string, shape: Shape, starts: readonly Operand[], sizes: Shape): Window {
  const fits = starts.length === shape.length && sizes.length === shape.length;
  if (!fits || !sizes.every((n, i) => Number.isInteger(n) && n >= 0 && n <= shape[i])) {
    fail('engine/window', { operation, starts: starts.length, sizes: showShape(sizes), shape: showShape(shape) });
  }
  const moving = [...shape.keys()].filter((axis) => typeof starts[axis] !== 'number' && sizes[axis] < shape[axis]);
  return {
    fixed: {
      start: starts.map((start, axis) => (typeof start === 'number' ? fixedStart(start, shape[axis], sizes[axis], axis) : 0)),
      size: shape.map((n, axis) => (typeof starts[axis] === 'number' ? sizes[axis] : n)),
      step: shape.map(() => 1),
    },
    params: { axes: moving, sizes: moving.map((axis) => sizes[axis]) },
    starts: moving.map((axis) => startAt(operation, starts[axis] as NDArray | Var, shape[axis], axis)),
  };
}

function fixedStart(start: number, n: number, size: number, axis: number): number {
  const from = start < 0 ? start + n : start;
  if (!Number.isInteger(from) || from < 0 || from + size > n) fail('engine/windowStart', { start, window: size, size: n, axis });
  return from;
}

function startAt(operation: string, start: NDArray | Var, n: number, axis: number): NDArray | Var {
  if (start.shape.length > 0) {
    fail('engine/startShape', { operation, shape: showShape(start.shape) });
  }
  return positions(start, n, axis).at;
}

function isWhole({ start, size }: SliceParams, shape: Shape): boolean {
  return start.every((s) => s === 0) && size.every((n, axis) => n === shape[axis]);
}

/**
 * The window of `x` of lengths `sizes` that begins at `starts`, one for each axis. A start that is a number must fit;
 * one that is data (an integer scalar) counts from the end when negative, and the window is then moved to lie inside
 * the array, as JAX's.
 */
export function dynamicSlice(x: Operand, starts: readonly Operand[], sizes: Shape): Operand {
  const shape = shapeOf(x);
  const { fixed, params, starts: moving } = windowOf('dynamicSlice', shape, starts, sizes);
  const part = isWhole(fixed, shape) ? x : sliceAxes(x, fixed);
  return moving.length === 0 ? part : bindWindow(dynamicSliceOp, [part, ...moving], params);
}

/** `x` with `part` in the window that begins at `starts`; for the starts see `dynamicSlice`. */
export function dynamicUpdate(x: Operand, part: Operand, starts: readonly Operand[]): Operand {
  const shape = shapeOf(x);
  const sizes = shapeOf(part);
  const { fixed, params, starts: moving } = windowOf('dynamicUpdate', shape, starts, sizes);
  const typed = cast(part, dtypeOf(x));
  if (moving.length === 0) return updateAxes(x, typed, fixed);
  if (isWhole(fixed, shape)) return bindWindow(dynamicUpdateOp, [x, typed, ...moving], params);
  return updateAxes(x, bindWindow(dynamicUpdateOp, [sliceAxes(x, fixed), typed, ...moving], params), fixed);
}
