import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { promote, type DType } from '../array/dtype.js';
import { broadcastShapes, sizeOf, type Shape } from '../array/shape.js';
import type { Operand } from '../program/op.js';
import { mul } from './arithmetic.js';
import { cast } from './cast.js';
import { contract } from './matmul.js';
import { broadcastTo, reshape, transpose } from './movement.js';
import { dtypeOf, shapeOf, toValue } from './operand.js';
import { sum } from './reduce.js';

/**
 * The matrix product `a @ b`, by numpy's rule. Matrices stand in the last two axes; axes before them broadcast. A vector
 * on the left is a row and on the right a column, and its axis is gone from the result; two vectors give their inner
 * product.
 *
 * Each element is the sum over k in order, rounded at every step, whatever the shapes; the inner product of two vectors is
 * `sum(mul(a, b))`. Bools count as int32.
 *
 * @param a - [..., M, K] or [K], numbers of any dtype; the two promote.
 * @param b - [..., K, N] or [K].
 * @returns [..., M, N]. Throws where the lengths differ, or an operand is a scalar.
 */
export function matmul(a: Operand, b: Operand): Operand {
  return product('matmul', a, b);
}

/**
 * numpy's `dot`: of scalars the product, of vectors and matrices `matmul`, and else the sum over the last axis of `a` and the
 * one before last of `b`: [...A, K] by [...B, K, N] gives [...A, ...B, N].
 */
export function dot(a: Operand, b: Operand): Operand {
  const [shapeA, shapeB] = [shapeOf(a), shapeOf(b)];
  if (shapeA.length === 0 || shapeB.length === 0) return mul(a, b);
  if (shapeB.length <= 2) return product('dot', a, b);
  const rank = shapeB.length;
  const k = shapeB[rank - 2];
  const rest = shapeB.filter((_, axis) => axis !== rank - 2);
  const columns = transpose(b, [rank - 2, ...shapeB.keys()].filter((axis, i) => i === 0 || axis !== rank - 2));
  const flat = product('dot', a, reshape(columns, [k, sizeOf(rest)]));
  return reshape(flat, [...shapeA.slice(0, -1), ...rest]);
}

function product(operation: string, left: Operand, right: Operand): Operand {
  const [a, b] = sameDType(left, right);
  const [shapeA, shapeB] = [shapeOf(a), shapeOf(b)];
  const misfit = (): never => fail('engine/matmul', { operation, shapes: [showShape(shapeA), showShape(shapeB)] });
  if (shapeA.length === 0 || shapeB.length === 0) misfit();
  const k = shapeA[shapeA.length - 1];
  if (k !== shapeB[Math.max(0, shapeB.length - 2)]) misfit();
  if (shapeA.length === 1 && shapeB.length === 1) return sum(mul(a, b));
  if (shapeA.length === 1) return dropAxis(stacks(operation, reshape(a, [1, k]), b), -2);
  if (shapeB.length === 1) return dropAxis(stacks(operation, a, reshape(b, [k, 1])), -1);
  return stacks(operation, a, b);
}

/** Both in the dtype that they meet in. */
export function sameDType(a: Operand, b: Operand): [Operand, Operand] {
  const dtype = [a, b].map(dtypeOf).reduce<DType>(promote, 'bool');
  const wanted = dtype === 'bool' ? 'int32' : dtype;
  return [cast(a, wanted), cast(b, wanted)];
}

/** Stacks of matrices, the axes in front of which broadcast. */
function stacks(operation: string, a: Operand, b: Operand): Operand {
  const [shapeA, shapeB] = [shapeOf(a), shapeOf(b)];
  const [frontA, frontB] = [shapeA.slice(0, -2), shapeB.slice(0, -2)];
  const front = broadcastShapes([frontA, frontB], operation);
  const size = sizeOf(front);
  const stack = (x: Operand, own: Shape, matrix: Shape): Operand => {
    // A single matrix serves the whole stack of the other side.
    if (sizeOf(own) === 1) return reshape(x, matrix);
    return reshape(broadcastTo(toValue(x), [...front, ...matrix]), [size, ...matrix]);
  };
  const out = contract(stack(a, frontA, shapeA.slice(-2)), stack(b, frontB, shapeB.slice(-2)));
  return reshape(out, [...front, ...shapeOf(out).slice(-2)]);
}

/** Without an axis of length 1, counted from the end. */
function dropAxis(x: Operand, axis: number): Operand {
  const shape = [...shapeOf(x)];
  shape.splice(axis, 1);
  return reshape(x, shape);
}
