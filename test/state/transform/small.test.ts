import { describe, expect, test } from 'vitest';
import { random, State, transform, u, type Quantity } from '../../../src/index.js';
import * as E from '../../../src/engine/index.js';

const { mV, unitless } = u;
const { math } = u;
type One = Quantity<'one'>;

describe('jitErrorIf', () => {
  const checked = (V: Quantity<'voltage'>): Quantity<'voltage'> => {
    transform.jitErrorIf(V.max().gt(mV(10)), 'V runs away: {V}, at most {limit}; {other}', { V, limit: mV(10) });
    return V.mul(2);
  };

  test('stops a run with the values of then, and their units', () => {
    expect(transform.jit(checked)(mV([1, 2])).toArray()).toEqual([2, 4]);
    expect(() => transform.jit(checked)(mV([1, 20]))).toThrow('V runs away: [ 1. 20.] mV, at most 10 mV; {other}');
    expect(() => checked(mV([1, 30]))).toThrow('V runs away: [ 1. 30.] mV');
    expect(() => transform.forLoop((i: One) => checked(mV(1).mul(i.pow(2)).reshape([1])), math.arange(0, 1000, 1))).toThrow(
      'V runs away: [16.] mV',
    );
  });

  test('names the element of an array, and takes a function for its text', () => {
    const f = (x: One): One => {
      transform.jitErrorIf(x.lt(0), ({ x }) => `negative: ${x}`, { x });
      return x;
    };
    expect(() => transform.jit(f)(unitless([1, -1]))).toThrow('negative: [ 1. -1.] (at index 1)');
    expect(() => transform.vmap(f)(unitless([1, 2, -1]))).toThrow('(at index 2)');
    expect(() => transform.jitErrorIf(true, 5 as never)).toThrow(/must be a text or a function, got 5/);
    const n = new State(unitless(1));
    expect(() => transform.jit(() => f((n.value = n.value.neg())))()).toThrow('negative: -1');
    expect(n.value.item()).toBe(1);
  });

  test('is told apart from what another value left in memory before', () => {
    // The temporary of the first product is given back before the check is emitted.
    const f = E.jit((x: E.Operand) => {
      const y = E.sum(E.matmul(E.matmul(x, x), x));
      const z = E.sum(E.matmul(E.add(x, y), x));
      E.errorIf(E.lt(z, 0), 'never');
      return E.add(z, E.sum(E.matmul(E.mul(x, z), x)));
    });
    expect(Number.isFinite((f(E.full([6, 6], 1)) as E.NDArray).data[0])).toBe(true);
  });
});

test('unvmap is the same in every lane', () => {
  const f = (x: One) => [transform.unvmap(x.gt(2)), transform.unvmap(x.gt(2), 'all'), transform.unvmap(x, 'max')] as const;
  const lanes = transform.vmap(f, { outAxes: null })(unitless([1, 2, 3]));
  expect(lanes.map((x) => x.toArray())).toEqual([true, false, 3]);
  expect(f(unitless(1)).map((x) => x.toArray())).toEqual([false, false, 1]);
  const nested = transform.vmap((x: One) => transform.vmap(f)(x))(unitless([[1, 2], [3, 0]]));
  expect(nested[2].toArray()).toEqual([[3, 3], [3, 3]]);
  // Lanes that do not come there do not count.
  const guarded = transform.vmap((x: One) => transform.cond(x.lt(3), () => transform.unvmap(x, 'max'), () => unitless(0)));
  expect(guarded(unitless([1, 2, 3])).toArray()).toEqual([2, 2, 0]);
  expect(() => transform.unvmap(unitless(1))).toThrow(/'any' is of bools, got float32/);
});

test('namedScope names operations in the text of a program', () => {
  const f = (x: One): One => transform.namedScope('net', () => transform.namedScope('soma', () => math.exp(x)).add(1)).mul(3);
  const text = String(transform.makeProgram(f)(unitless(1)));
  expect(text).toMatch(/# net\/soma\n.* = exp.*\n.*# net\n.* = add.*\n.*# outside\n.* = mul/);
  expect(f(unitless(0)).item()).toBe(6);
  expect(() => transform.namedScope('', () => 1)).toThrow(/wants a name/);
  // It is for reading alone: the program is the same, and is compiled once.
  const without = (x: One): One => math.exp(x).add(1).mul(3);
  expect(transform.makeProgram(f)(unitless(1)).hash).toBe(transform.makeProgram(without)(unitless(1)).hash);
});

test('jit hands static arguments on as they are', () => {
  const f = transform.jit((x: One, how: 'double' | 'negate') => (how === 'double' ? x.mul(2) : x.neg()), { staticArgnums: 1 });
  expect([f(unitless(3), 'double').item(), f(unitless(3), 'negate').item()]).toEqual([6, -3]);
  expect(() => transform.jit((x: One) => x, { staticArgnums: [-1] })).toThrow(/staticArgnums are positions/);
  expect(() => transform.jit((x: One, how: string) => x.mul(how.length))(unitless(1), 'abc')).toThrow(/got 'abc' at 1/);
});

test('map, one after the other, hands States on', () => {
  const n = new State(unitless(0));
  const sums = transform.map((x) => (n.value = n.value.add(x)), unitless([1, 2, 3]));
  expect(sums.toArray()).toEqual([1, 3, 6]);
  const small = transform.map.with({ batchSize: 10 })((x, k) => ({ y: x.mul(k) }), unitless([1, 2]), mV([3, 4]));
  expect(String(small.y)).toBe('[3. 8.] mV');
});

test('a condition that is known takes no part of the other branch', () => {
  random.seed(3);
  const before = random.rand().item();
  random.seed(3);
  transform.cond(false, () => random.rand(), () => 0);
  expect(random.rand().item()).toBe(before);
});

test('numbers take the dtype of what other branches return there', () => {
  const i = unitless(Int32Array.of(7));
  expect(transform.cond(false, () => 1, () => i.get(0)).dtype).toBe('int32');
  expect(transform.cond(true, () => 1.5, () => unitless(2)).item()).toBe(1.5);
  expect(() => transform.cond(true, () => 1.5, () => i.get(0))).toThrow(/float32\[\].*int32\[\]/);
});
