import { fail } from '../core/error.js';
import { shapeOf } from '../engine/index.js';
import type { Dimension } from './dimension.js';
import { brief } from './display.js';
import { countedIn, measured, showDimension, type Measured, type Term } from './measured.js';
import { isQuantity, Quantity, wrap, type AnyQuantity } from './quantity.js';
import * as reading from './reading.js';
import { isUnit, sameSize, unitless, type AnyUnit, type Unit } from './unit.js';

/** What can be asked for its unit: a quantity, a unit, or a plain number. */
export type HasUnit = AnyQuantity | AnyUnit | number;

function unitOf(x: unknown): AnyUnit {
  if (isUnit(x)) return x;
  return isQuantity(x) ? (x.unit as AnyUnit) : unitless;
}

/** The unit of a quantity; of a plain number, `unitless`; of a unit itself. */
export function getUnit<D>(x: Quantity<D> | Unit<D>): Unit<D>;
export function getUnit(x: number): Unit<'one'>;
export function getUnit(x: HasUnit): AnyUnit {
  return unitOf(x);
}

/** The dimension of a quantity, a unit or a plain number. */
export function getDim(x: HasUnit): Dimension {
  return unitOf(x).dimension;
}

/** A dimensionless quantity with the bare numbers of `x`, counted in its own unit or in `unit`. */
export function getMantissa<D>(x: Quantity<D>, unit?: Unit<D>): Quantity<'one'>;
export function getMantissa(x: number): Quantity<'one'>;
export function getMantissa(x: AnyQuantity | number, unit?: AnyUnit): Quantity<'one'> {
  const value = measured(x, 'getMantissa');
  return new Quantity(unit === undefined ? value.mantissa : reading.converted(value, unit).mantissa);
}

/** As `getMantissa`. */
export const getMagnitude: typeof getMantissa = getMantissa;

/** The bare numbers and the unit: `const [numbers, unit] = splitMantissaUnit(x)`. */
export function splitMantissaUnit<D>(x: Quantity<D>): [mantissa: Quantity<'one'>, unit: Unit<D>] {
  return [getMantissa(x), x.unit];
}

/** Bare numbers with a unit again: the way back from `splitMantissaUnit`. */
export function arrayWithUnit<D>(mantissa: Quantity<'one'> | number, unit: Unit<D>): Quantity<D> {
  return new Quantity(typeof mantissa === 'number' ? mantissa : countedIn(mantissa, unitless), unit) as Quantity<D>;
}

/** The same quantity counted in another unit of its dimension. */
export function inUnit<D>(x: Quantity<D>, unit: Unit<D>): Quantity<D> {
  return x.in(unit);
}

/** Plain numbers counted in `unit`: a number for a scalar, else a typed array in row-major order. */
export function toDecimal<D>(x: Quantity<D>, unit: Unit<D>): ReturnType<Quantity<D>['toDecimal']> {
  return x.toDecimal(unit);
}

/**
 * A dimensionless quantity as plain numbers, without the scale that its unit may have: `km / m` becomes 1000. A
 * quantity
 * with a dimension stays as it is, or gives the bare numbers counted in `unit`.
 */
export function maybeDecimal<D>(x: Quantity<D>): Quantity<D>;
export function maybeDecimal<D>(x: Quantity<D>, unit: Unit<D>): Quantity<'one'>;
export function maybeDecimal(x: AnyQuantity, unit?: AnyUnit): AnyQuantity {
  if (x.unit.dimension.isOne) return new Quantity(countedIn(x, unitless));
  return unit === undefined ? x : getMantissa(x, unit);
}

/** Whether it has no dimension and no scale, as a plain number has none. */
export function isUnitless(x: HasUnit): boolean {
  return unitOf(x).isUnitless;
}

/** Whether it has no dimension. It may have a scale, as a percentage has. */
export function isDimensionless(x: HasUnit): boolean {
  return getDim(x).isOne;
}

/** Whether both are of one dimension. */
export function haveSameDim(a: HasUnit, b: HasUnit): boolean {
  return getDim(a) === getDim(b);
}

/** Whether both have units of one dimension and one size. */
export function hasSameUnit(a: HasUnit, b: HasUnit): boolean {
  return sameSize(unitOf(a), unitOf(b));
}

/** Whether it is a number, or a concrete quantity without a unit and without axes, which stands for one. */
export function isScalarType(x: unknown): boolean {
  if (typeof x === 'number' || typeof x === 'boolean') return true;
  return isQuantity(x) && !x.isTraced && x.unit.isUnitless && x.ndim === 0;
}

/** All counted in the unit of the first. */
export function unitScaleAlignToFirst<D>(first: Quantity<D>, ...others: Quantity<NoInfer<D>>[]): Quantity<D>[] {
  return [first, ...others.map((x) => wrap(reading.converted(x, first.unit)))];
}

function told(x: HasUnit): string {
  return isUnit(x) ? x.symbol : brief(measured(x, ''));
}

/**
 * Refuses two of unlike dimensions, or (without `b`) one that has a dimension.
 *
 * @param message - Stands in front of what they are: what is being done with them.
 * @returns both dimensions
 * @throws naming both with their units and dimensions
 */
export function failForDimensionMismatch(
  a: HasUnit,
  b: HasUnit = 1,
  message = 'the dimensions differ',
): [Dimension, Dimension] {
  const [left, right] = [getDim(a), getDim(b)];
  if (left !== right) {
    fail('unit/dimensions', { message, a: told(a), b: told(b), dimA: showDimension(left), dimB: showDimension(right) });
  }
  return [left, right];
}

/**
 * Refuses two of which the one cannot be counted in the unit of the other, or (without `b`) one that has a dimension.
 *
 * @returns both units, which may differ in size
 * @throws naming both with their units and dimensions
 */
export function failForUnitMismatch(
  a: HasUnit,
  b: HasUnit = 1,
  message = 'the units do not measure the same',
): [AnyUnit, AnyUnit] {
  failForDimensionMismatch(a, b, message);
  return [unitOf(a), unitOf(b)];
}

/** Refuses anything but a quantity with these numbers (within rounding) in a unit of this size; for tests. */
export function assertQuantity<D>(
  x: Quantity<D>,
  mantissa: Quantity<'one'> | number | readonly number[],
  unit: Unit<D>,
): void {
  const wanted = isQuantity(mantissa) ? mantissa : new Quantity(mantissa as number);
  const right: Measured = { mantissa: wanted.mantissa, unit };
  const same =
    sameSize(x.unit, unit) &&
    String(shapeOf(x.mantissa)) === String(wanted.shape) &&
    near(reading.toTypedArray(x, undefined), reading.toTypedArray(wanted, undefined));
  if (!same) fail('unit/assertQuantity', { wants: brief(right), got: brief(x as Term as Measured) });
}

function near(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  return Array.from(a).every((value, i) => value === b[i] || Math.abs(value - b[i]) <= 1e-8 + 1e-5 * Math.abs(b[i]));
}
