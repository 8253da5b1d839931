import { describe, expect, test } from 'vitest';
import { NDArray } from '../../src/engine/array/ndarray.js';
import { backends } from '../../src/engine/backend/index.js';
import { exactAlgebra } from '../../src/engine/compile/algebra.js';
import { optimise } from '../../src/engine/compile/optimise.js';
import { scan, whileLoop } from '../../src/engine/functions/index.js';
import * as ops from '../../src/engine/ops/index.js';
import { evaluate } from '../../src/engine/program/evaluate.js';
import type { Operand } from '../../src/engine/program/op.js';
import { programOf, runOn } from '../conformance/programs.js';

const surrogate = { key: 'none', derivative: () => 0 };

/** Numbers of every size, with zeros of both signs, neighbours of the constants below, and what is no number. */
const hard = [
  ...[0, -0, 1, -1, -50, -60, 0.1, 3e38, -3e38, Infinity, -Infinity, NaN, 1e-45, -1e-45, 1e-38, 1.2e-38],
  ...[-50, -60, 10].flatMap((x) => [-2, -1, 1, 2].map((k) => x + k * 2 ** -18)),
  ...Array.from({ length: 200 }, (_, i) => Math.sin(i * 12.9898) * 10 ** ((i % 40) - 20)),
];
const x = new NDArray([hard.length], 'float32', Float32Array.from(hard));
const y = new NDArray([hard.length], 'float32', Float32Array.from([...hard].reverse()));

const names = (f: (...args: Operand[]) => Operand[], rules = exactAlgebra): string[] =>
  optimise(programOf(f, [x, y]), rules).equations.map((e) => e.op.name);

describe('rules that keep every bit', () => {
  test.each<[string, (a: Operand, b: Operand) => Operand, string[]]>([
    ['a constant times a spike', (a) => ops.mul(ops.spike(a, surrogate), 10), ['le', 'select']],
    ['a spike of a scaled difference', (a) => ops.mul(ops.spike(ops.mul(ops.sub(a, -50), 0.1), surrogate), 3), ['le', 'select']],
    ['a mask made a float and compared', (a, b) => ops.select(ops.ne(ops.cast(ops.lt(a, b), 'float32'), 0), a, b), ['lt', 'select']],
    ['a negative choice', (a, b) => ops.select(ops.logicalNot(ops.lt(a, b)), a, b), ['lt', 'select']],
    ['a difference below zero', (a) => ops.select(ops.lt(ops.sub(a, 10), 0), 1, 2), ['lt', 'select']],
    ['a negated term', (a, b) => ops.add(ops.neg(a), b), ['sub']],
    ['a negated factor', (a) => ops.mul(ops.neg(a), 3), ['mul']],
    ['two negated factors', (a, b) => ops.mul(ops.neg(a), ops.neg(b)), ['mul']],
    ['one product in two orders', (a, b) => ops.add(ops.mul(a, b), ops.mul(b, a)), ['mul', 'add']],
  ])('%s', (_, f, wanted) => {
    const program = programOf((a, b) => [f(a, b)], [x, y]);
    expect(names((a, b) => [f(a, b)])).toEqual(wanted);
    expect(runOn(backends.wasm, program, [x, y], { rules: exactAlgebra })).toEqual(evaluate(program, [x, y]));
  });

  test('what would not keep them stays', () => {
    // A difference scaled so far down that it may underflow; a difference of two that may both be infinite.
    expect(names((a) => [ops.le(0, ops.mul(ops.sub(a, 1e-30), 1e-20))])).toEqual(['sub', 'mul', 'le']);
    expect(names((a, b) => [ops.le(0, ops.sub(a, b))])).toEqual(['sub', 'le']);
  });
});

describe('rules that round differently', () => {
  const ulps = (found: number, wanted: number): number =>
    found === wanted ? 0 : Math.abs(found - wanted) / 2 ** (Math.floor(Math.log2(Math.max(Math.abs(wanted), 2 ** -126))) - 23);

  test.each<[string, (a: Operand) => Operand, string[], number]>([
    ['x / c', (a) => ops.div(a, 3), ['mul'], 1],
    ['x c k', (a) => ops.mul(ops.mul(a, 0.1), 0.05), ['mul'], 2],
    ['c / x k', (a) => ops.mul(ops.div(0.1, a), 0.3), ['div'], 2],
    ['-(x - c)', (a) => ops.neg(ops.sub(a, 60)), ['sub'], 0],
    ['x + x c', (a) => ops.add(a, ops.mul(a, -0.02)), ['mul'], 2],
    ['x - x c', (a) => ops.sub(a, ops.mul(a, 0.02)), ['mul'], 2],
  ])('%s within %i ulp', (_, f, wanted, bound) => {
    const program = programOf((a) => [f(a)], [x]);
    expect(optimise(program).equations.map((e) => e.op.name)).toEqual(wanted);
    const [found] = runOn(backends.wasm, program, [x]);
    expect(found).toEqual(runOn(backends.reference, program, [x])[0]);
    const [exact] = evaluate(program, [x]);
    found.data.forEach((v: number, i: number) => {
      const w = exact.data[i];
      // At the ends of the range an intermediate result may overflow or underflow in one of the two alone.
      if (!(Math.abs(w) < 1e37 && Math.abs(w) > 1e-36)) return;
      expect(ulps(v, w)).toBeLessThanOrEqual(bound);
    });
  });

  test('a slow decay keeps its time constant', () => {
    // 1 - 0.1 / 1500 keeps the rate to half a part in a thousand in float32: it would be another time constant.
    const decay = (v: Operand): Operand => ops.add(v, ops.mul(v, -0.1 / 1500));
    expect(optimise(programOf((a) => [decay(a)], [x])).equations.map((e) => e.op.name)).toEqual(['mul', 'add']);
    const steps = NDArray.zeros([10_000], 'float32');
    const start = [NDArray.full([4], 'float32', 0.15)] as Operand[];
    const body = ([v]: Operand[]): [Operand[], Operand[]] => [[decay(v)], []];
    const loop = programOf((ts) => scan(body, start, [ts] as Operand[])[0], [steps]);
    const [last] = runOn(backends.wasm, loop, [steps]);
    expect(last.data[0] / (0.15 * (1 - 0.1 / 1500) ** 10_000)).toBeCloseTo(1, 4);
  });

  test('no constant is lost', () => {
    const program = programOf((a) => [ops.mul(ops.mul(a, 1e-30), 1e-30), ops.div(a, 3e38)], [x]);
    expect(optimise(program).equations.map((e) => e.op.name)).toEqual(['mul', 'mul', 'div']);
  });
});

describe('states that decay', () => {
  const steps = NDArray.zeros([20_000], 'float32');
  const lasts = (f: (v: Operand, t: Operand) => Operand, start: number): number[] => {
    const init = NDArray.full([5], 'float32', start);
    const program = programOf(
      (ts) => scan(([v]: Operand[], [t]: Operand[]) => [[f(v, t)], []] as [Operand[], Operand[]], [init] as Operand[], [ts] as Operand[])[0],
      [steps],
    );
    return [backends.reference, backends.wasm].map((backend) => runOn(backend, program, [steps])[0].data[0]);
  };

  test.each<[string, (v: Operand, t: Operand) => Operand]>([
    ['x c', (v) => ops.mul(v, 0.98)],
    ['x c and an input', (v, t) => ops.add(ops.mul(v, 0.98), t)],
    ['x - x / tau', (v) => ops.add(v, ops.mul(0.1, ops.div(ops.neg(v), 5)))],
    ['x + (input - x) c', (v, t) => ops.add(v, ops.mul(ops.sub(t, v), 0.02))],
    ['x c or reset', (v) => ops.select(ops.lt(v, 2), ops.mul(v, 0.98), 1)],
  ])('%s stays a normal number, and small', (_, f) => {
    const [reference, wasm] = lasts(f, 1);
    expect(wasm).toBe(reference);
    expect(Math.abs(wasm)).toBeGreaterThan(2 ** -126);
    expect(Math.abs(wasm)).toBeLessThan(1e-15);
  });

  const whileOn = (f: (v: Operand, k: Operand) => Operand[], goesOn: (...carry: Operand[]) => Operand): number[][] => {
    const start = [NDArray.full([5], 'float32', 1)];
    const program = programOf(
      (v) => whileLoop((carry: Operand[]) => goesOn(...carry), ([x, k]: Operand[]) => f(x, k), [v, ops.full([], 0, 'int32') as Operand]),
      start,
    );
    return [backends.reference, backends.wasm].map((backend) => runOn(backend, program, start).map((x) => x.data[0]));
  };

  test('in a while loop too', () => {
    const [reference, wasm] = whileOn((v, k) => [ops.mul(v, 0.98), ops.add(k, 1)], (_, k) => ops.lt(k, 20_000));
    expect(wasm).toEqual(reference);
    expect(wasm[0]).toBeGreaterThan(2 ** -126);
    expect(wasm[0]).toBeLessThan(1e-15);
  });

  test('but what ends a while loop may reach zero', () => {
    const halved = (v: Operand, k: Operand): Operand[] => [ops.mul(v, 0.5), ops.add(k, 1)];
    for (const found of whileOn(halved, (v) => ops.gt(ops.sum(v), 0))) expect(found).toEqual([0, 150]);
    // By way of another carry.
    const counted = (v: Operand, k: Operand): Operand[] => [ops.mul(v, 0.5), ops.add(k, ops.cast(ops.gt(ops.index(v, 0), 0), 'int32'))];
    for (const found of whileOn(counted, (_, k) => ops.lt(k, 150))) expect(found[1]).toBe(150);
    const ended = (v: Operand, k: Operand): Operand[] => [ops.mul(v, 0.5), ops.select(ops.eq(ops.index(v, 0), 0), 1, k)];
    for (const found of whileOn(ended, (_, k) => ops.eq(k, 0))) expect(found).toEqual([0, 1]);
  });

  test('counters and states with a resting value keep every bit', () => {
    expect(lasts((v, t) => ops.add(v, t), 0)).toEqual([0, 0]);
    expect(lasts((v) => ops.add(v, 1), 0)).toEqual([20_000, 20_000]);
    const resting = optimise(
      programOf(
        (ts) =>
          scan(
            ([v]: Operand[]) => [[ops.add(v, ops.mul(ops.sub(-60, v), 0.02))], []] as [Operand[], Operand[]],
            [NDArray.full([5], 'float32', -50)] as Operand[],
            [ts] as Operand[],
          )[0],
        [steps],
      ),
    );
    const body = resting.equations[0].op.programs!(resting.equations[0].params)[0];
    expect(body.equations.map((e) => e.op.name)).toEqual(['sub', 'mul', 'add']);
  });
});
