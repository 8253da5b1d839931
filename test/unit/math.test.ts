import { describe, expect, it } from 'vitest';
import { repr } from '../../src/core/print.js';
import { math, ms, mV, nA, Quantity, second, u, unitless, volt, type AnyQuantity } from '../../src/unit/index.js';

describe('arange', () => {
  it('counts in the unit of the start', () => {
    expect(repr(math.arange(ms(0), second(1), ms(250)))).toBe('Quantity([  0. 250. 500. 750.], "ms")');
    expect(repr(math.arange(3))).toBe('Quantity([0. 1. 2.])');
    expect(repr(math.arange(1, 3))).toBe('Quantity([1. 2.])');
    expect(repr(math.arange(0, 6, 2, 'int32'))).toBe('Quantity([0 2 4])');
  });

  it('makes the clock that JAX makes, to the bit', () => {
    const times = math.arange(ms(0), ms(200), ms(0.1));
    expect(times.shape).toEqual([2000]);
    expect(times.toTypedArray().at(-1)).toBe(Math.fround(Math.fround(1999) * Math.fround(0.1)));
  });

  it('refuses unlike dimensions and a step of zero', () => {
    expect(() => math.arange(ms(0), mV(1) as never, ms(1))).toThrow('cannot count between 0 ms and 1 mV: time and voltage');
    expect(() => math.arange(ms(0), ms(1), ms(0))).toThrow('a step other than 0');
  });
});

describe('where', () => {
  it('chooses, in the unit of the first', () => {
    expect(repr(math.where(mV([1, 2, 3]).gt(mV(1.5)), mV(1), volt(0.5)))).toBe('Quantity([500.   1.   1.], "mV")');
    expect(repr(math.where(new Quantity([0, 2]), 1, 0))).toBe('Quantity([0. 1.])');
    expect(() => math.where(mV([1]).gt(mV(0)), mV(1), ms(1) as never)).toThrow('cannot choose between 1 mV and 1 ms');
    expect(() => math.where(mV(1) as never, mV(1), mV(2))).toThrow('where wants a plain number, got 1 mV, a voltage');
  });

  it('finds positions, one list for each axis', () => {
    expect(math.where(new Quantity([[0, 1], [2, 0]]))).toEqual([new Int32Array([0, 1]), new Int32Array([1, 0])]);
    expect(() => (math.where as (...xs: unknown[]) => unknown)(mV(1), mV(2))).toThrow('one argument or three, got 2');
  });
});

describe('plain numbers only', () => {
  it('exp, expm1, exprel, log', () => {
    expect(math.exp(0).item()).toBe(1);
    expect(math.exp(mV(1).div(mV(2))).item()).toBeCloseTo(Math.exp(0.5), 6);
    expect(math.expm1(0).item()).toBe(0);
    expect(math.exprel(new Quantity([0])).item()).toBe(1);
    expect(math.log(new Quantity([1])).item()).toBe(0);
    expect(math.floor(1.5).item()).toBe(1);
    expect(math.ceil(1.5).item()).toBe(2);
    expect(math.round(2.5).item()).toBe(2);
  });

  it('of anything else is refused', () => {
    expect(() => math.exp(mV(1) as never)).toThrow(
      'exp wants a plain number, got 1 mV, a voltage; divide by a unit first: x.div(mV(1))',
    );
  });

  it('an angle is a plain number', () => {
    expect(repr(u.radian(3))).toBe('Quantity(3., "rad")');
    expect(math.exp(u.mradian(0)).item()).toBe(1);
    expect(u.mradian(500).in(unitless as never).item()).toBe(0.5);
  });
});

describe('units stay, change or go', () => {
  const x = mV([[1, -2], [3, 4]]);

  it('stay', () => {
    expect(repr(math.sum(x))).toBe('Quantity(6., "mV")');
    expect(repr(math.mean(x, 1))).toBe('Quantity([-0.5  3.5], "mV")');
    expect(repr(math.max(x, 0))).toBe('Quantity([3. 4.], "mV")');
    expect(repr(math.min(x))).toBe('Quantity(-2., "mV")');
    expect(repr(math.abs(x).get(0))).toBe('Quantity([1. 2.], "mV")');
    expect(repr(math.minimum(mV(1), volt(1)))).toBe('Quantity(1., "mV")');
    expect(repr(math.maximum(mV(1), volt(1)))).toBe('Quantity(1000., "mV")');
    expect(repr(math.clip(x, mV(0), volt(0.003)).get(1))).toBe('Quantity([3. 3.], "mV")');
    expect(repr(math.add(mV(1), mV(2)))).toBe('Quantity(3., "mV")');
    expect(repr(math.subtract(1, new Quantity(3)))).toBe('Quantity(-2.)');
    expect(repr(math.concatenate([mV([1]), volt([1])]))).toBe('Quantity([   1. 1000.], "mV")');
    expect(repr(math.stack([mV(1), mV(2)]))).toBe('Quantity([1. 2.], "mV")');
    expect(math.transpose(mV([[1, 2, 3]])).shape).toEqual([3, 1]);
    expect(math.expandDims(mV([1, 2]), 0).shape).toEqual([1, 2]);
    expect(math.broadcastTo(mV([1, 2]), [3, 2]).shape).toEqual([3, 2]);
    expect(() => math.concatenate([mV([1]), ms([1]) as AnyQuantity])).toThrow('cannot concatenate [1.] mV and [1.] ms');
    expect(() => math.stack([])).toThrow('stack wants at least one quantity');
  });

  it('change', () => {
    expect(repr(math.square(mV(3)))).toBe('Quantity(9., "mV^2")');
    expect(repr(math.sqrt(mV(4)))).toBe('Quantity(2., "mV^0.5")');
    expect(repr(math.multiply(2, nA(3)))).toBe('Quantity(6., "nA")');
    expect(repr(math.divide(mV(4), nA(2)))).toBe('Quantity(2., "Mohm")');
    expect(repr(math.power(mV(2), 3))).toBe('Quantity(8., "mV^3")');
  });

  it('go', () => {
    expect(repr(math.sign(x))).toBe('Quantity([[ 1. -1.]\n          [ 1.  1.]])');
    expect(repr(math.any(x.lt(mV(0))))).toBe('Quantity(True)');
    expect(repr(math.all(x.lt(mV(0)), 0))).toBe('Quantity([False False])');
  });

  it('are given', () => {
    expect(repr(math.zeros([2], mV))).toBe('Quantity([0. 0.], "mV")');
    expect(repr(math.ones(2))).toBe('Quantity([1. 1.])');
    expect(repr(math.full([2], mV(-60)))).toBe('Quantity([-60. -60.], "mV")');
    expect(math.zerosLike(ms(new Float64Array(2))).dtype).toBe('float64');
    expect(repr(math.onesLike(ms([5])))).toBe('Quantity([1.], "ms")');
    expect(repr(math.array([1, 2], mV, 'int32'))).toBe('Quantity([1 2], "mV")');
    expect(() => math.zeros([-1])).toThrow('a shape is a list of integers of 0 or more');
  });
});
