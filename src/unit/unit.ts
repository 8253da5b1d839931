import { fail } from '../core/error.js';
import { describe, inspect } from '../core/print.js';
import { baseParts, Dimension } from './dimension.js';
import { mergeParts, raiseParts, showParts, type DisplayPart } from './display-parts.js';
import { Quantity, type Numeric } from './quantity.js';
import { standardName } from './standard-names.js';
import type { Div, Mul, Pow } from './types/dimension.js';

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
  /** The quotient; V / A is ohm, mV / ms stays `mV / ms`. */
  div<E>(other: Unit<E>): Unit<Div<D, E>>;
  /** A power, whole or half: `cm.pow(2)`. */
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
  readonly name: string;
  readonly symbol: string;
  /** The factors to go on composing with; undefined for a bare power of ten. */
  readonly parts: readonly DisplayPart[] | undefined;
}

interface UnitObject extends AnyUnit {
  fields: UnitFields;
  products?: Map<AnyUnit, AnyUnit>;
  quotients?: Map<AnyUnit, AnyUnit>;
}

// A unit is a function, so its members come from a prototype of its own and not from a class.
const prototype = Object.create(Function.prototype, {
  dim: getter((self) => self.fields.dimension.name),
  dimension: getter((self) => self.fields.dimension),
  scale: getter((self) => self.fields.scale),
  factor: getter((self) => self.fields.factor),
  symbol: getter((self) => self.fields.symbol),
  magnitude: getter((self) => self.factor * powerOfTen(self.scale)),
  isUnitless: getter((self) => self.dimension.isOne && self.scale === 0 && self.factor === 1),
  mul: method((self, other: UnitObject) => {
    self.products ??= new Map();
    return remembered(self.products, other, () => multiply(self, asUnit(other)));
  }),
  div: method((self, other: UnitObject) => {
    self.quotients ??= new Map();
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

function makeUnit(fields: UnitFields): AnyUnit {
  const unit = ((value: Numeric) => new Quantity(value, unit as AnyUnit)) as unknown as UnitObject;
  Object.setPrototypeOf(unit, prototype);
  unit.fields = fields;
  // A function has a `name` of its own, which only defining can replace.
  Object.defineProperty(unit, 'name', { value: fields.name });
  return unit;
}

/** A unit of the tables: the name of its dimension, its full name, its symbol and its power of ten. */
export function defineUnit<const D extends string>(dim: D, name: string, symbol: string, scale: number): Unit<D> {
  return tableUnit(Dimension.named(dim), name, symbol, scale, 1) as Unit<D>;
}

/** A unit of the tables with a prefix of so many powers of ten: mV from V. */
export function prefixed<D>(base: Unit<D>, letter: string, scale: number): Unit<D> {
  const { dimension, factor } = base;
  return tableUnit(dimension, `${letter}${base.name}`, `${letter}${base.symbol}`, base.scale + scale, factor);
}

/** A square or cube that is a unit by name: `cmetre2`, cm^2. */
export function powered<const D extends string>(dim: D, base: AnyUnit, n: number): Unit<D> {
  const { scale, factor } = base;
  return tableUnit(Dimension.named(dim), `${base.name}${n}`, `${base.symbol}^${n}`, scale * n, factor ** n) as Unit<D>;
}

function tableUnit(dimension: Dimension, name: string, symbol: string, scale: number, factor: number): AnyUnit {
  return makeUnit({ dimension, scale, factor, name, symbol, parts: [{ name, symbol, power: 1 }] });
}

/** The unit of plain numbers: what a quantity without a unit has. `unitless([1, 2])` is a dimensionless array. */
export const unitless: Unit<'one'> = /* @__PURE__ */ anonymous(/* @__PURE__ */ Dimension.named('one'), 0, 1, []);

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
  return a === b || (a.dimension === b.dimension && a.scale === b.scale && a.factor === b.factor);
}

/** How many of `to` one of `from` is. One rounding: 10^n is written down, not computed. */
export function ratio(from: AnyUnit, to: AnyUnit): number {
  return (from.factor / to.factor) * powerOfTen(from.scale - to.scale);
}

function powerOfTen(n: number): number {
  return Number.isInteger(n) ? Number(`1e${n}`) : 10 ** n;
}

function remembered(memory: Map<AnyUnit, AnyUnit>, key: AnyUnit, make: () => AnyUnit): AnyUnit {
  let unit = memory.get(key);
  if (unit === undefined) {
    unit = make();
    memory.set(key, unit);
  }
  return unit;
}

function multiply(a: UnitObject, b: UnitObject): AnyUnit {
  if (b.isUnitless && b.fields.parts?.length === 0) return a;
  if (a.isUnitless && a.fields.parts?.length === 0) return b;
  return compose(a.dimension.mul(b.dimension), a.scale + b.scale, a.factor * b.factor, a.fields.parts, b.fields.parts);
}

function divide(a: UnitObject, b: UnitObject): AnyUnit {
  if (b.isUnitless && b.fields.parts?.length === 0) return a;
  if (a.isUnitless && a.fields.parts?.length === 0) return reciprocal(b);
  const below = b.fields.parts && raiseParts(b.fields.parts, -1);
  return compose(a.dimension.div(b.dimension), a.scale - b.scale, a.factor / b.factor, a.fields.parts, below);
}

function power(a: UnitObject, n: number): AnyUnit {
  if (typeof n !== 'number' || !Number.isInteger(2 * n)) fail('unit/power', { value: a.symbol, exponent: String(n) });
  return compose(a.dimension.pow(n), a.scale * n, a.factor ** n, a.fields.parts && raiseParts(a.fields.parts, n), []);
}

function reciprocal(a: UnitObject): AnyUnit {
  const dimension = a.dimension.pow(-1);
  const [scale, factor] = [-a.scale + 0, 1 / a.factor];
  const standard = factor === 1 ? standardName(dimension, scale, true) : undefined;
  if (standard !== undefined) {
    return makeUnit({ dimension, scale, factor, ...standard, parts: [{ ...standard, power: 1 }] });
  }
  return compose(dimension, scale, factor, a.fields.parts && raiseParts(a.fields.parts, -1), []);
}

type Parts = readonly DisplayPart[] | undefined;

/** A unit with the name the tables have for it, else one spelled by its factors. */
function compose(dimension: Dimension, scale: number, factor: number, a: Parts, b: Parts): AnyUnit {
  if (dimension.isOne) return ratioUnit(dimension, scale, factor, a, b);
  const standard = factor === 1 ? standardName(dimension, scale, a === undefined || b === undefined) : undefined;
  if (a !== undefined && b !== undefined) {
    const parts = mergeParts(a, b);
    const symbol = showParts(parts);
    return makeUnit({ dimension, scale, factor, name: symbol, symbol, ...standard, parts });
  }
  if (standard === undefined) return anonymous(dimension, scale, factor, undefined);
  return makeUnit({ dimension, scale, factor, ...standard, parts: [{ ...standard, power: 1 }] });
}

/** A quotient without a dimension: radians keep their name, anything else is a power of ten. */
function ratioUnit(dimension: Dimension, scale: number, factor: number, a: Parts, b: Parts): AnyUnit {
  const angles = mergeParts(a ?? [], b ?? []).filter((part) => /(?:radian)$/.test(part.name));
  if (angles.length > 0) {
    const symbol = showParts(angles);
    return makeUnit({ dimension, scale, factor, name: symbol, symbol, parts: angles });
  }
  return anonymous(dimension, scale, factor, scale === 0 && factor === 1 ? [] : undefined);
}

/** A unit without a name: `10.0^3`, `10.0^-3 * m^2 * kg / (s^3 * A)`. */
function anonymous(dimension: Dimension, scale: number, factor: number, parts: Parts): AnyUnit {
  const base = showParts(baseParts(dimension).map(([symbol, n]) => ({ name: symbol, symbol, power: n })));
  const size = [factor === 1 ? [] : [String(factor)], scale === 0 ? [] : [`10.0^${scale}`]].flat();
  const symbol = [...size, ...(base === '1' && size.length > 0 ? [] : [base])].join(' * ');
  return makeUnit({ dimension, scale, factor, name: symbol, symbol, parts });
}
