import * as ops from '../../../src/engine/ops/index.js';
import { floats, numbers, type Case } from './support.js';

export const reduction: readonly Case[] = [
  // Of values that the same loop computes, alone, several at once, and beside the values themselves.
  ...[[4], [5], [8], [11], [37], [3, 7]].flatMap((shape): Case[] => [
    {
      op: 'sum',
      dtypes: numbers,
      shapes: [shape, shape],
      run: (x, y) => {
        const z = ops.sub(ops.mul(x, y), y);
        return [ops.sum(z), ops.max(z), ops.min(ops.mul(z, z)), ops.prod(z), ops.add(z, ops.sum(x))];
      },
    },
    {
      op: 'sum',
      dtypes: numbers,
      shapes: [shape],
      run: (x) => {
        const z = ops.add(x, 1);
        return [ops.sum(ops.mul(z, ops.sum(z))), ops.sum(ops.mul(ops.iota(9), 2)), z];
      },
    },
    { op: 'max', dtypes: ['bool'], shapes: [shape], run: (x) => [ops.any(ops.logicalNot(x)), ops.sum(ops.logicalNot(x))] },
  ]),
  ...[[1], [2], [3], [4], [5], [8], [11], [37]].flatMap((shape): Case[] => [
    { op: 'sum', dtypes: numbers, shapes: [shape], run: (x) => [ops.sum(x)] },
    { op: 'max', dtypes: numbers, shapes: [shape], run: (x) => [ops.max(x)] },
    { op: 'min', dtypes: numbers, shapes: [shape], run: (x) => [ops.min(x)] },
    { op: 'prod', dtypes: numbers, shapes: [shape], run: (x) => [ops.prod(x)] },
  ]),
  { op: 'sum', dtypes: numbers, shapes: [[3, 5, 2]], run: (x) => [ops.sum(x, 1), ops.sum(x, [0, 2]), ops.mean(x, -1)] },
  { op: 'sum', dtypes: floats, shapes: [[0]], run: (x) => [ops.sum(x)] },
  { op: 'prod', dtypes: numbers, shapes: [[0], [2, 0]], run: (x, y) => [ops.prod(x), ops.prod(y, 1), ops.prod(y, 0)] },
  { op: 'prod', dtypes: [...numbers, 'bool'], shapes: [[3, 5, 2]], run: (x) => [ops.prod(x, 1), ops.prod(x, [0, 2])] },
  {
    op: 'sum',
    dtypes: floats,
    // Powers of two: of other counts the division becomes a multiplication.
    shapes: [[4, 8]],
    run: (x) => [ops.variance(x), ops.variance(x, 0, { ddof: 2 }), ops.std(x, 1), ops.logsumexp(x), ops.logsumexp(x, 0)],
  },
  { op: 'max', dtypes: ['bool'], shapes: [[3, 5]], run: (x) => [ops.any(x, 0), ops.all(x, 1), ops.sum(x)] },
];
