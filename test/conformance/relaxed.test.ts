import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFloat, type FloatDType } from '../../src/engine/array/dtype.js';
import type { NDArray } from '../../src/engine/array/ndarray.js';
import { hasRelaxedSimd } from '../../src/engine/backend/wasm/features.js';
import { backends } from '../../src/engine/backend/index.js';
import { cases, someArray } from './cases/index.js';
import { programOf, runOn } from './programs.js';

// Without deterministic mode products and sums may be rounded together. Every op stays near its reference kernel: within
// this many units in the last place of the result. What is not listed here keeps every bit.

const bounds: Readonly<Record<string, number>> = {};

const bits = { float32: 24, float64: 53 } as const;
const smallest = { float32: 2 ** -126, float64: 2 ** -1022 } as const;

/** How far apart two numbers are, in units in the last place of the larger one. */
function distance(a: number, b: number, dtype: FloatDType): number {
  if (Object.is(a, b) || a === b || (Number.isNaN(a) && Number.isNaN(b))) return 0;
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

describe.runIf(hasRelaxedSimd)('relaxed SIMD', () => {
  test.each([...new Set(cases.map((c) => c.op))])('%s', (op) => {
    for (const { run, shapes, dtypes, values } of cases.filter((c) => c.op === op)) {
      for (const dtype of dtypes) {
        const arrays = fc.tuple(...shapes.map((shape) => someArray(shape, dtype, values?.(dtype))));
        fc.assert(
          fc.property(arrays, (args) => {
            const program = programOf(run, args);
            const found = runOn(backends.wasm, program, args, { deterministic: false });
            const expected = runOn(backends.reference, program, args);
            expect(farthest(found, expected), dtype).toBeLessThanOrEqual(bounds[op] ?? 0);
          }),
          { numRuns: 25 },
        );
      }
    }
  });
});
