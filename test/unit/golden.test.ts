import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { repr } from '../../src/core/print.js';
import { NDArray, type DType } from '../../src/engine/index.js';
import { Dimension } from '../../src/unit/dimension.js';
import * as powers from '../../src/unit/generated/powers.js';
import { isUnit, math, Quantity, u, unitless, type AnyUnit } from '../../src/unit/index.js';
import { standardUnit } from '../../src/unit/table.js';

// Made with brainunit (saiunit 0.5.2) and numpy 2.4 by tools/golden/units.py.
interface Golden {
  compositions: { of: string; str: string; repr: string; magnitude: number }[];
  arithmetic: { of: string; str: string; repr: string }[];
  quantities: (Values & { str: string; repr: string })[];
  formats: (Values & { in: string | null; texts: [precision: number | null, str: string][]; digits: string[][] })[];
  table: [name: string, full: string | null, symbol: string, scale: number, factor: number, exponents: string][];
  standard: [exponents: string, scale: number, factor: number, symbol: string | null][];
  parsed: [text: string, symbol: string | null, scale: number, factor: number, exponents: string][];
  dimensions: [unit: string, power: number, str: string, repr: string][];
  constants: [name: string, mantissa: number, unit: string][];
}

interface Values {
  shape: number[];
  dtype: DType;
  values: (number | string)[];
  unit: string;
}

const golden = JSON.parse(readFileSync(new URL('../golden/units.json', import.meta.url), 'utf8')) as Golden;

const exported = { ...u, ...powers } as unknown as Readonly<Record<string, AnyUnit | undefined>>;

/** `troy_ounce` is exported as `troyOunce`. */
function camelCase(name: string): string {
  return name.replace(/_([A-Za-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** A unit by brainunit's name for it, or by one of the shorter names that the expressions use. */
function unitCalled(name: string): AnyUnit {
  const short: Record<string, AnyUnit> = { V: u.volt, A: u.amp, uV: u.uvolt, UNITLESS: unitless };
  const unit = short[name] ?? exported[camelCase(name)];
  if (unit === undefined) throw new Error(`no unit ${name}`);
  return unit;
}

/** `mV ms /`: units by name, then what happens to them. */
function compose(postfix: string): AnyUnit {
  const stack: AnyUnit[] = [];
  for (const word of postfix.split(' ')) {
    if (word === '*' || word === '/') {
      const [b, a] = [stack.pop()!, stack.pop()!];
      stack.push(word === '*' ? a.mul(b) : a.div(b));
    } else if (word === 'reverse') stack.push(stack.pop()!.reverse());
    else if (word.startsWith('^')) stack.push(stack.pop()!.pow(Number(word.slice(1))));
    else stack.push(unitCalled(word));
  }
  return stack[0];
}

function exponentsOf(unit: AnyUnit): string {
  return unit.dimension.exponents.join(',');
}

// CODATA 2018 here, CODATA 2022 in brainunit 0.5.2, which says 2018.
const atomicMass = /^(atomic_mass|amu|u|um_u)$/;

describe('units are displayed as brainunit displays them', () => {
  it.each(golden.compositions)('$of is $str', ({ of, str, repr: text, magnitude }) => {
    const unit = compose(of);
    expect(String(unit)).toBe(str);
    expect(repr(unit)).toBe(text);
    expect(unit.magnitude / magnitude).toBeCloseTo(1, /\b(?:atomic_mass|amu|u|um_u)\b/.test(of) ? 8 : 12);
  });

  it('every unit that it exports is exported here, with its symbol, size and dimension', () => {
    for (const [name, , symbol, scale, factor, exponents] of golden.table) {
      if (name === 'UNITLESS') continue; // here `unitless`
      const unit = unitCalled(name);
      expect([name, unit.symbol, unit.scale, exponentsOf(unit)]).toEqual([name, symbol, scale, exponents]);
      if (atomicMass.test(name)) expect(unit.factor / factor).toBeCloseTo(1, 8);
      else expect([name, unit.factor]).toEqual([name, factor]);
    }
  });

  // braints/unit/powers has those.
  it('u has them all, except squares and cubes of units with a prefix that are no lengths', () => {
    const names = golden.table.map(([name]) => camelCase(name)).filter((name) => name !== 'UNITLESS' && !(name in u));
    expect(names.length).toBeGreaterThan(1000);
    for (const name of names) {
      expect(name).toMatch(/^(?:[yzafpnumcdhkMGTPEZY]|da)[a-z]+[23]$/);
      expect(u.parseUnit(name)).toBe(unitCalled(name));
    }
  });

  it('a product takes the name of every size that has one, and of no size that has two', () => {
    const expected = golden.standard.filter(([exponents, , , symbol]) => !/^[0,]+$/.test(exponents) && symbol !== 'u');
    const found = expected.map(([exponents, scale, factor]) => [
      exponents,
      scale,
      factor,
      standardUnit(Dimension.of(exponents.split(',').map(Number)), scale, factor)?.symbol ?? null,
    ]);
    expect(found).toEqual(expected);
  });
});

describe('texts are read as brainunit reads them', () => {
  it('every name and symbol of a unit', () => {
    for (const [name, full, symbol] of golden.table) {
      if (name === 'UNITLESS') continue;
      const unit = unitCalled(name);
      if (name !== 'speed_unit') expect(u.parseUnit(full ?? name)).toBe(unit);
      expect(u.parseUnit(symbol).equals(unit), symbol).toBe(true);
    }
  });

  it.each(golden.parsed)('%s is %s', (text, symbol, scale, factor, exponents) => {
    if (symbol === null) {
      expect(() => u.parseUnit(text)).toThrow('cannot read the unit');
      return;
    }
    const unit = u.parseUnit(text);
    expect([unit.symbol, unit.scale, exponentsOf(unit)]).toEqual([symbol, scale, exponents]);
    expect(unit.factor / factor).toBeCloseTo(1, 14);
  });
});

describe('dimensions and constants are those of brainunit', () => {
  it.each(golden.dimensions)('the dimension of %s to the power %d is %s', (name, power, str, text) => {
    const dimension = unitCalled(name).dimension.pow(power);
    expect(String(dimension)).toBe(str);
    expect(repr(dimension)).toBe(text);
  });

  it('every constant has its value and unit', () => {
    const constants = u.constants as unknown as Record<string, Quantity>;
    // CODATA 2018 here, 2022 or a round number there; hbar and sigma have more digits here.
    const other: Record<string, number> = {
      atomic_mass: 8, electric: 8, electron_mass: 8, magnetic: 8, molar_mass: 8, hbar: 8, stefan_boltzmann: 8,
    };
    for (const [name, mantissa, unit] of golden.constants) {
      const constant = constants[camelCase(name)];
      expect([name, String(constant.unit)]).toEqual([name, unit]);
      expect(Number(constant.mantissa) / mantissa, name).toBeCloseTo(1, other[name] ?? 14);
    }
  });
});

describe('quantities print as brainunit and numpy print them', () => {
  const decode = (x: number | string): number => (typeof x === 'number' ? x : Number(x.replace('inf', 'Infinity')));

  const quantity = ({ shape, dtype, values, unit }: Values): Quantity => {
    const array = NDArray.zeros(shape, dtype);
    values.forEach((x, i) => (array.data[i] = decode(x)));
    return new Quantity(array, unit === '' ? unitless : unitCalled(unit));
  };

  it.each(golden.quantities)('$str', (row) => {
    const q = quantity(row);
    expect(String(q)).toBe(row.str);
    expect(repr(q)).toBe(row.repr);
  });

  it.each(golden.formats)('$texts.0.1 with more and fewer digits', (row) => {
    const q = quantity(row);
    const unit = row.in === null ? {} : { unit: unitCalled(row.in) };
    for (const [precision, text] of row.texts) {
      expect(q.toString({ ...unit, ...(precision === null ? {} : { precision }) })).toBe(text);
    }
    for (const [spec, text] of row.digits) {
      const digits = Number(spec[1]);
      expect(spec.endsWith('f') ? q.toFixed(digits) : q.toExponential(digits)).toBe(text);
    }
  });

  it.each(golden.arithmetic)('$of is $str', ({ of, str, repr: text }) => {
    // The expressions are lines of the golden file, written in this API.
    const names = [...new Set(of.match(/\b[A-Za-z]+\b(?!\s*\.)/g))].filter((name) => isUnit(exported[name]));
    const run = new Function('math', ...names, `return ${of}`) as (...args: unknown[]) => Quantity;
    const q = run(math, ...names.map((name) => exported[name]));
    expect(String(q)).toBe(str);
    expect(repr(q)).toBe(text);
  });
});
