import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { repr } from '../../src/core/print.js';
import { NDArray, type DType } from '../../src/engine/index.js';
import { Dimension } from '../../src/unit/dimension.js';
import { math, Quantity, u, unitless, type AnyUnit } from '../../src/unit/index.js';
import { standardName } from '../../src/unit/standard-names.js';

// Made with brainunit (saiunit 0.5.2) and numpy 2.4 by tools/golden/units.py.
interface Golden {
  compositions: { of: string; str: string; repr: string; magnitude: number }[];
  arithmetic: { of: string; str: string; repr: string }[];
  quantities: { shape: number[]; dtype: DType; values: (number | string)[]; unit: string; str: string; repr: string }[];
  table: [name: string, symbol: string, scale: number, exponents: string][];
  standard: [exponents: string, scale: number, symbol: string | null][];
}

const golden = JSON.parse(readFileSync(new URL('../golden/units.json', import.meta.url), 'utf8')) as Golden;

const units: Readonly<Record<string, AnyUnit>> = { ...(u as unknown as Record<string, AnyUnit>), V: u.volt, A: u.amp, uV: u.uvolt };

// Units outside the SI families are not there yet, so products do not take their names either.
const outsideTheFamilies = [
  'angstrom', 'bar', 'dyn', 'dyne', 'erg', 'fermi', 'hectare', 'metric_ton', 'micron', 'speed_unit',
];
const symbolsOutside = ['Å', 'bar', 'erg', 'dyn'];

/** `mV ms /`: units by name, then what happens to them. */
function compose(postfix: string): AnyUnit {
  const stack: AnyUnit[] = [];
  for (const word of postfix.split(' ')) {
    if (word === '*' || word === '/') {
      const [b, a] = [stack.pop()!, stack.pop()!];
      stack.push(word === '*' ? a.mul(b) : a.div(b));
    } else if (word === 'reverse') stack.push(stack.pop()!.reverse());
    else if (word.startsWith('^')) stack.push(stack.pop()!.pow(Number(word.slice(1))));
    else stack.push(units[word]);
  }
  return stack[0];
}

describe('units are displayed as brainunit displays them', () => {
  it.each(golden.compositions)('$of is $str', ({ of, str, repr: text, magnitude }) => {
    const unit = compose(of);
    expect(String(unit)).toBe(str);
    expect(repr(unit)).toBe(text);
    expect(unit.magnitude / magnitude).toBeCloseTo(1, 12);
  });

  it('every unit of the tables has its symbol, size and dimension', () => {
    const missing: string[] = [];
    for (const [name, symbol, scale, exponents] of golden.table) {
      const unit = units[name];
      if (unit === undefined) missing.push(name);
      else expect([name, unit.symbol, unit.scale, unit.dimension.exponents.join(',')]).toEqual([name, symbol, scale, exponents]);
    }
    expect(missing).toEqual([
      'UNITLESS', // here `unitless`
      ...outsideTheFamilies,
    ]);
  });

  it('a product takes the name of every size that has one, and of no size that has two', () => {
    const expected = golden.standard
      .filter(([exponents]) => !/^[0,]+$/.test(exponents))
      .map(([exponents, scale, symbol]) => [exponents, scale, symbolsOutside.includes(symbol!) ? null : symbol]);
    const found = expected.map(([exponents, scale]) => [
      exponents,
      scale,
      standardName(Dimension.of(String(exponents).split(',').map(Number)), Number(scale))?.symbol ?? null,
    ]);
    expect(found).toEqual(expected);
  });
});

describe('quantities print as brainunit and numpy print them', () => {
  const decode = (x: number | string): number => (typeof x === 'number' ? x : Number(x.replace('inf', 'Infinity')));

  it.each(golden.quantities)('$str', ({ shape, dtype, values, unit, str, repr: text }) => {
    const array = NDArray.zeros(shape, dtype);
    values.forEach((x, i) => (array.data[i] = decode(x)));
    const q = new Quantity(array, unit === '' ? unitless : units[unit]);
    expect(String(q)).toBe(str);
    expect(repr(q)).toBe(text);
  });

  it.each(golden.arithmetic)('$of is $str', ({ of, str, repr: text }) => {
    // The expressions are lines of the golden file, written in this API.
    const names = Object.keys(units).filter((name) => name !== 'math' && name !== 'slice');
    const run = new Function('math', ...names, `return ${of}`) as (...args: unknown[]) => Quantity;
    const q = run(math, ...names.map((name) => units[name]));
    expect(String(q)).toBe(str);
    expect(repr(q)).toBe(text);
  });
});
