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

// Random straight lines of operations: every backend gives the bits of the reference, optimised or not.

interface Step {
  op: number;
  a: number;
  b: number;
  c: number;
  value: number;
}

const surrogate = { key: 'none', derivative: () => 0 };
const make: ((s: Step, pick: (i: number) => Operand) => Operand)[] = [
  (s, pick) => ops.add(pick(s.a), pick(s.b)),
  (s, pick) => ops.sub(pick(s.a), pick(s.b)),
  (s, pick) => ops.mul(pick(s.a), pick(s.b)),
  (s, pick) => ops.mul(pick(s.a), s.value),
  (s, pick) => ops.add(s.value, pick(s.a)),
  (s, pick) => ops.neg(pick(s.a)),
  (s, pick) => ops.select(ops.lt(pick(s.a), pick(s.b)), pick(s.c), pick(s.a)),
  (s, pick) => ops.select(ops.ge(pick(s.a), s.value), 1, pick(s.c)),
  (s, pick) => ops.maximum(pick(s.a), pick(s.b)),
  (s, pick) => ops.spike(pick(s.a), surrogate),
  (s, pick) => ops.exprel(pick(s.a)),
  (s, pick) => ops.broadcastTo(ops.sum(pick(s.a)), [5]),
  (s, pick) => ops.updateAt(pick(s.a), [1], ops.index(pick(s.b), 2)),
  (s, pick) => ops.index(pick(s.a), ops.slice(undefined, undefined, -1)),
  (s) => ops.full([5], s.value),
  (s, pick) => ops.index(pick(s.a), positions(pick(s.b))),
  (s, pick) => ops.addAt(pick(s.a), [positions(pick(s.b))], pick(s.c)),
  (s, pick) => ops.updateAt(pick(s.a), [ops.argmax(pick(s.b)) as NDArray], s.value),
  (s, pick) => ops.dynamicSlice(ops.tile(pick(s.a), 2), [ops.index(positions(pick(s.b)), 0)], [5]),
  (s, pick) => ops.dynamicUpdate(pick(s.a), ops.index(pick(s.b), ops.slice(2)), [ops.index(positions(pick(s.c)), -1)]),
  (s, pick) => ops.sort(pick(s.a)),
  (s, pick) => ops.cumsum(pick(s.a), 0, { reverse: s.b % 2 === 0 }),
];

/** Numbers of any size as positions, most of them out of range. */
function positions(x: Operand): NDArray {
  return ops.cast(x, 'int32') as NDArray;
}

const steps = fc.array(
  fc.record({
    op: fc.nat(make.length - 1),
    a: fc.nat(),
    b: fc.nat(),
    c: fc.nat(),
    value: fc.constantFrom(0, 1, -1, 2, 0.5, -0.25, 1e-3),
  }),
  { minLength: 1, maxLength: 25 },
);

describe.each(['float32', 'float64'] as const)('random programs in %s', (dtype) => {
  test('agree on every backend, and after every pass', () => {
    fc.assert(
      fc.property(steps, someArray([5], dtype), someArray([5], dtype), (list, x, y) => {
        const f = (...args: Operand[]): Operand[] => {
          const values = [...args];
          for (const step of list) {
            const made = make[step.op](step, (i) => values[i % values.length]);
            values.push(ops.cast(ops.broadcastTo(made, [5]), dtype));
          }
          return values.slice(-3);
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
