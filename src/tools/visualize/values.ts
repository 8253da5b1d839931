import { fail } from '../../core/error.js';
import { Quantity, unitless, type AnyUnit } from '../../unit/index.js';

/**
 * What can be drawn: a `Quantity` of any dimension, or plain numbers in a list, a typed array or a nested list
 * of rows.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a figure draws every dimension
export type Values = number | Quantity<any> | NumberList | readonly (readonly number[])[];

/** Numbers in a list or a typed array. */
export type NumberList = ArrayLike<number> & Iterable<number>;

/** Values as numbers of a unit, row-major. */
export interface Reading {
  readonly data: NumberList;
  readonly shape: readonly number[];
  readonly unit: AnyUnit;
}

/** The unit values carry. */
export function unitOf(values: Values): AnyUnit {
  return values instanceof Quantity ? values.unit : unitless;
}

/** The numbers of values, counted in a unit of their dimension. */
export function readIn(values: Values, unit: AnyUnit): Reading {
  if (typeof values === 'number') return { data: [values], shape: [], unit };
  if (values instanceof Quantity) {
    const numbers = values.toDecimal(unit);
    return { data: typeof numbers === 'number' ? [numbers] : numbers, shape: values.shape, unit };
  }
  if (isNested(values)) {
    const width = values[0]?.length ?? 0;
    for (const row of values) if (row.length !== width) fail('tools/plot-rows', { width, found: row.length });
    return { data: values.flat(), shape: [values.length, width], unit };
  }
  return { data: values, shape: [values.length], unit };
}

function isNested(values: NumberList | readonly (readonly number[])[]): values is readonly (readonly number[])[] {
  return Array.isArray(values[0]);
}
