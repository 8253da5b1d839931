import type { DType } from '../../array/dtype.js';
import type { ValueType } from './assembler.js';
import { op } from './opcodes.js';

/** Instructions on single elements of a dtype. A bool is an i32 of 0 or 1. */
export interface ElementCode {
  readonly type: ValueType;
  readonly load: number;
  readonly store: number;
  /** Bools are not added. */
  readonly add: number;
  readonly lt: number;
  readonly gt: number;
  /** Present for floats only: a NaN is what is not equal to itself. */
  readonly nan?: { readonly eq: number; readonly ne: number };
}

export const elementCode: Readonly<Record<DType, ElementCode>> = {
  float32: {
    type: 'f32',
    load: op.f32Load,
    store: op.f32Store,
    add: op.f32Add,
    lt: op.f32Lt,
    gt: op.f32Gt,
    nan: { eq: op.f32Eq, ne: op.f32Ne },
  },
  float64: {
    type: 'f64',
    load: op.f64Load,
    store: op.f64Store,
    add: op.f64Add,
    lt: op.f64Lt,
    gt: op.f64Gt,
    nan: { eq: op.f64Eq, ne: op.f64Ne },
  },
  int32: { type: 'i32', load: op.i32Load, store: op.i32Store, add: op.i32Add, lt: op.i32LtS, gt: op.i32GtS },
  uint32: { type: 'i32', load: op.i32Load, store: op.i32Store, add: op.i32Add, lt: op.i32LtU, gt: op.i32GtU },
  bool: { type: 'i32', load: op.i32Load8U, store: op.i32Store8, add: op.i32Add, lt: op.i32LtU, gt: op.i32GtU },
};
