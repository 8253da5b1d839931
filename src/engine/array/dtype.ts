import { config } from '../../core/config.js';
import { fail } from '../../core/error.js';

export type DType = 'float32' | 'float64' | 'int32' | 'uint32' | 'bool';
export type FloatDType = 'float32' | 'float64';
export type IntDType = 'int32' | 'uint32';
export type TypedArray = Float32Array | Float64Array | Int32Array | Uint32Array | Uint8Array;

/** Bytes of one element in memory. A bool is one byte, 0 or 1. */
export const bytesOf: Readonly<Record<DType, number>> = { float32: 4, float64: 8, int32: 4, uint32: 4, bool: 1 };

const constructors = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  uint32: Uint32Array,
  bool: Uint8Array,
} as const;

/** Zeros. */
export function allocate(dtype: DType, length: number): TypedArray {
  const constructor = constructors[dtype] as (typeof constructors)[DType] | undefined;
  if (constructor === undefined) fail('engine/dtypeName', { dtype: String(dtype), known: Object.keys(constructors) });
  return new constructor(length);
}

/** A view on memory that somebody else owns. */
export function viewOf(dtype: DType, buffer: ArrayBuffer, byteOffset: number, length: number): TypedArray {
  return new constructors[dtype](buffer, byteOffset, length);
}

export function isFloat(dtype: DType): dtype is FloatDType {
  return dtype === 'float32' || dtype === 'float64';
}

export function isInt(dtype: DType): dtype is IntDType {
  return dtype === 'int32' || dtype === 'uint32';
}

/** The same elements in memory of their own. */
export function copyOf(dtype: DType, elements: TypedArray): TypedArray {
  return new constructors[dtype](elements);
}

/** The float that the configured precision asks for. */
export function floatDType(): FloatDType {
  return config.precision === 64 ? 'float64' : 'float32';
}

/** The dtype of a typed array, or undefined for one that no dtype has (a Uint8Array is bool only by request). */
export function dtypeOfTypedArray(data: ArrayBufferView): DType | undefined {
  if (data instanceof Float32Array) return 'float32';
  if (data instanceof Float64Array) return 'float64';
  if (data instanceof Int32Array) return 'int32';
  if (data instanceof Uint32Array) return 'uint32';
  return undefined;
}

/** Whether a value is a typed array that a dtype has. */
export function isNumericArray(x: unknown): x is Float32Array | Float64Array | Int32Array | Uint32Array {
  return ArrayBuffer.isView(x) && dtypeOfTypedArray(x) !== undefined;
}

const rank: Readonly<Record<DType, number>> = { bool: 0, uint32: 1, int32: 2, float32: 3, float64: 4 };

/** The dtype two arrays meet in: bool, uint32, int32, float32, float64, the later one of the two. */
export function promote(a: DType, b: DType): DType {
  return rank[a] >= rank[b] ? a : b;
}

/** The nearest value that the dtype has. */
export function roundToDType(value: number, dtype: DType): number {
  switch (dtype) {
    case 'float32':
      return Math.fround(value);
    case 'float64':
      return value;
    case 'int32':
      return value | 0;
    case 'uint32':
      return value >>> 0;
    case 'bool':
      return value !== 0 ? 1 : 0;
  }
}
