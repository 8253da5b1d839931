import { describe, expect, it, test } from 'vitest';
import { repr } from '../../src/core/print.js';
import { mA, ms, mV, nA, ohm, Quantity, u, volt, type Quantity as Q } from '../../src/unit/index.js';

describe('checkDims', () => {
  const ohmsLaw = u.checkDims(['current', 'resistance'], 'voltage', { names: ['I', 'R'] })((I, R) => I.mul(R));

  it('lets units of any size pass, and what comes out as well', () => {
    expect(repr(ohmsLaw(nA(3), ohm(2)))).toBe('Quantity(6., "nV")');
  });

  it('names the function, the argument and what it got', () => {
    const voltageOf = u.checkDims(['current', u.ohm], 'voltage', { names: ['I', 'R'] })(function voltageOf(I, R) {
      return I.mul(R);
    });
    expect(() => voltageOf(mV(3) as never, ohm(2))).toThrow('voltageOf: I has to be a current, got 3 mV, a voltage');
    expect(() => voltageOf(mA(3), 2 as never)).toThrow('voltageOf: R has to be a resistance, got 2');
    expect(() => voltageOf('3 mA' as never, ohm(2))).toThrow('voltageOf: I has to be a current, got 3 mA');
    const wrong = u.checkDims(['current'], 'voltage')(((I: unknown) => I) as never) as (I: Q<'current'>) => unknown;
    expect(() => wrong(mA(1))).toThrow('the function: the result has to be a voltage, got 1 mA, a current');
  });

  it('wants an object where parameters are told by name', () => {
    const drift = u.checkDims({ V: 'voltage', tau: ms }, 'voltageRate')(function drift({ V, tau }) {
      return V.div(tau);
    });
    expect(() => drift(mV(1) as never)).toThrow('drift: its argument has to be an object with V, tau, got 1 mV, a voltage');
    const own = u.checkUnits({ V: mV })(({ V }) => V);
    expect(() => own(volt(1) as never)).toThrow('the function: its argument has to be an object with V, got 1 V, a voltage');
  });

  it('takes options by name', () => {
    const drift = u.checkDims({ V: 'voltage', tau: ms }, 'voltageRate')(({ V, tau }) => V.div(tau));
    expect(repr(drift({ V: mV(4), tau: ms(2) }))).toBe('Quantity(2., "mV / ms")');
    expect(() => drift({ V: mV(4), tau: mV(2) as never })).toThrow('tau has to be a time, got 2 mV, a voltage');
  });

  it('of another argument, a boolean, or anything', () => {
    const add = u.checkDims(
      [null, u.sameAs(0), 'bool'],
      (d) => d,
    )((a: Q<'voltage'>, b: Q<'voltage'>, twice?: boolean) => (twice === true ? a.add(b).mul(2) : a.add(b)));
    expect(repr(add(mV(1), volt(1)))).toBe('Quantity(1001., "mV")');
    expect(repr(add(mV(1), mV(1), true))).toBe('Quantity(4., "mV")');
    expect(() => add(mV(1), ms(1) as never)).toThrow(
      'argument 2 has to have the dimension of argument 1, got 1 ms, a time, and argument 1 is 1 mV',
    );
    expect(() => add(mV(1), mV(1), 1 as never)).toThrow('argument 3 has to be true or false, got 1');
    expect(() => u.checkDims([u.sameAs(3)])((a: Q) => a)(new Quantity(1))).toThrow('which is not described');
  });

  it('a result of which the dimension follows, and trees of results', () => {
    const area = u.checkDims(['length'], (L) => L.pow(2))((side) => side.pow(2));
    expect(repr(area(u.cm(3)))).toBe('Quantity(9., "cm^2")');
    const bad = u.checkDims(['length'], (L) => L.pow(2))((side) => side);
    expect(() => bad(u.cm(3))).toThrow('the result has to be an area, got 3 cm, a length');
    const both = u.checkDims(['voltage'], { V: 'voltage', rest: [null, 'one'] })((V) => ({
      V,
      rest: ['any', 3] as never,
    }));
    expect(repr(both(mV(1)).V)).toBe('Quantity(1., "mV")');
    const list = u.checkDims(['voltage'], ['voltage', 'time'])((V) => [V] as never);
    expect(() => list(mV(1))).toThrow('the result has to be a list of 2');
  });
});

test('checkUnits wants the very size', () => {
  const doubled = u.checkUnits([u.mV], u.mV)((V) => V.mul(2));
  expect(repr(doubled(mV(2)))).toBe('Quantity(4., "mV")');
  expect(() => doubled(volt(2))).toThrow('argument 1 has to be a quantity in mV, got 2 V, a voltage');
  const count = u.checkUnits([u.unitless])((n) => n);
  expect(() => count(mV(1) as never)).toThrow('argument 1 has to be a plain number, got 1 mV');
  const square = u.checkUnits([null], (unit) => unit.mul(unit))((x: Q<'length'>) => x.pow(2));
  expect(repr(square(u.cm(2)))).toBe('Quantity(4., "cm^2")');
});

describe('assignUnits', () => {
  it('counts arguments in given units, and gives the result its own', () => {
    const alpha = u.assignUnits([u.mV], u.ms.reverse())((V) => V.add(65).mul(0.07));
    expect(alpha(volt(-0.06)).item(u.kHz)).toBeCloseTo(0.35, 6);
    expect(alpha.withoutResultUnits(mV(-60)).item()).toBeCloseTo(0.35, 6);
    expect(() => alpha(ms(1) as never)).toThrow('the function: argument 1 has to be a voltage, got 1 ms, a time');
  });

  it('by name, with what is handed on, and several results', () => {
    const f = u.assignUnits({ V: u.mV }, [u.mV, null])(
      (options: { V: Q; name: string }) => [options.V.mul(2), options.name] as const,
    );
    const [doubled, name] = f({ V: volt(1), name: 'soma' });
    expect([repr(doubled), name]).toEqual(['Quantity(2000., "mV")', 'soma']);
    const bad = u.assignUnits([u.mV], u.mV)(() => mV(1) as never);
    expect(() => bad(mV(1))).toThrow('the result has to be a plain number, got 1 mV, a voltage');
  });
});

describe('getters', () => {
  it('of units, dimensions and numbers', () => {
    expect([u.getUnit(mV(1)), u.getUnit(3), u.getUnit(u.ms)].map(String)).toEqual(['mV', '1', 'ms']);
    expect([u.getDim(mV(1)), u.getDim(3), u.getDim(u.ms)].map(({ name }) => name)).toEqual(['voltage', 'one', 'time']);
    expect(u.splitMantissaUnit(mV([1, 2])).map(repr)).toEqual(['Quantity([1. 2.])', 'Unit("mV")']);
    expect(repr(u.arrayWithUnit(u.getMantissa(volt(2), mV), mV))).toBe('Quantity(2000., "mV")');
    expect(repr(u.getMantissa(3))).toBe('Quantity(3.)');
    expect(repr(u.inUnit(volt(1), mV))).toBe('Quantity(1000., "mV")');
    expect(u.toDecimal(volt(1), mV)).toBe(1000);
    const scaled = u.mradian(500);
    expect([u.isUnitless(scaled), u.isDimensionless(scaled), u.isUnitless(3), u.isDimensionless(mV)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(repr(u.maybeDecimal(scaled))).toBe('Quantity(0.5)');
    expect([repr(u.maybeDecimal(volt(1))), repr(u.maybeDecimal(volt(1), mV))]).toEqual([
      'Quantity(1., "V")',
      'Quantity(1000.)',
    ]);
    expect([
      u.haveSameDim(mV(1), volt),
      u.haveSameDim(mV(1), 1),
      u.hasSameUnit(mV(1), volt(1)),
      u.hasSameUnit(mV(1), mV),
    ]).toEqual([true, false, false, true]);
    expect([
      u.isScalarType(3),
      u.isScalarType(new Quantity(3)),
      u.isScalarType(mV(3)),
      u.isScalarType(new Quantity([3])),
      u.isScalarType('3'),
    ]).toEqual([true, true, false, false, false]);
    expect(u.unitScaleAlignToFirst(mV(1), volt(2)).map(repr)).toEqual(['Quantity(1., "mV")', 'Quantity(2000., "mV")']);
  });

  it('refuse what does not measure the same', () => {
    expect(u.failForDimensionMismatch(mV(1), volt(1)).map(({ name }) => name)).toEqual(['voltage', 'voltage']);
    expect(() => u.failForDimensionMismatch(mV(4), ms(3))).toThrow(
      'the dimensions differ: 4 mV and 3 ms, voltage and time',
    );
    expect(() => u.failForDimensionMismatch(mV(4))).toThrow(
      'the dimensions differ: 4 mV and 1, voltage and a plain number',
    );
    expect(() => u.failForUnitMismatch(mV(4), u.ms, 'cannot join')).toThrow(
      'cannot join: 4 mV and ms, voltage and time',
    );
    expect(u.failForUnitMismatch(mV(1), volt).map(String)).toEqual(['mV', 'V']);
    u.assertQuantity(mV([1, 2]), [1, 2], mV);
    expect(() => u.assertQuantity(mV(1), 2, mV)).toThrow('wants 2 mV, got 1 mV');
  });
});
