import { fail } from '../../core/error.js';
import type { NDArray } from '../array/ndarray.js';
import { broadcastShapes, type Shape } from '../array/shape.js';
import type { Operand } from '../program/op.js';
import type { Var } from '../program/program.js';
import { bind } from '../trace/builder.js';
import { mapTangent } from './arithmetic.js';
import { elementwise } from './elementwise.js';
import { broadcastTo } from './movement.js';
import { dtypeOf, shapeOf, toValue, unify } from './operand.js';

export const selectOp = elementwise('select', {
  outputs: ([, a]) => [a],
  lanes: (L, [mask, a, b], [, dtype]) => [L.select(mask, a, b, dtype)],
  jvp: ([mask], [, ta, tb]) => [ta === null && tb === null ? null : select(mask, ta ?? 0, tb ?? 0)],
  transpose: ([ct], [mask, a, b]) => [
    null,
    a === null && mask !== null ? mapTangent(ct, (c) => select(mask, c, 0)) : null,
    b === null && mask !== null ? mapTangent(ct, (c) => select(mask, 0, c)) : null,
  ],
});

/** `mask ? a : b`, lane by lane, broadcast. The mask is bool. */
export function select(mask: Operand, a: Operand, b: Operand): Operand {
  if (dtypeOf(mask) !== 'bool') fail('engine/dtype', { operation: 'select', wants: 'a bool condition', got: dtypeOf(mask) });
  const shape = broadcastShapes([shapeOf(mask), shapeOf(a), shapeOf(b)], 'select');
  const [x, y] = unify('select', [a, b], 'any');
  return bind(selectOp, [spread(toValue(mask), shape), spread(x, shape), spread(y, shape)], {})[0];
}

/** Scalars broadcast by themselves. */
function spread(x: NDArray | Var, shape: Shape): NDArray | Var {
  return x.shape.length === 0 ? x : toValue(broadcastTo(x, shape));
}
