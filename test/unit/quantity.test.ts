import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { config } from '../../src/core/config.js';
import { repr } from '../../src/core/print.js';
import {
  getMantissa, getUnit, isQuantity, mA, math, ms, mV, nA, ohm, Quantity, second, u, unitless, uV as microvolt, volt,
  type AnyQuantity,
} from './names.js';

const { slice } = u;

describe('making a quantity', () => {
  it('from a number, which stays weak: it takes the dtype of the array it meets', () => {
    expect(mV(-60).mantissa).toBe(-60);
    expect(mV(0.1).add(mV(0.2)).mantissa).toBe(0.1 + 0.2);
    expect(mV(new Float64Array([1])).add(mV(0.1)).dtype).toBe('float64');
    expect(mV(new Float32Array([1])).add(mV(0.1)).dtype).toBe('float32');
  });

  it('from nested arrays, which become float of the configured precision', () => {
    expect([mV([[1, 2], [3, 4]]).shape, mV([1]).dtype]).toEqual([[2, 2], 'float32']);
    config.precision = 64;
    expect(mV([1]).dtype).toBe('float64');
    config.precision = 32;
    expect(new Quantity([1, 2], unitless, 'int32').dtype).toBe('int32');
    expect(new Quantity([true, false]).dtype).toBe('bool');
    expect(() => mV([[1], [1, 2]])).toThrow('nested arrays must have equal lengths');
  });

  it('from typed arrays, which keep their dtype and are copied', () => {
    const data = new Float64Array([1, 2]);
    const q = mV(data);
    data[0] = 9;
    expect([q.dtype, [...q.toTypedArray()]]).toEqual(['float64', [1, 2]]);
    expect(new Quantity(new Uint32Array([7])).dtype).toBe('uint32');
  });

  it('from a dimensionless quantity, and from no other', () => {
    expect(String(mV(new Quantity([1, 2])))).toBe('[1. 2.] mV');
    expect(() => mV(ms(1) as never)).toThrow('mV() wants plain numbers, got 1 ms; convert with .in(mV)');
    expect(() => mV('1' as never)).toThrow('got string');
    expect(() => mV(null as never)).toThrow('got null');
    expect(() => new Quantity(1, 'mV' as never)).toThrow('wants a unit such as mV, got string');
  });

  it('knows its dimension, unit, shape and size', () => {
    const q = mV([[1, 2, 3]]);
    expect([q.dim, q.unit, q.shape, q.ndim, q.size, q.isTraced]).toEqual(['voltage', mV, [1, 3], 2, 3, false]);
    expect([getUnit(q), getUnit(3), isQuantity(q), isQuantity(3)]).toEqual([mV, unitless, true, false]);
    expect(String(getMantissa(q))).toBe('[[1. 2. 3.]]');
    expect(String(getMantissa(q, volt))).toBe('[[0.001 0.002 0.003]]');
  });
});

describe('arithmetic', () => {
  it('adds like quantities, in the unit of the first', () => {
    expect(repr(mV(1).add(volt(1)))).toBe('Quantity(1001., "mV")');
    expect(repr(volt(1).sub(mV(250)))).toBe('Quantity(0.75, "V")');
    expect(String(mV([1, 2]).add(mV([[10], [20]])))).toBe('[[11. 12.]\n [21. 22.]] mV');
  });

  it('refuses unlike ones, naming both', () => {
    expect(() => mV(4).add(ms(3) as never)).toThrow('cannot add 4 mV and 3 ms: voltage and time');
    expect(() => mV(4).sub(ms([1, 2]) as never)).toThrow('cannot subtract 4 mV and [1. 2.] ms: voltage and time');
    expect(() => mV(4).gt(nA(3) as never)).toThrow('cannot compare 4 mV and 3 nA: voltage and current');
    expect(() => mV(4).add(1 as never)).toThrow(
      'cannot add 4 mV and 1: voltage and a plain number; give the number a unit: mV(1)',
    );
    expect(() => mV(4).gt(0 as never)).toThrow('give the number a unit: mV(0)');
    expect(() => math.zeros([1000], mV).add(ms(3) as never)).toThrow('cannot add float32[1000] mV and 3 ms');
    expect(() => mV(1).add(mV(1).sqrt() as never)).toThrow('1 mV^0.5: voltage and kg^0.5 m s^-1.5 A^-0.5');
    expect(() => mV(1).add('x' as never)).toThrow('add wants a quantity or a number, got string');
    expect(() => mV(1).mul(undefined as never)).toThrow('mul wants a quantity or a number, got undefined');
  });

  it('multiplies units, and folds what has no dimension into a plain number', () => {
    expect(repr(mA(25).mul(ohm(1)))).toBe('Quantity(25., "mV")');
    expect(repr(mV(3).div(ms(2)).mul(2))).toBe('Quantity(3., "mV / ms")');
    expect(repr(mV(3).div(volt(2)))).toBe('Quantity(0.0015)');
    expect(mV([3]).div(volt(2)).unit).toBe(unitless);
    expect(repr(math.divide(1, ms(2)))).toBe('Quantity(0.5, "kHz")');
    expect(repr(mV(3).pow(2))).toBe('Quantity(9., "mV^2")');
    expect(repr(mV(9).sqrt())).toBe('Quantity(3., "mV^0.5")');
    expect(mV(4).pow(1.5).item(mV.pow(1.5))).toBe(8);
    expect(repr(mV(9).sqrt().pow(2))).toBe('Quantity(9., "mV")');
    expect(() => mV(2).pow(0.3)).toThrow('the exponent must be a whole or half number, got 0.3 for 2 mV');
  });

  it('a weak quantity makes integers float, a plain number leaves them', () => {
    const integers = ms(new Int32Array([1, 2, 3]));
    expect(repr(integers.mul(2))).toBe('Quantity([2 4 6], "ms")');
    expect(repr(integers.add(ms(1)))).toBe('Quantity([2. 3. 4.], "ms")');
    expect(repr(ms(1).add(integers))).toBe('Quantity([2. 3. 4.], "ms")');
    expect(repr(integers.in(second))).toBe('Quantity([0.001 0.002 0.003], "s")');
    expect(repr(second(new Int32Array([1])).in(ms))).toBe('Quantity([1000.], "ms")');
    expect(() => integers.mul(0.5)).toThrow('a fraction cannot join an integer array: 0.5 with int32');
  });

  it('(a + b) in a unit is the sum of both in that unit', () => {
    const value = fc.float({ min: -1000, max: 1000, noNaN: true }).map(Math.fround);
    const unit = fc.constantFrom(mV, volt, microvolt, u.kvolt);
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 5 }), value, unit, unit, unit, (xs, y, a, b, c) => {
        const sum = a(new Float64Array(xs)).add(b(y)).in(c).toTypedArray();
        const scale = (Math.max(...xs.map(Math.abs)) * a.magnitude + Math.abs(y) * b.magnitude) / c.magnitude;
        xs.forEach((x, i) => {
          const expected = (x * a.magnitude + y * b.magnitude) / c.magnitude;
          expect(Math.abs(sum[i] - expected)).toBeLessThanOrEqual(scale * 1e-14);
        });
      }),
    );
  });

  it('a conversion there and back is where it began', () => {
    const unit = fc.constantFrom(ms, second, u.us, u.ksecond, u.nsecond);
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), unit, unit, (x, a, b) => {
        const back = a(x).in(b).in(a).item(a);
        expect(Math.abs(back - x)).toBeLessThanOrEqual(Math.abs(x) * 4e-16 + 1e-300);
        expect(a(x).in(a).mantissa).toBe(x);
      }),
    );
  });
});

describe('comparing', () => {
  it('gives bools, converted to one unit', () => {
    expect(repr(mV([1, 2, 3]).gt(mV(2)))).toBe('Quantity([False False  True])');
    expect(repr(volt(1).eq(mV(1000)))).toBe('Quantity(True)');
    const [low, high] = [mV([1, 2, 3]).ge(mV(2)), mV([1, 2, 3]).le(mV(2))];
    expect(low.and(high).toArray()).toEqual([false, true, false]);
    expect(low.or(high).toArray()).toEqual([true, true, true]);
    expect(low.not().toArray()).toEqual([true, false, false]);
    expect(mV([1, 2]).lt(mV(2)).sum().item()).toBe(1);
    expect(mV([1, 2]).ne(mV(2)).toArray()).toEqual([true, false]);
  });

  it('is no condition for the compiler; at run time a concrete one is only an object', async () => {
    const fired = mV(1).gt(mV(2));
    expect((fired as object as { then?: unknown }).then).toBeUndefined();
    expect(isQuantity(await (fired as unknown as Promise<unknown>))).toBe(true);
  });
});

describe('reading values', () => {
  it('as numbers, typed arrays or nested arrays, in any unit of the dimension', () => {
    expect(mV(4).item(volt)).toBe(0.004);
    expect(mV([4]).item(mV)).toBe(4);
    expect(mV(4).toDecimal(mV)).toBe(4);
    expect(mV([1, 2]).toDecimal(volt)).toEqual(new Float32Array([0.001, 0.002]));
    expect(mV([[1, 2], [3, 4]]).toArray()).toEqual([[1, 2], [3, 4]]);
    expect(volt([1]).toTypedArray(mV)).toEqual(new Float32Array([1000]));
    expect(new Quantity([1, 2]).sum().item()).toBe(3);
  });

  it('refuses another dimension, no unit, and more than one element', () => {
    expect(() => mV(1).in(ms as never)).toThrow('cannot express 1 mV in ms: voltage and time');
    expect(() => mV(1).in('volt' as never)).toThrow('wants a unit such as mV, got string');
    expect(() => (mV(1) as AnyQuantity).item()).toThrow('item() of 1 mV needs the unit to count in: item(mV)');
    expect(() => mV([1, 2]).item(mV)).toThrow('item() wants one element, got [1. 2.] mV of shape (2,)');
    expect(() => (ms(3) as AnyQuantity).as(mV)).toThrow('wants a voltage (mV), got 3 ms');
    expect((volt(3) as AnyQuantity).as(mV).unit).toBe(volt);
  });
});

describe('indexing and shape', () => {
  const x = mV([[1, 2, 3], [4, 5, 6]]);

  it('reads elements and stretches', () => {
    expect(String(x.get(0))).toBe('[1. 2. 3.] mV');
    expect(String(x.get(-1, -1))).toBe('6. mV');
    expect(String(x.get(slice(), slice(0, 2)))).toBe('[[1. 2.]\n [4. 5.]] mV');
    expect(() => x.get(5)).toThrow('index 5 is out of range for axis 0 of size 2');
  });

  it('writes by making another quantity', () => {
    expect(String(x.with(0, volt(1)))).toBe('[[1000. 1000. 1000.]\n [   4.    5.    6.]] mV');
    expect(String(x.with([slice(), 0], mV([7, 8])).get(slice(), 0))).toBe('[7. 8.] mV');
    expect(String(x.addAt([1, 1], mV(0.5)).get(1))).toBe('[4.  5.5 6. ] mV');
    expect(String(x.get(0))).toBe('[1. 2. 3.] mV');
    expect(() => x.with(0, ms(1) as never)).toThrow('voltage and time');
  });

  it('reshapes and reduces', () => {
    expect(x.reshape([3, -1]).shape).toEqual([3, 2]);
    expect(() => x.reshape([4, 2])).toThrow('cannot reshape (2, 3) to (4, 2)');
    expect(String(x.sum())).toBe('21. mV');
    expect(String(x.mean(0))).toBe('[2.5 3.5 4.5] mV');
    expect(String(x.max(1))).toBe('[3. 6.] mV');
    expect(String(x.min())).toBe('1. mV');
    expect(x.astype('int32').dtype).toBe('int32');
  });

  it('iterates over the first axis', () => {
    expect([...x].map(String)).toEqual(['[1. 2. 3.] mV', '[4. 5. 6.] mV']);
    const [a, b] = mV([1, 2]);
    expect([a.item(mV), b.item(mV)]).toEqual([1, 2]);
    expect(() => [...mV(1)]).toThrow('cannot iterate over 1 mV');
  });
});
