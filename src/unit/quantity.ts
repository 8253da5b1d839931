import { fail } from '../core/error.js';
import { describe, inspect } from '../core/print.js';
import * as engine from '../engine/index.js';
import type { Axes, DType, Nested, Operand, Shape, TypedArray } from '../engine/index.js';
import * as arithmetic from './arithmetic.js';
import { iterationCount, refuseLength, refuseTracedJson, toPrimitive, type Hint } from './coercion.js';
import { brief, display, reprQuantity } from './display.js';
import { specOf, specsOf, type AxisIndex, type Index } from './indexing.js';
import { mantissaOf } from './input.js';
import { alike, countedIn, type Measured, type Term } from './measured.js';
import * as reading from './reading.js';
import type { NestedValues } from './reading.js';
import type { Div, Mul, Pow } from './types/dimension.js';
import { isUnit, unitless, type AnyUnit, type Unit } from './unit.js';

/** What a plain number stands for where a quantity of dimension D is wanted: itself, where D is dimensionless. */
export type Plain<D> = 'one' extends D ? number : never;

/** A typed array of which the dtype is known. */
export type NumericArray = Float32Array | Float64Array | Int32Array | Uint32Array;

/**
 * Arguments of a constructor without a unit. They exist only where D is dimensionless; otherwise
 * `const V: Quantity<'voltage'> = new Quantity([1, 2])` would take D from what it is assigned to.
 */
export type WithoutUnit<D> = 'one' extends D ? [unit?: undefined, dtype?: DType] : [unit: never];

/** What a quantity can be made of. */
export type Numeric = number | boolean | Nested<number | boolean> | NumericArray | Quantity<'one'> | Operand;

/** A quantity of which the dimension is known at run time only: the way out of checking; `.as(mV)` is the way back. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the documented exception
export type AnyQuantity = Quantity<any>;

/**
 * An array of any rank with a unit: the one array class. `D` is the dimension, by name: `Quantity<'voltage'>`; a
 * dimensionless array is a `Quantity<'one'>` and prints without a unit. Quantities are values: no method changes
 * one. Made of a plain number it stays weak, that is it takes the dtype of the array it meets.
 *
 * Outside of a transform operations run at once; inside one they are recorded, and reading an element throws.
 *
 * @example
 * ```ts
 * const V = mV([-60, -55]);
 * String(V.add(mV(10))); // '[-50. -45.] mV'
 * V.in(volt).toTypedArray(); // Float32Array [-0.06, -0.055]
 * V.mul(ohm(2)); // Quantity<'kg^2 m^4 s^-6 A^-3'>
 * ```
 */
export class Quantity<in out D = 'one'> {
  // `dim` comes first: the compiler compares members in order, and a mismatch then reads `"time"` is not `"voltage"`.
  /** The dimension's name (`voltage`), or its base form (`kg^2 m^4 s^-6 A^-2 K`). */
  get dim(): D {
    return this.unit.dim;
  }

  /** The unit it is counted in. */
  readonly unit: Unit<D>;
  /** The bare numbers, as the engine holds them. */
  readonly mantissa: Operand;

  /**
   * @param value a number, nested arrays, a typed array (copied, its dtype kept) or a dimensionless quantity
   * @param unit what it is counted in; none by default
   * @param dtype the dtype; float of the configured precision for numbers and nested arrays
   */
  constructor(value: Numeric, ...withoutUnit: WithoutUnit<D>);
  constructor(value: Numeric, unit: Unit<D>, dtype?: DType);
  constructor(value: Numeric, unit?: Unit<D>, dtype?: DType) {
    const into = (unit ?? unitless) as Unit<D>;
    if (!isUnit(into)) fail('unit/notUnit', { got: typeof into });
    this.unit = into;
    if (!(value instanceof Quantity)) this.mantissa = mantissaOf(value, dtype);
    else if (!value.unit.isUnitless) fail('unit/call', { unit: into.symbol, value: brief(value) });
    else this.mantissa = mantissaOf(value.mantissa, dtype);
  }

  /** Lengths of the axes; `[]` for a scalar. */
  get shape(): Shape {
    return engine.shapeOf(this.mantissa);
  }

  /** The number of axes. */
  get ndim(): number {
    return this.shape.length;
  }

  /** The number of elements. */
  get size(): number {
    return engine.sizeOf(this.shape);
  }

  /** The dtype of its elements; for a weak number the float of the configured precision. */
  get dtype(): DType {
    return engine.dtypeOf(this.mantissa);
  }

  /** True inside a transform for a value that does not exist yet. */
  get isTraced(): boolean {
    return engine.isTraced(this.mantissa);
  }

  // ---- arithmetic

  /** The sum, in this quantity's unit; both must have one dimension. */
  add(b: Quantity<D> | Plain<D>): Quantity<D> {
    return wrap(arithmetic.add(this, b as Term));
  }

  /** The difference, in this quantity's unit; both must have one dimension. */
  sub(b: Quantity<D> | Plain<D>): Quantity<D> {
    return wrap(arithmetic.sub(this, b as Term));
  }

  /** The product; units multiply (mA by ohm is mV), and a dimensionless product is a plain number. */
  mul(b: number): Quantity<D>;
  mul<B>(b: Quantity<B>): Quantity<Mul<D, B>>;
  mul(b: Term): AnyQuantity {
    return wrap(arithmetic.mul(this, b));
  }

  /** The quotient; units divide (V by A is ohm), and a dimensionless quotient is a plain number. */
  div(b: number): Quantity<D>;
  div<B>(b: Quantity<B>): Quantity<Div<D, B>>;
  div(b: Term): AnyQuantity {
    return wrap(arithmetic.div(this, b));
  }

  /** `-x` */
  neg(): Quantity<D> {
    return wrap(arithmetic.neg(this));
  }

  /** `|x|` */
  abs(): Quantity<D> {
    return wrap(arithmetic.abs(this));
  }

  /** A power with a whole or half exponent, a plain number that does not depend on data. */
  pow<const N extends number>(n: N): Quantity<Pow<D, N>> {
    return wrap(arithmetic.pow(this, n));
  }

  /** The square root; of mV it is counted in `mV^0.5`. */
  sqrt(): Quantity<Pow<D, 0.5>> {
    return wrap(arithmetic.sqrt(this));
  }

  // ---- comparison

  /** `x > b`, element by element. */
  gt(b: Quantity<D> | Plain<D>): BoolQuantity {
    return bools(arithmetic.gt(this, b as Term));
  }

  /** `x >= b`, element by element. */
  ge(b: Quantity<D> | Plain<D>): BoolQuantity {
    return bools(arithmetic.ge(this, b as Term));
  }

  /** `x < b`, element by element. */
  lt(b: Quantity<D> | Plain<D>): BoolQuantity {
    return bools(arithmetic.lt(this, b as Term));
  }

  /** `x <= b`, element by element. */
  le(b: Quantity<D> | Plain<D>): BoolQuantity {
    return bools(arithmetic.le(this, b as Term));
  }

  /** `x == b`, element by element; JavaScript's `===` compares identities. */
  eq(b: Quantity<D> | Plain<D>): BoolQuantity {
    return bools(arithmetic.eq(this, b as Term));
  }

  /** `x != b`, element by element. */
  ne(b: Quantity<D> | Plain<D>): BoolQuantity {
    return bools(arithmetic.ne(this, b as Term));
  }

  /** Both, of bools. */
  and(this: Quantity<'one'>, b: Quantity<'one'>): BoolQuantity {
    return bools({ mantissa: engine.logicalAnd(this.mantissa, b.mantissa), unit: unitless });
  }

  /** Either, of bools. */
  or(this: Quantity<'one'>, b: Quantity<'one'>): BoolQuantity {
    return bools({ mantissa: engine.logicalOr(this.mantissa, b.mantissa), unit: unitless });
  }

  /** The opposite, of bools. */
  not(this: Quantity<'one'>): BoolQuantity {
    return bools({ mantissa: engine.logicalNot(this.mantissa), unit: unitless });
  }

  // ---- units and values

  /** The same quantity counted in another unit of its dimension: `mV(25).in(volt)`. */
  in(unit: Unit<D>): Quantity<D> {
    return wrap(reading.converted(this, unit));
  }

  /** This quantity, once it is certain at run time that its dimension is the unit's: the way back from `any`. */
  as<E>(unit: Unit<E>): Quantity<E> {
    if (!isUnit(unit)) fail('unit/notUnit', { got: typeof unit });
    if (this.unit.dimension !== unit.dimension) {
      fail('unit/as', { wants: unit.dimension.name, unit: unit.symbol, value: brief(this) });
    }
    return this as unknown as Quantity<E>;
  }

  /** Plain numbers counted in `unit`: a number for a scalar, else a typed array in row-major order. */
  toDecimal(unit: Unit<D>): number | TypedArray {
    return reading.toDecimal(this, unit);
  }

  /** The only element as a plain number; a quantity with a dimension wants the unit to count in. */
  item(...unit: 'one' extends D ? [unit?: Unit<D>] : [unit: Unit<D>]): number {
    return reading.item(this, unit[0]);
  }

  /** The elements in row-major order, counted in its own unit or in `unit`. Bools are 0 and 1. A copy. */
  toTypedArray(unit?: Unit<D>): TypedArray {
    return reading.toTypedArray(this, unit);
  }

  /** The elements as nested arrays; a number for a scalar. */
  toArray(unit?: Unit<D>): NestedValues {
    return reading.toArray(this, unit);
  }

  /** The same values in another dtype. */
  astype(dtype: DType): Quantity<D> {
    return this.withMantissa(engine.cast(this.mantissa, dtype));
  }

  // ---- indexing and shape

  /**
   * The elements at an index: `x.get(0)`, `x.get(slice(0, 3), -1)`, `x.get(Int32Array.of(2, 0, 2))`. Axes without one
   * are kept whole; several positions put their own shape in the place of the axis. A position that is a number or in an
   * Int32Array must be in range; of a quantity of positions, one out of range gives the nearest element.
   */
  get(...index: AxisIndex[]): Quantity<D> {
    return this.withMantissa(engine.index(this.mantissa, ...index.map(specOf)));
  }

  /**
   * A quantity with `value` at `index`: `x.with([0, slice()], mV(1))`. This one stays as it is. Of a quantity of
   * positions those out of range are dropped, and of values for one place the last stays.
   */
  with(index: Index, value: Quantity<D> | Plain<D>): Quantity<D> {
    const { x, y } = alike(this, value as Term, 'put together');
    return this.withMantissa(engine.updateAt(x, specsOf(index), y));
  }

  /**
   * A quantity with `value` added at `index`; a place that is named twice is added to twice, in the order of the
   * positions. This one stays as it is. Of a quantity of positions those out of range are dropped.
   */
  addAt(index: Index, value: Quantity<D> | Plain<D>): Quantity<D> {
    const { x, y } = alike(this, value as Term, 'add');
    return this.withMantissa(engine.addAt(x, specsOf(index), y));
  }

  /** The same elements in another shape; one length may be -1, which stands for what is left. */
  reshape(shape: Shape): Quantity<D> {
    const rest = -shape.reduce((product, n) => product * n, 1);
    const full = shape.map((n) => (n === -1 && rest > 0 ? this.size / rest : n));
    return this.withMantissa(engine.reshape(this.mantissa, full));
  }

  /** The sum along axes, or of all elements. Of bools: how many are true. */
  sum(axes?: Axes): Quantity<D> {
    return this.withMantissa(engine.sum(this.mantissa, axes));
  }

  /** The mean along axes, or of all elements. */
  mean(axes?: Axes): Quantity<D> {
    return this.withMantissa(engine.mean(this.mantissa, axes));
  }

  /** The largest along axes, or of all elements. */
  max(axes?: Axes): Quantity<D> {
    return this.withMantissa(engine.max(this.mantissa, axes));
  }

  /** The smallest along axes, or of all elements. */
  min(axes?: Axes): Quantity<D> {
    return this.withMantissa(engine.min(this.mantissa, axes));
  }

  // ---- printing, and what JavaScript asks of objects

  /** `25. mV`, as numpy and brainunit write it; `~float32[1] mV` for a traced value. */
  toString(): string {
    return display(this);
  }

  /** `Quantity(25., "mV")` */
  [describe](): string {
    return reprQuantity(this);
  }

  [inspect](): string {
    return reprQuantity(this);
  }

  [Symbol.toPrimitive](hint: Hint): number | string {
    return toPrimitive(this, hint);
  }

  /** What JSON.stringify writes: `{"mantissa": [..], "unit": "mV"}`; a dimensionless one as its elements alone. */
  toJSON(): unknown {
    refuseTracedJson(this);
    const mantissa = this.toArray();
    return this.unit.isUnitless ? mantissa : { mantissa, unit: this.unit.symbol };
  }

  /** Always throws: use `x.shape[0]` or `x.size`. */
  get length(): never {
    return refuseLength(this);
  }

  /** Visits the items of the first axis of a concrete value. */
  *[Symbol.iterator](): Generator<Quantity<D>, undefined> {
    const count = iterationCount(this);
    for (let i = 0; i < count; i++) yield this.get(i);
  }

  private withMantissa(mantissa: Operand): Quantity<D> {
    return new Quantity<D>(mantissa, this.unit);
  }
}

/**
 * Bools, such as a comparison gives. `then` exists for the compiler alone: it makes `if (V.gt(V_th))` an error
 * (TS2801), which would always be true.
 */
export interface BoolQuantity extends Quantity<'one'> {
  then(onfulfilled: (value: 'bools are not a condition: use u.math.where(condition, a, b)') => void): void;
}

/** A quantity around a result; its dimension is what the caller's signature says. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the unit is known at run time only
export function wrap(x: Measured): Quantity<any> {
  return new Quantity(x.mantissa, x.unit as AnyUnit);
}

/** Bools around a result. */
export function bools(x: Measured): BoolQuantity {
  return wrap(x) as unknown as BoolQuantity;
}

/** Whether a value is a quantity. */
export function isQuantity(x: unknown): x is AnyQuantity {
  return x instanceof Quantity;
}

/** A dimensionless quantity with the bare numbers of `x`, counted in its own unit or in `unit`. */
export function getMantissa<D>(x: Quantity<D>, unit?: Unit<D>): Quantity<'one'> {
  return new Quantity(unit === undefined ? x.mantissa : countedIn(x, reading.converted(x, unit).unit));
}

/** The unit of a quantity; of a plain number, `unitless`. */
export function getUnit<D>(x: Quantity<D>): Unit<D>;
export function getUnit(x: number): Unit<'one'>;
export function getUnit(x: AnyQuantity | number): AnyUnit {
  return typeof x === 'number' ? unitless : x.unit;
}
