import * as ops from '../../../src/engine/ops/index.js';
import { nonzeroOfSize } from '../../../src/engine/ops/nonzero.js';
import type { IndexSpec } from '../../../src/engine/ops/index.js';
import type { Operand } from '../../../src/engine/program/op.js';
import type { Shape } from '../../../src/engine/array/shape.js';
import { floats, numbers, unary, type Case } from './support.js';

/** Positions for an axis of length 5 and some beyond it on either side. */
const about5 = [0, 1, 2, 3, 4, -1, -5, -6, 5, 99, -(2 ** 31), 2 ** 31 - 1];
const at = (x: Operand): Exclude<Operand, number> => x as Exclude<Operand, number>;
const updates = [ops.updateAt, ops.addAt, ops.mulAt, ops.minAt, ops.maxAt] as const;
const opOf = ['scatterSet', 'scatterAdd', 'scatterMul', 'scatterMin', 'scatterMax'] as const;

/** One index, read and updated in every way; each update is a case of its own op. */
function indexed(x: Shape, positions: Shape, value: Shape, specs: (at: Exclude<Operand, number>) => IndexSpec[]): Case[] {
  const reading: Case = {
    op: 'gather',
    dtypes: [...numbers, 'bool'],
    shapes: [x, positions],
    integers: { 1: about5 },
    run: (a, i) => [ops.index(a, ...specs(at(i)))],
  };
  const writing = updates.map(
    (update, k): Case => ({
      op: opOf[k],
      dtypes: k === 0 ? [...numbers, 'bool'] : numbers,
      shapes: [x, positions, value],
      integers: { 1: about5 },
      run: (a, i, v) => [update(a, specs(at(i)), v)],
    }),
  );
  return [reading, ...writing];
}

export const indexing: readonly Case[] = [
  ...indexed([5], [7], [7], (i) => [i]),
  ...indexed([5], [], [], (i) => [i]),
  ...indexed([5, 3], [4], [4, 3], (i) => [i]),
  ...indexed([2, 5, 37], [1], [37], (i) => [ops.slice(), i]),
  ...indexed([5, 130], [3], [], (i) => [i]),
  ...indexed([2, 5, 1], [2, 2], [2, 1], (i) => [ops.slice(undefined, undefined, -1), i]),
  ...indexed([5, 5, 2], [3], [3, 2], (i) => [i, ops.index(i, ops.slice(undefined, undefined, -1)) as never]),
  ...indexed([3, 5, 4], [2], [2, 4], (i) => [1, i]),
  ...indexed([5, 3, 5], [2], [2, 3], (i) => [i, ops.slice(), i]),
  ...indexed([2, 5, 3, 4], [3], [3, 2, 2], (i) => [ops.slice(undefined, undefined, -1), i, ops.slice(1), 2]),
  ...indexed([5, 2], [0], [0, 2], (i) => [i]),
  ...indexed([5, 0], [2], [2, 0], (i) => [i]),
  ...indexed([5, 8, 8], [2], [2, 8, 8], (i) => [i]),
  {
    op: 'gather',
    dtypes: [...numbers, 'bool'],
    shapes: [[4, 3]],
    run: (x) => [ops.index(x, Int32Array.of(3, 0, -1)), ops.take(x, Int32Array.of(2, -3), 1), ops.sort(x, 0), ops.sort(x)],
  },
  {
    op: 'gather',
    dtypes: floats,
    shapes: [[3, 4, 2], [3, 5, 2]],
    integers: { 1: about5 },
    run: (x, i) => [ops.takeAlongAxis(x, i, 1)],
  },
  {
    op: 'scatterAdd',
    dtypes: floats,
    shapes: [[4]],
    run: (x) => [ops.addAt(x, [Int32Array.of(1, 1, -1)], ops.ones([3])), ops.updateAt(x, [Int32Array.of(2)], 7)],
  },
  ...[[11], [1], [3, 4], [0]].map(
    (shape): Case => ({
      op: 'scatterSet',
      dtypes: ['bool', 'int32', 'float32'],
      shapes: [shape],
      values: () => [0, 1],
      run: (x) => [...nonzeroOfSize(x, 5, 7), ...nonzeroOfSize(x, 0)],
    }),
  ),

  {
    op: 'dynamicSlice',
    dtypes: [...numbers, 'bool'],
    shapes: [[5, 7, 3], [], []],
    integers: { 1: about5, 2: about5 },
    run: (x, i, j) => [
      ops.dynamicSlice(x, [i, j, 0], [2, 3, 3]),
      ops.dynamicSlice(x, [1, j, -2], [2, 7, 2]),
      ops.dynamicSlice(x, [i, 0, j], [5, 7, 1]),
      ops.dynamicSlice(x, [i, j, 0], [0, 3, 3]),
    ],
  },
  {
    op: 'dynamicSlice',
    dtypes: numbers,
    shapes: [[5], []],
    integers: { 1: about5 },
    run: (x, i) => [ops.dynamicSlice(x, [i], [1]), ops.dynamicSlice(x, [i], [4])],
  },
  {
    op: 'dynamicUpdate',
    dtypes: [...numbers, 'bool'],
    shapes: [[5, 7, 3], [2, 3, 3], [], []],
    integers: { 2: about5, 3: about5 },
    run: (x, y, i, j) => [
      ops.dynamicUpdate(x, y, [i, j, 0]),
      ops.dynamicUpdate(x, y, [1, j, 0]),
      ops.dynamicUpdate(x, ops.index(y, ops.slice(0, 0)), [i, j, 0]),
    ],
  },
  {
    op: 'dynamicUpdate',
    dtypes: numbers,
    shapes: [[5], [1], []],
    integers: { 2: about5 },
    run: (x, y, i) => [ops.dynamicUpdate(x, y, [i])],
  },

  ...[[1], [2], [3], [5], [8], [37], [100]].flatMap((shape): Case[] => [
    { op: 'argsort', dtypes: [...numbers, 'bool'], shapes: [shape], run: (x) => [ops.argsort(x)] },
    { op: 'argmax', dtypes: [...numbers, 'bool'], shapes: [shape], run: (x) => [ops.argmax(x)] },
    { op: 'argmin', dtypes: [...numbers, 'bool'], shapes: [shape], run: (x) => [ops.argmin(x)] },
    { op: 'cumsum', dtypes: numbers, shapes: [shape], run: (x) => [ops.cumsum(x), ops.cumsum(x, 0, { reverse: true })] },
  ]),
  // Few values, so that many are equal.
  { ...unary('argsort', ['float32', 'int32'], ops.argsort, () => [0, -0, 1, -1, NaN]), shapes: [[3, 40]] },
  { ...unary('argmax', floats, ops.argmax, () => [0, -0, 1, NaN]), shapes: [[9]] },
  { ...unary('argmin', floats, ops.argmin, () => [0, -0, 1, NaN]), shapes: [[9]] },
  {
    op: 'argmax',
    dtypes: numbers,
    shapes: [[3, 5, 2]],
    run: (x) => [ops.argmax(x, 1), ops.argmin(x, -1), ops.argmax(x), ops.argsort(x, 0)],
  },
  ...[[3, 5, 2], [2, 3, 8], [2, 3, 23], [4, 0], [0, 4], [3, 1]].map(
    (shape): Case => ({
      op: 'cumsum',
      dtypes: [...numbers, 'bool'],
      shapes: [shape],
      run: (x) => [ops.cumsum(x, 1), ops.cumsum(x, 0, { reverse: true }), ops.cumsum(x, -1)],
    }),
  ),
  { op: 'argsort', dtypes: floats, shapes: [[2, 0], [0, 2]], run: (x, y) => [ops.argsort(x), ops.argsort(y), ops.sort(x, 0)] },
  { op: 'argmax', dtypes: floats, shapes: [[0, 2]], run: (x) => [ops.argmax(x, 1)] },
];
