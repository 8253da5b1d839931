import { describe, expect, test } from 'vitest';
import { NDArray } from '../../src/engine/array/ndarray.js';
import { backends } from '../../src/engine/backend/index.js';
import * as ops from '../../src/engine/ops/index.js';
import type { Operand } from '../../src/engine/program/op.js';
import * as random from '../../src/engine/random/index.js';
import { batchProgram, repeatUnbatched } from '../../src/engine/transform/batch.js';
import { vjp } from '../../src/engine/transform/vjp.js';
import { programOf, runOn } from '../conformance/programs.js';

// What the distributions are; that they are JAX's to the bit is in test/golden/jax-random.test.ts.

const N = 20_000;

/** Draws in compiled code. */
function sample(draw: (key: Operand) => Operand, seed = 11): Float64Array {
  const key = random.seedKey(seed);
  const [out] = runOn(backends.wasm, programOf((k) => [draw(k)], [key]), [key]);
  return Float64Array.from(out.data);
}

const f32 = (...x: number[]): NDArray => new NDArray([x.length], 'float32', Float32Array.from(x));

const euler = 0.5772156649015329;
const distributions: [string, (key: Operand) => Operand, mean: number, variance: number][] = [
  ['uniform', (k) => random.uniform(k, [N], 'float32', -3, 5), 1, 64 / 12],
  ['normal', (k) => random.normal(k, [N]), 0, 1],
  ['truncatedNormal', (k) => random.truncatedNormal(k, [N], 0, Infinity), Math.sqrt(2 / Math.PI), 1 - 2 / Math.PI],
  ['exponential', (k) => random.exponential(k, [N]), 1, 1],
  ['gumbel', (k) => random.gumbel(k, [N]), euler, Math.PI ** 2 / 6],
  ['bernoulli', (k) => random.bernoulli(k, [N], 0.2), 0.2, 0.16],
  ['randint', (k) => random.randint(k, [N], -4, 9), 2, (13 ** 2 - 1) / 12],
  ['choice', (k) => random.choice(k, [N], 3, { p: f32(0.2, 0.3, 0.5) }), 1.3, 0.61],
  ['gamma of shape 0.3', (k) => random.gamma(k, [N], 0.3), 0.3, 0.3],
  ['gamma of shape 7', (k) => random.gamma(k, [N], 7), 7, 7],
  ['poisson of rate 3', (k) => random.poisson(k, [N], 3), 3, 3],
  ['poisson of rate 50', (k) => random.poisson(k, [N], 50), 50, 50],
  ['binomial by inversion', (k) => random.binomial(k, [N], 20, 0.2), 4, 3.2],
  ['binomial by rejection', (k) => random.binomial(k, [N], 100, 0.7), 70, 21],
];

describe.each(distributions)('%s', (_, draw, mean, variance) => {
  test('has its mean and its variance, within 5 standard errors', () => {
    const x = sample(draw);
    const m = x.reduce((sum, v) => sum + v, 0) / N;
    const centred = x.map((v) => v - mean);
    const v2 = centred.reduce((sum, v) => sum + v ** 2, 0) / N;
    const v4 = centred.reduce((sum, v) => sum + v ** 4, 0) / N;
    expect(Math.abs(m - mean)).toBeLessThan(5 * Math.sqrt(variance / N));
    expect(Math.abs(v2 - variance)).toBeLessThan(5 * Math.sqrt((v4 - v2 ** 2) / N));
  });
});

test('a permutation has every number once, and each order is as likely', () => {
  const keys = random.split(random.seedKey(3), 1200);
  const counts = new Map<string, number>();
  for (let i = 0; i < 1200; i++) {
    const order = ops.toNDArray(random.permutation(ops.index(keys, i), 3)).data.join();
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  for (const count of counts.values()) expect(Math.abs(count - 200)).toBeLessThan(5 * Math.sqrt(200));
});

test.each(Object.values(backends))('$name: keys in a batch draw what each draws alone', (backend) => {
  const draws = (key: Operand): Operand[] => [
    random.normal(key, [5]),
    random.gamma(key, [5], 0.7),
    random.poisson(key, [5], 4),
    // In a batch every lane stops when it is done, so this too is the same as alone.
    random.poisson(key, [5], 40),
    random.binomial(key, [5], 100, 0.3),
    random.permutation(key, 6),
    random.randint(key, [5], 0, 7),
  ];
  const key = random.seedKey(0);
  const keys = ops.toNDArray(random.split(key, 4));
  const one = programOf(draws, [key]);
  const batch = programOf((k) => repeatUnbatched(batchProgram(one, [k], [true], 4), 4), [keys]);
  const together = runOn(backend, batch, [keys]);
  for (let i = 0; i < 4; i++) {
    const alone = draws(ops.index(keys, i)).map((x) => [...ops.toNDArray(x).data]);
    expect(together.map((x) => [...ops.toNDArray(ops.index(x, i)).data])).toEqual(alone);
  }
});

test('parameters broadcast, and odd ones give what JAX gives', () => {
  const key = random.seedKey(1);
  const data = (x: Operand): number[] => [...ops.toNDArray(x).data];
  expect(ops.shapeOf(random.gamma(key, [2, 3], f32(1, 2, 3)))).toEqual([2, 3]);
  expect(ops.shapeOf(random.poisson(key, [], 2))).toEqual([]);
  expect(data(random.poisson(key, [3], f32(0, -1, NaN)))).toEqual([0, -1, -1]);
  expect(data(random.binomial(key, [2], 10, f32(-0.1, 1.5)))).toEqual([NaN, NaN]);
  expect(data(random.binomial(key, [3], f32(-1, NaN, Infinity), 0.5))).toEqual([NaN, NaN, Infinity]);
  expect(data(random.randint(key, [2], 2 ** 31 - 1, 2 ** 31))).toEqual([2 ** 31 - 1, 2 ** 31 - 1]);
  expect(data(random.permutation(key, 1))).toEqual([0]);
  expect(data(random.choice(key, [0], 5))).toEqual([]);
  for (const f of [random.gamma, random.poisson]) expect(data(f(key, [0], 3))).toEqual([]);
  expect(data(random.binomial(key, [0], 100, 0.5))).toEqual([]);
});

test('loggamma is the logarithm of gamma', () => {
  const key = random.seedKey(1);
  const direct = ops.toNDArray(random.gamma(key, [50], 2.5, 'float64')).data;
  const log = ops.toNDArray(random.loggamma(key, [50], 2.5, 'float64')).data;
  log.forEach((x, i) => expect(Math.exp(x)).toBeCloseTo(direct[i], 12));
});

test.each([3, 30])('counts do not vary with a rate of %d', (rate) => {
  const total = (r: Operand): Operand => ops.sum(ops.cast(random.poisson(random.seedKey(1), [4], r), 'float32'));
  const { pullback } = vjp((r) => ops.mul(r, total(r)), NDArray.scalar(rate, 'float32'));
  const drawn = ops.toNDArray(random.poisson(random.seedKey(1), [4], rate)).data;
  expect(ops.toNDArray(pullback(1)).data[0]).toBe(drawn[0] + drawn[1] + drawn[2] + drawn[3]);
});

test('draws are differentiable by the bounds and scales', () => {
  const key = random.seedKey(1);
  const high = NDArray.scalar(3, 'float64');
  const { value, pullback } = vjp((h) => random.uniform(key, [1], 'float64', 0, h), high);
  expect(ops.toNDArray(pullback(1)!).data[0] * 3).toBeCloseTo(ops.toNDArray(value).data[0], 12);
});
