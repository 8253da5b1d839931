import { fail } from '../core/error.js';
import { Dimension, dimensionCalled, dimensionSpelled, giveName } from './dimension.js';
import type { DimensionForm, NamedDimensions, OwnDimension } from './types/named-dimensions.js';

/**
 * Names a dimension that the library has no name for, as `NamedDimensions` declares it to the compiler. From then on
 * `x.dim` and error texts have the name.
 *
 * @param name - one word, such as `spikeDensity`
 * @param form - its base form, such as `m^-2 s^-1`, or its seven exponents: the one in the declaration
 * @throws when the name or the dimension is taken by another
 *
 * @example
 * declare module 'braints' {
 *   interface NamedDimensions {
 *     spikeDensity: 'm^-2 s^-1';
 *   }
 * }
 * u.nameDimension('spikeDensity', 'm^-2 s^-1');
 * Hz(5).div(cm2(1)).dim; // 'spikeDensity'
 */
export function nameDimension<const N extends string>(
  name: N & (N extends OwnDimension ? string : 'a name that NamedDimensions declares'),
  form: N extends OwnDimension ? NamedDimensions[N] : never,
): void;
export function nameDimension(name: string, form: DimensionForm): void {
  if (typeof name !== 'string' || !/^[A-Za-z]\w*$/.test(name) || dimensionSpelled(name) !== undefined) {
    fail('unit/dimensionName', { name: String(name) });
  }
  const dimension = dimensionOf(form);
  const shown = Array.isArray(form) ? `[${form.join(', ')}]` : `'${String(form as unknown)}'`;
  if (dimension === undefined) fail('unit/dimensionForm', { name, form: shown });
  if (dimension.name === name) return;
  if (dimensionSpelled(dimension.name) !== dimension) {
    fail('unit/dimensionTwice', { name, form: shown, known: `it is called ${dimension.name} already` });
  }
  const other = dimensionCalled(name);
  if (other !== undefined) {
    fail('unit/dimensionTwice', { name, form: shown, known: 'the name is that of another dimension' });
  }
  giveName(dimension, name);
}

function dimensionOf(form: DimensionForm): Dimension | undefined {
  if (typeof form === 'string') return dimensionSpelled(form);
  if (!Array.isArray(form) || form.length !== 7 || !form.every((e) => Number.isInteger(2 * e))) return undefined;
  return Dimension.of(form as readonly number[]);
}
