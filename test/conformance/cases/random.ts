import * as ops from '../../../src/engine/ops/index.js';
import { mixBits, threefry, unitFloat } from '../../../src/engine/ops/threefry.js';
import { floats, n, numbers, type Case } from './support.js';

export const random: readonly Case[] = [
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
];
