import type { IndexSpec, Slice } from '../engine/index.js';
import { plain } from './measured.js';
import type { Quantity } from './quantity.js';

/**
 * One axis of an index: a position, a slice, or several positions as an `Int32Array` or a quantity of an integer dtype.
 */
export type AxisIndex = number | Slice | Int32Array | Quantity<'one'>;

/** An index: that of the first axis, or a list of them for the first axes. */
export type Index = AxisIndex | readonly AxisIndex[];

/** The engine's index. A quantity gives its bare numbers; one with a dimension is refused. */
export function specOf(index: AxisIndex): IndexSpec {
  if (typeof index !== 'object' || index === null || !('mantissa' in index)) return index as IndexSpec;
  return plain(index, 'an index');
}

export function specsOf(index: Index): readonly IndexSpec[] {
  return (Array.isArray(index) ? (index as readonly AxisIndex[]) : [index as AxisIndex]).map(specOf);
}
