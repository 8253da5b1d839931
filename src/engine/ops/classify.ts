import { isFloat, type DType } from '../array/dtype.js';
import type { FloatLanes, Lanes } from '../program/lanes.js';
import type { Operand } from '../program/op.js';
import { apply, elementwise } from './elementwise.js';

/** A question that only floats can answer in more than one way; of other dtypes the answer is `otherwise`. */
function question(name: string, otherwise: boolean, ask: <V>(L: Lanes<V>, F: FloatLanes<V>, x: V) => V) {
  return elementwise(name, {
    outputs: () => ['bool'],
    lanes: (L, [x], [dtype]) => [answer(L, dtype, x)],
    jvp: 'zero',
  });
  function answer<V>(L: Lanes<V>, dtype: DType, x: V): V {
    return isFloat(dtype) ? ask(L, L.float(dtype), x) : L.constant(otherwise ? 1 : 0, 'bool');
  }
}

export const isnanOp = question('isnan', false, (_, F, x) => F.ne(x, x));
export const isinfOp = question('isinf', false, (_, F, x) => F.eq(F.abs(x), F.constant(Infinity)));
export const isfiniteOp = question('isfinite', true, (_, F, x) => F.lt(F.abs(x), F.constant(Infinity)));

/** Where it is NaN, as bool. */
export function isnan(x: Operand): Operand {
  return apply(isnanOp, [x], 'numeric', {});
}

/** Where it is infinite, of either sign, as bool. */
export function isinf(x: Operand): Operand {
  return apply(isinfOp, [x], 'numeric', {});
}

/** Where it is neither infinite nor NaN, as bool. */
export function isfinite(x: Operand): Operand {
  return apply(isfiniteOp, [x], 'numeric', {});
}
