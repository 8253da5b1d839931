import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { NDArray } from '../array/ndarray.js';
import { normaliseAxis, sameShape, showShapes, sizeOf, stridesOf, type Shape } from '../array/shape.js';
import type { Op, Operand, Params, Placement, StridedView, Tangent } from '../program/op.js';
import type { Aval } from '../program/program.js';
import { promote, type DType } from '../array/dtype.js';
import { bind } from '../trace/builder.js';
import { mapTangent } from './arithmetic.js';
import { allBatched, withBatch } from './batch.js';
import { cast } from './cast.js';
import { dtypeOf, shapeOf, toValue } from './operand.js';
import { sum } from './reduce.js';

/** Visits every index of `shape` in row-major order with its position under each strided view. */
export function walk(shape: Shape, views: readonly StridedView[], visit: (positions: readonly number[]) => void): void {
  const positions = views.map((v) => v.offset);
  const go = (axis: number): void => {
    if (axis === shape.length) return visit(positions);
    for (let i = 0; i < shape[axis]; i++) {
      go(axis + 1);
      for (let k = 0; k < views.length; k++) positions[k] += views[k].strides[axis];
    }
    for (let k = 0; k < views.length; k++) positions[k] -= views[k].strides[axis] * shape[axis];
  };
  go(0);
}

interface ViewSpec<P extends Params> {
  grows?: boolean;
  /** The op on an input with a batch axis in front. */
  batch(x: Operand, params: P, size: number): Operand;
  shape(params: P, input: Aval): Shape;
  view(params: P, input: Aval): StridedView;
  transpose(ct: Operand, params: P, input: Aval): Operand;
}

/** An op whose every output element is one input element. */
function viewOp<P extends Params>(name: string, spec: ViewSpec<P>): Op<P> {
  const op: Op<P> = {
    name,
    form: { kind: 'view', view: (params, input) => spec.view(params, input) },
    grows: spec.grows ?? false,
    infer: ([input], params) => [{ shape: spec.shape(params, input), dtype: input.dtype }],
    reference([input], params, [out]) {
      const result = NDArray.zeros(out.shape, out.dtype);
      const from = spec.view(params, input);
      let next = 0;
      walk(out.shape, [from], ([at]) => (result.data[next++] = input.data[at]));
      return [result];
    },
    jvp: (_, [t], params) => [mapTangent(t, (x) => bind(op, [toValue(x)], params)[0])],
    transpose: ([ct], _, params, [input]) => [mapTangent(ct, (c) => spec.transpose(c, params, input))],
    batch: ([x], _, params, size) => allBatched([spec.batch(x, params, size)]),
  };
  return op;
}

export const broadcastOp = viewOp<{ shape: Shape }>('broadcast', {
  grows: true,
  shape: ({ shape }) => shape,
  view: ({ shape }, input) => {
    const strides = stridesOf(input.shape);
    const lead = shape.length - input.shape.length;
    return {
      offset: 0,
      strides: shape.map((n, axis) => (axis < lead || (input.shape[axis - lead] === 1 && n !== 1) ? 0 : strides[axis - lead])),
    };
  },
  batch: (x, { shape }, size) => {
    const inner = shapeOf(x).slice(1);
    const lead = Array.from({ length: shape.length - inner.length }, () => 1);
    return broadcastTo(reshape(x, [size, ...lead, ...inner]), [size, ...shape]);
  },
  transpose: (ct, { shape }, input) => {
    const lead = shape.length - input.shape.length;
    const repeated = shape.flatMap((n, axis) => (axis < lead || (input.shape[axis - lead] === 1 && n !== 1) ? [axis] : []));
    return reshape(repeated.length === 0 ? ct : sum(ct, repeated), input.shape);
  },
});

/** `x` repeated along new and length-1 axes to `shape`. */
export function broadcastTo(x: Operand, shape: Shape): Operand {
  const value = toValue(x);
  if (sameShape(value.shape, shape)) return value;
  const lead = shape.length - value.shape.length;
  if (lead < 0 || !value.shape.every((n, i) => n === 1 || n === shape[lead + i])) {
    fail('engine/broadcast', { operation: 'broadcastTo', shapes: showShapes([value.shape, shape]) });
  }
  return bind(broadcastOp, [value], { shape })[0];
}

export const transposeOp = viewOp<{ axes: readonly number[] }>('transpose', {
  shape: ({ axes }, input) => axes.map((axis) => input.shape[axis]),
  view: ({ axes }, input) => {
    const strides = stridesOf(input.shape);
    return { offset: 0, strides: axes.map((axis) => strides[axis]) };
  },
  batch: (x, { axes }) => transpose(x, [0, ...axes.map((axis) => axis + 1)]),
  transpose: (ct, { axes }) => transpose(ct, axes.map((_, axis) => axes.indexOf(axis))),
});

/** The axes in another order; reversed unless given. */
export function transpose(x: Operand, axes?: readonly number[]): Operand {
  const rank = shapeOf(x).length;
  const order = (axes ?? Array.from({ length: rank }, (_, i) => rank - 1 - i)).map((axis) => normaliseAxis(axis, rank, 'transpose'));
  if (order.length !== rank || new Set(order).size !== rank) {
    fail('engine/permutation', { axes: `[${order.join(', ')}]`, rank });
  }
  return order.every((axis, i) => axis === i) ? x : bind(transposeOp, [toValue(x)], { axes: order })[0];
}

/** An array as rows along one of its axes. */
export interface AxisRows {
  /** Of shape (rows, length of the axis). */
  readonly rows: Operand;
  /** The shape without the axis. */
  readonly outer: Shape;
  /** Brings something of the rows' shape back to the array's. */
  restore(rows: Operand): Operand;
}

export function lastAxisRows(x: Operand, axis: number): AxisRows {
  const shape = shapeOf(x);
  const order = [...shape.keys()].filter((i) => i !== axis).concat(axis);
  const outer = shape.filter((_, i) => i !== axis);
  return {
    rows: reshape(transpose(x, order), [sizeOf(outer), shape[axis]]),
    outer,
    restore: (rows) => transpose(reshape(rows, [...outer, shape[axis]]), shape.map((_, i) => order.indexOf(i))),
  };
}

/** Along each axis: where to start, how many to take, how far apart. */
export interface SliceParams extends Params {
  readonly start: readonly number[];
  readonly size: readonly number[];
  readonly step: readonly number[];
}

function sliceView({ start, step }: SliceParams, shape: Shape): StridedView {
  const strides = stridesOf(shape);
  return {
    offset: start.reduce((sum, at, axis) => sum + at * strides[axis], 0),
    strides: strides.map((stride, axis) => stride * step[axis]),
  };
}

/** The same slice of every lane. */
function batchSlice({ start, size, step }: SliceParams, lanes: number): SliceParams {
  return { start: [0, ...start], size: [lanes, ...size], step: [1, ...step] };
}

export const sliceOp: Op<SliceParams> = viewOp<SliceParams>('slice', {
  shape: ({ size }) => size,
  view: (params, input) => sliceView(params, input.shape),
  batch: (x, params, size) => sliceAxes(x, batchSlice(params, size)),
  transpose: (ct, params, input) => bind(updateOp, [NDArray.zeros(input.shape, input.dtype), toValue(ct)], params)[0],
});

/** The elements at `start`, `start + step`, … along each axis. */
export function sliceAxes(x: Operand, params: SliceParams): Operand {
  return bind(sliceOp, [toValue(x)], params)[0];
}

export const reshapeOp: Op<{ shape: Shape }> = {
  name: 'reshape',
  form: { kind: 'alias' },
  infer: ([input], { shape }) => [{ shape, dtype: input.dtype }],
  reference: ([input], { shape }) => [new NDArray(shape, input.dtype, input.data)],
  jvp: (_, [t], { shape }) => [mapTangent(t, (x) => reshape(x, shape))],
  transpose: ([ct], _, __, [input]) => [mapTangent(ct, (c) => reshape(c, input.shape))],
  batch: ([x], _, { shape }, size) => allBatched([reshape(x, [size, ...shape])]),
};

/** The same elements in row-major order under another shape; one length may be -1. */
export function reshape(x: Operand, shape: Shape): Operand {
  const value = toValue(x);
  const size = sizeOf(value.shape);
  const known = shape.reduce((product, n) => (n === -1 ? product : product * n), 1);
  const wanted = shape.map((n) => (n === -1 ? size / known : n));
  if (!wanted.every((n) => Number.isInteger(n) && n >= 0) || sizeOf(wanted) !== size) {
    fail('engine/reshape', { from: showShape(value.shape), to: showShape(shape) });
  }
  return sameShape(value.shape, wanted) ? value : bind(reshapeOp, [value], { shape: wanted })[0];
}

/** A new axis of length 1. */
export function expandDims(x: Operand, axis: number): Operand {
  const shape = [...shapeOf(x)];
  shape.splice(normaliseAxis(axis, shape.length + 1, 'expandDims'), 0, 1);
  return reshape(x, shape);
}

interface PlaceSpec<P extends Params> {
  /** The input that is first copied to the output as it is. */
  inPlace?: number;
  /** The parameters for inputs with a batch axis in front. */
  batch(params: P, size: number): P;
  infer(ins: readonly Aval[], params: P): Aval[];
  place(params: P, ins: readonly Aval[]): Placement[];
  transpose(ct: Operand, params: P, ins: readonly Aval[]): Tangent[];
}

/** An op that writes its inputs into the output at fixed places, in order. */
function placeOp<P extends Params>(name: string, spec: PlaceSpec<P>): Op<P> {
  const op: Op<P> = {
    name,
    form: {
      kind: 'place',
      place: (params, ins) => spec.place(params, ins),
      ...(spec.inPlace === undefined ? {} : { inPlace: spec.inPlace }),
    },
    infer: (ins, params) => spec.infer(ins, params),
    reference(ins, params, [out]) {
      const result = NDArray.zeros(out.shape, out.dtype);
      for (const { input, ...to } of spec.place(params, ins)) {
        let next = 0;
        walk(ins[input].shape, [to], ([at]) => (result.data[at] = ins[input].data[next++]));
      }
      return [result];
    },
    jvp: (ins, ts, params) => {
      if (ts.every((t) => t === null)) return [null];
      const filled = ts.map((t, i) => toValue(t ?? NDArray.zeros(shapeOf(ins[i]), dtypeOf(ins[i]))));
      return bind(op, filled, params);
    },
    transpose: ([ct], ins, params, avals) => {
      if (ct === null) return ins.map(() => null);
      return spec.transpose(ct, params, avals).map((t, i) => (ins[i] === null ? t : null));
    },
    batch: (ins, batched, params, size) =>
      allBatched(bind(op, ins.map((x, i) => withBatch(x, batched[i], size)), spec.batch(params, size))),
  };
  return op;
}

export const concatenateOp = placeOp<{ axis: number }>('concatenate', {
  infer(ins, { axis }) {
    const shape = [...ins[0].shape];
    for (const x of ins.slice(1)) {
      const fits = x.shape.length === shape.length && x.shape.every((n, i) => i === axis || n === shape[i]);
      if (!fits) fail('engine/concatenate', { shapes: showShapes(ins.map((y) => y.shape)), axis });
      shape[axis] += x.shape[axis];
    }
    return [{ shape, dtype: ins[0].dtype }];
  },
  place({ axis }, ins) {
    const shape = [...ins[0].shape];
    shape[axis] = ins.reduce((total, x) => total + x.shape[axis], 0);
    const strides = stridesOf(shape);
    let at = 0;
    return ins.map((x, input) => {
      const offset = at * strides[axis];
      at += x.shape[axis];
      return { input, offset, strides };
    });
  },
  batch: ({ axis }) => ({ axis: axis + 1 }),
  transpose(ct, { axis }, ins) {
    let at = 0;
    return ins.map((x) => {
      const start = x.shape.map((_, i) => (i === axis ? at : 0));
      at += x.shape[axis];
      return sliceAxes(ct, { start, size: x.shape, step: x.shape.map(() => 1) });
    });
  },
});

/** Arrays one after the other along an axis. */
export function concatenate(xs: readonly Operand[], axis = 0): Operand {
  if (xs.length === 0) fail('engine/concatenate', { shapes: [], axis });
  const dtype = xs.map(dtypeOf).reduce<DType>(promote, 'bool');
  const at = normaliseAxis(axis, shapeOf(xs[0]).length, 'concatenate');
  return bind(concatenateOp, xs.map((x) => toValue(cast(x, dtype))), { axis: at })[0];
}

/** Arrays of one shape along a new axis. */
export function stack(xs: readonly Operand[], axis = 0): Operand {
  return concatenate(xs.map((x) => expandDims(x, axis)), axis);
}

export const updateOp: Op<SliceParams> = placeOp<SliceParams>('update', {
  inPlace: 0,
  infer: ([x]) => [x],
  place: (params, [x]) => [
    { input: 0, offset: 0, strides: stridesOf(x.shape) },
    { input: 1, ...sliceView(params, x.shape) },
  ],
  batch: batchSlice,
  transpose: (ct, params, [, part]) => [
    bind(updateOp, [toValue(ct), NDArray.zeros(part.shape, part.dtype)], params)[0],
    sliceAxes(ct, params),
  ],
});

/** `x` with the elements of a slice replaced by `part`. */
export function updateAxes(x: Operand, part: Operand, params: SliceParams): Operand {
  const value = toValue(x);
  return bind(updateOp, [value, toValue(broadcastTo(cast(part, value.dtype), params.size))], params)[0];
}
