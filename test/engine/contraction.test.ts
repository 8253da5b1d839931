import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { config } from '../../src/core/config.js';
import { backends } from '../../src/engine/backend/index.js';
import { NDArray } from '../../src/engine/array/ndarray.js';
import type { DType } from '../../src/engine/array/dtype.js';
import * as ops from '../../src/engine/ops/index.js';
import { contract } from '../../src/engine/ops/matmul.js';
import type { Operand } from '../../src/engine/program/op.js';
import { vjp } from '../../src/engine/transform/vjp.js';
import { optimise } from '../../src/engine/compile/optimise.js';
import { programOf, runOn } from '../conformance/programs.js';

interface GoldenCase {
  operation: 'matmul' | 'dot' | 'einsum';
  spec?: string;
  shapes: number[][];
  shape: number[];
  values: number[];
}

const golden = JSON.parse(readFileSync(new URL('../golden/contraction.json', import.meta.url), 'utf8')) as {
  source: string;
  cases: GoldenCase[];
};

// Backends agree to the bit where products and sums are rounded apart.
const before = config.deterministic;
beforeEach(() => void (config.deterministic = true));
afterEach(() => void (config.deterministic = before));

/** The inputs of tools/golden/contraction.py. */
function array(shape: number[], q: number, dtype: DType = 'float32'): NDArray {
  const x = NDArray.zeros(shape, dtype);
  for (let i = 0; i < x.data.length; i++) x.data[i] = (((7 * i + 3 * q + 1) % 13) - 6) / 8;
  return x;
}

describe(`as ${golden.source}`, () => {
  test.each(golden.cases)('$operation $spec of shapes $shapes', ({ operation, spec, shapes, shape, values }) => {
    const run = (...args: Operand[]): Operand =>
      operation === 'einsum' ? ops.einsum(spec!, ...args) : ops[operation](args[0], args[1]);
    const args = shapes.map((s, q) => array(s, q));
    const out = run(...args) as NDArray;
    expect(out.shape).toEqual(shape);
    // numpy keeps the sign of a zero in a product without a sum.
    expect([...out.data].map((x) => x + 0)).toEqual(values.map((x) => x + 0));
    const [compiled] = runOn(backends.wasm, programOf((...xs) => [run(...xs)], args), args);
    expect(compiled).toEqual(out);
  });
});

// Sizes beyond one block of the sum, of rows and of columns: the compiled code keeps the order of the sum.
describe.each(['float32', 'float64', 'int32'] as const)('blocks of %s', (dtype) => {
  let state = 7;
  const numbers = (shape: number[]): NDArray => {
    const x = NDArray.zeros(shape, dtype);
    for (let i = 0; i < x.data.length; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      x.data[i] = dtype === 'int32' ? state : state / 2 ** 32 - 0.4;
    }
    return x;
  };
  test.each([
    [1, 1, 1100],
    [1, 70, 1100],
    [70, 1, 1100],
    [2, 29, 530],
    [3, 18, 530],
    [37, 3, 1030],
    [301, 23, 517],
    [150, 11, 1033],
  ])('%i rows, %i columns, sums of %i', (m, n, k) => {
    for (const [ta, tb] of [[false, false], [true, false], [false, true], [true, true]]) {
      const args = [numbers(ta ? [k, m] : [m, k]), numbers(tb ? [n, k] : [k, n])];
      const run = (a: Operand, b: Operand): Operand[] => [contract(a, b, ta, tb)];
      const [out] = runOn(backends.wasm, programOf(run, args), args);
      const [wanted] = run(args[0], args[1]) as NDArray[];
      expect(Buffer.compare(Buffer.from(out.data.buffer), Buffer.from(wanted.data.buffer))).toBe(0);
    }
  });
});

test.each(['float32', 'float64'] as const)('rounded together, products and sums of %s stay near', (dtype) => {
  config.deterministic = false;
  const [m, n, k] = [6, 9, 200];
  const args = [array([m, k], 0, dtype), array([k, n], 1, dtype)].map((x) => ops.exp(x) as NDArray);
  const run = (a: Operand, b: Operand): Operand[] => [ops.matmul(a, b)];
  const [out] = runOn(backends.wasm, programOf(run, args), args);
  const [wanted] = run(args[0], args[1]) as NDArray[];
  // All terms are positive: at most one rounding of the sum so far for each.
  const bound = k * (dtype === 'float32' ? 2 ** -24 : 2 ** -53);
  out.data.forEach((x, i) => expect(Math.abs(x - wanted.data[i])).toBeLessThanOrEqual(2 * bound * wanted.data[i]));
});

test('each sum is taken in order', () => {
  const a = new NDArray([1, 4], 'float32', Float32Array.of(1e8, 1, -1e8, 1));
  const ones = NDArray.full([4, 1], 'float32', 1);
  // ((1e8 + 1) - 1e8) + 1, where 1e8 + 1 is 1e8.
  expect([...(ops.matmul(a, ones) as NDArray).data]).toEqual([1]);
  expect([...(ops.matmul(ops.reshape(a, [4]), ops.broadcastTo(ones, [4, 6])) as NDArray).data]).toEqual([1, 1, 1, 1, 1, 1]);
});

test('gradients and products of transposed matrices need no transpose', () => {
  const [x, w] = [array([6, 5], 0), array([5, 4], 1)];
  const names = (f: (...args: Operand[]) => Operand[], ...args: NDArray[]): string[] =>
    optimise(programOf(f, args)).equations.map((e) => e.op.name);
  const weightGradient = (a: Operand, b: Operand): Operand[] => {
    const { value, pullback } = vjp((v) => ops.matmul(a, v), b);
    return [value, pullback(value)];
  };
  expect(names(weightGradient, x, w)).toEqual(['matmul', 'matmul']);
  expect(names((a, b) => [ops.matmul(ops.transpose(a), ops.transpose(b))], array([5, 6], 0), array([4, 5], 1))).toEqual(['matmul']);
  expect(names((a, b) => [ops.matmul(a, ops.transpose(b, [0, 2, 1]))], array([2, 5, 6], 0), array([2, 4, 6], 1))).toEqual(['matmul']);
});

test('dtypes promote; bools count', () => {
  const bools = new NDArray([2, 2], 'bool', Uint8Array.of(1, 1, 0, 1));
  const floats = array([2, 2], 1);
  expect((ops.matmul(bools, bools) as NDArray).dtype).toBe('int32');
  expect([...(ops.matmul(bools, bools) as NDArray).data]).toEqual([1, 2, 0, 1]);
  expect((ops.matmul(bools, floats) as NDArray).dtype).toBe('float32');
  expect((ops.matmul(floats, array([2], 0, 'float64')) as NDArray).dtype).toBe('float64');
});

describe('refuses', () => {
  const x = array([2, 3], 0);
  test.each<[string, () => unknown, string]>([
    ['lengths that differ', () => ops.matmul(x, x), 'matmul: the last axis of the first must be as long as the one before last of the second, got (2, 3) and (2, 3)'],
    ['scalars', () => ops.matmul(x, 2), 'matmul: the last axis of the first must be as long as the one before last of the second, got (2, 3) and ()'],
    ['batch axes that do not fit', () => ops.matmul(array([2, 2, 3], 0), array([3, 3, 2], 0)), 'matmul: shapes do not broadcast: (2,) and (3,); each axis must be equal or 1'],
    ['a letter for no axis', () => ops.einsum('ijk->i', x), "einsum 'ijk->i': 'ijk' has 3 letters for an array of shape (2, 3)"],
    ['a letter of two lengths', () => ops.einsum('ij,ij->', x, array([3, 2], 0)), "einsum 'ij,ij->': axis i is 2 long in one operand and 3 in the other"],
    ['a diagonal', () => ops.einsum('ii->i', array([2, 2], 0)), "einsum 'ii->i': a letter stands twice in 'ii'; diagonals are not there yet"],
    ['an ellipsis', () => ops.einsum('...i->i', x), "einsum '...i->i': '...' is not there yet; write a letter for each axis"],
    ['a result from nowhere', () => ops.einsum('ij->k', x), "einsum 'ij->k': the result's 'k' is in no operand"],
    ['what is no spec', () => ops.einsum('i;j', x), "einsum 'i;j': it is one or two groups of letters, as 'ij,jk->ik'"],
    ['missing operands', () => ops.einsum('ij,jk->ik', x), "einsum 'ij,jk->ik': there are 2 groups of letters for 1 operands"],
  ])('%s', (_, f, message) => {
    expect(f).toThrow(message);
  });
});
