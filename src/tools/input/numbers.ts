import { fail } from '../../core/error.js';
import { floatDType, isTraced, NDArray, sizeOf, type Shape } from '../../engine/index.js';
import { showValue } from '../../state/index.js';
import { Quantity, type AnyQuantity, type Unit } from '../../unit/index.js';

/** The one number of a quantity, counted in a unit; refuses what is no such quantity. */
export function numberIn<D>(input: string, name: string, value: Quantity<D>, unit: Unit<D>): number {
  checkLike(input, name, value, unit);
  if (value.size !== 1) fail('inputs/scalar', { input, name, value: showValue(value) });
  const number = value.item(unit);
  if (!Number.isFinite(number)) fail('inputs/finite', { input, name, value: showValue(value) });
  return number;
}

/** The numbers of a quantity of any shape, counted in a unit. */
export function numbersIn<D>(input: string, name: string, value: Quantity<D>, unit: Unit<D>): ArrayLike<number> {
  checkLike(input, name, value, unit);
  const numbers = value.toDecimal(unit);
  return typeof numbers === 'number' ? [numbers] : numbers;
}

/** An input's values, of the configured float. */
export function valuesOf<D>(data: Float64Array, shape: Shape, unit: Unit<D>): Quantity<D> {
  const dtype = floatDType();
  return new Quantity(new NDArray(shape, dtype, dtype === 'float64' ? data : Float32Array.from(data)), unit);
}

/** Zeros, and from `start` on to `end` what a function says of each step since `start`. */
export function filled(steps: number, { start, end }: { start: number; end: number }, value: (i: number) => number): Float64Array {
  const data = new Float64Array(steps);
  for (let i = start; i < end; i++) data[i] = value(i - start);
  return data;
}

/** The same values in each of n columns; of one column none is made. */
export function columns<D>(data: Float64Array, n: number, unit: Unit<D>): Quantity<D> {
  if (n === 1) return valuesOf(data, [data.length], unit);
  const all = new Float64Array(sizeOf([data.length, n]));
  for (let i = 0; i < all.length; i++) all[i] = data[Math.floor(i / n)];
  return valuesOf(all, [data.length, n], unit);
}

/** Refuses a number of columns that is no integer of 1 or more. */
export function checkCount(input: string, name: string, n: number): void {
  if (!Number.isSafeInteger(n) || n < 1) fail('inputs/count', { input, name, value: showValue(n) });
}

/** Refuses what is not above zero. */
export function checkPositive(input: string, name: string, value: number, given: unknown): void {
  if (!(value > 0)) fail('inputs/positive', { input, name, value: showValue(given) });
}

function checkLike<D>(input: string, name: string, value: Quantity<D>, unit: Unit<D>): void {
  if (!(value instanceof Quantity) || !unit.hasSameDim(value.unit)) {
    fail('inputs/unit', { input, name, wants: unit.isUnitless ? 'a number without a unit' : `a value in ${unit.symbol}`, value: showValue(value) });
  }
  if (isTraced((value as AnyQuantity).mantissa)) fail('inputs/traced', { input });
}
