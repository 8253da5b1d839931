import type { StandardDimensions } from '../generated/dimensions.js';
import type { Exponents } from './exponents.js';

/**
 * The dimensions that have a name. Name one of your own by adding it here, by its base form, and tell the library
 * at run time with `u.nameDimension`; products, quotients, hovers and error texts then use the name. Declare it in
 * `'braints'`: the compiler loses what two modules add to one interface.
 *
 * @example
 * declare module 'braints' {
 *   interface NamedDimensions {
 *     spikeDensity: 'm^-2 s^-1';
 *   }
 * }
 * u.nameDimension('spikeDensity', 'm^-2 s^-1');
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- empty here, so that others can add to it
export interface NamedDimensions extends StandardDimensions {}

/** The names that were added to `NamedDimensions`. */
export type OwnDimension = Exclude<keyof NamedDimensions, keyof StandardDimensions>;

/** What a name in `NamedDimensions` stands for: a base form such as `kg m^2 s^-3 A^-1`, or seven exponents. */
export type DimensionForm = string | Exponents;
