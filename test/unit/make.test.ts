// What a unit makes quantities of, and what it refuses; constants and temperatures.
import { describe, expect, it } from 'vitest';
import { repr } from '../../src/core/print.js';
import { mV, ms, Quantity, u, unitless, volt, type AnyQuantity } from '../../src/unit/index.js';

describe('a unit makes a quantity', () => {
  it.each<[string, () => Quantity<'voltage'>, string]>([
    ['a number', () => mV(1), 'Quantity(1., "mV")'],
    ['not a number', () => mV(NaN), 'Quantity(nan, "mV")'],
    ['negative zero', () => mV(-0), 'Quantity(-0., "mV")'],
    ['an array', () => mV([1, 2]), 'Quantity([1. 2.], "mV")'],
    ['nested arrays', () => mV([[1, 2], [3, 4]]), 'Quantity([[1. 2.]\n          [3. 4.]], "mV")'],
    ['an empty array', () => mV([]), 'Quantity([], "mV")'],
    ['a Float32Array', () => mV(Float32Array.of(1, 2)), 'Quantity([1. 2.], "mV")'],
    ['a Float64Array', () => mV(Float64Array.of(1.5)), 'Quantity([1.5], "mV")'],
    ['an Int32Array', () => mV(Int32Array.of(1, 2)), 'Quantity([1 2], "mV")'],
    ['a Uint32Array', () => mV(Uint32Array.of(4)), 'Quantity([4], "mV")'],
    ['a boolean', () => mV(true), 'Quantity(True, "mV")'],
    ['booleans', () => mV([true, false]), 'Quantity([ True False], "mV")'],
    ['numbers, among which true is 1', () => mV([true, 2]), 'Quantity([1. 2.], "mV")'],
    ['a dimensionless quantity', () => mV(unitless([1, 2])), 'Quantity([1. 2.], "mV")'],
    ['a ratio', () => mV(mV(3).div(volt(1))), 'Quantity(0.003, "mV")'],
  ])('of %s', (_, make, text) => {
    expect(repr(make())).toBe(text);
  });

  it('whose typed array is a copy', () => {
    const data = Float32Array.of(1, 2);
    const q = mV(data);
    data[0] = 9;
    expect(String(q)).toBe('[1. 2.] mV');
    expect(q.dtype).toBe('float32');
  });

  it.each<[string, unknown, string]>([
    ['a text', 'x', 'got string'],
    ['null', null, 'got null'],
    ['undefined', undefined, 'got undefined'],
    ['a bigint', 3n, 'got bigint'],
    ['an object', {}, 'got Object'],
    ['what looks like an array', { length: 1, 0: 1 }, 'got Object'],
    ['bytes', new Uint8Array(2), 'got Uint8Array'],
    ['a buffer', new ArrayBuffer(8), 'got ArrayBuffer'],
    ['a date', new Date(0), 'got Date'],
    ['a unit', ms, 'got function'],
    ['an array of texts', [1, 'a'], 'nested arrays hold numbers or booleans, found a'],
    ['an array with a hole', [1, , 3], 'found undefined'],
    ['an array of quantities', [mV(1)], 'found 1. mV'],
    ['ragged arrays', [[1, 2], [3]], 'nested arrays must have equal lengths: expected 2 items on axis 1'],
    ['a quantity', ms(3), 'mV() wants plain numbers, got 3 ms; convert with .in(mV)'],
    ['an angle', u.degree(90), 'mV() wants plain numbers, got 90 °; count it plainly with .in(unitless)'],
  ])('but not of %s', (_, value, message) => {
    expect(() => mV(value as never)).toThrow(message);
  });

  it('and plain numbers have none', () => {
    expect(() => unitless(mV(1) as never)).toThrow('got 1 mV; divide by a unit first: x.div(mV(1))');
  });
});

describe('a quantity as text', () => {
  it('is counted in any unit, with so many digits', () => {
    expect(volt(3).toString({ unit: mV })).toBe('3000. mV');
    expect(ms(123123).toString({ unit: u.second, precision: 2 })).toBe('123.12 s');
    expect(mV([1.23456, 2]).toFixed(2)).toBe('[1.23 2.00] mV');
    expect(mV(3.14159).toExponential(2)).toBe('3.14e+00 mV');
    expect(unitless(2.5).toFixed()).toBe('2');
    expect(`${mV(3).div(volt(1)).toFixed(4)}`).toBe('0.0030');
    expect(new Quantity(true).toFixed(2)).toBe('True');
  });

  it('refuses a unit of another dimension and digits that are none', () => {
    expect(() => mV(1).toString({ unit: ms as never })).toThrow('cannot express 1 mV in ms: voltage and time');
    expect(() => mV(1).toString({ precision: 1.5 })).toThrow(
      'precision wants a number of digits, a whole number from 0 to 100, got 1.5',
    );
    expect(() => mV(1).toFixed(-1)).toThrow('toFixed() wants a number of digits');
    expect(() => mV(1).toExponential(101)).toThrow('toExponential() wants a number of digits');
  });
});

describe('constants', () => {
  it('have units that announce the name which they get when they are first used', () => {
    const compound = Object.values(u.constants as unknown as Record<string, Quantity>)
      .map(({ unit }) => unit)
      .filter((unit) => / [*/] /.test(unit.symbol));
    expect(compound.length).toBeGreaterThan(8);
    for (const unit of compound) expect(unit.name).toBe(unit.symbol);
  });

  it('agree with each other, as CODATA 2018 does', () => {
    const { avogadro, boltzmann, elementaryCharge, electric, faraday, gas, magnetic } = u.constants;
    const { molarMass, atomicMass, planck, hbar, speedOfLight, stefanBoltzmann } = u.constants;
    const ratio = (a: AnyQuantity, b: AnyQuantity): number => (a.div(b) as Quantity).item();
    expect(ratio(avogadro.mul(boltzmann), gas)).toBeCloseTo(1, 14);
    expect(ratio(avogadro.mul(elementaryCharge), faraday)).toBeCloseTo(1, 14);
    expect(ratio(hbar.mul(2 * Math.PI), planck)).toBeCloseTo(1, 14);
    expect(ratio(electric.mul(magnetic).mul(speedOfLight.pow(2)), unitless(1))).toBeCloseTo(1, 9);
    expect(ratio(avogadro.mul(atomicMass), molarMass)).toBeCloseTo(1, 9);
    const sigma = boltzmann.pow(4).mul((2 * Math.PI ** 5) / 15).div(planck.pow(3).mul(speedOfLight.pow(2)));
    expect(ratio(sigma, stefanBoltzmann)).toBeCloseTo(1, 12);
  });

  it('give the thermal voltage', () => {
    const { gas, faraday } = u.constants;
    const V_T = gas.mul(u.celsius2kelvin(37)).div(faraday);
    expect(V_T.toString({ unit: mV, precision: 3 })).toBe('26.727 mV');
  });
});

describe('temperatures', () => {
  it('go from degrees to kelvin and back', () => {
    expect(String(u.celsius2kelvin(25))).toBe('298.15 K');
    expect(String(u.celsius2kelvin(Int32Array.of(0, 100)))).toBe('[273.15 373.15] K');
    expect(u.kelvin2celsius(u.celsius2kelvin(-40)).item()).toBeCloseTo(-40, 12);
    expect(u.kelvin2celsius(u.mkelvin(273150)).item()).toBeCloseTo(0, 12);
    expect(u.fahrenheit2kelvin(212).item(u.kelvin)).toBeCloseTo(373.15, 12);
    expect(u.kelvin2fahrenheit(u.kelvin(273.15)).item()).toBeCloseTo(32, 12);
  });

  it('refuse what is no temperature', () => {
    expect(() => u.kelvin2celsius(ms(1) as never)).toThrow('wants a temperature (K), got 1 ms');
    expect(() => u.celsius2kelvin(u.kelvin(1) as never)).toThrow('unitless() wants plain numbers, got 1 K');
  });
});

describe('getDimension', () => {
  it('finds a dimension by name, base form, exponents, and exponents by name', () => {
    const voltage = u.volt.dimension;
    expect(u.getDimension('voltage')).toBe(voltage);
    expect(u.getDimension('kg m^2 s^-3 A^-1')).toBe(voltage);
    expect(u.getDimension([2, 1, -3, -1, 0, 0, 0])).toBe(voltage);
    expect(u.getDimension({ m: 2, kg: 1, s: -3, A: -1 })).toBe(voltage);
    expect(u.getDimension({ length: 2, mass: 1, time: -3, current: -1 })).toBe(voltage);
    expect(u.getDimension(voltage)).toBe(voltage);
    expect(voltage.exponentOf('length')).toBe(2);
    expect(voltage.exponentOf('A')).toBe(-1);
    expect(String(voltage)).toBe('m^2 kg s^-3 A^-1');
    expect(repr(voltage)).toBe('metre ** 2 * kilogram * second ** -3 * amp ** -1');
  });

  it('refuses what is none', () => {
    expect(() => u.getDimension('volts')).toThrow(`such as 'voltage' or 'kg m^2 s^-3 A^-1', got 'volts'`);
    expect(() => u.getDimension([1, 2])).toThrow('a dimension has seven exponents, whole or half numbers');
    expect(() => u.getDimension([0.3, 0, 0, 0, 0, 0, 0])).toThrow('got [0.3, 0, 0, 0, 0, 0, 0]');
    expect(() => u.getDimension({ lenth: 1 })).toThrow(`no base dimension is called 'lenth'; their names are length,`);
    expect(() => u.getDimension(3 as never)).toThrow('got 3');
    expect(() => u.volt.dimension.exponentOf('volt')).toThrow(`no base dimension is called 'volt'`);
    expect(() => u.volt.dimension.mul(3 as never)).toThrow('wants a dimension, got number;');
    expect(() => u.volt.dimension.pow(NaN)).toThrow('must be a finite number, got NaN for the dimension voltage');
  });
});
