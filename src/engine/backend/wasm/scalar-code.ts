import { bytesOf, type DType, type FloatDType } from '../../array/dtype.js';
import type { Assembler, ValueType } from './assembler.js';
import { op } from './opcodes.js';

/** The instructions on one float. */
export interface FloatCode {
  readonly dtype: FloatDType;
  readonly type: ValueType;
  readonly bytes: number;
  /** log2 of `bytes`. */
  readonly shift: number;
  readonly load: number;
  readonly store: number;
  readonly add: number;
  readonly mul: number;
  readonly ne: number;
}

const codes: Readonly<Record<FloatDType, FloatCode>> = {
  float32: {
    dtype: 'float32',
    type: 'f32',
    bytes: 4,
    shift: 2,
    load: op.f32Load,
    store: op.f32Store,
    add: op.f32Add,
    mul: op.f32Mul,
    ne: op.f32Ne,
  },
  float64: {
    dtype: 'float64',
    type: 'f64',
    bytes: 8,
    shift: 3,
    load: op.f64Load,
    store: op.f64Store,
    add: op.f64Add,
    mul: op.f64Mul,
    ne: op.f64Ne,
  },
};

export function floatCode(dtype: DType): FloatCode {
  return codes[dtype as FloatDType];
}

/** Turns the address on the stack into whether the element there is not zero, an i32. */
export function loadEvent(code: Assembler, dtype: DType): void {
  switch (dtype) {
    case 'bool':
      code.access(op.i32Load8U, 0);
      return;
    case 'int32':
    case 'uint32':
      code.access(op.i32Load, 0);
      return;
    case 'float32':
    case 'float64': {
      const F = floatCode(dtype);
      code.access(F.load, 0).float(0, dtype).plain(F.ne);
    }
  }
}

/** Puts the address of element `index` (a local) of the array at `pointer` on the stack. */
export function elementAddress(code: Assembler, pointer: number, index: number, dtype: DType): Assembler {
  return code.get(index).i32(Math.log2(bytesOf[dtype])).shl().get(pointer).add();
}

/** The vector that a sum over a row reads. */
export interface SourceVector {
  readonly dtype: DType;
  /** Its elements only tell whether something happened. */
  readonly events: boolean;
}

/**
 * Multiplies the float on the stack by an element of the vector, whose address `push` puts there for elements of
 * 2^shift bytes. Without an event it becomes -0, which adds nothing.
 */
export function timesSource(code: Assembler, F: FloatCode, source: SourceVector, push: (shift: number) => void): void {
  const { dtype, events } = source;
  const shift = Math.log2(bytesOf[dtype]);
  if (!events) {
    push(shift);
    code.access(F.load, 0).plain(F.mul);
    return;
  }
  code.float(-0, F.dtype);
  push(shift);
  loadEvent(code, dtype);
  code.plain(op.select);
}
