import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFloat, type FloatDType } from '../../src/engine/array/dtype.js';
import { NDArray } from '../../src/engine/array/ndarray.js';
import { hasRelaxedSimd } from '../../src/engine/backend/wasm/features.js';
import { backends } from '../../src/engine/backend/index.js';
import { scan } from '../../src/engine/functions/index.js';
import { addOp, subOp } from '../../src/engine/ops/arithmetic.js';
import { fma } from '../../src/engine/ops/fma.js';
import * as ops from '../../src/engine/ops/index.js';
import { binomialCandidate } from '../../src/engine/ops/samplers/binomial.js';
import { poissonCandidate } from '../../src/engine/ops/samplers/poisson.js';
import { opTable } from '../../src/engine/ops/table.js';
import { counters } from '../../src/engine/ops/threefry.js';
import { evaluate } from '../../src/engine/program/evaluate.js';
import type { Op, Operand } from '../../src/engine/program/op.js';
import type { Program } from '../../src/engine/program/program.js';
import { wordsOf } from '../../src/engine/random/key.js';
import { cases } from './cases/index.js';
import { inputsOf } from './cases/support.js';
import { capturedBy, programOf, runOn } from './programs.js';

// Without deterministic mode products and sums may be rounded together. Every op stays near its reference kernel: within
// so many units in the last place of the result. What is not listed keeps every bit.

const bounds: Readonly<Record<string, number>> = {
  exp: 2,
  expm1: 2,
  exprel: 2,
  log: 1,
  log1p: 2,
  pow: 2,
  sin: 2,
  cos: 2,
  tan: 2,
  atan: 2,
  sinh: 2,
  tanh: 2,
  erfc: 2,
  erfinv: 3,
  roundedErfinv: 3,
};

/**
 * Sums of products, which cancel, so that no bound in units of the result holds. Rounded as written or products and sums
 * together, either is within (n + 1) u S of the truth, where n is the number of terms, S the sum of their sizes and u
 * half a unit in the last place of 1 (Higham 2002, Accuracy and Stability of Numerical Algorithms, 3.1): they are
 * (n + 1) epsilon S apart, epsilon being 2 u, and the smallest number for each product that is subnormal. Where S
 * overflows, so may one of them and not the other.
 */
const sumsOfProducts = new Set(['matmul', 'csrScatter', 'csrGather', 'denseScatter', 'denseGather', 'broadcast']);

/** Elementwise ops of one float: those are tried on a whole range. */
const ofOneFloat = new Set(opTable.filter((op) => op.form.kind === 'elementwise').map((op) => op.name));

/**
 * Candidates, which are the same to the bit; whether one is accepted is a comparison of two numbers, of which each may be
 * off by some units in the last place, so that one in 10,000 may be decided otherwise.
 */
const candidates = {
  poissonCandidate: (rate: Operand, n: number) => poissonCandidate(rate, key, other, counters([n])),
  binomialCandidate: (trials: Operand, n: number) => binomialCandidate(trials, 0.4, key, other, counters([n])),
};
const [key, other] = [1, 2].map((i) => wordsOf(new NDArray([2], 'uint32', Uint32Array.of(i, 12345))));

const bits = { float32: 24, float64: 53 } as const;
const subnormal = { float32: 2 ** -149, float64: 2 ** -1074 } as const;
const smallest = { float32: 2 ** -126, float64: 2 ** -1022 } as const;

/** How far apart two numbers are, in units in the last place of the larger one. */
function distance(a: number, b: number, dtype: FloatDType): number {
  if (Object.is(a, b) || (Number.isNaN(a) && Number.isNaN(b))) return 0;
  const size = Math.max(Math.abs(a), Math.abs(b), smallest[dtype]);
  return Math.abs(a - b) / 2 ** (Math.floor(Math.log2(size)) - bits[dtype] + 1);
}

function farthest(found: readonly NDArray[], expected: readonly NDArray[]): number {
  let worst = 0;
  found.forEach(({ data, dtype }, k) => {
    data.forEach((x: number, i: number) => {
      const y = expected[k].data[i];
      const apart = isFloat(dtype) ? distance(x, y, dtype) : x === y ? 0 : Infinity;
      worst = Math.max(worst, Number.isNaN(apart) ? Infinity : apart);
    });
  });
  return worst;
}

function fromReference(run: (...args: Operand[]) => Operand[], args: readonly NDArray[]): number {
  const program = programOf(run, args);
  return farthest(runOn(backends.wasm, program, args, { deterministic: false }), runOn(backends.reference, program, args));
}

/** The program with sums for differences. */
function summed(program: Program): Program {
  const equations = program.equations.map((e) => ((e.op as unknown) === subOp ? { ...e, op: addOp as unknown as Op } : e));
  return { ...program, equations };
}

/** Every element of a sum of products stays in its bound: of as many terms as it has of ones, as large as of absolute values. */
function expectSums(run: (...args: Operand[]) => Operand[], args: readonly NDArray[]): void {
  const program = programOf(run, args);
  const added = summed(program);
  const of = (f: (x: number) => number): NDArray[] =>
    evaluate(added, [...capturedBy(program), ...args].map(({ shape, dtype, data }) => new NDArray(shape, dtype, data.map(f))));
  const [terms, sizes] = [of(() => 1), of(Math.abs)];
  const expected = runOn(backends.reference, program, args);
  runOn(backends.wasm, program, args, { deterministic: false }).forEach(({ data, dtype }, k) => {
    if (!isFloat(dtype)) return expect(data).toEqual(expected[k].data);
    data.forEach((x: number, i: number) => {
      const [y, n, size] = [expected, terms, sizes].map((found) => found[k].data[i]);
      if (Object.is(x, y) || !Number.isFinite(size)) return;
      // One more for the rounding of the size itself.
      expect(Math.abs(x - y)).toBeLessThanOrEqual((n + 2) * (2 ** (1 - bits[dtype]) * size + subnormal[dtype]));
    });
  });
}

function grid(low: number, high: number, dtype: FloatDType): NDArray {
  const x = NDArray.zeros([20_001], dtype);
  for (let i = 0; i < x.data.length; i++) x.data[i] = low + ((high - low) * i) / (x.data.length - 1);
  return x;
}

/** One line where there is nothing to test, instead of one for each op. */
const where = hasRelaxedSimd ? describe : (name: string, _: () => void) => test.skip(`${name} is not there in this Node`);

where('relaxed SIMD', () => {
  describe.each([...new Set(cases.map((c) => c.op))].filter((op) => !(op in candidates)))('%s', (op) => {
    const own = cases.filter((c) => c.op === op).flatMap((c) => c.dtypes.map((dtype) => ({ ...c, dtype })));
    test.each(own)('$dtype, shapes $shapes', ({ dtype, ...c }) => {
      fc.assert(
        fc.property(inputsOf(c, dtype), (args) => {
          if (sumsOfProducts.has(op)) expectSums(c.run, args);
          else expect(fromReference(c.run, args)).toBeLessThanOrEqual(bounds[op] ?? 0);
        }),
        { numRuns: 10 },
      );
      if (!isFloat(dtype) || c.shapes.length !== 1 || c.shapes[0].length !== 1 || !ofOneFloat.has(op) || op === 'iota') return;
      const range = c.values?.(dtype).filter(Number.isFinite) ?? [-10, 10];
      expect(fromReference(c.run, [grid(Math.min(...range), Math.max(...range), dtype)])).toBeLessThanOrEqual(bounds[op] ?? 0);
    });
  });

  test.each([
    ['poissonCandidate', 'float32', [10, 30, 1000, 1e5]],
    ['binomialCandidate', 'float32', [30, 100, 12345]],
    ['binomialCandidate', 'float64', [30, 100, 12345]],
  ] as const)('%s in %s', (op, dtype, parameters) => {
    const count = 100_000;
    const x = NDArray.zeros([count], dtype);
    x.data.forEach((_, i) => (x.data[i] = parameters[i % parameters.length]));
    const program = programOf((p) => Object.values(candidates[op](p, count)), [x]);
    const [value, accepted] = runOn(backends.wasm, program, [x], { deterministic: false });
    const expected = runOn(backends.reference, program, [x]);
    expect(value).toEqual(expected[0]);
    const otherwise = accepted.data.filter((yes: number, i: number) => yes !== expected[1].data[i]);
    expect(otherwise.length).toBeLessThanOrEqual(count / 10_000);
  });

  test.each(['float32', 'float64'] as const)('%s: a product and its sum are rounded once, or as written', (dtype) => {
    const [x, y, z] = [grid(-3, 2, dtype), grid(0.1, 7, dtype), grid(5, -4, dtype)];
    for (const [written, once] of [
      [(a: Operand, b: Operand, c: Operand) => ops.add(ops.mul(a, b), c), (a: Operand, b: Operand, c: Operand) => fma(a, b, c)],
      [(a: Operand, b: Operand, c: Operand) => ops.add(c, ops.mul(a, b)), (a: Operand, b: Operand, c: Operand) => fma(a, b, c)],
      [(a: Operand, b: Operand, c: Operand) => ops.sub(c, ops.mul(a, b)), (a: Operand, b: Operand, c: Operand) => fma(ops.neg(a), b, c)],
    ] as const) {
      const found = runOn(backends.wasm, programOf((a, b, c) => [written(a, b, c)], [x, y, z]), [x, y, z], { deterministic: false });
      expect([written(x, y, z), once(x, y, z)]).toContainEqual(found[0]);
    }
  });

  test('the difference of a product and itself is zero', () => {
    const x = grid(-3, 2, 'float32');
    const program = programOf((a) => [ops.sub(ops.mul(a, a), ops.mul(a, a))], [x]);
    const [zero] = runOn(backends.wasm, program, [x], { deterministic: false });
    expect(zero.data.every((d: number) => d === 0)).toBe(true);
  });

  test('what else is recorded changes no bit of the states', () => {
    const x = grid(-3, 2, 'float32');
    const rollout = (record: boolean) =>
      programOf(
        (a) => {
          const [states, seen] = scan(
            ([v, w]: Operand[], [t]: Operand[]) => {
              const product = ops.mul(v, ops.sub(1, w));
              const next = ops.add(ops.mul(0.3, product), ops.mul(w, t));
              const other = ops.add(product, ops.exp(ops.neg(ops.mul(next, next))));
              return [[next, other], (record ? [ops.mul(product, 3), product, ops.mul(w, t), ops.sum(other)] : []) as Operand[]] as [Operand[], Operand[]];
            },
            [a, ops.mul(a, 0.1)] as Operand[],
            [NDArray.full([20], 'float32', 0.25)] as Operand[],
          );
          return [...states, ...seen];
        },
        [x],
      );
    const bare = runOn(backends.wasm, rollout(false), [x], { deterministic: false });
    expect(runOn(backends.wasm, rollout(true), [x], { deterministic: false }).slice(0, 2)).toEqual(bare);
  });
});
