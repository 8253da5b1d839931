import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { allocate, isFloat, type DType, type FloatDType } from '../../src/engine/array/dtype.js';
import { NDArray } from '../../src/engine/array/ndarray.js';
import { backends } from '../../src/engine/backend/index.js';
import type { Operand } from '../../src/engine/program/op.js';
import * as random from '../../src/engine/random/index.js';
import { programOf, runOn } from '../conformance/programs.js';

// Made with JAX by tools/golden/jax_random.py, which says what is stored of each draw and why.

type Nested = number | Nested[];
interface Golden {
  function: string;
  dtype: FloatDType;
  seed: number;
  args: Record<string, unknown>;
  shape: number[];
  first: number[];
  sha256?: string;
  values?: string;
  bytes?: string;
  scale?: number;
}
const golden = JSON.parse(readFileSync(new URL('jax-random.json', import.meta.url), 'utf8')) as { cases: Golden[] };

/** A parameter as it was written: a number stays one, nested lists become an array. */
function operand(x: unknown, dtype: DType, missing = 0): Operand {
  if (x === null) return missing;
  if (typeof x === 'number') return x;
  const shape: number[] = [];
  for (let level = x as Nested; Array.isArray(level); level = level[0]) shape.push(level.length);
  const data = allocate(dtype, shape.reduce((a, b) => a * b, 1));
  data.set((x as number[]).flat(Infinity) as number[]);
  return new NDArray(shape, dtype, data);
}

const draws: Record<string, (key: Operand, c: Golden) => Operand> = {
  key: (key) => key,
  split: (key, { args }) => random.split(key, args['shape'] as number[]),
  foldIn: (key, { args }) => random.foldIn(key, args['data'] as number),
  bits: (key, { shape }) => random.bits(key, shape),
  randint: (key, { shape, args }) => random.randint(key, shape, operand(args['low'], 'int32'), operand(args['high'], 'int32')),
  permutation: (key, { args }) => random.permutation(key, operand(args['x'], 'int32'), args),
  choice: (key, { args, dtype }) => {
    const p = args['p'] === undefined ? undefined : operand(args['p'], dtype);
    return random.choice(key, args['shape'] as number[], operand(args['a'], 'int32'), { ...args, p });
  },
  uniform: (key, { shape, args, dtype }) =>
    random.uniform(key, shape, dtype, operand(args['low'] ?? 0, dtype), operand(args['high'] ?? 1, dtype)),
  bernoulli: (key, { shape, args, dtype }) => {
    const p = operand(args['p'], dtype);
    return random.bernoulli(key, shape, typeof p === 'number' ? NDArray.scalar(p, dtype) : p);
  },
  normal: (key, { shape, dtype }) => random.normal(key, shape, dtype),
  exponential: (key, { shape, dtype }) => random.exponential(key, shape, dtype),
  truncatedNormal: (key, { shape, args, dtype }) =>
    random.truncatedNormal(key, shape, operand(args['low'], dtype, -Infinity), operand(args['high'], dtype, Infinity), dtype),
  categorical: (key, { args, dtype }) => {
    const shape = args['shape'] as number[] | undefined;
    return random.categorical(key, operand(args['logits'], dtype), { axis: args['axis'] as number | undefined, shape });
  },
  gamma: (key, { shape, args, dtype }) => random.gamma(key, shape, operand(args['a'], dtype), dtype),
  loggamma: (key, { shape, args, dtype }) => random.loggamma(key, shape, operand(args['a'], dtype), dtype),
  poisson: (key, { shape, args }) => random.poisson(key, shape, operand(args['lam'], 'float32')),
  binomial: (key, { shape, args, dtype }) =>
    random.binomial(key, shape, operand(args['n'], dtype), operand(args['p'], dtype), dtype),
};

/** Draws in a compiled program, whose input is the key. */
function compiled(c: Golden): NDArray {
  const key = random.seedKey(c.seed);
  return runOn(backends.wasm, programOf((k) => [draws[c.function](k, c)], [key]), [key])[0];
}

const label = ({ function: f, dtype, seed, args, shape }: Golden): string =>
  `${f} of ${dtype}, seed ${seed}, shape [${shape.join()}], ${JSON.stringify(args).slice(0, 100)}`;

describe.each(golden.cases.map((c) => [label(c), c] as const))('%s', (_, c) => {
  const drawn = compiled(c);

  it('is as in JAX', () => {
    expect(drawn.shape).toEqual(c.shape);
    if (c.sha256 !== undefined) exact(drawn, c);
    if (c.values !== undefined) near(drawn, Buffer.from(c.values, 'base64'));
    if (c.bytes !== undefined) mostlyEqual(drawn, c);
  });

  // Many numbers are drawn compiled alone: at once each takes far longer.
  if (drawn.data.length >= 2000) return;
  it('and the same when drawn at once', () => {
    const atOnce = draws[c.function](random.seedKey(c.seed), c) as NDArray;
    expect(atOnce.dtype).toBe(drawn.dtype);
    expect(atOnce.data).toEqual(drawn.data);
  });
});

function exact(drawn: NDArray, c: Golden): void {
  expect([...drawn.data.subarray(0, 4)]).toEqual(c.first.map(Number));
  expect(createHash('sha256').update(drawn.data).digest('hex')).toBe(c.sha256);
}

function near(drawn: NDArray, bytes: Buffer): void {
  const whole = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  const wanted = drawn.dtype === 'float64' ? new Float64Array(whole) : new Float32Array(whole);
  expect(wanted.length).toBe(drawn.data.length);
  let worst = 0;
  wanted.forEach((x, i) => (worst = Math.max(worst, Math.abs(drawn.data[i] - x) / Math.max(Math.abs(x), 1e-30))));
  expect(worst).toBeLessThan(1e-6);
}

function mostlyEqual(drawn: NDArray, { bytes, scale = 1, first }: Golden): void {
  const wanted = gunzipSync(Buffer.from(bytes!, 'base64'));
  expect(wanted.length).toBe(drawn.data.length);
  let other = 0;
  wanted.forEach((byte, i) => {
    // To the next byte it may be a matter of the last bits.
    const distance = (Math.floor(drawn.data[i] * scale) - byte + 128) & 255;
    if (scale === 1 ? distance !== 128 : Math.abs(distance - 128) > 1) other += 1;
  });
  expect(other / wanted.length).toBeLessThanOrEqual(1e-3);
  const tolerance = isFloat(drawn.dtype) ? 2e-5 : 0;
  const otherFirst = first.filter((x, i) => !(Math.abs(drawn.data[i] - x) <= tolerance * Math.abs(x)));
  expect(otherFirst.length).toBeLessThanOrEqual(first.length / 1000 + 1);
}
