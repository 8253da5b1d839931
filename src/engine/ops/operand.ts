import { fail } from '../../core/error.js';
import { floatDType, isFloat, isInt, promote, roundToDType, type DType } from '../array/dtype.js';
import { NDArray, sharedScalar } from '../array/ndarray.js';
import { broadcastShapes, sameShape, type Shape } from '../array/shape.js';
import type { Operand } from '../program/op.js';
import type { Var } from '../program/program.js';
import { broadcastTo } from './movement.js';
import { cast } from './cast.js';

export function shapeOf(x: Operand): Shape {
  return typeof x === 'number' ? [] : x.shape;
}

/** A number is a float of the configured precision until it meets an array. */
export function dtypeOf(x: Operand): DType {
  return typeof x === 'number' ? floatDType() : x.dtype;
}

/** The operand as an array or traced value; a number becomes a scalar of `dtype`. */
export function toValue(x: Operand, dtype: DType = floatDType()): NDArray | Var {
  return typeof x === 'number' ? sharedScalar(roundToDType(x, dtype), dtype) : x;
}

/** The operand as a concrete array; `remedy` tells the user of a traced value what to do instead. */
export function toNDArray(x: Operand, operation = 'reading a value', remedy = 'return it and read it afterwards'): NDArray {
  const value = toValue(x);
  if (!(value instanceof NDArray)) fail('trace/concrete', { operation, remedy });
  return value;
}

/** What an op asks of the dtype its operands meet in. */
export type DTypeRule = 'numeric' | 'float' | 'bool' | 'any';

/**
 * Brings operands to one dtype and one shape. Arrays promote among themselves; a number takes the dtype that comes
 * out, except that a fraction with integers is refused, and a number with bools gives a float.
 */
export function unify(operation: string, operands: readonly Operand[], rule: DTypeRule): readonly (NDArray | Var)[] {
  const alike = alreadyAlike(operands, rule);
  if (alike !== undefined) return alike;
  const dtype = commonDType(operation, operands, rule);
  const shape = broadcastShapes(operands.map(shapeOf), operation);
  return operands.map((x) => {
    if (typeof x === 'number') return sharedScalar(roundToDType(x, dtype), dtype);
    const typed = x.dtype === dtype ? x : (cast(x, dtype) as NDArray | Var);
    // Scalars broadcast by themselves, which keeps programs small.
    return typed.shape.length === 0 ? typed : (broadcastTo(typed, shape) as NDArray | Var);
  });
}

/**
 * The operands where there is nothing to bring together: one dtype, one shape beside scalars, and numbers with floats
 * only. Most operands are like that.
 */
function alreadyAlike(operands: readonly Operand[], rule: DTypeRule): readonly (NDArray | Var)[] | undefined {
  let shape: Shape | undefined;
  let dtype: DType | undefined;
  let numbers = false;
  for (let i = 0; i < operands.length; i++) {
    const x = operands[i];
    if (typeof x === 'number') {
      numbers = true;
      continue;
    }
    if (dtype === undefined) dtype = x.dtype;
    else if (x.dtype !== dtype) return undefined;
    if (x.shape.length === 0) continue;
    if (shape === undefined) shape = x.shape;
    else if (x.shape !== shape && !sameShape(x.shape, shape)) return undefined;
  }
  if (dtype === undefined) return undefined;
  if (isFloat(dtype)) {
    if (rule === 'bool') return undefined;
    if (!numbers) return operands as readonly (NDArray | Var)[];
    const values: (NDArray | Var)[] = [];
    for (let i = 0; i < operands.length; i++) values.push(toValue(operands[i], dtype));
    return values;
  }
  if (numbers || rule === 'float') return undefined;
  return rule === 'any' || (rule === 'bool') === (dtype === 'bool') ? (operands as readonly (NDArray | Var)[]) : undefined;
}

function commonDType(operation: string, operands: readonly Operand[], rule: DTypeRule): DType {
  let dtype: DType | undefined;
  let fraction: number | undefined;
  let hasNumber = false;
  for (const x of operands) {
    if (typeof x === 'number') {
      hasNumber = true;
      if (!Number.isInteger(x)) fraction = x;
    } else {
      dtype = dtype === undefined ? x.dtype : promote(dtype, x.dtype);
    }
  }
  if (rule === 'bool') {
    if (dtype !== 'bool' || hasNumber) fail('engine/dtype', { operation, wants: 'bool', got: hasNumber ? 'a number' : String(dtype) });
    return dtype;
  }
  if (dtype === undefined) return floatDType();
  if (rule === 'float') return isFloat(dtype) ? dtype : floatDType();
  if (dtype === 'bool') return hasNumber ? floatDType() : rule === 'numeric' ? 'int32' : dtype;
  if (isInt(dtype) && fraction !== undefined) fail('engine/fraction', { value: fraction, dtype });
  return dtype;
}
