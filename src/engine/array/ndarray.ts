import { fail } from '../../core/error.js';
import { allocate, type DType, type TypedArray } from './dtype.js';
import { type Shape, sizeOf } from './shape.js';

/**
 * A concrete array: a shape, a dtype and its elements in row-major order. A value: nobody writes into the data
 * of an array that has been handed out.
 */
export class NDArray {
  constructor(
    readonly shape: Shape,
    readonly dtype: DType,
    readonly data: TypedArray,
  ) {}

  static zeros(shape: Shape, dtype: DType): NDArray {
    return new NDArray(shape, dtype, allocate(dtype, sizeOf(shape)));
  }

  static full(shape: Shape, dtype: DType, value: number): NDArray {
    const array = NDArray.zeros(shape, dtype);
    array.data.fill(value);
    return array;
  }

  static scalar(value: number, dtype: DType): NDArray {
    return NDArray.full([], dtype, value);
  }
}

/** Scalars made before. A typed array costs far more than the number in it, and tracing meets the same few again and again. */
const scalars: Record<DType, Map<number, NDArray>> = {
  float32: new Map(),
  float64: new Map(),
  int32: new Map(),
  uint32: new Map(),
  bool: new Map(),
};
const SHARED_SCALARS = 1024;

/** A scalar that whoever asks for the same one shares. As with every array, nobody writes into it. */
export function sharedScalar(value: number, dtype: DType): NDArray {
  // A map takes -0 for 0.
  if (Object.is(value, -0)) return NDArray.scalar(value, dtype);
  const made = scalars[dtype] as Map<number, NDArray> | undefined;
  let scalar = made?.get(value);
  if (scalar === undefined) {
    scalar = NDArray.scalar(value, dtype);
    if (made!.size >= SHARED_SCALARS) made!.clear();
    made!.set(value, scalar);
  }
  return scalar;
}

/** Nested arrays of numbers or booleans, as a person types them. */
export type Nested<T> = readonly (T | Nested<T>)[];

/** The array that nested arrays of numbers or booleans spell; refuses ragged ones. */
export function fromNested(nested: Nested<number | boolean>, dtype: DType): NDArray {
  const shape: number[] = [];
  for (let level: unknown = nested; Array.isArray(level); level = (level as unknown[])[0]) {
    shape.push(level.length);
    if (level.length === 0) break;
  }
  const array = NDArray.zeros(shape, dtype);
  let next = 0;
  const visit = (node: unknown, axis: number): void => {
    if (axis === shape.length) {
      if (typeof node !== 'number' && typeof node !== 'boolean') fail('engine/nested', { found: String(node) });
      array.data[next++] = Number(node);
      return;
    }
    if (!Array.isArray(node) || node.length !== shape[axis]) fail('engine/ragged', { shape: [...shape], axis });
    for (const item of node as unknown[]) visit(item, axis + 1);
  };
  visit(nested, 0);
  return array;
}
