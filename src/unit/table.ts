import { Dimension } from './dimension.js';
import { families, others, prefixes, type Family, type Other } from './generated/families.js';

/** A unit that has a name of its own: what it is called, and its size. */
export interface NamedUnit {
  readonly name: string;
  readonly symbol: string;
  readonly dimension: Dimension;
  readonly scale: number;
  readonly factor: number;
}

/** The units that users have made, in the order in which they were made. */
const own: NamedUnit[] = [];

/** Adds a unit, so that products take its name and its name can be looked up. */
export function addNamedUnit(unit: NamedUnit): void {
  own.push(unit);
}

// ---- from a name to a unit

/** Families, other units and users' units, by every name and by their symbols. */
interface Index {
  readonly familyByName: ReadonlyMap<string, Family>;
  readonly familyBySymbol: ReadonlyMap<string, Family>;
  readonly other: ReadonlyMap<string, Other>;
}

let index: Index | undefined;

function theIndex(): Index {
  index ??= {
    familyByName: new Map(families.flatMap((family) => family.names.map((name) => [name, family]))),
    familyBySymbol: new Map(families.map((family) => [family.symbol, family])),
    other: new Map(others.flatMap((other) => [other.symbol, ...other.names].map((name) => [name, other]))),
  };
  return index;
}

/**
 * The unit that a name (`mvolt`, `cmetre2`, `troy ounce`) or a symbol (`mV`, `cm^2`, `cm2`, `oz t`) stands for.
 * The micro sign is read as `u`.
 */
export function findUnit(text: string): NamedUnit | undefined {
  return exactly(text) ?? (/^[µμ]/.test(text) ? exactly(`u${text.slice(1)}`) : undefined);
}

function exactly(text: string): NamedUnit | undefined {
  return familyMember(text, 1) ?? otherUnit(text) ?? ownUnit(text) ?? raised(text);
}

function familyMember(text: string, power: number): NamedUnit | undefined {
  for (const [letter, scale] of [['', 0] as const, ...prefixes]) {
    if (!text.startsWith(letter)) continue;
    const base = text.slice(letter.length);
    const family = theIndex().familyByName.get(base) ?? theIndex().familyBySymbol.get(base);
    if (family === undefined || power > family.powers || (letter !== '' && !family.prefixed)) continue;
    return memberOf(family, letter, scale, power);
  }
  return undefined;
}

function memberOf({ names, symbol, dim, scale }: Family, letter: string, prefix: number, power: number): NamedUnit {
  const dimension = Dimension.named(dim);
  return {
    name: `${letter}${names[0]}${power === 1 ? '' : power}`,
    symbol: `${letter}${symbol}${power === 1 ? '' : `^${power}`}`,
    dimension: power === 1 ? dimension : dimension.pow(power),
    scale: (scale + prefix) * power,
    factor: 1,
  };
}

function otherUnit(text: string): NamedUnit | undefined {
  const found = theIndex().other.get(text);
  return found && fromTable(found);
}

function fromTable({ names, symbol, dim, scale, factor }: Other): NamedUnit {
  return { name: names[0], symbol, dimension: Dimension.named(dim), scale, factor };
}

function ownUnit(text: string): NamedUnit | undefined {
  return own.find((unit) => unit.name === text || unit.symbol === text);
}

/** Squares and cubes: `cmetre2`, `cm2`, `cm^2`. */
function raised(text: string): NamedUnit | undefined {
  const parts = /^(.+?)\^?([23])$/.exec(text);
  return parts === null ? undefined : familyMember(parts[1], Number(parts[2]));
}

/** Every name and symbol that `findUnit` knows, squares and cubes left out. */
export function unitWords(): string[] {
  const members = families.flatMap((family) =>
    [...family.names, family.symbol].flatMap((word) => [
      word,
      ...(family.prefixed ? prefixes.map(([letter]) => `${letter}${word}`) : []),
    ]),
  );
  const rest = [...others, ...own.map(({ name, symbol }) => ({ names: [name], symbol }))];
  return [...members, ...rest.flatMap(({ names, symbol }) => [symbol, ...names])];
}

/** The words among them that a reader cannot tell from several: those with a space or an operator inside. */
export function wordsWithSpaces(): string[] {
  const words = others.flatMap(({ names, symbol }) => [symbol, ...names]);
  return words.filter((word) => /[\s/*^()]/.test(word)).sort((a, b) => b.length - a.length);
}

// ---- from a size to a unit

/** What may have a size: a power of a family, or a unit outside of them. */
interface Candidates {
  readonly powers: { readonly family: Family; readonly power: number }[];
  readonly others: NamedUnit[];
}

let candidates: Map<Dimension, Candidates> | undefined;

/**
 * The unit of exactly this size that has a name of its own: of mA * ohm it is `mV`.
 *
 * Two symbols of one size (Hz and Bq, Gy and Sv, l and dm^3) compete. A product must not turn into either, so
 * there is no answer then, unless `preferred` asks for the first of them: 1 / s is Hz.
 */
export function standardUnit(
  dimension: Dimension,
  scale: number,
  factor: number,
  preferred = false,
): NamedUnit | undefined {
  if (dimension.isOne) return undefined;
  const { powers, others: outside } = candidatesOf(dimension);
  const found = [
    ...(factor === 1 ? membersOfSize(powers, scale) : []),
    ...outside.filter((unit) => unit.scale === scale && unit.factor === factor),
    ...own.filter((unit) => unit.dimension === dimension && unit.scale === scale && unit.factor === factor),
  ];
  const symbols = new Set(found.map((unit) => unit.symbol));
  return symbols.size === 1 || preferred ? found[0] : undefined;
}

/** Members of families by rank: without a prefix, with one, a square or cube. */
function membersOfSize(powers: Candidates['powers'], scale: number): NamedUnit[] {
  const ranks: NamedUnit[][] = [[], [], []];
  for (const { family, power } of powers) {
    const prefix = scale / power - family.scale;
    const letter = prefix === 0 ? '' : family.prefixed ? prefixes.find(([, n]) => n === prefix)?.[0] : undefined;
    if (letter === undefined) continue;
    ranks[power > 1 ? 2 : letter === '' ? 0 : 1].push(memberOf(family, letter, prefix, power));
  }
  return ranks.flat();
}

function candidatesOf(dimension: Dimension): Candidates {
  candidates ??= allCandidates();
  return candidates.get(dimension) ?? { powers: [], others: [] };
}

function allCandidates(): Map<Dimension, Candidates> {
  const all = new Map<Dimension, Candidates>();
  const of = (dimension: Dimension): Candidates => {
    let entry = all.get(dimension);
    if (entry === undefined) all.set(dimension, (entry = { powers: [], others: [] }));
    return entry;
  };
  for (const family of families) {
    for (let power = 1; power <= family.powers; power++) {
      of(Dimension.named(family.dim).pow(power)).powers.push({ family, power });
    }
  }
  for (const unit of others.map(fromTable)) of(unit.dimension).others.push(unit);
  return all;
}
