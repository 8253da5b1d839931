import { fail } from '../../core/error.js';
import { dtypeOf } from '../../engine/index.js';
import { Quantity } from '../../unit/index.js';
import { showValue } from '../show-value.js';

/**
 * Some neurons of a quantity: those at these positions, counted in row-major order as in `record.events`. A row has as many
 * elements as there are positions. It is a quantity as any other, so that `record.every(10, record.only(V, [0, 7]))`
 * records both less often and fewer.
 *
 * @param indices - integers; a negative one counts from the end
 * @throws when a position is no integer or out of range
 *
 * @example
 * return record.only(neuron.V.value, [0, 1, 2]);
 */
export function only<D>(x: Quantity<D>, indices: readonly number[] | Int32Array | Quantity<'one'>): Quantity<D> {
  if (!(x instanceof Quantity)) fail('record/quantity', { operation: 'record.only', value: showValue(x) });
  const flat = x.ndim === 1 ? x : x.reshape([-1]);
  if (indices instanceof Quantity) {
    if (dtypeOf(indices.mantissa) !== 'int32') fail('record/indices', { value: showValue(indices) });
    return flat.get(indices);
  }
  const positions = [...indices];
  if (!positions.every((i) => Number.isSafeInteger(i))) fail('record/indices', { value: showValue(indices) });
  return flat.get(Int32Array.from(positions));
}
