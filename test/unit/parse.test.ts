import { describe, expect, it } from 'vitest';
import { cm2, mV, ms, nA, u } from '../../src/unit/index.js';

describe('parseUnit', () => {
  it.each([
    ['mV', 'mV'],
    ['mvolt', 'mV'],
    ['nA / cm^2', 'nA / cm^2'],
    ['nA/cm2', 'nA / cm^2'],
    ['mV*ms**0.5', 'ms^0.5 * mV'],
    ['m / (kg * s^2)', 'm / (kg * s^2)'],
    ['mV / ms / ms', 'mV / ms^2'],
    ['1 / s', 'Hz'],
    ['1', '1'],
    ['ohm^(0.5)', 'ohm^0.5'],
    ['10.0^3', '10.0^3'],
    ['6.0 * 10.0^4 * s', '6.0 * 10.0^4 * s'],
    ['10.0^-3 * m^2 * kg / (s^3 * A)', 'mV'],
    ['kohm * nA', 'uV'],
    ['A * s * m', 'A * m * s'],
    ['µV', 'uV'],
    ['Unit("mV / ms")', 'mV / ms'],
    ['troy ounce / fl oz', 'oz t / fl oz'],
    ['mvolt2', 'mV^2'],
  ])('reads %s as %s', (text, symbol) => {
    expect(String(u.parseUnit(text))).toBe(symbol);
  });

  it('gives the unit itself', () => {
    expect(u.parseUnit('mV')).toBe(mV);
    expect(u.parseUnit('cm^2')).toBe(cm2);
    expect(u.parseUnit('nA / cm^2').equals(nA.div(cm2))).toBe(true);
  });

  it('tells a symbol with a slash from a division', () => {
    expect(u.parseUnit('km/h').equals(u.kmh)).toBe(true);
    expect(u.parseUnit('km/h * m').equals(u.kmh.mul(u.metre))).toBe(true);
    expect(u.parseUnit('km/h^2').dim).toBe('acceleration');
    // What brainunit writes as km/h^2.
    expect(String(u.kmh.pow(2))).toBe('(km/h)^2');
    expect(u.parseUnit('(km/h)^2').equals(u.kmh.pow(2))).toBe(true);
    expect(String(u.metre.div(u.kmh))).toBe('m / (km/h)');
    expect(u.parseUnit('m / (km/h)').equals(u.metre.div(u.kmh))).toBe(true);
  });

  it.each([
    ['nA / cn^2', `cannot read the unit 'nA / cn^2': there is no unit 'cn' (character 6); did you mean cN, cm, cg?`],
    ['mv', `there is no unit 'mv' (character 1); did you mean mV, MV, `],
    ['msecnd', `there is no unit 'msecnd' (character 1); did you mean msecond, `],
    ['xyzzyq', `there is no unit 'xyzzyq' (character 1)`],
    ['', 'a unit is missing at the end (character 1)'],
    ['mV *', 'a unit is missing at the end (character 5)'],
    ['/ s', 'a unit is missing (character 1)'],
    ['mV ms', `'m' has no place here (character 4)`],
    ['2 mV', `'m' has no place here (character 3)`],
    ['mV)', `')' has no place here (character 3)`],
    ['(mV * ms', 'the parenthesis is not closed (character 1)'],
    ['mV^x', 'an exponent is a number (character 4)'],
    ['mV * ms^0.3', 'the exponents of a dimension are whole or half numbers (character 8)'],
    ['V / s * A', `'*' after '/' can be read in two ways: use parentheses (character 7)`],
    ['-1 * V', 'the size of a unit is a positive number (character 1)'],
    ['0 * V', 'the size of a unit is a positive number (character 1)'],
  ])('refuses %j: %s', (text, message) => {
    expect(() => u.parseUnit(text)).toThrow(message);
  });

  it('refuses what is no text', () => {
    expect(() => u.parseUnit(mV as never)).toThrow(`parseUnit wants a text such as 'nA / cm^2', got function`);
    expect(() => u.parseUnit(null as never)).toThrow('got null');
  });
});

describe('Unit.create', () => {
  // Units are never forgotten: every test has a size of its own.
  const bohr = u.Unit.create('length', 'bohr', 'a0', { scale: -11, factor: 5.29177210903 });

  it('makes a unit that is displayed, read and converted as any other', () => {
    expect([bohr.name, bohr.symbol, bohr.dim]).toEqual(['bohr', 'a0', 'length']);
    expect([bohr.scale, bohr.factor]).toEqual([-11, 5.29177210903]);
    expect(String(bohr([1, 2]))).toBe('[1. 2.] a0');
    expect(u.parseUnit('bohr')).toBe(bohr);
    expect(String(u.parseUnit('V / a0'))).toBe('V / a0');
    expect(bohr(2).item(u.metre)).toBeCloseTo(1.058354421806e-10, 22);
  });

  it('gives its name to products of its size, remembered ones too', () => {
    const before = mV.mul(u.kelvin);
    expect(String(before)).toBe('K * mV');
    const warmth = u.Unit.create(before, 'warmth', 'wth', { scale: -3 });
    expect(String(mV.mul(u.kelvin))).toBe('wth');
    expect(mV.mul(u.kelvin).equals(warmth)).toBe(true);
  });

  it('takes no name from a unit of its size, which products spell out from then on', () => {
    expect(String(u.newton.mul(u.metre).pow(2))).toBe('J^2');
    u.Unit.create('energy', 'swing', 'swg', { scale: 7 });
    // 10^7 J had no name before: a prefix stands for a power of three.
    expect(String(u.parseUnit('10.0^7 * J'))).toBe('swg');
    u.Unit.create('catalyticActivity', 'turnover', 'tno');
    expect(String(u.mole.div(u.second))).toBe('mol / s');
  });

  it('gives the same unit when it is made again', () => {
    expect(u.Unit.create('length', 'bohr', 'a0', { scale: -11, factor: 5.29177210903 })).toBe(bohr);
    expect(u.Unit.create('voltage', 'mvolt', 'mV', { scale: -3 })).toBe(mV);
  });

  it('makes units with prefixes', () => {
    const mbohr = u.Unit.createScaled(bohr, 'm');
    expect([mbohr.name, mbohr.symbol, mbohr.scale, mbohr.dim]).toEqual(['mbohr', 'ma0', -14, 'length']);
    expect(u.parseUnit('ma0')).toBe(mbohr);
    expect(u.Unit.createScaled(u.volt, 'm')).toBe(mV);
    expect(() => u.Unit.createScaled(bohr, 'q')).toThrow(`no SI prefix is called 'q'; they are y, z, a,`);
  });

  it('takes a dimension by its base form, as a dimension, or from a unit', () => {
    expect(u.Unit.create('m^-2 s^-1', 'spikesPerArea', 'spa').dim).toBe('m^-2 s^-1');
    expect(u.Unit.create(u.getDimension({ length: 5 }), 'hyper', 'hyp').dim).toBe('m^5');
    expect(u.Unit.create(ms, 'tick', 'tck', { factor: 0.1 }).dim).toBe('time');
  });

  it('refuses a clash, and names that could not be read back', () => {
    expect(() => u.Unit.create('length', 'mvolt', 'zzz')).toThrow(
      `'mvolt' is a unit already: mvolt (mV), a voltage; take another name or symbol`,
    );
    expect(() => u.Unit.create('length', 'zzz', 'mV')).toThrow(`'mV' is a unit already: mvolt (mV), a voltage`);
    expect(() => u.Unit.create('length', 'bohr', 'a0')).toThrow(`'bohr' is a unit already: bohr (a0), a length`);
    for (const word of ['a b', 'a/b', 'a*b', '2a', 'a^2', 'a2', '', '(a)']) {
      expect(() => u.Unit.create('length', 'zzz', word)).toThrow('are words without spaces');
    }
    expect(() => u.parseUnit('zzz')).toThrow(`there is no unit 'zzz'`);
  });

  it('refuses an unknown dimension and a size that is none', () => {
    expect(() => u.Unit.create('volts', 'zzz', 'zzz')).toThrow(`got 'volts'`);
    expect(() => u.Unit.create('length', 'zzz', 'zzz', { factor: 0 })).toThrow(
      'the factor of a unit is a positive finite number, got 0',
    );
    expect(() => u.Unit.create('length', 'zzz', 'zzz', { scale: Infinity })).toThrow(
      'the scale of a unit is a finite number, got Infinity',
    );
  });
});
