import { Quantity, type Unit } from '../../unit/index.js';
import { fail } from '../../core/error.js';

/**
 * What can be drawn: a `Quantity` of any dimension, or plain numbers in a list, a typed array or a nested list
 * of rows.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a figure draws every dimension
export type Values = number | Quantity<any> | ArrayLike<number> | readonly (readonly number[])[];

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
export type AnyUnit = Unit<any>;

/** Values without their unit, row-major. */
export interface Numbers {
  readonly data: ArrayLike<number>;
  readonly shape: readonly number[];
}

/** The unit values carry; plain numbers and dimensionless quantities carry none. */
export function unitOf(values: Values): AnyUnit | undefined {
  return values instanceof Quantity && !values.unit.isDimensionless ? values.unit : undefined;
}

/** The numbers of values, counted in a unit of their dimension. */
export function numbersIn(values: Values, unit: AnyUnit | undefined): Numbers {
  if (typeof values === 'number') return { data: [values], shape: [] };
  if (values instanceof Quantity) {
    const numbers = unit === undefined ? values.item() : values.toDecimal(unit);
    return { data: typeof numbers === 'number' ? [numbers] : numbers, shape: values.shape };
  }
  if (isNested(values)) {
    const width = values[0]?.length ?? 0;
    for (const row of values) if (row.length !== width) fail('tools/plot-rows', { width, found: row.length });
    return { data: values.flat(), shape: [values.length, width] };
  }
  return { data: values, shape: [values.length] };
}

function isNested(values: ArrayLike<number> | readonly (readonly number[])[]): values is readonly (readonly number[])[] {
  return Array.isArray(values[0]);
}
