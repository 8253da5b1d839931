import { fail } from '../core/error.js';
import { baseNames, Dimension, dimensionCalled, dimensionSpelled } from './dimension.js';

/** Exponents by what they are of: `{ length: 2, time: -1 }`, or `{ m: 2, s: -1 }`. */
export type ExponentsByName = Readonly<Record<string, number>>;

/**
 * The dimension that a name or exponents stand for.
 *
 * @param of a name (`voltage`, or one given by `u.nameDimension`), a base form (`kg m^2 s^-3 A^-1`), the seven
 * exponents of length, mass, time, current, temperature, amount and luminosity, or those that are not zero by name
 * or symbol; a dimension is given back
 * @throws for an unknown name, or exponents that are not seven whole or half numbers
 *
 * @example
 * ```ts
 * u.getDimension('force') === u.getDimension({ length: 1, mass: 1, time: -2 }); // true
 * u.getDimension('voltage').exponents; // [2, 1, -3, -1, 0, 0, 0]
 * ```
 */
export function getDimension(of: string | readonly number[] | ExponentsByName | Dimension): Dimension {
  if (of instanceof Dimension) return of;
  if (typeof of === 'string') {
    const dimension = dimensionCalled(of) ?? dimensionSpelled(of);
    return dimension ?? fail('unit/dimensionUnknown', { got: `'${of}'` });
  }
  if (typeof of !== 'object' || of === null) fail('unit/dimensionUnknown', { got: String(of) });
  const exponents = Array.isArray(of) ? (of as readonly number[]) : byName(of as ExponentsByName);
  if (exponents.length !== 7 || !exponents.every((e) => Number.isInteger(2 * e))) {
    fail('unit/dimensionExponents', { got: `[${exponents.join(', ')}]` });
  }
  return Dimension.of(exponents);
}

function byName(of: ExponentsByName): number[] {
  const exponents = baseNames.map(() => 0);
  for (const [name, exponent] of Object.entries(of)) {
    const i = baseNames.findIndex((names) => names.includes(name));
    if (i < 0) fail('unit/dimensionBase', { name, known: baseNames.map((names) => names.join(', ')).join('; ') });
    exponents[i] = exponent;
  }
  return exponents;
}
