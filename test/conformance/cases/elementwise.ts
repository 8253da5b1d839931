import { isFloat } from '../../../src/engine/array/dtype.js';
import { erfinv } from '../../../src/engine/ops/erfinv.js';
import * as ops from '../../../src/engine/ops/index.js';
import { binary, floats, n, numbers, unary, type Case } from './support.js';

const surrogate = { key: 'none', derivative: () => 0 };

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
  unary('log', floats, ops.log),
  unary('erfinv', floats, erfinv, () => [-1, -0.999999, -0.5, -1e-9, 0, 0.1, 0.3, 0.9, 0.9999, 1, 2]),
  unary('spike', floats, (x) => ops.spike(x, surrogate)),
  unary('stopGradient', floats, ops.stopGradient),
];
