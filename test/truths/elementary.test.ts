import { describe, expect, test } from 'vitest';
import type { FloatDType } from '../../src/engine/array/dtype.js';
import { NDArray } from '../../src/engine/array/ndarray.js';
import { jit } from '../../src/engine/functions/index.js';
import { erfinv } from '../../src/engine/ops/erfinv.js';
import * as ops from '../../src/engine/ops/index.js';
import type { Operand } from '../../src/engine/program/op.js';

// Accuracy of our own exp, expm1, exprel and log against the C library's (through Math), in units in the last place;
// test/golden/elementary.test.ts compares all functions with exact results.

const bits = { float32: 24, float64: 53 } as const;

/** The distance of the float of `dtype` next to |x|. */
function ulp(x: number, dtype: FloatDType): number {
  const smallest = dtype === 'float32' ? 2 ** -149 : 2 ** -1074;
  if (x === 0) return smallest;
  return Math.max(smallest, 2 ** (Math.floor(Math.log2(Math.abs(x))) - bits[dtype] + 1));
}

function worst(f: (x: Operand) => Operand, truth: (x: number) => number, low: number, high: number, dtype: FloatDType): number {
  const count = 40_001;
  const x = NDArray.zeros([count], dtype);
  for (let i = 0; i < count; i++) x.data[i] = low + ((high - low) * i) / (count - 1);
  const y = f(x) as NDArray;
  let error = 0;
  for (let i = 0; i < count; i++) {
    const right = truth(x.data[i]);
    if (Math.fround(right) === y.data[i] || right === y.data[i]) continue;
    error = Math.max(error, Math.abs(y.data[i] - right) / ulp(right, dtype));
  }
  return error;
}

const exprel = (x: number): number => (x === 0 ? 1 : Math.expm1(x) / x);

describe.each([
  ['float32', 2],
  ['float64', 4],
] as const)('%s: at most %d ulp', (dtype, limit) => {
  const big = dtype === 'float32' ? 88.7 : 709.7;
  const small = dtype === 'float32' ? -103.9 : -745.1;
  test.each([
    ['exp', ops.exp, Math.exp, small, big],
    ['exp near 0', ops.exp, Math.exp, -1, 1],
    ['expm1', ops.expm1, Math.expm1, -40, big],
    ['expm1 near 0', ops.expm1, Math.expm1, -0.5, 0.5],
    ['exprel', ops.exprel, exprel, -80, 80],
    ['exprel near 0', ops.exprel, exprel, -1, 1],
    ['exprel very near 0', ops.exprel, exprel, -1e-3, 1e-3],
    ['log', ops.log, Math.log, 1e-6, 4],
    ['log of large numbers', ops.log, Math.log, 4, 1e30],
    ['log near 1', ops.log, Math.log, 0.9, 1.1],
  ] as const)('%s', (_, f, truth, low, high) => {
    expect(worst(f, truth, low, high, dtype)).toBeLessThanOrEqual(limit);
  });
});

test('the ends of exp and log', () => {
  const at = (f: (x: Operand) => Operand, x: number): number => (f(NDArray.scalar(x, 'float32')) as NDArray).data[0];
  expect(at(ops.exp, Infinity)).toBe(Infinity);
  expect(at(ops.exp, -Infinity)).toBe(0);
  expect(at(ops.exp, NaN)).toBeNaN();
  expect(at(ops.exp, 0)).toBe(1);
  expect(at(ops.exp, -100)).toBe(Math.fround(Math.exp(-100)));
  expect(at(ops.expm1, -Infinity)).toBe(-1);
  expect(at(ops.expm1, Infinity)).toBe(Infinity);
  expect(at(ops.expm1, -0)).toBe(-0);
  expect(at(ops.exprel, 0)).toBe(1);
  expect(at(ops.exprel, -Infinity)).toBe(0);
  expect(at(ops.exprel, Infinity)).toBe(Infinity);
  expect(at(ops.log, 0)).toBe(-Infinity);
  expect(at(ops.log, -1)).toBeNaN();
  expect(at(ops.log, Infinity)).toBe(Infinity);
  expect(at(ops.log, NaN)).toBeNaN();
  expect(at(ops.log, 1e-42)).toBeCloseTo(Math.log(Math.fround(1e-42)), 4);
});

test('erfinv at values of Abramowitz and Stegun, table 7.1, read backwards', () => {
  // erf(0.5) = 0.5204998778, erf(1) = 0.8427007929, erf(2) = 0.9953222650, erf(3) = 0.9999779095
  const table = [
    [0.5204998778, 0.5],
    [0.8427007929, 1],
    [0.995322265, 2],
    [0.9999779095, 3],
  ];
  for (const [x, y] of table) {
    expect(erfinv(x)).toBeCloseTo(y, 5);
    expect(erfinv(-x)).toBeCloseTo(-y, 5);
  }
  expect(erfinv(1)).toBe(Infinity);
  expect(erfinv(0)).toBe(0);
});

test.each(['float32', 'float64'] as const)('rem is the remainder of JavaScript, whatever the quotient: %s', (dtype) => {
  const count = 5000;
  const x = NDArray.zeros([count], dtype);
  const y = NDArray.zeros([count], dtype);
  let state = 1;
  const random = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32 - 0.5;
  const mantissa = (): number => random() + random() * 2 ** -30;
  const [smallest, largest] = dtype === 'float32' ? [-149, 128] : [-1074, 1024];
  const anySize = (): number => {
    const exponent = Math.round((smallest + largest) / 2 + random() * (largest - smallest));
    return mantissa() * 2 ** Math.ceil(exponent / 2) * 2 ** Math.floor(exponent / 2);
  };
  for (let i = 0; i < count; i++) {
    y.data[i] = anySize();
    x.data[i] = i % 5 === 0 ? y.data[i] * Math.round(random() * 1e6) : anySize();
  }
  const limits = [Infinity, NaN, 0, -0, 2 ** smallest, (2 - 2 ** (dtype === 'float32' ? -23 : -52)) * 2 ** (largest - 1), 1];
  limits.forEach((a, i) => limits.forEach((b, k) => ([x.data[i * limits.length + k], y.data[i * limits.length + k]] = [a, b])));
  const expected = Array.from(x.data, (v, i) => v % y.data[i]);
  expect([...(ops.rem(x, y) as NDArray).data]).toEqual(expected);
  expect([...(jit(ops.rem)(x, y) as NDArray).data]).toEqual(expected);
});
