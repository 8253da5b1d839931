import { fail } from '../core/error.js';
import { describe, inspect } from '../core/print.js';
import { baseParts, Dimension } from './dimension.js';
import { mergeParts, raiseParts, showParts, type DisplayPart } from './display-parts.js';
import { prefixes } from './generated/families.js';
import { getDimension } from './get-dimension.js';
import { Quantity, type AnyQuantity, type Numeric } from './quantity.js';
import { addNamedUnit, findUnit, standardUnit, type NamedUnit } from './table.js';
import type { Dim, Div, Mul, Pow } from './types/dimension.js';

/**
 * A unit of measurement, and the function that makes quantities in it: `mV(-60)`, `ms([1, 2, 3])`. `D` is its
 * dimension: `mV` is a `Unit<'voltage'>`.
 *
 * @example
 * ```ts
 * const tau = ms(20);
 * String(ms.reverse()); // 'kHz'
 * String(mA.mul(ohm)); // 'mV'
 * ```
 */
export interface Unit<in out D> {
  /** The name of its dimension, or the base form of one without a name. */
  readonly dim: D;
  /** A quantity in this unit. A plain number stays weak: it takes the dtype of the array it meets. */
  (value: Numeric): Quantity<D>;
  /** Its dimension as exponents. */
  readonly dimension: Dimension;
  /** Its power of ten: -3 for mV. */
  readonly scale: number;
  /** What the power of ten does not say: 6 for a minute, of which the scale is 1. */
  readonly factor: number;
  /** The full name: `mvolt`. */
  readonly name: string;
  /** The text that it is displayed as: `mV`, `mV / ms`. */
  readonly symbol: string;
  /** How many of the base unit it is: `factor * 10 ** scale`. */
  readonly magnitude: number;
  /** True for plain numbers: no dimension and no scale. */
  readonly isUnitless: boolean;
  /** The product; where the tables have a name for it, it takes that: mA * ohm is mV. */
  mul<E>(other: Unit<E>): Unit<Mul<D, E>>;
  /** So many of it: `mV.mul(3)`, `mV.mul(x)`. */
  mul<E>(other: Quantity<E>): Quantity<Mul<D, E>>;
  mul(other: number): Quantity<D>;
  /** The quotient; V / A is ohm, mV / ms stays `mV / ms`. */
  div<E>(other: Unit<E>): Unit<Div<D, E>>;
  /** One of it divided: `mV.div(ohm(2))`. */
  div<E>(other: Quantity<E>): Quantity<Div<D, E>>;
  div(other: number): Quantity<D>;
  /** A power, whole or half: `cm.pow(2)`; any other of which the exponents come out whole or half. */
  pow<const N extends number>(n: N): Unit<Pow<D, N>>;
  /** One over it. Of a time it is a frequency in hertz. */
  reverse(): Unit<Div<'one', D>>;
  /** Whether it measures the same dimension. */
  hasSameDim(other: { readonly dimension: Dimension }): boolean;
  /** Whether it is the same size of the same dimension; names do not matter. */
  equals(other: AnyUnit): boolean;
  /** Its symbol. */
  toString(): string;
}

/** A unit of which the dimension is known at run time only. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the way out, as Quantity<any>
export type AnyUnit = Unit<any>;

interface UnitFields {
  readonly dimension: Dimension;
  readonly scale: number;
  readonly factor: number;
  readonly symbol: string;
  /** The factors to go on composing with; undefined for a size without a name, such as a bare power of ten. */
  readonly parts: readonly DisplayPart[] | undefined;
}

interface UnitObject extends AnyUnit {
  /** What makes the fields: most of the units of the tables are never asked for theirs. */
  make: () => UnitFields;
  made?: UnitFields;
  products?: Memory;
  quotients?: Memory;
}

function fieldsOf(self: UnitObject): UnitFields {
  return (self.made ??= self.make());
}

// A unit is a function, so its members come from a prototype of its own and not from a class.
const prototype = Object.create(Function.prototype, {
  dim: getter((self) => fieldsOf(self).dimension.name),
  dimension: getter((self) => fieldsOf(self).dimension),
  scale: getter((self) => fieldsOf(self).scale),
  factor: getter((self) => fieldsOf(self).factor),
  symbol: getter((self) => fieldsOf(self).symbol),
  magnitude: getter((self) => self.factor * powerOfTen(self.scale)),
  isUnitless: getter((self) => self.dimension.isOne && self.scale === 0 && self.factor === 1),
  mul: method((self, other: UnitObject | AnyQuantity | number) => {
    if (typeof other === 'number') return new Quantity(other, self as AnyUnit);
    if (other instanceof Quantity) return other.mul(self as AnyUnit);
    self.products = current(self.products);
    return remembered(self.products, other, () => multiply(self, asUnit(other)));
  }),
  div: method((self, other: UnitObject | AnyQuantity | number) => {
    if (typeof other === 'number' || other instanceof Quantity) return new Quantity(1, self as AnyUnit).div(other as AnyQuantity);
    self.quotients = current(self.quotients);
    return remembered(self.quotients, other, () => divide(self, asUnit(other)));
  }),
  pow: method((self, n: number) => power(self, n)),
  reverse: method((self) => reciprocal(self)),
  hasSameDim: method((self, other: UnitObject) => self.dimension === other.dimension),
  equals: method((self, other: UnitObject) => sameSize(self, other)),
  toString: method((self) => self.symbol),
  toJSON: method((self) => self.symbol),
  [Symbol.toPrimitive]: method((self) => self.symbol),
  [describe]: method((self) => `Unit("${self.symbol}")`),
  [inspect]: method((self) => `Unit("${self.symbol}")`),
}) as object;

function getter(read: (self: UnitObject) => unknown): PropertyDescriptor {
  return { get: function (this: UnitObject) { return read(this); }, configurable: true };
}

function method<A extends unknown[]>(run: (self: UnitObject, ...args: A) => unknown): PropertyDescriptor {
  const value = function (this: UnitObject, ...args: A): unknown {
    return run(this, ...args);
  };
  return { value, writable: true, configurable: true };
}

function makeUnit(name: string, make: () => UnitFields): AnyUnit {
  const unit = ((value: Numeric) => new Quantity(value, unit as AnyUnit)) as unknown as UnitObject;
  Object.setPrototypeOf(unit, prototype);
  unit.make = make;
  // A function has a `name` of its own, which only defining can replace.
  Object.defineProperty(unit, 'name', { value: name });
  return unit;
}

/** A unit with these fields, spelled by its factors. */
function spelled(fields: UnitFields, name = fields.symbol): AnyUnit {
  return makeUnit(name, () => fields);
}

/** The units with names of their own that exist so far. */
const unitsByName = new Map<string, AnyUnit>();

/** The unit of the tables with this full name. There is one of each, and it looks itself up when first used. */
export function named(name: string): AnyUnit {
  let unit = unitsByName.get(name);
  if (unit === undefined) {
    unit = makeUnit(name, () => withOnePart(findUnit(name)!));
    unitsByName.set(name, unit);
  }
  return unit;
}

/** A unit that is spelled by its factors and made when first used. */
export function composed<D>(name: string, make: () => Unit<D>): Unit<D> {
  return makeUnit(name, () => fieldsOf(make() as unknown as UnitObject));
}

function withOnePart({ name, symbol, dimension, scale, factor }: NamedUnit): UnitFields {
  return { dimension, scale, factor, symbol, parts: [{ name, symbol, power: 1 }] };
}

/** What `Unit.create` may be told beyond the names. */
export interface UnitSize {
  /** The power of ten that it is of the SI unit of its dimension; 0 by default. */
  readonly scale?: number;
  /** What the power of ten does not say; 1 by default. */
  readonly factor?: number;
}

/** Makes units of one's own. */
export const Unit = {
  /**
   * A new unit with a name: `factor * 10 ** scale` times the SI unit of a dimension. From then on products of its
   * size are displayed by its symbol and `u.parseUnit` reads it; where another unit has the same size, products are
   * spelled by their factors, as with Hz and Bq. Making the same unit again gives the one that there is.
   *
   * @param dim the dimension: its name, its base form, a `Dimension`, or any unit of it
   * @param name the full name, by which factors are sorted
   * @param symbol what it is displayed as
   * @param size the power of ten and the factor, by default 0 and 1
   * @throws where the name or the symbol stands for another unit already, or could not be read back
   *
   * @example
   * ```ts
   * const bohr = u.Unit.create('length', 'bohr', 'a0', { scale: -11, factor: 5.29177210903 });
   * String(bohr(2)); // '2. a0'
   * u.parseUnit('V / a0');
   * ```
   */
  create: createUnit,

  /**
   * A unit with a prefix: `u.Unit.createScaled(bohr, 'm')` is a thousandth of it, and its names begin with `m`. For
   * a unit of the tables it gives that of the tables.
   *
   * @throws for a letter that is no SI prefix, or where the name stands for another unit already
   */
  createScaled<D>(base: Unit<D>, prefix: string): Unit<D> {
    const { dimension, name, symbol, scale, factor } = asUnit(base);
    const exponent = prefixes.find(([letter]) => letter === prefix)?.[1];
    if (exponent === undefined) {
      fail('unit/prefix', { prefix, prefixes: prefixes.map(([letter]) => letter).join(', ') });
    }
    return register({ dimension, name: prefix + name, symbol: prefix + symbol, scale: scale + exponent, factor });
  },
};

function createUnit<const S extends string>(dim: S, name: string, symbol: string, size?: UnitSize): Unit<Dim<S>>;
function createUnit<D>(dim: Unit<D>, name: string, symbol: string, size?: UnitSize): Unit<D>;
function createUnit(dim: Dimension, name: string, symbol: string, size?: UnitSize): AnyUnit;
function createUnit(
  dim: string | Dimension | AnyUnit,
  name: string,
  symbol: string,
  { scale = 0, factor = 1 }: UnitSize = {},
): AnyUnit {
  const dimension = isUnit(dim) ? dim.dimension : getDimension(dim);
  if (!Number.isFinite(scale)) fail('unit/size', { what: 'scale', rule: 'a finite number', got: String(scale) });
  if (!(factor > 0 && factor < Infinity)) {
    fail('unit/size', { what: 'factor', rule: 'a positive finite number', got: String(factor) });
  }
  return register({ dimension, name, symbol, scale, factor });
}

/** Words that `parseUnit` reads as one: no space, no operator, no digit in front or power at the end. */
const readable = /^[^\s\d.*/^()"'][^\s*/^()"']*(?<![23])$/;

function register(unit: NamedUnit): AnyUnit {
  for (const word of [unit.name, unit.symbol]) {
    if (typeof word !== 'string' || !readable.test(word)) fail('unit/word', { word: String(word) });
  }
  const [byName, bySymbol] = [findUnit(unit.name), findUnit(unit.symbol)];
  const same = (other: NamedUnit | undefined): boolean =>
    other?.symbol === unit.symbol && other.dimension === unit.dimension && equalSize(other, unit);
  if (same(byName) && same(bySymbol)) return named(byName!.name);
  const taken = same(byName) ? bySymbol : (byName ?? bySymbol);
  if (taken !== undefined) {
    const word = byName === taken ? unit.name : unit.symbol;
    fail('unit/taken', { word, unit: taken.name, symbol: taken.symbol, dim: taken.dimension.name });
  }
  addNamedUnit(unit);
  // Products may have to take the new name, or to lose one that has a rival now.
  epoch = {};
  return named(unit.name);
}

/** The unit of plain numbers: what a quantity without a unit has. `unitless([1, 2])` is a dimensionless array. */
export const unitless: Unit<'one'> = /* @__PURE__ */ composed('1', plainNumbers);

function plainNumbers(): Unit<'one'> {
  return spelled({ dimension: Dimension.named('one'), scale: 0, factor: 1, symbol: '1', parts: [] });
}

/** Whether a value is a unit. */
export function isUnit(x: unknown): x is AnyUnit {
  return typeof x === 'function' && prototype.isPrototypeOf(x);
}

function asUnit(x: unknown): UnitObject {
  if (!isUnit(x)) fail('unit/notUnit', { got: typeof x });
  return x as UnitObject;
}

/** Whether two units are the same size of the same dimension. */
export function sameSize(a: AnyUnit, b: AnyUnit): boolean {
  return a === b || (a.dimension === b.dimension && equalSize(a, b));
}

interface Size {
  readonly scale: number;
  readonly factor: number;
}

function equalSize(a: Size, b: Size): boolean {
  return a.scale === b.scale && a.factor === b.factor;
}

/** How many of `to` one of `from` is. One rounding: 10^n is written down, not computed. */
export function ratio(from: AnyUnit, to: AnyUnit): number {
  return (from.factor / to.factor) * powerOfTen(from.scale - to.scale);
}

function powerOfTen(n: number): number {
  return Number.isInteger(n) ? Number(`1e${n}`) : 10 ** n;
}

// ---- products

/** Products that were made before: those of one epoch, which ends when a user's unit may change their names. */
interface Memory {
  readonly epoch: object;
  readonly units: Map<AnyUnit, AnyUnit>;
}

let epoch: object = {};

function current(memory: Memory | undefined): Memory {
  return memory?.epoch === epoch ? memory : { epoch, units: new Map() };
}

function remembered({ units }: Memory, key: AnyUnit, make: () => AnyUnit): AnyUnit {
  let unit = units.get(key);
  if (unit === undefined) {
    unit = make();
    units.set(key, unit);
  }
  return unit;
}

function multiply(a: UnitObject, b: UnitObject): AnyUnit {
  if (isPlain(b)) return a;
  if (isPlain(a)) return b;
  const size = { scale: a.scale + b.scale, factor: a.factor * b.factor };
  return compose(a.dimension.mul(b.dimension), size, [a, partsOf(a)], [b, partsOf(b)]);
}

function divide(a: UnitObject, b: UnitObject): AnyUnit {
  if (isPlain(b)) return a;
  if (isPlain(a)) return reciprocal(b);
  const size = { scale: a.scale - b.scale, factor: a.factor / b.factor };
  const below = partsOf(b);
  return compose(a.dimension.div(b.dimension), size, [a, partsOf(a)], [b, below && raiseParts(below, -1), -1]);
}

function power(a: UnitObject, n: number): AnyUnit {
  const { exponents } = a.dimension;
  const halves = Number.isFinite(n) && exponents.every((e) => Number.isInteger(2 * e * n));
  if (!halves) fail('unit/power', { value: a.symbol, exponent: String(n) });
  return raised(a, n);
}

/** A power of any exponent; the caller makes sure that the dimension's are whole or half. */
export function raised(unit: AnyUnit, n: number): AnyUnit {
  const a = unit as UnitObject;
  const parts = partsOf(a);
  const size = { scale: a.scale * n + 0, factor: a.factor ** n };
  return compose(a.dimension.pow(n), size, [a, parts && raiseParts(parts, n)]);
}

function reciprocal(a: UnitObject): AnyUnit {
  const dimension = a.dimension.pow(-1);
  const size = { scale: -a.scale + 0, factor: 1 / a.factor };
  // Alone it takes the first of several names: 1 / s is Hz.
  const standard = standardUnit(dimension, size.scale, size.factor, true);
  if (standard !== undefined) return spelled(withOnePart(standard), standard.name);
  const parts = partsOf(a);
  return compose(dimension, size, [a, parts && raiseParts(parts, -1)]);
}

/** Plain numbers, by which a unit stays what it is; radians are more than that. */
function isPlain(unit: UnitObject): boolean {
  return unit.isUnitless && partsOf(unit)?.length === 0;
}

type Parts = readonly DisplayPart[] | undefined;

function partsOf(unit: UnitObject): Parts {
  return fieldsOf(unit).parts;
}

/** An operand and the factors that it brings, none where its size has no name; the power is -1 for a divisor. */
type Term = readonly [unit: UnitObject, parts: Parts, power?: 1 | -1];

/** A unit with the name that the tables have for it, else one spelled by its factors. */
function compose(dimension: Dimension, { scale, factor }: Size, ...terms: Term[]): AnyUnit {
  if (dimension.isOne) return ratioUnit(dimension, { scale, factor }, terms);
  const parts = allParts(terms);
  // A bare size takes the first of several names as well: 10.0^3 * (1 / s) is kHz.
  const standard = standardUnit(dimension, scale, factor, parts === undefined);
  if (parts !== undefined) {
    const symbol = standard?.symbol ?? showParts(parts);
    return spelled({ dimension, scale, factor, symbol, parts }, standard?.name);
  }
  if (standard === undefined) return anonymous(dimension, { scale, factor });
  return spelled(withOnePart(standard), standard.name);
}

/** The factors of all operands together; undefined where one of them has no name. */
function allParts(terms: readonly Term[]): readonly DisplayPart[] | undefined {
  let all: readonly DisplayPart[] = [];
  for (const [, parts] of terms) {
    if (parts === undefined) return undefined;
    all = all.length === 0 ? parts : mergeParts(all, parts);
  }
  return all;
}

/** A result without a dimension: angles among its factors keep their names, anything else is a bare size. */
function ratioUnit(dimension: Dimension, { scale, factor }: Size, terms: readonly Term[]): AnyUnit {
  const angles = terms.filter(([unit, parts]) => unit.dimension.isOne && parts !== undefined && parts.length > 0);
  const bare = terms.filter(([unit, parts]) => unit.dimension.isOne && parts === undefined);
  const named = allParts(angles)!;
  if (named.length === 0) return anonymous(dimension, { scale, factor });
  // A size beside an angle is a factor as well: brainunit would write (km / m) * rad as rad.
  const parts = bare.reduce<readonly DisplayPart[]>((all, term) => mergeParts(all, sizeParts(term)), named);
  return spelled({ dimension, scale, factor, symbol: showParts(parts), parts });
}

/** A bare size as factors: a power of ten and a number. */
function sizeParts([{ scale, factor }, , power = 1]: Term): DisplayPart[] {
  const part = (text: string, n: number): DisplayPart => ({ name: text, symbol: text, power: n * power });
  return [...(factor === 1 ? [] : [part(floatText(factor), 1)]), ...(scale === 0 ? [] : [part('10.0', scale)])];
}

/** A size without a name: `10.0^3`, `10.0^27 * V`, `6.0 * 10.0^4 * s`, `10.0^3 * m^2 * kg / (s^4 * A)`. */
export function anonymous(dimension: Dimension, { scale, factor }: Size): AnyUnit {
  const plain = dimension.isOne && scale === 0 && factor === 1;
  const base = dimension.isOne ? [] : [standardUnit(dimension, 0, 1, true)?.symbol ?? showParts(baseParts(dimension))];
  const size = [factor === 1 ? [] : [floatText(factor)], scale === 0 ? [] : [`10.0^${scale}`]].flat();
  const symbol = plain ? '1' : [...size, ...base].join(' * ');
  return spelled({ dimension, scale, factor, symbol, parts: plain ? [] : undefined });
}

/** A number as Python writes a float: `6.0`, `1e-05`. */
function floatText(x: number): string {
  const digits = String(x);
  if (x !== 0 && (x < 1e-4 || x >= 1e16)) {
    const [mantissa, exponent] = x.toExponential().split('e');
    const size = exponent.slice(1).padStart(2, '0');
    return `${mantissa}e${exponent[0]}${size}`;
  }
  return Number.isInteger(x) ? `${digits}.0` : digits;
}
