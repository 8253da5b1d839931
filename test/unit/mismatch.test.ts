import { describe, expect, it } from 'vitest';
import { init, LIFRef, u, type AnyQuantity } from '../../src/index.js';

// What units refuse at run time, where the compiler was not asked or was told `any`: both values with their units, and
// the operation.
const { cm2, Hz, mA, math, mS, ms, mV, ohm, unitless, volt } = u;
const V = mV(4) as AnyQuantity, t = ms(3) as AnyQuantity;
const Vs = mV([1, 2]) as AnyQuantity, ts = ms([3, 4]) as AnyQuantity;

describe('what wants like quantities names both, and itself', () => {
  it.each<[string, () => unknown, string]>([
    ['add', () => V.add(t), 'cannot add 4 mV and 3 ms: voltage and time'],
    ['sub', () => V.sub(t), 'cannot subtract 4 mV and 3 ms: voltage and time'],
    ['gt', () => V.gt(t), 'cannot compare 4 mV and 3 ms: voltage and time'],
    ['ge', () => V.ge(t), 'cannot compare 4 mV and 3 ms: voltage and time'],
    ['lt', () => V.lt(t), 'cannot compare 4 mV and 3 ms: voltage and time'],
    ['le', () => V.le(t), 'cannot compare 4 mV and 3 ms: voltage and time'],
    ['eq', () => V.eq(t), 'cannot compare 4 mV and 3 ms: voltage and time'],
    ['ne', () => V.ne(t), 'cannot compare 4 mV and 3 ms: voltage and time'],
    ['with', () => Vs.with(0, t), 'cannot put together [1. 2.] mV and 3 ms: voltage and time'],
    ['addAt', () => Vs.addAt(0, t), 'cannot add [1. 2.] mV and 3 ms: voltage and time'],
    ['math.add', () => math.add(V, t), 'cannot add 4 mV and 3 ms: voltage and time'],
    ['math.subtract', () => math.subtract(V, t), 'cannot subtract 4 mV and 3 ms: voltage and time'],
    ['math.minimum', () => math.minimum(V, t), 'cannot take the minimum of 4 mV and 3 ms: voltage and time'],
    ['math.maximum', () => math.maximum(V, t), 'cannot take the maximum of 4 mV and 3 ms: voltage and time'],
    ['math.clip', () => math.clip(V, V, t), 'cannot take the minimum of 4 mV and 3 ms: voltage and time'],
    ['math.where', () => math.where(V.gt(V), V, t), 'cannot choose between 4 mV and 3 ms: voltage and time'],
    ['math.concatenate', () => math.concatenate([Vs, ts]), 'cannot concatenate [1. 2.] mV and [3. 4.] ms: voltage and time'],
    ['math.stack', () => math.stack([Vs, ts]), 'cannot stack [1. 2.] mV and [3. 4.] ms: voltage and time'],
    ['math.pad', () => math.pad(Vs, [1, 1], t), 'cannot put together [1. 2.] mV and 3 ms: voltage and time'],
    ['math.arange', () => math.arange(V, t), '4 mV and 3 ms: voltage and time'],
    ['math.linspace', () => math.linspace(V, t, 3), '4 mV and 3 ms: voltage and time'],
    ['math.equal', () => math.equal(V, t), 'cannot compare 4 mV and 3 ms: voltage and time'],
    ['math.allclose', () => math.allclose(V, t), '4 mV and 3 ms: voltage and time'],
    ['math.mod', () => math.mod(V, t), 'cannot take the remainder of 4 mV and 3 ms: voltage and time'],
  ])('%s', (_, run, text) => {
    expect(run).toThrow(text);
  });

  it.each<[string, () => unknown, string]>([
    ['a number after', () => V.add(1 as never), 'cannot add 4 mV and 1: voltage and a plain number; give the number a unit: mV(1)'],
    ['a number before', () => math.subtract(1, V as never), 'cannot subtract 1 and 4 mV: a plain number and voltage; give the number a unit: mV(1)'],
    ['zero, too', () => V.gt(0 as never), 'cannot compare 4 mV and 0: voltage and a plain number; give the number a unit: mV(0)'],
    ['an array without a unit', () => Vs.add(unitless([1, 2])), 'cannot add [1. 2.] mV and [1. 2.]: voltage and a plain number'],
    ['a dimension without a name', () => V.mul(t).mul(t).add(V), 'cannot add 36 ms^2 * mV and 4 mV: kg m^2 s^-1 A^-1 and voltage'],
    ['quotients of units', () => mS(1).div(cm2(1)).add(V as never), 'cannot add 1 mS / cm^2 and 4 mV: conductanceDensity and voltage'],
    ['long arrays by their shapes', () => mV(new Float32Array(100)).add(ts as never), 'cannot add float32[100] mV and [3. 4.] ms: voltage and time'],
    ['other units of one dimension', () => volt(1).add(mV(1)).add(Hz(1) as never), 'cannot add 1.001 V and 1 Hz: voltage and frequency'],
  ])('%s', (_, run, text) => {
    expect(run).toThrow(text);
  });
});

describe('what wants a plain number names itself', () => {
  const functions = ['exp', 'expm1', 'exprel', 'log', 'log1p', 'sin', 'cos', 'tan', 'sinh', 'cosh', 'tanh', 'arcsin', 'arctan'] as const;

  it.each(functions)('%s', (name) => {
    expect(() => math[name](V)).toThrow(`${name} wants a plain number, got 4 mV, a voltage; divide by a unit first: x.div(mV(1))`);
  });

  it('and does not write code that is none', () => {
    expect(() => math.exp(V.div(t))).toThrow(/^exp wants a plain number, got 1\.3333334 mV \/ ms, a voltageRate; divide by a unit first$/);
  });
});

describe('what wants another dimension says which', () => {
  it.each<[string, () => unknown, string]>([
    ['in', () => V.in(ms), 'cannot express 4 mV in ms: voltage and time'],
    ['toDecimal', () => V.toDecimal(ms), 'cannot express 4 mV in ms: voltage and time'],
    ['item', () => V.item(ms), 'cannot express 4 mV in ms: voltage and time'],
    ['item without a unit', () => V.item(), 'item() of 4 mV needs the unit to count in: item(mV)'],
    ['toTypedArray', () => Vs.toTypedArray(ms), 'cannot express [1. 2.] mV in ms: voltage and time'],
    ['as', () => V.as(ms), 'wants a time (ms), got 4 mV'],
    ['a unit of a quantity', () => mV(t as never), 'mV() wants plain numbers, got 3 ms; convert with .in(mV)'],
    ['a power', () => V.pow(0.3), 'the exponent must be a whole or half number, got 0.3 for 4 mV'],
    ['an index', () => Vs.get(t), 'an index wants a plain number, got 3 ms, a time'],
    ['an equation', () => u.expr({ V, t })('V + t'), 'cannot add 4 mV and 3 ms: voltage and time\n  V + t\n    ^'],
  ])('%s', (_, run, text) => {
    expect(run).toThrow(text);
  });
});

describe('a model names the argument that it was given', () => {
  const wrong = { time: mV(20), voltage: ms(20), resistance: mA(20) } as const;
  const options = {
    R: 'resistance', tau: 'time', tau_ref: 'time', V_th: 'voltage', V_rest: 'voltage', V_reset: 'voltage', V_initializer: 'voltage',
  } as const;

  it.each(Object.entries(options))('%s', (option, dim) => {
    const make = (value: unknown) => () => new LIFRef(1, { [option]: value });
    const value = wrong[dim];
    expect(make(value)).toThrow(`LIFRef: ${option} wants a ${dim}, got ${String(value).replace('.', '')}`);
    expect(make(unitless(20))).toThrow(`LIFRef: ${option} wants a ${dim}, got 20`);
    expect(make(new init.Constant(value as never))).toThrow(`LIFRef: ${option} wants a ${dim}, got Constant(`);
  });

  it('tau', () => expect(() => new LIFRef(1, { tau: mV(20) as never })).toThrow('LIFRef: tau wants a time, got 20 mV'));
  it('R', () => expect(() => new LIFRef(1, { R: ohm(1).mul(mA(1)) as never })).toThrow('LIFRef: R wants a resistance, got 1 mV'));
});

