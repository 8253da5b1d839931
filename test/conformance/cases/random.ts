import * as ops from '../../../src/engine/ops/index.js';
import { fma } from '../../../src/engine/ops/fma.js';
import { intRange } from '../../../src/engine/ops/int-range.js';
import { binomialCandidate, binomialInversion } from '../../../src/engine/ops/samplers/binomial.js';
import { gammaCube } from '../../../src/engine/ops/samplers/gamma.js';
import { gammaOfShape, gammaSlopeOp } from '../../../src/engine/ops/samplers/gamma-slope.js';
import { roundedErfinv } from '../../../src/engine/ops/samplers/normal.js';
import { poissonCandidate, poissonProduct } from '../../../src/engine/ops/samplers/poisson.js';
import { counters, mixBits, threefry, threefryAt, unitFloat } from '../../../src/engine/ops/threefry.js';
import { bind } from '../../../src/engine/trace/builder.js';
import { wordsOf } from '../../../src/engine/random/key.js';
import type { Operand } from '../../../src/engine/program/op.js';
import type { FloatDType } from '../../../src/engine/array/dtype.js';
import { NDArray } from '../../../src/engine/array/ndarray.js';
import { floats, n, numbers, type Case } from './support.js';

/** The words of two keys. */
const keys = [1, 2].map((i) => wordsOf(new NDArray([2], 'uint32', Uint32Array.of(i, 12345)))) as [Operand, Operand][];
const [key, other] = keys;

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
  { op: 'fma', dtypes: floats, shapes: [n, n, n], run: (x, y, z) => [fma(x, y, z)] },
  { op: 'fma', dtypes: floats, shapes: [[], n], run: (x, y) => [fma(x, y, 0.1), fma(x, 0.3, x)] },
  ...[false, true].map(
    (inclusive): Case => ({
      op: 'intRange',
      dtypes: ['int32'],
      shapes: [n, n, n, []],
      run: (a, b, low, high) => [intRange(ops.cast(a, 'uint32'), ops.cast(b, 'uint32'), low, high, inclusive)],
    }),
  ),
  sampler('roundedErfinv', floats, [-1, -0.999999, -0.5, 0, 0.3, 0.99, 1, 2], (x) => [roundedErfinv(x)]),
  sampler('gamma', floats, [2 / 3, 0.7, 1, 3, 100], (d) => [gammaCube(d, threefryAt(key, counters([11])))]),
  sampler('gamma', floats, [2 / 3, 50], (d) => [gammaCube(d, key)]),
  { op: 'gammaOfShape', dtypes: floats, shapes: [n, n], run: (a, x) => [gammaOfShape(a, x, true), gammaOfShape(a, x, false)] },
  {
    op: 'gammaSlope',
    dtypes: ['float64'],
    shapes: [n, n],
    values: () => [-1, 0, 1e-3, 0.3, 1, 2.5, 12, 500, 2e5, Infinity, NaN],
    run: (a, x) => bind(gammaSlopeOp, [a, x].map((v) => ops.toValue(v)), {}),
  },
  sampler('poissonProduct', ['float32'], [0, 0.1, 1, 9, -1, NaN], (rate) => [poissonProduct(rate, key, counters([11]))]),
  sampler('poissonCandidate', ['float32'], [10, 30, 1e5], (rate) => {
    const { value, accepted } = poissonCandidate(rate, key, other, counters([11]));
    return [value, accepted];
  }),
  sampler('binomialInversion', floats, [0, 1, 5, 20, NaN], (trials) => [
    binomialInversion(trials, 0.3, key, counters([11])),
    binomialInversion(3, ops.div(trials, 50), key, counters([11])),
  ]),
  sampler('binomialCandidate', floats, [30, 100, 12345], (trials) => {
    const { value, accepted } = binomialCandidate(trials, 0.4, key, other, counters([11]));
    return [value, accepted];
  }),
];

function sampler(op: string, dtypes: FloatDType[], values: number[], run: (x: Operand) => Operand[]): Case {
  return { op, dtypes, shapes: [n], run, values: () => values };
}
