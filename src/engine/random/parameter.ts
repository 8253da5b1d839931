import { floatDType, isFloat, type FloatDType } from '../array/dtype.js';
import { NDArray } from '../array/ndarray.js';
import type { Shape } from '../array/shape.js';
import { broadcastTo, dtypeOf, shapeOf } from '../ops/index.js';
import type { Operand } from '../program/op.js';

/** A parameter of a distribution, brought to the shape of the draw; a scalar stays one. */
export function spread(x: Operand, shape: Shape): Operand {
  return shapeOf(x).length === 0 ? x : broadcastTo(x, shape);
}

/** What all elements of a mask are, if that is known before the program runs: then one of two ways may be left out. */
export function decided(mask: Operand): boolean | undefined {
  if (!(mask instanceof NDArray)) return undefined;
  if (mask.data.every((x) => x !== 0)) return true;
  return mask.data.every((x) => x === 0) ? false : undefined;
}

/** The float that a parameter is computed in: its own, or the configured one. */
export function floatOf(x: Operand): FloatDType {
  const dtype = dtypeOf(x);
  return isFloat(dtype) ? dtype : floatDType();
}
