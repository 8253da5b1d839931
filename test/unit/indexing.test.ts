import { describe, expect, test } from 'vitest';
import { math, mV, ms, ohm, Quantity, slice } from '../../src/unit/namespace.js';
import { repr } from '../../src/core/print.js';

const V = mV([[1, 2], [3, 4], [5, 6]]);
const at = (...positions: number[]): Quantity<'one'> => new Quantity(Int32Array.from(positions));

describe('positions that are arrays', () => {
  test('read, in the place of their axis', () => {
    expect(V.get(Int32Array.of(2, 0, -1)).toArray(mV)).toEqual([[5, 6], [1, 2], [5, 6]]);
    expect(V.get(slice(), at(1, 1, 0)).toArray(mV)).toEqual([[2, 2, 1], [4, 4, 3], [6, 6, 5]]);
    expect(repr(V.get(at(0, 2), at(1, 0)))).toBe('Quantity([2. 5.], "mV")');
    expect(repr(V.get(...math.where(V.gt(mV(3)))))).toBe('Quantity([4. 5. 6.], "mV")');
  });

  test('write, in the unit of the array', () => {
    const x = mV([1, 2, 3]);
    expect(repr(x.with(at(0, 2), mV([7, 8])))).toBe('Quantity([7. 2. 8.], "mV")');
    expect(repr(x.with([Int32Array.of(0, 2)], mV(9)))).toBe('Quantity([9. 2. 9.], "mV")');
    expect(repr(x.addAt(at(1, 1, 7), mV(1)))).toBe('Quantity([1. 4. 3.], "mV")');
    expect(() => x.with(at(0), ms(1) as never)).toThrow('cannot put together');
  });

  test('have no unit and are integers', () => {
    expect(() => V.get(mV(1) as never)).toThrow('an index wants a plain number, got 1 mV');
    expect(() => V.get(new Quantity([0, 1]))).toThrow('an array of positions is int32 or uint32, got float32');
    expect(() => V.get(V.gt(mV(3)))).toThrow('choose with where(mask, a, b), or list its positions: x.get(...where(mask))');
    expect(() => V.get([0, 1] as never)).toThrow('an integer array such as Int32Array.of(0, 2), got a list');
    expect(() => V.get(Int32Array.of(3))).toThrow('index 3 is out of range for axis 0 of size 3');
    expect(repr(V.get(new Quantity(1)))).toBe('Quantity([3. 4.], "mV")');
  });
});

describe('array mathematics', () => {
  const x = mV([3, 1, 2]);

  test('keeps the unit where elements move', () => {
    expect(repr(math.take(x, at(2, 0)))).toBe('Quantity([2. 3.], "mV")');
    expect(repr(math.take(V, 1, 1))).toBe('Quantity([2. 4. 6.], "mV")');
    expect(repr(math.take(V, Int32Array.of(5)))).toBe('Quantity([6.], "mV")');
    expect(repr(math.sort(x))).toBe('Quantity([1. 2. 3.], "mV")');
    expect(repr(math.flip(x))).toBe('Quantity([2. 1. 3.], "mV")');
    expect(repr(math.cumsum(x))).toBe('Quantity([3. 4. 6.], "mV")');
    expect(repr(math.cumsum(x, 0, { reverse: true }))).toBe('Quantity([6. 3. 2.], "mV")');
    expect(repr(math.pad(x, [1, 0], mV(9)))).toBe('Quantity([9. 3. 1. 2.], "mV")');
    expect(repr(math.pad(x, [1, 0]))).toBe('Quantity([0. 3. 1. 2.], "mV")');
    expect(() => math.pad(x, [1, 0], 9 as never)).toThrow('cannot put together');
    expect(repr(math.repeat(x, 2))).toBe('Quantity([3. 3. 1. 1. 2. 2.], "mV")');
    expect(repr(math.tile(x, 2))).toBe('Quantity([3. 1. 2. 3. 1. 2.], "mV")');
    expect(math.squeeze(mV([[[1], [2]]])).shape).toEqual([2]);
    expect(repr(math.takeAlongAxis(x, math.argsort(x), 0))).toBe('Quantity([1. 2. 3.], "mV")');
    expect(repr(math.std(mV([1, 3])))).toBe('Quantity(1., "mV")');
  });

  test('changes it where elements multiply', () => {
    expect(repr(math.var(mV([1, 3])))).toBe('Quantity(1., "mV^2")');
    expect(math.prod(V, 1).unit.symbol).toBe('mV^2');
    expect(math.prod(V).unit.symbol).toBe('mV^6');
    expect(repr(math.prod(new Quantity([2, 3])))).toBe('Quantity(6.)');
    expect(math.prod(ohm([2, 3])).dim).toBe(ohm(1).mul(ohm(1)).dim);
  });

  test('drops it where positions come out', () => {
    expect(repr(math.argmax(x))).toBe('Quantity(0)');
    expect([...math.argsort(x).toTypedArray()]).toEqual([1, 2, 0]);
    expect(math.argmin(V, 0).dtype).toBe('int32');
    expect(math.where(x.gt(mV(1.5)), { size: 3, fill: -1 }).map((list) => [...list.toTypedArray()])).toEqual([[0, 2, -1]]);
  });

  test('wants plain numbers for logsumexp', () => {
    expect(math.logsumexp(new Quantity([1000, 1000])).item()).toBeCloseTo(1000 + Math.log(2), 3);
    expect(() => math.logsumexp(x as never)).toThrow('logsumexp wants a plain number');
  });
});
