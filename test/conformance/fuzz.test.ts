import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NDArray } from '../../src/engine/array/ndarray.js';
import { exactAlgebra } from '../../src/engine/compile/algebra.js';
import { backends } from '../../src/engine/backend/index.js';
import * as ops from '../../src/engine/ops/index.js';
import { evaluate } from '../../src/engine/program/evaluate.js';
import { verify } from '../../src/engine/program/verify.js';
import { structuralHash } from '../../src/engine/program/hash.js';
import type { Operand } from '../../src/engine/program/op.js';
import { someArray } from './cases/index.js';
import { programOf, runOn } from './programs.js';
import { randomSteps, takeSteps } from './random-steps.js';

// Random straight lines of operations: every backend gives the bits of the reference, optimised or not.

describe.each(['float32', 'float64'] as const)('random programs in %s', (dtype) => {
  test('agree on every backend, and after every pass', () => {
    fc.assert(
      fc.property(randomSteps(25), someArray([5], dtype), someArray([5], dtype), (list, x, y) => {
        const f = (...args: Operand[]): Operand[] => {
          return takeSteps(list, args, 5, dtype).slice(-3);
        };
        const program = programOf(f, [x, y]);
        verify(program);
        const expected = runOn(backends.reference, program, [x, y]);
        expect(runOn(backends.wasm, program, [x, y])).toEqual(expected);
        // The passes keep every bit, but for the rules that say they do not.
        expect(runOn(backends.reference, program, [x, y], { rules: exactAlgebra })).toEqual(evaluate(program, [x, y]));
        expect(structuralHash(programOf(f, [x, y]))).toBe(structuralHash(program));
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 300) },
    );
  }, 3_600_000);
});

test('programs that differ have different hashes', () => {
  const x = NDArray.zeros([5], 'float32');
  const hashes = [
    programOf((a) => [ops.add(a, 1)], [x]),
    programOf((a) => [ops.add(a, 2)], [x]),
    programOf((a) => [ops.add(a, -0)], [x]),
    programOf((a) => [ops.add(a, 0)], [x]),
    programOf((a) => [ops.mul(a, 1)], [x]),
    programOf((a) => [ops.add(a, 1)], [NDArray.zeros([6], 'float32')]),
    programOf((a) => [ops.add(a, 1)], [NDArray.zeros([5], 'float64')]),
    programOf((a) => [ops.index(a, 1)], [x]),
    programOf((a) => [ops.index(a, 2)], [x]),
  ].map(structuralHash);
  expect(new Set(hashes).size).toBe(hashes.length);
});
