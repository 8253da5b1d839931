import { namedDimensions } from './generated/dimensions.js';

/** Symbols of the base units, in the order of a dimension's exponents. */
const baseSymbols = ['m', 'kg', 's', 'A', 'K', 'mol', 'cd'] as const;

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

  private constructor(readonly exponents: readonly number[]) {
    this.name = names().get(keyOf(exponents)) ?? baseForm(exponents);
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
    return Dimension.of(namedDimensions[name]);
  }

  /** True for that of plain numbers. */
  get isOne(): boolean {
    return this.exponents.every((e) => e === 0);
  }

  mul(other: Dimension): Dimension {
    return Dimension.of(this.exponents.map((e, i) => e + other.exponents[i]));
  }

  div(other: Dimension): Dimension {
    return Dimension.of(this.exponents.map((e, i) => e - other.exponents[i]));
  }

  pow(n: number): Dimension {
    return Dimension.of(this.exponents.map((e) => e * n));
  }

  toString(): string {
    return this.name;
  }
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

let nameByKey: Map<string, string> | undefined;

function names(): Map<string, string> {
  nameByKey ??= new Map(Object.entries(namedDimensions).map(([name, exponents]) => [keyOf(exponents), name]));
  return nameByKey;
}

/** `metre` symbols and exponents as a unit's display writes them: used where a unit has no name of its own. */
export function baseParts(dimension: Dimension): readonly (readonly [string, number])[] {
  return baseSymbols.map((symbol, i) => [symbol, dimension.exponents[i]] as const).filter(([, e]) => e !== 0);
}
