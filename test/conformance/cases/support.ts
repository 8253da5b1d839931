import * as fc from 'fast-check';
import { allocate, isFloat, type DType, type FloatDType } from '../../../src/engine/array/dtype.js';
import { NDArray } from '../../../src/engine/array/ndarray.js';
import { sizeOf, type Shape } from '../../../src/engine/array/shape.js';
import type { Operand } from '../../../src/engine/program/op.js';

/** One use of an op on inputs of given shapes, for every dtype it is for. */
export interface Case {
  readonly op: string;
  readonly dtypes: readonly DType[];
  readonly shapes: readonly Shape[];
  readonly run: (...args: Operand[]) => Operand[];
  /** Values to try, instead of numbers of all sizes. */
  readonly values?: (dtype: DType) => number[];
  /** Inputs that are int32 whatever the dtype of the others, by number, and the values to try for them. */
  readonly integers?: Readonly<Record<number, number[]>>;
}

/** The arrays that a case is tried on; `lead` are axes in front of each. */
export function inputsOf(c: Case, dtype: DType, lead: Shape = []): fc.Arbitrary<NDArray[]> {
  const input = (shape: Shape, k: number): fc.Arbitrary<NDArray> => {
    const integers = c.integers?.[k];
    const full = [...lead, ...shape];
    return integers === undefined ? someArray(full, dtype, c.values?.(dtype)) : someArray(full, 'int32', integers);
  };
  return fc.tuple(...c.shapes.map(input));
}

export const floats: FloatDType[] = ['float32', 'float64'];
export const numbers: DType[] = [...floats, 'int32', 'uint32'];
const one = (f: (x: Operand) => Operand) => (x: Operand) => [f(x)];
const two = (f: (x: Operand, y: Operand) => Operand) => (x: Operand, y: Operand) => [f(x, y)];
/** A length with whole vectors and a rest. */
export const n: Shape = [11];

export function unary(op: string, dtypes: DType[], f: (x: Operand) => Operand, values?: Case['values']): Case {
  return { op, dtypes, shapes: [n], run: one(f), ...(values === undefined ? {} : { values }) };
}

export function binary(op: string, dtypes: DType[], f: (x: Operand, y: Operand) => Operand): Case[] {
  return [
    { op, dtypes, shapes: [n, n], run: two(f) },
    { op, dtypes, shapes: [n, []], run: two(f) },
    { op, dtypes, shapes: [[], n], run: two(f) },
    { op, dtypes, shapes: [[], []], run: two(f) },
    { op, dtypes, shapes: [[1], [1]], run: two(f) },
  ];
}

/** Numbers of every size, with those that break things among them. */
export function someArray(shape: Shape, dtype: DType, values?: number[]): fc.Arbitrary<NDArray> {
  const special = [0, -0, 1, -1, 0.5, 1e-40, 1e-310, 3.4e38, 1e308, Infinity, -Infinity, NaN, 88.7, -103.9, 709.5, -745];
  const element: fc.Arbitrary<number> =
    values !== undefined
      ? fc.constantFrom(...values)
      : dtype === 'bool'
        ? fc.constantFrom(0, 1)
        : isFloat(dtype)
          ? fc.oneof(fc.constantFrom(...special), fc.double({ min: -10, max: 10, noNaN: true }), fc.double({ noNaN: true }))
          : fc.integer({ min: dtype === 'int32' ? -(2 ** 31) : 0, max: dtype === 'int32' ? 2 ** 31 - 1 : 2 ** 32 - 1 });
  const size = sizeOf(shape);
  return fc.array(element, { minLength: size, maxLength: size }).map((list) => {
    const data = allocate(dtype, size);
    data.set(list);
    return new NDArray(shape, dtype, data);
  });
}
