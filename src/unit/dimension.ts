import { fail } from '../core/error.js';
import { describe, inspect } from '../core/print.js';
import type { DisplayPart } from './display-parts.js';
import { namedDimensions } from './generated/dimensions.js';

/** Symbols of the base units, in the order of a dimension's exponents. */
const baseSymbols = ['m', 'kg', 's', 'A', 'K', 'mol', 'cd'] as const;

/** What each exponent is called, for those who ask for one: the dimension, its base unit, and the unit's symbol. */
export const baseNames: readonly (readonly string[])[] = [
  ['length', 'metre', 'meter', 'm'],
  ['mass', 'kilogram', 'kg'],
  ['time', 'second', 's'],
  ['current', 'amp', 'ampere', 'A'],
  ['temperature', 'kelvin', 'K'],
  ['amount', 'substance', 'mole', 'mol'],
  ['luminosity', 'candle', 'cd'],
];

/** The base units as Python code of brainunit names them. */
const codeNames = ['metre', 'kilogram', 'second', 'amp', 'kelvin', 'mole', 'candle'] as const;

/** The order in which a base form writes them: `kg m^2 s^-3 A^-1`. */
const baseFormOrder = [1, 0, 2, 3, 4, 5, 6] as const;

const known = new Map<string, Dimension>();

/**
 * A physical dimension: the exponents of length, mass, time, current, temperature, amount and luminosity, whole
 * or halves. Every dimension exists once, so `===` compares them.
 */
export class Dimension {
  /** The name (`voltage`), or the base form (`kg^2 m^4 s^-6 A^-2 K`) of one that has none. */
  readonly name: string;
  /** True for that of plain numbers. */
  readonly isOne: boolean;

  private constructor(readonly exponents: readonly number[]) {
    this.name = names().get(keyOf(exponents)) ?? baseForm(exponents);
    this.isOne = exponents.every((e) => e === 0);
  }

  /** The dimension with these seven exponents. */
  static of(exponents: readonly number[]): Dimension {
    const key = keyOf(exponents);
    let dimension = known.get(key);
    if (dimension === undefined) {
      // `+ 0` turns a negative zero into a zero.
      dimension = new Dimension(exponents.map((e) => e + 0));
      known.set(key, dimension);
    }
    return dimension;
  }

  /** The dimension of this name. */
  static named(name: string): Dimension {
    return Dimension.of(namedDimensions[name] ?? dimensionCalled(name)?.exponents);
  }

  /** The dimension of a product. */
  mul(other: Dimension): Dimension {
    const { exponents } = asDimension(other);
    return Dimension.of(this.exponents.map((e, i) => e + exponents[i]));
  }

  /** The dimension of a quotient. */
  div(other: Dimension): Dimension {
    const { exponents } = asDimension(other);
    return Dimension.of(this.exponents.map((e, i) => e - exponents[i]));
  }

  /** The dimension of a power. */
  pow(n: number): Dimension {
    if (typeof n !== 'number' || !Number.isFinite(n)) {
      fail('unit/dimensionPower', { exponent: String(n), dim: this.isOne ? 'one' : this.name });
    }
    return Dimension.of(this.exponents.map((e) => e * n));
  }

  /** One exponent, by the name of its dimension, its base unit or that unit's symbol: `exponentOf('time')`. */
  exponentOf(base: string): number {
    const i = baseNames.findIndex((names) => names.includes(base));
    if (i < 0) {
      fail('unit/dimensionBase', { name: base, known: baseNames.map((names) => names.join(', ')).join('; ') });
    }
    return this.exponents[i];
  }

  /** The base units with their exponents, `m^2 kg s^-3 A^-1`; `1` of plain numbers. */
  toString(): string {
    return this.isOne ? '1' : this.factors(baseSymbols, '^').join(' ');
  }

  /** `metre ** 2 * kilogram * second ** -3 * amp ** -1`; `Dimension()` of plain numbers. */
  [describe](): string {
    return this.isOne ? 'Dimension()' : this.factors(codeNames, ' ** ').join(' * ');
  }

  [inspect](): string {
    return this[describe]();
  }

  private factors(labels: readonly string[], power: string): string[] {
    const factors = this.exponents.map((e, i) => (e === 1 ? labels[i] : `${labels[i]}${power}${e}`));
    return factors.filter((_, i) => this.exponents[i] !== 0);
  }
}

function asDimension(x: unknown): Dimension {
  return x instanceof Dimension ? x : fail('unit/notDimension', { got: x === null ? 'null' : typeof x });
}

function keyOf(exponents: readonly number[]): string {
  // Adding zero before joining: -0 and 0 are one exponent.
  return exponents.map((e) => e + 0).join(',');
}

function baseForm(exponents: readonly number[]): string {
  const factors = baseFormOrder
    .filter((i) => exponents[i] !== 0)
    .map((i) => (exponents[i] === 1 ? baseSymbols[i] : `${baseSymbols[i]}^${exponents[i]}`));
  return factors.join(' ');
}

/** Gives a dimension a name of the user's; the caller has made sure that both are free. */
export function giveName(dimension: Dimension, name: string): void {
  names().set(keyOf(dimension.exponents), name);
  (dimension as { name: string }).name = name;
}

/** The dimension that has this name, the user's names among them. */
export function dimensionCalled(name: string): Dimension | undefined {
  for (const [key, known] of names()) if (known === name) return Dimension.of(key.split(',').map(Number));
  return undefined;
}

/**
 * The dimension that a base form such as `kg m^2 s^-3 A^-1` spells; undefined for a text that is none. Exponents are
 * whole or half numbers, and no base unit stands in it twice.
 */
export function dimensionSpelled(form: string): Dimension | undefined {
  const exponents = baseSymbols.map(() => 0);
  for (const factor of form === '' ? [] : form.split(' ')) {
    const [symbol, exponent = '1', ...more] = factor.split('^');
    const i = (baseSymbols as readonly string[]).indexOf(symbol);
    const e = /^-?\d+(?:\.5|\.0)?$/.test(exponent) ? Number(exponent) : 0;
    if (i < 0 || e === 0 || exponents[i] !== 0 || more.length > 0) return undefined;
    exponents[i] = e;
  }
  return Dimension.of(exponents);
}

let nameByKey: Map<string, string> | undefined;

function names(): Map<string, string> {
  nameByKey ??= new Map(Object.entries(namedDimensions).map(([name, exponents]) => [keyOf(exponents), name]));
  return nameByKey;
}

/** Base units and exponents as the factors of a unit without a name of its own. */
export function baseParts({ exponents }: Dimension): DisplayPart[] {
  return baseSymbols
    .map((symbol, i) => ({ name: symbol, symbol, power: exponents[i] }))
    .filter((part) => part.power !== 0);
}
