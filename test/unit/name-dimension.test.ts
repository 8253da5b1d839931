import { describe, expect, it } from 'vitest';
import { BrainError } from '../../src/core/error.js';
import { cm2, Dimension, Hz, metre, mV, nameDimension, newton, second, type AnyQuantity } from '../../src/unit/index.js';

// The compiler's side is in test/types/named-dimensions.ts; here names are strings.
const name = nameDimension as (name: unknown, form: unknown) => void;

describe('a dimension gets a name of the user\'s', () => {
  const before = Hz(5).div(cm2(1)) as AnyQuantity;

  it('which quantities have from then on, and those that are there already', () => {
    expect(before.dim).toBe('m^-2 s^-1');
    name('spikeDensity', 'm^-2 s^-1');
    expect(before.dim).toBe('spikeDensity');
    expect(Hz(1).div(metre(2).pow(2)).dim).toBe('spikeDensity');
    expect(before.mul(cm2(1)).dim).toBe('frequency');
    expect(() => before.add(mV(1))).toThrow('cannot add 5 Hz / cm^2 and 1 mV: spikeDensity and voltage');
  });

  it('by seven exponents as well, halves among them', () => {
    name('rootTime', [0, 0, 0.5, 0, 0, 0, 0]);
    expect(second(4).sqrt().dim).toBe('rootTime');
    name('jerk', 'm s^-3');
    expect(newton(1).dim).toBe('force');
    expect(Dimension.of([1, 0, -3, 0, 0, 0, 0]).name).toBe('jerk');
    expect(Dimension.named('jerk')).toBe(Dimension.of([1, 0, -3, 0, 0, 0, 0]));
  });

  it('and a second time changes nothing', () => {
    name('spikeDensity', 'm^-2 s^-1');
    expect(before.dim).toBe('spikeDensity');
  });

  it.each([
    ['voltage', 'm^2', "cannot name 'm^2' voltage: it is called area already"],
    ['torque', 'kg m^2 s^-2', "cannot name 'kg m^2 s^-2' torque: it is called energy already"],
    ['voltage', 'm^9', "cannot name 'm^9' voltage: the name is that of another dimension"],
    ['spikeDensity', 'm^9', "cannot name 'm^9' spikeDensity: the name is that of another dimension"],
    ['other', 'm^-2 s^-1', "cannot name 'm^-2 s^-1' other: it is called spikeDensity already"],
    ['other', '', "cannot name '' other: it is called one already"],
    ['other', 'm2', "other: a dimension is named by its base form, such as 'kg m^2 s^-3 A^-1', or by seven exponents, whole or half numbers, got 'm2'"],
    ['other', 'm m', "got 'm m'"],
    ['other', 'm^2^3', "got 'm^2^3'"],
    ['other', 'm^x', "got 'm^x'"],
    ['other', 'm^0.25', "got 'm^0.25'"],
    ['other', [1, 2], 'got [1, 2]'],
    ['other', [1, 2, 3, 4, 5, 6, 0.3], 'got [1, 2, 3, 4, 5, 6, 0.3]'],
    ['other', undefined, "got 'undefined'"],
    ['two words', 'm^9', "a dimension's name is one word of letters and digits, and no symbol of a base unit, got 'two words'"],
    ['kg', 'm^9', "got 'kg'"],
    ['', 'm^9', "got ''"],
    [3, 'm^9', "got '3'"],
  ])('%s, %s is refused', (word, form, text) => {
    expect(() => name(word, form)).toThrow(BrainError);
    expect(() => name(word, form)).toThrow(text);
    expect(Dimension.of([9, 0, 0, 0, 0, 0, 0]).name).toBe('m^9');
  });
});
