import { isFloat, type DType } from '../array/dtype.js';
import { SpikeArray } from '../array/spike-array.js';
import type { Operand } from '../program/op.js';
import { bind } from '../trace/builder.js';
import { mapTangent } from './arithmetic.js';
import { elementwise } from './elementwise.js';
import { toValue } from './operand.js';

export const castOp = elementwise<{ dtype: DType }>('cast', {
  outputs: (_, { dtype }) => [dtype],
  lanes: (L, [x], [from], { dtype }) => [L.cast(x, from, dtype)],
  jvp: (_, [t], { dtype }) => [isFloat(dtype) ? mapTangent(t, (x) => cast(x, dtype)) : null],
  transpose: ([ct], _, __, [aval]) => [mapTangent(ct, (c) => cast(c, aval.dtype))],
});

/**
 * The same values in another dtype. Float to integer truncates and saturates, NaN gives 0; to bool is `!= 0`;
 * between int32 and uint32 keeps the bits.
 */
export function cast(x: Operand, dtype: DType): Operand {
  const value = toValue(x, dtype);
  if (value instanceof SpikeArray) return value.dtype === dtype ? value : value.astype(dtype);
  return value.dtype === dtype ? value : bind(castOp, [value], { dtype })[0];
}
