import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allocate, type FloatDType } from '../../src/engine/array/dtype.js';
import { NDArray } from '../../src/engine/array/ndarray.js';
import { jvp } from '../../src/engine/functions/index.js';
import { gammaSlopeOp } from '../../src/engine/ops/samplers/gamma-slope.js';
import type { Operand } from '../../src/engine/program/op.js';
import * as random from '../../src/engine/random/index.js';
import { bind } from '../../src/engine/trace/builder.js';
import { vjp } from '../../src/engine/transform/vjp.js';

// Made by tools/golden/gamma_slope.py.
interface Golden {
  slopes: [a: number, logX: number, slope: number][];
  draws: { function: 'gamma' | 'loggamma'; dtype: FloatDType; seed: number; a: number[]; values: number[]; slopes: number[] }[];
}
const golden = JSON.parse(readFileSync(new URL('gamma-slope.json', import.meta.url), 'utf8')) as Golden;

function array(values: readonly number[], dtype: FloatDType): NDArray {
  const data = allocate(dtype, values.length);
  data.set(values);
  return new NDArray([values.length], dtype, data);
}

function expectNear(found: ArrayLike<number>, expected: readonly number[], bound: number): void {
  expected.forEach((y, i) => expect(Math.abs(found[i] - y), `${i}: ${found[i]} and ${y}`).toBeLessThanOrEqual(bound * Math.abs(y)));
}

test('the slope of the logarithm of a gamma number by its shape', () => {
  const [a, logX, expected] = [0, 1, 2].map((k) => golden.slopes.map((row) => row[k]));
  const [found] = bind(gammaSlopeOp, [array(a, 'float64'), array(logX, 'float64')], {}) as NDArray[];
  expectNear(found.data, expected, 2e-10);
  // Below the shapes of which the expansion is taken, the sums are exact but for rounding, which grows with their terms.
  const small = a.map((x) => x <= 100);
  expectNear([...found.data].filter((_, i) => small[i]), expected.filter((_, i) => small[i]), 2e-13);
});

describe.each(golden.draws)('$function of $dtype', ({ function: name, dtype, seed, a, values, slopes }) => {
  const shapes = array(a, dtype);
  const draw = (s: Operand): Operand => random[name](random.seedKey(seed), [a.length], s, dtype);

  test('has the slopes that JAX gives it, both ways', () => {
    const ones = NDArray.full([a.length], dtype, 1);
    const { value, pullback } = vjp(draw, shapes);
    const bound = dtype === 'float32' ? 2e-5 : 1e-9;
    expectNear((value as NDArray).data, values, bound);
    expectNear((pullback(ones) as NDArray).data, slopes, bound);
    expectNear((jvp(draw, [shapes], [ones])[1] as NDArray).data, slopes, bound);
  });
});

test('a second derivative says that it is not there', () => {
  const one = NDArray.scalar(1, 'float64');
  const slope = (s: Operand): Operand => vjp((v) => random.gamma(random.seedKey(0), [], v, 'float64'), s).pullback(one);
  expect(() => vjp(slope, NDArray.scalar(2, 'float64')).pullback(one)).toThrow('second derivative of gamma numbers by their shape is not there');
});
