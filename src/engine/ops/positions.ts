import { fail } from '../../core/error.js';
import { isInt } from '../array/dtype.js';
import { NDArray } from '../array/ndarray.js';
import type { Operand } from '../program/op.js';
import { Var } from '../program/program.js';
import { add, maximum, minimum } from './arithmetic.js';
import { cast } from './cast.js';
import { lt } from './compare.js';
import { select } from './select.js';

/**
 * Positions along an axis that are not one number: an integer array, traced or not, or an Int32Array, which is
 * checked like a number.
 */
export type IndexArray = NDArray | Var | Int32Array;

export function isIndexArray(x: unknown): x is IndexArray {
  return x instanceof NDArray || x instanceof Var || x instanceof Int32Array;
}

/** A static position as one from 0 to n - 1; refuses one that is out of range. */
export function checkPosition(at: number, n: number, axis: number): number {
  if (!Number.isInteger(at) || at < -n || at >= n) fail('engine/index', { index: at, size: n, axis });
  return at < 0 ? at + n : at;
}

/** Positions as int32. */
export interface Positions {
  readonly at: NDArray | Var;
  /** Known to be in range. Others are data, of which nobody knows before it is there. */
  readonly checked: boolean;
}

/**
 * Positions along an axis of length n, negative ones counted from its end. Static ones (a number, an Int32Array) are
 * checked. Data is not: what is still out of range is for `clamped`, or for the op to drop.
 */
export function positions(at: IndexArray | number, n: number, axis: number): Positions {
  if (typeof at === 'number') return { at: NDArray.scalar(checkPosition(at, n, axis), 'int32'), checked: true };
  if (at instanceof Int32Array) {
    const data = at.map((position) => checkPosition(position, n, axis));
    return { at: new NDArray([data.length], 'int32', data), checked: true };
  }
  if (!isInt(at.dtype)) fail('engine/indexDtype', { got: at.dtype });
  // Beyond 2^31 an unsigned position would turn negative.
  if (at.dtype === 'uint32') return { at: cast(minimum(at, n), 'int32') as NDArray | Var, checked: false };
  return { at: select(lt(at, 0), add(at, n), at) as NDArray | Var, checked: false };
}

/** The nearest position in range, for reading. */
export function clamped({ at, checked }: Positions, n: number): Operand {
  return checked ? at : minimum(maximum(at, 0), n - 1);
}
