import * as fc from 'fast-check';
import { NDArray } from '../../src/engine/array/ndarray.js';
import { allocate, isFloat, type DType, type FloatDType } from '../../src/engine/array/dtype.js';
import { sizeOf, type Shape } from '../../src/engine/array/shape.js';
import * as ops from '../../src/engine/ops/index.js';
import { erfinv } from '../../src/engine/ops/erfinv.js';
import { mixBits, threefry, unitFloat } from '../../src/engine/ops/threefry.js';
import type { Operand } from '../../src/engine/program/op.js';

/** One use of an op on inputs of given shapes, for every dtype it is for. */
export interface Case {
  readonly op: string;
  readonly dtypes: readonly DType[];
  readonly shapes: readonly Shape[];
  readonly run: (...args: Operand[]) => Operand[];
  /** Values to try, instead of numbers of all sizes. */
  readonly values?: (dtype: DType) => number[];
}

const floats: FloatDType[] = ['float32', 'float64'];
const numbers: DType[] = [...floats, 'int32', 'uint32'];
const one = (f: (x: Operand) => Operand) => (x: Operand) => [f(x)];
const two = (f: (x: Operand, y: Operand) => Operand) => (x: Operand, y: Operand) => [f(x, y)];
/** A length with whole vectors and a rest. */
const n: Shape = [11];

function unary(op: string, dtypes: DType[], f: (x: Operand) => Operand, values?: Case['values']): Case {
  return { op, dtypes, shapes: [n], run: one(f), ...(values === undefined ? {} : { values }) };
}

function binary(op: string, dtypes: DType[], f: (x: Operand, y: Operand) => Operand): Case[] {
  return [
    { op, dtypes, shapes: [n, n], run: two(f) },
    { op, dtypes, shapes: [n, []], run: two(f) },
    { op, dtypes, shapes: [[], n], run: two(f) },
    { op, dtypes, shapes: [[], []], run: two(f) },
    { op, dtypes, shapes: [[1], [1]], run: two(f) },
  ];
}

const surrogate = { key: 'none', derivative: () => 0 };

export const cases: readonly Case[] = [
  ...binary('add', numbers, ops.add),
  ...binary('sub', numbers, ops.sub),
  ...binary('mul', numbers, ops.mul),
  ...binary('div', floats, ops.div),
  unary('neg', numbers, ops.neg),
  unary('abs', [...floats, 'int32'], ops.abs),
  unary('sign', numbers, ops.sign),
  unary('sqrt', floats, ops.sqrt),
  unary('integerPow', numbers, (x) => ops.integerPow(x, 5)),
  unary('integerPow', floats, (x) => ops.integerPow(x, -3)),
  ...binary('minimum', numbers, ops.minimum),
  ...binary('maximum', numbers, ops.maximum),
  unary('floor', numbers, ops.floor),
  unary('ceil', numbers, ops.ceil),
  unary('nearest', numbers, ops.round, (dtype) => (isFloat(dtype) ? [-2.5, -1.5, -0.5, -0.3, 0, 0.5, 1.5, 2.5, 1e9] : [1])),
  ...binary('eq', numbers, ops.eq),
  ...binary('ne', numbers, ops.ne),
  ...binary('lt', numbers, ops.lt),
  ...binary('le', numbers, ops.le),
  ...binary('and', ['bool'], ops.logicalAnd),
  ...binary('or', ['bool'], ops.logicalOr),
  ...binary('xor', ['bool'], ops.logicalXor),
  unary('not', ['bool'], ops.logicalNot),
  { op: 'select', dtypes: numbers, shapes: [n, n], run: (x, y) => [ops.select(ops.lt(x, y), x, y), ops.select(ops.lt(x, 1), 2, y)] },
  { op: 'select', dtypes: ['bool'], shapes: [n, n], run: (x, y) => [ops.select(x, y, ops.logicalNot(y))] },
  ...(['float32', 'float64', 'int32', 'uint32', 'bool'] as const).map((to) =>
    unary('cast', [...numbers, 'bool'], (x) => ops.cast(x, to)),
  ),
  unary('exp', floats, ops.exp),
  unary('expm1', floats, ops.expm1),
  unary('exprel', floats, ops.exprel),
  unary('log', floats, ops.log),
  unary('erfinv', floats, erfinv, () => [-1, -0.999999, -0.5, -1e-9, 0, 0.1, 0.3, 0.9, 0.9999, 1, 2]),
  unary('spike', floats, (x) => ops.spike(x, surrogate)),
  unary('stopGradient', floats, ops.stopGradient),
  { op: 'iota', dtypes: numbers, shapes: [n], run: (x) => [ops.add(x, ops.iota(11, 'int32'))] },
  { op: 'threefry', dtypes: ['uint32'], shapes: [[2]], run: (key) => threefry(key, [11]) },
  { op: 'mixBits', dtypes: ['uint32'], shapes: [[2]], run: (key) => [mixBits(...threefry(key, [3, 3]))] },
  ...floats.map(
    (dtype): Case => ({
      op: 'unitFloat',
      dtypes: ['uint32'],
      shapes: [n, n],
      run: (high, low) => [unitFloat(high, low, dtype)],
    }),
  ),
  unary('broadcast', [...numbers, 'bool'], (x) => ops.broadcastTo(x, [3, 11])),
  { op: 'broadcast', dtypes: numbers, shapes: [[3, 1], [1, 5]], run: (x, y) => [ops.add(x, y)] },
  { op: 'transpose', dtypes: [...numbers, 'bool'], shapes: [[2, 3, 5]], run: (x) => [ops.transpose(x), ops.transpose(x, [1, 0, 2])] },
  {
    op: 'slice',
    dtypes: [...numbers, 'bool'],
    shapes: [[7, 5]],
    run: (x) => [
      ops.index(x, 2),
      ops.index(x, ops.slice(1, -1, 2), -1),
      ops.index(x, ops.slice(undefined, undefined, -3), ops.slice(2)),
      ops.index(x, ops.slice(5, 2)),
    ],
  },
  { op: 'reshape', dtypes: numbers, shapes: [[4, 3]], run: (x) => [ops.reshape(x, [2, 6]), ops.add(ops.reshape(x, [-1]), 1)] },
  { op: 'concatenate', dtypes: [...numbers, 'bool'], shapes: [[2, 3], [2, 4]], run: (x, y) => [ops.concatenate([x, y, x], 1)] },
  { op: 'concatenate', dtypes: numbers, shapes: [n, n], run: (x, y) => [ops.stack([x, y], 0), ops.stack([x, y], 1)] },
  {
    op: 'update',
    dtypes: numbers,
    shapes: [[4, 3], [3]],
    run: (x, y) => [ops.updateAt(x, [1], y), ops.addAt(x, [ops.slice(0, 4, 2)], y), ops.updateAt(x, [ops.slice(), 2], 7)],
  },
  ...[[1], [2], [3], [4], [5], [8], [11], [37]].flatMap((shape): Case[] => [
    { op: 'sum', dtypes: numbers, shapes: [shape], run: (x) => [ops.sum(x)] },
    { op: 'max', dtypes: numbers, shapes: [shape], run: (x) => [ops.max(x)] },
    { op: 'min', dtypes: numbers, shapes: [shape], run: (x) => [ops.min(x)] },
  ]),
  { op: 'sum', dtypes: numbers, shapes: [[3, 5, 2]], run: (x) => [ops.sum(x, 1), ops.sum(x, [0, 2]), ops.mean(x, -1)] },
  { op: 'sum', dtypes: floats, shapes: [[0]], run: (x) => [ops.sum(x)] },
  { op: 'max', dtypes: ['bool'], shapes: [[3, 5]], run: (x) => [ops.any(x, 0), ops.all(x, 1), ops.sum(x)] },
];

/** Numbers of every size, with those that break things among them. */
export function someArray(shape: Shape, dtype: DType, values?: number[]): fc.Arbitrary<NDArray> {
  const special = [0, -0, 1, -1, 0.5, 1e-40, 1e-310, 3.4e38, 1e308, Infinity, -Infinity, NaN, 88.7, -103.9, 709.5, -745];
  const element: fc.Arbitrary<number> =
    values !== undefined
      ? fc.constantFrom(...values)
      : dtype === 'bool'
        ? fc.constantFrom(0, 1)
        : isFloat(dtype)
          ? fc.oneof(fc.constantFrom(...special), fc.double({ min: -10, max: 10, noNaN: true }), fc.double({ noNaN: true }))
          : fc.integer({ min: dtype === 'int32' ? -(2 ** 31) : 0, max: dtype === 'int32' ? 2 ** 31 - 1 : 2 ** 32 - 1 });
  const size = sizeOf(shape);
  return fc.array(element, { minLength: size, maxLength: size }).map((list) => {
    const data = allocate(dtype, size);
    data.set(list);
    return new NDArray(shape, dtype, data);
  });
}
