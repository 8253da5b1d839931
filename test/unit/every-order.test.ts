import { describe, expect, it } from 'vitest';
import { repr } from '../../src/core/print.js';
import { jit, type Operand } from '../../src/engine/index.js';
import { math, mA, ms, mS, mV, ohm, Quantity, u } from '../../src/unit/index.js';

describe('products in every order', () => {
  const x = new Quantity([1, 2]);
  it.each([
    ['array by quantity', x.mul(mV(2)), 'Quantity([2. 4.], "mV")'],
    ['quantity by array', mV(2).mul(x), 'Quantity([2. 4.], "mV")'],
    ['array by unit', x.mul(mV), 'Quantity([1. 2.], "mV")'],
    ['unit by array', mV.mul(x), 'Quantity([1. 2.], "mV")'],
    ['unit by number', mV.mul(3), 'Quantity(3., "mV")'],
    ['number by unit', math.multiply(3, mV), 'Quantity(3., "mV")'],
    ['quantity by unit', mA(2).mul(ohm), 'Quantity(2., "mV")'],
    ['unit by quantity', ohm.mul(mA(2)), 'Quantity(2., "mV")'],
    ['array by a unit per time', x.div(ms), 'Quantity([1. 2.], "kHz")'],
    ['number by unit, divided', math.divide(3, ms), 'Quantity(3., "kHz")'],
    ['unit divided by quantity', mV.div(ohm(2)), 'Quantity(0.5, "mA")'],
    ['unit divided by number', mV.div(4), 'Quantity(0.25, "mV")'],
    ['quantity divided by its unit', mV(3).div(mV), 'Quantity(3.)'],
    ['bools by quantity', mV([1, 3]).gt(mV(2)).mul(mS(0.6)), 'Quantity([0.  0.6], "mS")'],
  ])('%s', (_, found, text) => {
    expect(repr(found)).toBe(text);
  });

  it('a unit leaves the elements as they are, integers and traced ones too', () => {
    const integers = new Quantity(Int32Array.of(1, 2));
    expect([integers.mul(mV).dtype, mV.mul(integers).dtype]).toEqual(['int32', 'int32']);
    const same = jit((m: Operand) => new Quantity(m).mul(mV).mantissa);
    expect(repr(new Quantity(same(x.mantissa)))).toBe('Quantity([1. 2.])');
  });
});

describe('methods that arrays of numpy have', () => {
  const x = mV([
    [3, 1, 2],
    [6, 5, 4],
  ]);
  it.each([
    ['T', x.T.get(0), 'Quantity([3. 6.], "mV")'],
    ['swapaxes', x.swapaxes(0, 1).get(2), 'Quantity([2. 4.], "mV")'],
    ['flatten', x.flatten(), 'Quantity([3. 1. 2. 6. 5. 4.], "mV")'],
    ['ravel of a number', mV(1).ravel(), 'Quantity([1.], "mV")'],
    ['squeeze', mV([[1, 2]]).squeeze(), 'Quantity([1. 2.], "mV")'],
    ['expandDims', mV([1, 2]).expandDims(0), 'Quantity([[1. 2.]], "mV")'],
    ['repeat', mV([1, 2]).repeat(2), 'Quantity([1. 1. 2. 2.], "mV")'],
    ['take', x.take(Int32Array.of(5, 0)), 'Quantity([4. 3.], "mV")'],
    ['sort', x.sort(0).get(1), 'Quantity([6. 5. 4.], "mV")'],
    ['clip', x.clip(mV(2), u.volt(0.005)).get(1), 'Quantity([5. 5. 4.], "mV")'],
    ['clip, open below', x.clip(undefined, mV(2)).get(0), 'Quantity([2. 1. 2.], "mV")'],
    ['ptp', x.ptp(1), 'Quantity([2. 2.], "mV")'],
    ['std', mV([1, 3]).std(), 'Quantity(1., "mV")'],
    ['var', mV([1, 3]).var(), 'Quantity(1., "mV^2")'],
    ['prod', x.prod(0), 'Quantity([18.  5.  8.], "mV^2")'],
    ['prod of nothing', mV([]).prod(), 'Quantity(1.)'],
    ['cumsum', x.cumsum(1).get(0), 'Quantity([3. 4. 6.], "mV")'],
    ['dot', mV([1, 2]).dot(mA([3, 4])), 'Quantity(11., "uW")'],
    ['argmax', x.argmax(1), 'Quantity([0 0])'],
    ['argmin', x.argmin(), 'Quantity(1)'],
    ['argsort', x.argsort().get(0), 'Quantity([1 2 0])'],
    ['any', x.gt(mV(5)).any(1), 'Quantity([False  True])'],
    ['all', x.gt(mV(0)).all(), 'Quantity(True)'],
    ['mod', mV([5, -1]).mod(mV(3)), 'Quantity([2. 2.], "mV")'],
    ['floorDiv', mV([5, -1]).floorDiv(mV(3)), 'Quantity([ 1. -1.])'],
    ['multiplyAt', mV([1, 2]).multiplyAt(Int32Array.of(1, 1), 3), 'Quantity([ 1. 18.], "mV")'],
    ['minAt', mV([1, 2]).minAt(1, u.volt(0.001)), 'Quantity([1. 1.], "mV")'],
    ['maxAt', mV([1, 2]).maxAt(0, u.volt(0.005)), 'Quantity([5. 2.], "mV")'],
    ['pow with a third of a volume', u.cm3(8).pow(1 / 3), 'Quantity(2., "cm")'],
    ['pow of a plain number', new Quantity(4).pow(0.25).pow(2), 'Quantity(2.)'],
  ])('%s', (_, found, text) => {
    expect(repr(found)).toBe(text);
  });
});

describe('the unit has to be said, or is refused', () => {
  it.each([
    [
      () => math.floor(mV(1.5) as never),
      'floor wants a plain number, got 1.5 mV, a voltage: what is whole depends on the unit; name it, floor(x, { unitToScale: mV })',
    ],
    [
      () => math.exp(3 as never, { unitToScale: mV } as never),
      'exp takes unitToScale for a quantity, got the plain number 3; leave it out, or give the number a unit: mV(3)',
    ],
    [() => math.exp(ms(3), { unitToScale: mV } as never), 'cannot express 3 ms in mV: time and voltage'],
    [() => math.cumprod(mV([1, 2]) as never), 'cumprod wants a plain number, got [1. 2.] mV, a voltage'],
    [() => math.cbrt(mV(8)), 'the exponent must be a whole or half number'],
    [
      () => math.power(mV(2), new Quantity([1, 2]) as never),
      'power of 2 mV wants a plain number as its exponent, got [1. 2.]: one array has one unit',
    ],
    [() => math.mod(mV(5), ms(3) as never), 'cannot take the remainder of 5 mV and 3 ms: voltage and time'],
    [() => math.floorDivide(mV(5), ms(3) as never), 'cannot divide to a whole number 5 mV and 3 ms: voltage and time'],
    [() => math.all(mV(1) as never), 'all wants a plain number, got 1 mV'],
    [() => math.searchsorted(mV([1, 2]), ms(1) as never), 'cannot search [1. 2.] mV and 1 ms: voltage and time'],
    [() => math.heaviside(mV(1), mV(0.5) as never), 'heaviside wants a plain number, got 0.5 mV'],
    [() => math.split(mV([1, 2, 3]), 2), 'split cannot make 2 equal parts of axis 0 of shape (3,), which is 3 long'],
    [() => math.quantile(mV([1, 2]), 2), 'quantile wants fractions from 0 to 1, got 2'],
    [
      () => math.cross(mV([1, 2]), mV([1, 2, 3])),
      'cross wants two or three components along the last axis of both, got shapes (2,) and (3,)',
    ],
    [
      () => math.average(mV([1, 2]), undefined, ms([1, 2, 3])),
      'average wants weights of the shape of the values, (2,)',
    ],
    [() => math.tril(mV([1, 2])), 'tril wants a matrix, got shape (2,)'],
  ])('%#', (run, text) => {
    expect(run).toThrow(text);
  });
});
