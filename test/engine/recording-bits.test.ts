import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import * as E from '../../src/engine/index.js';
import { NDArray, type Operand } from '../../src/engine/index.js';
import { programOf } from '../conformance/programs.js';

// What a loop records changes no bit of what it hands on: here with products and sums rounded together, where this
// engine can.

const N = 19;
const filled = (f: (i: number) => number): NDArray => {
  const x = NDArray.zeros([N], 'float32');
  x.data.forEach((_, i) => (x.data[i] = f(i)));
  return x;
};
const init = [filled((i) => Math.sin(i)), filled((i) => Math.cos(3 * i) / 3), filled((i) => 0.1 + i / 100)];

/** A small expression language: what a step computes of three carries. */
type Term = number | { readonly op: 'add' | 'sub' | 'mul'; readonly a: Term; readonly b: Term } | { readonly op: 'exp'; readonly a: Term };
const { term } = fc.letrec<{ term: Term }>((tie) => ({
  term: fc.oneof(
    { maxDepth: 4 },
    fc.integer({ min: 0, max: 2 }),
    fc.record({ op: fc.constantFrom('add' as const, 'sub' as const, 'mul' as const), a: tie('term'), b: tie('term') }),
    fc.record({ op: fc.constant('exp' as const), a: tie('term') }),
  ),
}));

function compute(t: Term, xs: readonly Operand[]): Operand {
  if (typeof t === 'number') return xs[t];
  if (t.op === 'exp') return E.exp(E.neg(E.abs(compute(t.a, xs))));
  return E[t.op](compute(t.a, xs), compute(t.b, xs));
}

/** The carries after some steps, with the outputs computed before and after them. */
function run(next: readonly Term[], before: readonly Term[], after: readonly Term[]): number[] {
  const program = programOf((...xs: Operand[]) => {
    const [last, recorded] = E.scan(
      (carry: readonly Operand[]): [Operand[], Operand[]] => {
        const first = before.map((t) => compute(t, carry));
        // Kept within bounds, so that rounding is what differs.
        const carried = next.map((t) => E.mul(E.sin(compute(t, carry)), 0.9));
        return [carried, [...first, ...after.map((t) => compute(t, carry))]];
      },
      xs,
      null,
      { length: 20 },
    );
    return [...last, ...recorded];
  }, init);
  return E.runToEnd(E.compile(program), init).slice(0, 3).flatMap((x) => [...x.data]);
}

const product = (a: Term, b: Term): Term => ({ op: 'mul', a, b });

test('a product that is recorded and summed with another', () => {
  const next: Term[] = [{ op: 'add', a: product(0, 1), b: product(1, 2) }, 0, 2];
  const plain = run(next, [], []);
  expect(run(next, [product(1, 2)], [])).toEqual(plain);
  expect(run(next, [], [product(0, 1), product(1, 2)])).toEqual(plain);
});

test('any step, anything recorded', () => {
  fc.assert(
    fc.property(fc.tuple(term, term, term), fc.array(term, { maxLength: 3 }), fc.array(term, { maxLength: 3 }), (next, before, after) => {
      expect(run(next, before, after)).toEqual(run(next, [], []));
    }),
    { numRuns: 80 },
  );
}, 60_000);
