import * as ops from '../../../src/engine/ops/index.js';
import { floats, numbers, type Case } from './support.js';

export const reduction: readonly Case[] = [
  ...[[1], [2], [3], [4], [5], [8], [11], [37]].flatMap((shape): Case[] => [
    { op: 'sum', dtypes: numbers, shapes: [shape], run: (x) => [ops.sum(x)] },
    { op: 'max', dtypes: numbers, shapes: [shape], run: (x) => [ops.max(x)] },
    { op: 'min', dtypes: numbers, shapes: [shape], run: (x) => [ops.min(x)] },
  ]),
  { op: 'sum', dtypes: numbers, shapes: [[3, 5, 2]], run: (x) => [ops.sum(x, 1), ops.sum(x, [0, 2]), ops.mean(x, -1)] },
  { op: 'sum', dtypes: floats, shapes: [[0]], run: (x) => [ops.sum(x)] },
  { op: 'max', dtypes: ['bool'], shapes: [[3, 5]], run: (x) => [ops.any(x, 0), ops.all(x, 1), ops.sum(x)] },
];
