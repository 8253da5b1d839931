import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { floatDType, isFloat, type DType } from '../array/dtype.js';
import { NDArray } from '../array/ndarray.js';
import { normaliseAxis, type Shape } from '../array/shape.js';
import { SpikeArray } from '../array/spike-array.js';
import type { Lanes } from '../program/lanes.js';
import type { Op, Operand, Tangent } from '../program/op.js';
import { scalarLanes } from '../program/scalar-lanes.js';
import { bind } from '../trace/builder.js';
import { allBatched } from './batch.js';
import { cast } from './cast.js';
import { eq } from './compare.js';
import { logicalNot } from './logic.js';
import { add, div, extreme, mapTangent, mul } from './arithmetic.js';
import { arithmetic } from './elementwise.js';
import { broadcastTo, concatenate, reshape, sliceAxes, transpose } from './movement.js';
import { dtypeOf, shapeOf, toValue } from './operand.js';
import { countOfSpikes } from './recorded-spikes.js';

export type Reducer = 'sum' | 'max' | 'min' | 'prod';

/** How many partial results a reduction keeps: the lanes of one vector of float32. */
export const REDUCE_LANES = 4;

/**
 * Reduces rows of length n to one element each. The order is part of the meaning: lane j takes elements j, j + 4,
 * j + 8, …, then (lane 0 with lane 2) with (lane 1 with lane 3).
 */
function reduceOp(name: Reducer): Op {
  const op: Op = {
    name,
    form: { kind: 'reduce', reducer: name },
    infer: ([input]) => [{ shape: [input.shape[0]], dtype: input.dtype }],
    reference([input], _, [out]) {
      const [rows, n] = input.shape;
      const result = NDArray.zeros(out.shape, out.dtype);
      const combine = combiner(scalarLanes, input.dtype, name);
      for (let row = 0; row < rows; row++) {
        const lanes: number[] = [];
        for (let i = 0; i < n; i++) {
          const x = input.data[row * n + i];
          lanes[i % REDUCE_LANES] = i < REDUCE_LANES ? x : combine(lanes[i % REDUCE_LANES], x);
        }
        const pair = (a: number, b: number): number =>
          lanes[a] === undefined ? lanes[b] : lanes[b] === undefined ? lanes[a] : combine(lanes[a], lanes[b]);
        const even = pair(0, 2);
        const odd = pair(1, 3);
        result.data[row] = n === 0 ? ofNothing(name) : odd === undefined ? even : combine(even, odd);
      }
      return [result];
    },
    jvp: ([x], [t], _, [out]) => {
      if (t === null) return [null];
      if (name === 'prod') return [productTangent(x, t)];
      return [name === 'sum' ? bind(op, [toValue(t)], {})[0] : extremeTangent(x, t, out)];
    },
    transpose:
      name === 'sum'
        ? ([ct], _, __, [input]) => [mapTangent(ct, (c) => broadcastTo(reshape(c, [input.shape[0], 1]), input.shape))]
        : 'never',
    batch: ([x], _, __, size) => {
      const [, rows, n] = shapeOf(x);
      const [out] = bind(op, [toValue(reshape(x, [size * rows, n]))], {});
      return allBatched([reshape(out, [size, rows])]);
    },
  };
  return op;
}

/** The reduction of an empty row. */
export function ofNothing(reducer: Reducer): number {
  return reducer === 'prod' ? 1 : 0;
}

/** How two partial results become one. A NaN on either side stays. */
export function combiner<V>(L: Lanes<V>, dtype: DType, reducer: Reducer): (a: V, b: V) => V {
  const N = arithmetic(L, dtype);
  if (reducer === 'sum') return (a, b) => N.add(a, b);
  if (reducer === 'prod') return (a, b) => N.mul(a, b);
  return (a, b) => extreme(L, dtype, reducer, a, b);
}

/** The tangents of the extreme elements, shared evenly among equals. */
function extremeTangent(x: Operand, t: Operand, out: Operand): Operand {
  const shape = shapeOf(x);
  const extreme = cast(eq(x, broadcastTo(reshape(out, [shape[0], 1]), shape)), dtypeOf(x));
  return div(sumRows(mul(t, extreme)), sumRows(extreme));
}

/**
 * The tangent of a product of rows, as of a tree of products of two: nothing is divided, so zeros do no harm, in
 * higher derivatives either.
 */
function productTangent(x: Operand, t: Operand): Tangent {
  const [rows, all] = shapeOf(x);
  let [values, tangents, n] = [x, t, all];
  const columns = (v: Operand, from: number, to: number): Operand =>
    sliceAxes(v, { start: [0, from], size: [rows, to - from], step: [1, 1] });
  while (n > 1) {
    const half = n >> 1;
    const [a, b, ta, tb] = [values, tangents].flatMap((v) => [columns(v, 0, half), columns(v, half, 2 * half)]);
    const rest = (v: Operand): Operand[] => (n % 2 === 0 ? [] : [columns(v, n - 1, n)]);
    tangents = concatenate([add(mul(ta, b), mul(a, tb)), ...rest(tangents)], 1);
    values = concatenate([mul(a, b), ...rest(values)], 1);
    n = half + (n % 2);
  }
  return n === 0 ? null : reshape(tangents, [rows]);
}

export const sumOp = reduceOp('sum');
export const prodOp = reduceOp('prod');
export const maxOp = reduceOp('max');
export const minOp = reduceOp('min');

function sumRows(x: Operand): Operand {
  return bind(sumOp, [toValue(x)], {})[0];
}

/** One axis, several, or (undefined) all. */
export type Axes = number | readonly number[] | undefined;

/** The axes that are meant, counted from the first. */
function axesOf(axes: Axes, shape: Shape, operation: string): Set<number> {
  const wanted = axes === undefined ? shape.map((_, i) => i) : typeof axes === 'number' ? [axes] : axes;
  return new Set(wanted.map((axis) => normaliseAxis(axis, shape.length, operation)));
}

function reduce(op: Op, x: Operand, axes: Axes): Operand {
  const shape = shapeOf(x);
  const reduced = axesOf(axes, shape, op.name);
  const kept = shape.map((_, i) => i).filter((axis) => !reduced.has(axis));
  const size = (list: readonly number[]): number => list.reduce((product, axis) => product * shape[axis], 1);
  const outShape: Shape = kept.map((axis) => shape[axis]);
  const n = size([...reduced]);
  if (n === 0 && op !== sumOp && op !== prodOp) fail('engine/emptyReduction', { operation: op.name, shape: showShape(shape) });
  const rows = reshape(transpose(x, [...kept, ...[...reduced].sort((a, b) => a - b)]), [size(kept), n]);
  return reshape(bind(op, [toValue(rows)], {})[0], outShape);
}

/** The sum along axes; of bools, how many are true, as int32. */
export function sum(x: Operand, axes?: Axes): Operand {
  return sumOfSpikes(x, axes) ?? reduce(sumOp, dtypeOf(x) === 'bool' ? cast(x, 'int32') : x, axes);
}

/** The sum of recorded spikes: they are counted, not spelled out. Undefined of anything else. */
function sumOfSpikes(x: Operand, axes: Axes): Operand | undefined {
  if (!(x instanceof SpikeArray)) return undefined;
  const reduced = axesOf(axes, x.shape, 'sum');
  const kept = [...x.shape.keys()].filter((axis) => !reduced.has(axis));
  return cast(countOfSpikes(x, kept), x.dtype === 'bool' ? 'int32' : x.dtype);
}

/** The product along axes; of bools, whether all are true, as int32. */
export function prod(x: Operand, axes?: Axes): Operand {
  return reduce(prodOp, dtypeOf(x) === 'bool' ? cast(x, 'int32') : x, axes);
}

/** The largest along axes. */
export function max(x: Operand, axes?: Axes): Operand {
  return reduce(maxOp, x, axes);
}

/** The smallest along axes. */
export function min(x: Operand, axes?: Axes): Operand {
  return reduce(minOp, x, axes);
}

/** The mean along axes, a float; integers are added as floats, which do not overflow. */
export function mean(x: Operand, axes?: Axes): Operand {
  const total = sum(isFloat(dtypeOf(x)) ? x : cast(x, floatDType()), axes);
  const count = shapeOf(x).reduce((a, b) => a * b, 1) / Math.max(1, shapeOf(total).reduce((a, b) => a * b, 1));
  return div(total, count);
}

/** Whether any along axes is true, or not 0; of none, false. */
export function any(x: Operand, axes?: Axes): Operand {
  return cast(sum(cast(x, 'bool'), axes), 'bool');
}

/** Whether all along axes are true, or not 0; of none, true. */
export function all(x: Operand, axes?: Axes): Operand {
  return eq(sum(logicalNot(cast(x, 'bool')), axes), 0);
}
