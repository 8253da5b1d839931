import { kelvin } from './generated/units.js';
import { asFloat } from './measured.js';
import { Quantity, type Numeric } from './quantity.js';

// Degrees are no unit: their zero is not that of kelvin. They are plain numbers, and these go there and back.

/** 0 degrees Celsius in kelvin. */
const ICE = 273.15;

/**
 * Degrees Celsius as a temperature.
 *
 * @param celsius a number, nested arrays, a typed array or a dimensionless quantity
 * @throws for a quantity with a dimension
 *
 * @example
 * ```ts
 * String(u.celsius2kelvin(25)); // '298.15 K'
 * ```
 */
export function celsius2kelvin(celsius: Numeric): Quantity<'temperature'> {
  return kelvin(plain(celsius).add(ICE));
}

/**
 * A temperature in degrees Celsius, a dimensionless quantity.
 *
 * @throws for a quantity of another dimension
 */
export function kelvin2celsius(temperature: Quantity<'temperature'>): Quantity<'one'> {
  return inKelvin(temperature).sub(ICE);
}

/**
 * Degrees Fahrenheit as a temperature.
 *
 * @param fahrenheit a number, nested arrays, a typed array or a dimensionless quantity
 * @throws for a quantity with a dimension
 */
export function fahrenheit2kelvin(fahrenheit: Numeric): Quantity<'temperature'> {
  return kelvin(plain(fahrenheit).sub(32).mul(5 / 9).add(ICE));
}

/**
 * A temperature in degrees Fahrenheit, a dimensionless quantity.
 *
 * @throws for a quantity of another dimension
 */
export function kelvin2fahrenheit(temperature: Quantity<'temperature'>): Quantity<'one'> {
  return inKelvin(temperature).sub(ICE).mul(9 / 5).add(32);
}

function plain(value: Numeric): Quantity<'one'> {
  return new Quantity<'one'>(asFloat(new Quantity<'one'>(value).mantissa));
}

function inKelvin(temperature: Quantity<'temperature'>): Quantity<'one'> {
  const counted = (temperature instanceof Quantity ? temperature : plain(temperature)).as(kelvin).in(kelvin);
  return plain(counted.mantissa);
}
