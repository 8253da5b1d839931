import { isFloat, type DType } from '../../../src/engine/array/dtype.js';
import { erfinv } from '../../../src/engine/ops/erfinv.js';
import * as ops from '../../../src/engine/ops/index.js';
import { binary, floats, n, numbers, unary, type Case } from './support.js';

const surrogate = { key: 'none', derivative: () => 0 };

/** Sizes at which the functions change their way, and angles beyond the first reduction. */
const sizes = (): number[] => [
  ...[0, 1e-40, 1e-310, 1e-5, 0.3, 0.5, 0.52, 0.6, 0.9999999, 1, 1.5, 3, 7.1, 20, 88.5, 90, 709.9, 711, 1e4, 1e6, 3e7, 1e15, 3.4e38, 1e300, Infinity],
  ...[-0, -1e-40, -1e-5, -0.3, -0.51, -0.6, -1, -1.5, -3, -7.1, -20, -104, -745, -1e4, -2e6, -1e9, -3.4e38, -1e300, -Infinity, NaN],
];

const elementary: readonly Case[] = [
  ...(['log1p', 'sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'tanh', 'asinh', 'atanh', 'erf', 'erfc', 'sigmoid'] as const).map(
    (name) => unary(name, floats, ops[name], sizes),
  ),
  // Above 1, where it has a derivative.
  unary('acosh', floats, (x) => ops.acosh(ops.add(x, 1)), sizes),
  ...binary('pow', floats, ops.pow),
  { op: 'pow', dtypes: floats, shapes: [n, n], run: (x, y) => [ops.pow(x, y), ops.pow(x, 2.5), ops.pow(x, ops.round(y))], values: sizes },
  ...binary('atan2', floats, ops.atan2),
  { op: 'atan2', dtypes: floats, shapes: [n, n], run: (x, y) => [ops.atan2(x, y)], values: sizes },
  ...binary('rem', numbers, ops.rem),
  ...binary('mod', numbers, ops.mod),
  unary('isnan', numbers, ops.isnan),
  unary('isinf', numbers, ops.isinf),
  unary('isfinite', numbers, ops.isfinite),
  { op: 'minimum', dtypes: floats, shapes: [n], run: (x) => [ops.clip(x, -1, 2)] },
];

const ints: DType[] = ['int32', 'uint32'];
const distances = (): number[] => [0, 1, 5, 31, 32, 33, 100, -1, 2 ** 31 - 1];

const integers: readonly Case[] = [
  ...binary('bitAnd', ints, ops.bitAnd),
  ...binary('bitOr', ints, ops.bitOr),
  ...binary('bitXor', ints, ops.bitXor),
  unary('bitNot', ints, ops.bitNot),
  { op: 'shiftLeft', dtypes: ints, shapes: [n, n], run: (x, y) => [ops.shiftLeft(ops.bitXor(x, 12345), y)], values: distances },
  { op: 'shiftRight', dtypes: ints, shapes: [n, n], run: (x, y) => [ops.shiftRight(ops.bitXor(x, -12345), y)], values: distances },
  unary('shiftLeftBy', ints, (x) => ops.shiftLeft(x, 7)),
  unary('shiftRightBy', ints, (x) => ops.shiftRight(x, 7)),
];

export const elementwise: readonly Case[] = [
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
  unary('exprel', floats, (x) => ops.exprel(x, { small: true })),
  unary('log', floats, ops.log),
  unary('erfinv', floats, erfinv, () => [-1, -0.999999, -0.5, -1e-9, 0, 0.1, 0.3, 0.9, 0.9999, 1, 2]),
  ...elementary,
  ...integers,
  unary('spike', floats, (x) => ops.spike(x, surrogate)),
  unary('stopGradient', floats, ops.stopGradient),
];
