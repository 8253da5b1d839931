import { Dimension } from './dimension.js';
import { competitors, families, prefixes, type Family } from './generated/families.js';

/** What a unit of the tables is called. */
export interface StandardName {
  readonly name: string;
  readonly symbol: string;
}

interface Candidate {
  readonly family: Family;
  readonly power: number;
}

/** Families, and powers of families, by the name of their dimension. */
let candidates: Map<string, Candidate[]> | undefined;

/**
 * The unit of the tables with this dimension and power of ten, as a single symbol: mA * ohm is `mV`.
 *
 * Two symbols of one size (Hz and Bq, Gy and Sv, l and dm^3) compete. A product must not turn into either, so
 * there is no answer then, unless `preferred` asks for the first of them: 1 / s is Hz.
 */
export function standardName(dimension: Dimension, scale: number, preferred = false): StandardName | undefined {
  if (dimension.isOne) return undefined;
  const found: StandardName[] = [];
  for (const { family, power } of candidatesOf(dimension)) {
    const letter = prefixFor(family, scale / power - family.scale);
    if (letter === undefined) continue;
    const suffix = power === 1 ? '' : `^${power}`;
    found.push({
      name: `${letter}${family.name}${power === 1 ? '' : power}`,
      symbol: `${letter}${family.symbol}${suffix}`,
    });
  }
  const symbols = new Set(found.map((unit) => unit.symbol));
  for (const other of competitors) {
    if (other.scale === scale && Dimension.of(other.exponents) === dimension) symbols.add(other.symbol);
  }
  return symbols.size === 1 || preferred ? found[0] : undefined;
}

function candidatesOf(dimension: Dimension): readonly Candidate[] {
  if (candidates === undefined) {
    candidates = new Map();
    for (const family of families) {
      for (let power = 1; power <= family.powers; power++) {
        const key = Dimension.of(family.exponents).pow(power).name;
        const list = candidates.get(key) ?? [];
        list.push({ family, power });
        candidates.set(key, list);
      }
    }
  }
  return candidates.get(dimension.name) ?? [];
}

function prefixFor(family: Family, exponent: number): string | undefined {
  if (exponent === 0) return '';
  return family.prefixed ? prefixes.find(([, scale]) => scale === exponent)?.[0] : undefined;
}
