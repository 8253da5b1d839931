import { bytesOf, isFloat, type DType, type FloatDType } from '../../array/dtype.js';
import type { Assembler } from './assembler.js';
import { elementCode, type ElementCode } from './element-code.js';
import { op } from './opcodes.js';

/** The instructions on one float. */
export interface FloatCode extends ElementCode {
  readonly dtype: FloatDType;
  readonly bytes: number;
  /** log2 of `bytes`. */
  readonly shift: number;
  readonly mul: number;
}

const codes: Readonly<Record<FloatDType, FloatCode>> = {
  float32: { ...elementCode.float32, dtype: 'float32', bytes: 4, shift: 2, mul: op.f32Mul },
  float64: { ...elementCode.float64, dtype: 'float64', bytes: 8, shift: 3, mul: op.f64Mul },
};

export function floatCode(dtype: DType): FloatCode {
  return codes[dtype as FloatDType];
}

/** Turns the address on the stack into whether the element there is not zero, an i32. */
export function loadEvent(code: Assembler, dtype: DType): void {
  const { load, nan } = elementCode[dtype];
  code.access(load, 0);
  if (isFloat(dtype)) code.float(0, dtype).plain(nan!.ne);
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
