import { fail } from '../../core/error.js';
import { unvmap as collapse } from '../../engine/index.js';
import { Quantity } from '../../unit/index.js';
import { showValue } from '../show-value.js';

/**
 * A value that is the same in every lane of the `vmap`s around: `'any'` and `'all'` of bools, `'max'` of numbers, lane by
 * lane for each element. Outside of a `vmap` it is the value itself. Every derivative takes it for a constant.
 *
 * @example
 * const busy = transform.unvmap(V.value.gt(V_th).sum().gt(0), 'any');
 */
export function unvmap<D>(x: Quantity<D>, op: 'any' | 'all' | 'max' = 'any'): Quantity<D> {
  if (op !== 'any' && op !== 'all' && op !== 'max') fail('transform/unvmap', { op: showValue(op) });
  if (op !== 'max' && x.dtype !== 'bool') fail('transform/unvmapBools', { op, got: x.dtype });
  return new Quantity(collapse(x.mantissa, op), x.unit);
}
