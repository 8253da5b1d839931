import { fail } from '../core/error.js';
import { describe, inspect } from '../core/print.js';
import * as engine from '../engine/index.js';
import type { DType, Nested, Operand, Shape, TypedArray } from '../engine/index.js';
import * as arithmetic from './arithmetic.js';
import { ArrayMethods } from './array-methods.js';
import { iterationCount, refuseLength, refuseTracedJson, toPrimitive, type Hint } from './coercion.js';
import { brief, display, displayDigits, reprQuantity, type DisplayOptions } from './display.js';
import { specOf, specsOf, type AxisIndex, type Index } from './indexing.js';
import { mantissaOf } from './input.js';
import { alike, plain, type Measured, type Term } from './measured.js';
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
export class Quantity<in out D = 'one'> extends ArrayMethods<D> {
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
    super();
    const into = (unit ?? unitless) as Unit<D>;
    if (!isUnit(into)) fail('unit/notUnit', { got: typeof into });
    this.unit = into;
    if (!(value instanceof Quantity)) this.mantissa = mantissaOf(value, dtype);
    else if (!value.unit.isUnitless) refuseMeasured(value, into);
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

  /**
   * The product; units multiply (mA by ohm is mV), and a dimensionless product is a plain number. By a unit: so many of
   * it, `random.rand(5).mul(mV)`.
   */
  mul(b: number): Quantity<D>;
  mul<B>(b: Quantity<B>): Quantity<Mul<D, B>>;
  mul<B>(b: Unit<B>): Quantity<Mul<D, B>>;
  mul(b: Term): AnyQuantity {
    return wrap(arithmetic.mul(this, b));
  }

  /** The quotient; units divide (V by A is ohm), and a dimensionless quotient is a plain number. By a unit: `V.div(mV)`. */
  div(b: number): Quantity<D>;
  div<B>(b: Quantity<B>): Quantity<Div<D, B>>;
  div<B>(b: Unit<B>): Quantity<Div<D, B>>;
  div(b: Term): AnyQuantity {
    return wrap(arithmetic.div(this, b));
  }

  /** The remainder of `x / b` with the sign of b, in this quantity's unit; both must have one dimension. */
  mod(b: Quantity<D> | Plain<D>): Quantity<D> {
    return wrap(arithmetic.mod(this, b as Term));
  }

  /** `floor(x / b)` of two quantities of one dimension: a plain number. */
  floorDiv(b: Quantity<D> | Plain<D>): Quantity<'one'> {
    return wrap(arithmetic.floorDiv(this, b as Term));
  }

  /** `-x` */
  neg(): Quantity<D> {
    return wrap(arithmetic.neg(this));
  }

  /** `|x|` */
  abs(): Quantity<D> {
    return wrap(arithmetic.abs(this));
  }

  /** A power with an exponent that does not depend on data; what the unit is raised to has to be whole or half. */
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

  /** A quantity with the elements at `index` multiplied by a plain `value`; places as for `addAt`. */
  multiplyAt(index: Index, value: Quantity<'one'> | number): Quantity<D> {
    return this.withMantissa(engine.mulAt(this.mantissa, specsOf(index), plain(value, 'multiplyAt')));
  }

  /** A quantity with the smaller of `value` and what there is at `index`; places as for `addAt`. */
  minAt(index: Index, value: Quantity<D> | Plain<D>): Quantity<D> {
    const { x, y } = alike(this, value as Term, 'take the minimum of');
    return this.withMantissa(engine.minAt(x, specsOf(index), y));
  }

  /** A quantity with the larger of `value` and what there is at `index`; places as for `addAt`. */
  maxAt(index: Index, value: Quantity<D> | Plain<D>): Quantity<D> {
    const { x, y } = alike(this, value as Term, 'take the maximum of');
    return this.withMantissa(engine.maxAt(x, specsOf(index), y));
  }

  // ---- printing, and what JavaScript asks of objects

  /**
   * `25. mV`, as numpy and brainunit write it; `~float32[1] mV` for a traced value.
   *
   * @param options the unit to count in, and how many digits there are after the point at most
   *
   * @example
   * ```ts
   * volt(3).toString({ unit: mV }); // '3000. mV'
   * ms(123123).toString({ unit: second, precision: 2 }); // '123.12 s'
   * ```
   */
  override toString(options?: DisplayOptions<D>): string {
    const { unit, precision } = options ?? {};
    return display(unit === undefined ? this : reading.converted(this, unit), precision);
  }

  /** Every element with exactly so many digits after the point: `mV(3.14159).toFixed(2)` is `3.14 mV`. */
  toFixed(digits = 0): string {
    return displayDigits(this, digits, 'toFixed');
  }

  /** Every element in exponential notation with so many digits after the point: `3.14e+00 mV`. */
  toExponential(digits = 6): string {
    return displayDigits(this, digits, 'toExponential');
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

  protected override around(x: Measured): AnyQuantity {
    return wrap(x);
  }

  private withMantissa(mantissa: Operand): Quantity<D> {
    return new Quantity<D>(mantissa, this.unit);
  }
}

/** A unit counts plain numbers: what has a unit already is refused, with the way to what was probably meant. */
function refuseMeasured(value: AnyQuantity, into: AnyUnit): never {
  const remedy = value.unit.dimension.isOne
    ? 'count it plainly with .in(unitless)'
    : into.dimension.isOne
      ? `divide by a unit first: x.div(${value.unit.symbol}(1))`
      : `convert with .in(${into.symbol})`;
  fail('unit/call', { unit: into.isUnitless ? 'unitless' : into.symbol, value: brief(value), remedy });
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
