import * as ops from '../../../src/engine/ops/index.js';
import { n, numbers, unary, type Case } from './support.js';

export const movement: readonly Case[] = [
  // Rows and columns read where they stand, or written out where they are no whole number of vectors.
  ...[4, 6, 8, 12].flatMap((width): Case[] => [
    { op: 'broadcast', dtypes: numbers, shapes: [[5, width], [width]], run: (x, row) => [ops.add(ops.mul(x, row), row)] },
    { op: 'broadcast', dtypes: numbers, shapes: [[3, 2, width], [2, width]], run: (x, rows) => [ops.sub(x, rows), ops.mul(rows, 2)] },
    { op: 'broadcast', dtypes: numbers, shapes: [[5, width], [5, 1], [width]], run: (x, column, row) => [ops.add(ops.mul(x, column), row)] },
    {
      op: 'broadcast',
      dtypes: ['bool'],
      shapes: [[5, width], [width]],
      run: (x, row) => [ops.logicalAnd(x, row), ops.broadcastTo(row, [5, width])],
    },
    {
      op: 'broadcast',
      dtypes: numbers,
      shapes: [[width], [3, width]],
      run: (row, x) => {
        // The source is computed by a kernel of its own size, and read by two of another.
        const twice = ops.mul(row, 2);
        return [ops.add(x, twice), ops.sub(ops.mul(x, x), twice), twice];
      },
    },
  ]),
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
  {
    op: 'update',
    dtypes: [...numbers, 'bool'],
    shapes: [[2, 3], []],
    run: (x, y) => [ops.pad(x, [[1, 2], [0, 1, 2]], y), ops.pad(x, [2, 0])],
  },
  {
    op: 'slice',
    dtypes: [...numbers, 'bool'],
    shapes: [[3, 4], [0, 2]],
    run: (x, y) => [ops.flip(x), ops.flip(x, 0), ops.flip(x, [-1]), ops.flip(y)],
  },
  {
    op: 'broadcast',
    dtypes: [...numbers, 'bool'],
    shapes: [[1, 3]],
    run: (x) => [ops.repeat(x, 3, 1), ops.tile(x, 2), ops.tile(x, [2, 1, 2]), ops.tile(x, [0, 1]), ops.squeeze(x), ops.squeeze(x, 0)],
  },
  {
    op: 'update',
    dtypes: numbers,
    shapes: [[4, 3], [3]],
    run: (x, y) => [ops.mulAt(x, [1], y), ops.minAt(x, [ops.slice(0, 4, 2)], y), ops.maxAt(x, [ops.slice(), 2], 7)],
  },
];
