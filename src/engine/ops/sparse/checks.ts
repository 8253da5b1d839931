import { fail } from '../../../core/error.js';
import { showShape } from '../../../core/print.js';
import { isFloat, isInt, floatDType, type FloatDType } from '../../array/dtype.js';
import { fromNested, type NDArray, type Nested } from '../../array/ndarray.js';
import { sameShape, type Shape } from '../../array/shape.js';
import type { Operand } from '../../program/op.js';
import type { Var } from '../../program/program.js';
import { cast } from '../cast.js';
import { dtypeOf, toNDArray, toValue } from '../operand.js';

/** An array of the structure: an int32 array, or nested lists of integers. */
export type StructureArray = Operand | Nested<number>;

/** The structure's array as int32. It must be known: kernels trust it. */
export function structureArray(format: string, what: string, x: StructureArray): NDArray {
  if (Array.isArray(x)) return fromIntegers(format, what, fromNested(x as Nested<number>, 'float64'));
  const remedy = 'build the matrix outside of the traced function';
  const array = toNDArray(x as Operand, `the ${what} of a ${format} matrix`, remedy);
  if (!isInt(array.dtype)) fail('engine/dtype', { operation: `${format} ${what}`, wants: 'int32', got: array.dtype });
  return cast(array, 'int32') as NDArray;
}

function fromIntegers(format: string, what: string, numbers: NDArray): NDArray {
  const fraction = numbers.data.find((x) => x !== (x | 0));
  if (fraction !== undefined) {
    fail('engine/dtype', { operation: `${format} ${what}`, wants: 'int32', got: String(fraction) });
  }
  return cast(numbers, 'int32') as NDArray;
}

/** Arrays are values, so one that has been checked need not be read again: new weights on old indices cost nothing. */
const checkedFor = new WeakMap<NDArray, number>();

/** Refuses an index outside of an axis of length `size`. */
export function checkIndices(format: string, indices: NDArray, size: number): void {
  if (checkedFor.get(indices) === size) return;
  const { data } = indices;
  for (let at = 0; at < data.length; at++) {
    const index = data[at];
    if (index >= 0 && index < size) continue;
    const width = indices.shape[1];
    const position = indices.shape.length === 2 ? `[${Math.floor(at / width)}, ${at % width}]` : String(at);
    fail('engine/sparseIndex', { format, position, index, size });
  }
  checkedFor.set(indices, size);
}

/** The weights as a float scalar, or as one float for each entry. */
export function weightsFor(format: string, weights: Operand, entries: Shape): NDArray | Var {
  const value = toValue(isFloat(dtypeOf(weights)) ? weights : cast(weights, floatDType()));
  if (value.shape.length > 0 && !sameShape(value.shape, entries)) {
    fail('engine/sparseWeights', { format, weights: showShape(value.shape), entries: showShape(entries) });
  }
  return value;
}

export function floatDTypeOf(weights: NDArray | Var): FloatDType {
  return weights.dtype as FloatDType;
}

/** `[nPre, nPost]`, both integers of 0 or more. */
export function checkMatrixShape(shape: Shape): readonly [number, number] {
  const [nPre, nPost] = shape;
  const isMatrix = shape.length === 2 && shape.every((n) => Number.isInteger(n) && n >= 0);
  if (!isMatrix) fail('engine/sparseMatrix', { shape: showShape(shape) });
  return [nPre, nPost];
}
