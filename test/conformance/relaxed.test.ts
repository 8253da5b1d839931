import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFloat, type FloatDType } from '../../src/engine/array/dtype.js';
import { NDArray } from '../../src/engine/array/ndarray.js';
import { hasRelaxedSimd } from '../../src/engine/backend/wasm/features.js';
import { backends } from '../../src/engine/backend/index.js';
import { scan } from '../../src/engine/functions/index.js';
import { fma } from '../../src/engine/ops/fma.js';
import * as ops from '../../src/engine/ops/index.js';
import { opTable } from '../../src/engine/ops/table.js';
import type { Operand } from '../../src/engine/program/op.js';
import { cases } from './cases/index.js';
import { inputsOf } from './cases/support.js';
import { programOf, runOn } from './programs.js';

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
 * No bound in units of the result holds for sums of products, which cancel (cases of `broadcast` have some around it), nor
 * for samplers, which accept or reject a number by comparing two that may differ in the last bit.
 */
const unbounded = new Set([
  ...['matmul', 'csrScatter', 'csrGather', 'denseScatter', 'denseGather', 'broadcast'],
  ...['gamma', 'poissonProduct', 'poissonCandidate', 'binomialInversion', 'binomialCandidate'],
]);

/** Elementwise ops of one float: those are tried on a whole range. */
const ofOneFloat = new Set(opTable.filter((op) => op.form.kind === 'elementwise').map((op) => op.name));

const bits = { float32: 24, float64: 53 } as const;
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

function grid(low: number, high: number, dtype: FloatDType): NDArray {
  const x = NDArray.zeros([20_001], dtype);
  for (let i = 0; i < x.data.length; i++) x.data[i] = low + ((high - low) * i) / (x.data.length - 1);
  return x;
}

/** One line where there is nothing to test, instead of one for each op. */
const where = hasRelaxedSimd ? describe : (name: string, _: () => void) => test.skip(`${name} is not there in this Node`);

where('relaxed SIMD', () => {
  describe.each([...new Set(cases.map((c) => c.op))].filter((op) => !unbounded.has(op)))('%s', (op) => {
    const own = cases.filter((c) => c.op === op).flatMap((c) => c.dtypes.map((dtype) => ({ ...c, dtype })));
    test.each(own)('$dtype, shapes $shapes', ({ dtype, ...c }) => {
      fc.assert(
        fc.property(inputsOf(c, dtype), (args) => {
          expect(fromReference(c.run, args)).toBeLessThanOrEqual(bounds[op] ?? 0);
        }),
        { numRuns: 10 },
      );
      if (!isFloat(dtype) || c.shapes.length !== 1 || c.shapes[0].length !== 1 || !ofOneFloat.has(op) || op === 'iota') return;
      const range = c.values?.(dtype).filter(Number.isFinite) ?? [-10, 10];
      expect(fromReference(c.run, [grid(Math.min(...range), Math.max(...range), dtype)])).toBeLessThanOrEqual(bounds[op] ?? 0);
    });
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
