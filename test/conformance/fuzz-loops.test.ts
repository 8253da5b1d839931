import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FloatDType } from '../../src/engine/array/dtype.js';
import type { NDArray } from '../../src/engine/array/ndarray.js';
import { exactAlgebra } from '../../src/engine/compile/algebra.js';
import { backends } from '../../src/engine/backend/index.js';
import { cond, scan, whileLoop } from '../../src/engine/functions/index.js';
import * as ops from '../../src/engine/ops/index.js';
import { evaluate } from '../../src/engine/program/evaluate.js';
import type { Operand } from '../../src/engine/program/op.js';
import { someArray } from './cases/index.js';
import { capturedBy, programOf, runOn } from './programs.js';
import {
  randomPart,
  randomSteps,
  randomWhole,
  takePart,
  takeSteps,
  takeWhole,
  type RandomPart,
  type RandomStep,
} from './random-steps.js';

// Random loops that hand on and record parts of the old and the new carries, in any order: what a step writes in place
// must still be there for whoever reads the old value.

interface Body {
  readonly steps: readonly RandomStep[];
  /** What becomes of each carry. */
  readonly next: readonly RandomPart[];
  readonly recorded: readonly RandomPart[];
  /** What runs in the middle of the body. */
  readonly inner: Inner;
}

type Inner =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'loop'; readonly length: number; readonly reverse: boolean; readonly body: Body }
  | { readonly kind: 'while'; readonly turns: number; readonly body: Body }
  | { readonly kind: 'choice'; readonly yes: Body; readonly no: Body };

const { body: bodies } = fc.letrec<{ body: Body; inner: Inner }>((tie) => ({
  inner: fc.oneof(
    { depthSize: 'xsmall', withCrossShrink: true },
    { weight: 4, arbitrary: fc.constant({ kind: 'nothing' as const }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('loop' as const),
        length: fc.integer({ min: 0, max: 3 }),
        reverse: fc.boolean(),
        body: tie('body'),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('while' as const), turns: fc.nat(3), body: tie('body') }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('choice' as const), yes: tie('body'), no: tie('body') }) },
  ),
  body: fc.record({
    steps: randomSteps(6),
    next: fc.array(randomWhole, { minLength: 1, maxLength: 3 }),
    recorded: fc.array(randomPart, { maxLength: 4 }),
    inner: tie('inner'),
  }),
}));

/** Runs a body on carries and a row: what it hands on, and everything it records. */
function turn(body: Body, carries: readonly Operand[], row: Operand, n: number, dtype: FloatDType): [Operand[], Operand[]] {
  const values = takeSteps(body.steps, [...carries, row], n, dtype);
  values.push(...inside(body.inner, values, carries.length, row, n, dtype));
  const next = carries.map((_, i) => takeWhole(body.next[i % body.next.length], values.slice(i), n, dtype));
  const recorded = body.recorded.map((p) => takePart(p, [...values, ...next], n));
  return [next, recorded];
}

/** Values of length n that control flow inside a body computes. */
function inside(inner: Inner, values: readonly Operand[], count: number, row: Operand, n: number, dtype: FloatDType): Operand[] {
  const start = values.slice(-count);
  switch (inner.kind) {
    case 'nothing':
      return [];
    case 'loop': {
      const { length, reverse } = inner;
      const rows = ops.stack([row, ...start]);
      const walked = ops.index(ops.concatenate([rows, rows]), ops.slice(0, length));
      const [last, seen] = scan((c: Operand[], r: Operand) => turn(inner.body, c, r, n, dtype), start, walked, { length, reverse });
      const whole = (x: Operand): Operand[] => {
        const [steps, ...rest] = ops.shapeOf(x);
        return steps > 0 && rest.length === 1 && rest[0] === n ? [ops.cast(ops.index(x, -1), dtype)] : [];
      };
      return [...last, ...seen.flatMap(whole)];
    }
    case 'while':
      return whileLoop(
        ([k]: Operand[]) => ops.lt(k, inner.turns),
        ([k, ...c]) => [ops.add(k, 1), ...turn(inner.body, c, row, n, dtype)[0]],
        [ops.full([], 0, 'int32') as Operand, ...start],
      ).slice(1);
    case 'choice':
      return cond(
        ops.gt(ops.index(values[0], 0), 0),
        (...c: Operand[]) => turn(inner.yes, c, row, n, dtype)[0],
        (...c: Operand[]) => turn(inner.no, c, row, n, dtype)[0],
        ...start,
      );
  }
}

describe.each(['float32', 'float64'] as const)('random loops in %s', (dtype) => {
  test.each([5, 8])('over carries of %i elements agree on every backend, and after every pass', (n) => {
    const inputs = fc.tuple(someArray([4, n], dtype), someArray([3, n], dtype));
    fc.assert(
      fc.property(bodies, inputs, fc.integer({ min: 1, max: 3 }), fc.boolean(), (body, [xs, init], count, reverse) => {
        const f = (x: Operand, start: Operand): Operand[] => {
          const carries = Array.from({ length: count }, (_, i) => ops.index(start, i));
          const [last, seen] = scan((c: Operand[], row: Operand) => turn(body, c, row, n, dtype), carries, x, { reverse });
          return [...last, ...seen];
        };
        const args: NDArray[] = [xs, init];
        const program = programOf(f, args);
        const expected = runOn(backends.reference, program, args);
        expect(runOn(backends.wasm, program, args)).toEqual(expected);
        // The passes keep every bit, but for the rules that say they do not, and the guard of what decays.
        const plain = evaluate(program, [...capturedBy(program), ...args]);
        expect(runOn(backends.reference, program, args, { rules: exactAlgebra, guarded: false })).toEqual(plain);
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 300) / 2 },
    );
  }, 3_600_000);
});
