import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { NDArray } from '../../src/engine/array/ndarray.js';
import { backends } from '../../src/engine/backend/index.js';
import { optimise } from '../../src/engine/compile/optimise.js';
import { scan } from '../../src/engine/index.js';
import * as ops from '../../src/engine/ops/index.js';
import type { Operand } from '../../src/engine/program/op.js';
import type { Program } from '../../src/engine/program/program.js';
import { eventVecmat, FixedOut } from '../../src/engine/ops/sparse/index.js';
import { programOf, runOn } from '../conformance/programs.js';

// Networks hold the same step many times over: what is alike is one function, called with other addresses.

const SIZE = 40;
const population = (k: number): NDArray =>
  new NDArray([SIZE], 'float32', Float32Array.from({ length: SIZE }, (_, i) => Math.sin(7 * k + i)));

/** A step of several equations. */
function step(x: Operand, y: Operand, s: Operand): Operand {
  return ops.sub(ops.exp(ops.neg(ops.mul(ops.add(x, s), ops.add(x, 0.5)))), ops.mul(ops.sin(y), ops.mul(y, y)));
}

const moduleBytes = (program: Program): number =>
  (backends.wasm.compile(optimise(program)) as unknown as { module: Uint8Array }).module.length;

const agree = (program: Program, args: NDArray[]): void => {
  expect(runOn(backends.wasm, program, args)).toEqual(runOn(backends.reference, program, args));
};

/**
 * Populations of which `x[k]` and `y[k]` tell whose values the next of population k comes from, `s[k]` whose largest
 * value.
 */
function network({ x, y, s }: Record<'x' | 'y' | 's', readonly number[]>): Program {
  const count = x.length;
  const init = x.map((_, k) => population(k));
  return programOf((...xs) => {
    const [carry] = scan(
      (flat: readonly Operand[]) => {
        const [values, largest] = [flat.slice(0, count), flat.slice(count)];
        const next = x.map((from, k) => step(values[from], values[y[k]], largest[s[k]]));
        return [[...next, ...next.map((v) => ops.max(v))], []];
      },
      [...xs, ...xs.map(() => ops.full([], 0))] as readonly Operand[],
      [],
      { length: 3 },
    );
    return [...carry];
  }, init);
}

const everyone = (n: number) => fc.array(fc.nat(n - 1), { minLength: n, maxLength: n });

test('populations that read each other in any way agree with the reference to the bit', () => {
  const links = fc.integer({ min: 2, max: 5 }).chain((n) => fc.record({ x: everyone(n), y: everyone(n), s: everyone(n) }));
  fc.assert(
    fc.property(links, (link) => {
      agree(network(link), link.x.map((_, k) => population(k)));
    }),
    { numRuns: 60, examples: [[{ x: [1, 0, 2], y: [1, 0, 2], s: [0, 0, 0] }], [{ x: [0, 1], y: [0, 1], s: [1, 0] }]] },
  );
});

test('another population alike costs a call, not another loop', () => {
  const each = (n: number): number[] => Array.from({ length: n }, (_, k) => k);
  const bytes = (n: number): number => moduleBytes(network({ x: each(n), y: each(n), s: each(n) }));
  const [one, four, eight] = [1, 4, 8].map(bytes);
  expect((eight - four) / 4).toBeLessThan(0.5 * one);
});

test('products with different weights and equal matrices are one function', () => {
  const indices = new NDArray([SIZE, 3], 'int32', Int32Array.from({ length: 3 * SIZE }, (_, i) => (17 * i) % SIZE));
  const product = (weight: number) => new FixedOut(weight, indices, [SIZE, SIZE]);
  const program = (n: number): Program =>
    programOf(
      (x) => Array.from({ length: n }, (_, k) => eventVecmat(ops.lt(x, k / 10), product(k + 1), k % 2 === 0 ? 0 : x)),
      [population(0)],
    );
  const [one, three, nine] = [1, 3, 9].map((n) => moduleBytes(program(n)));
  expect((nine - three) / 6).toBeLessThan(0.5 * one);
});
