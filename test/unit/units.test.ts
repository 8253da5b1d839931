import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Dimension } from '../../src/unit/dimension.js';
import { cm, Hz, isUnit, kHz, mA, mV, ms, nS, ohm, pA, second, u, unitless, volt, type AnyUnit } from '../../src/unit/index.js';

const half = fc.integer({ min: -8, max: 8 }).map((n) => n / 2);
const dimension = fc.tuple(half, half, half, half, half, half, half).map((exponents) => Dimension.of(exponents));
const unit = fc.constantFrom<AnyUnit>(mV, volt, ms, second, mA, pA, ohm, nS, cm, Hz, u.molar, u.kelvin, u.joule, u.um2);

describe('a dimension', () => {
  it('has a name, or else a base form', () => {
    expect(Dimension.named('voltage').name).toBe('voltage');
    expect(Dimension.of([2, 1, -3, -1, 0, 0, 0])).toBe(Dimension.named('voltage'));
    expect(Dimension.of([4, 2, -6, -2, 1, 0, 0]).name).toBe('kg^2 m^4 s^-6 A^-2 K');
    expect(Dimension.named('time').pow(0.5).name).toBe('s^0.5');
  });

  it('multiplies as a group', () => {
    const one = Dimension.named('one');
    fc.assert(
      fc.property(dimension, dimension, dimension, (a, b, c) => {
        expect(a.mul(b)).toBe(b.mul(a));
        expect(a.mul(b).mul(c)).toBe(a.mul(b.mul(c)));
        expect(a.mul(one)).toBe(a);
        expect(a.div(a)).toBe(one);
        expect(a.mul(b).div(b)).toBe(a);
        expect(a.mul(b).pow(2)).toBe(a.pow(2).mul(b.pow(2)));
        expect(a.pow(2).pow(0.5)).toBe(a);
        expect(a.pow(0)).toBe(one);
      }),
    );
  });
});

describe('a unit', () => {
  it('is a function that makes quantities', () => {
    expect(String(mV(-60))).toBe('-60. mV');
    expect(String(ms([1, 2, 3]))).toBe('[1. 2. 3.] ms');
    expect(isUnit(mV)).toBe(true);
    expect(isUnit(() => 1)).toBe(false);
  });

  it('has a name, a symbol, a dimension and a size', () => {
    expect([mV.name, mV.symbol, mV.dim, mV.scale, mV.factor, mV.magnitude]).toEqual(['mvolt', 'mV', 'voltage', -3, 1, 1e-3]);
    expect(`${mV} ${String(mV.div(ms))}`).toBe('mV mV / ms');
  });

  it('takes the name that a product or quotient has', () => {
    expect(mA.mul(ohm).equals(mV)).toBe(true);
    expect(String(mA.mul(ohm))).toBe('mV');
    expect(ms.reverse().equals(kHz)).toBe(true);
    expect(mA.mul(ohm)).toBe(mA.mul(ohm));
  });

  it('multiplies as sizes do', () => {
    fc.assert(
      fc.property(unit, unit, (a, b) => {
        expect(a.mul(b).magnitude / (a.magnitude * b.magnitude)).toBeCloseTo(1, 12);
        expect(a.div(b).magnitude / (a.magnitude / b.magnitude)).toBeCloseTo(1, 12);
        expect(a.mul(b).equals(b.mul(a))).toBe(true);
        expect(a.mul(b).symbol).toBe(b.mul(a).symbol);
        expect(a.mul(b).div(b).equals(a)).toBe(true);
        expect(a.div(a).equals(unitless)).toBe(true);
        expect(a.pow(2).equals(a.mul(a))).toBe(true);
        expect(a.pow(2).symbol).toBe(a.mul(a).symbol);
        expect(a.pow(-1).equals(a.reverse())).toBe(true);
        expect(a.pow(2).pow(0.5).equals(a)).toBe(true);
        expect(a.mul(unitless)).toBe(a);
        expect(a.hasSameDim(a.mul(b).div(b))).toBe(true);
      }),
    );
  });

  it('keeps a size beside an angle', () => {
    const km = u.kmetre.div(u.metre);
    expect(String(km.mul(u.radian))).toBe('10.0^3 * rad');
    expect(km.mul(u.radian).magnitude).toBe(1000);
    expect(String(u.radian.div(km))).toBe('rad / 10.0^3');
    expect(String(km.mul(u.radian).div(u.radian))).toBe('10.0^3');
  });

  it('refuses what is not a unit, and powers that are not whole or half', () => {
    expect(() => mV.mul('3' as never)).toThrow('wants a unit such as mV, got string');
    expect(() => mV.pow(0.3)).toThrow('the exponent must be a whole or half number, got 0.3 for mV');
  });
});
