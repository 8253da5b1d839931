import { bytesOf, type DType } from '../../array/dtype.js';
import type { Assembler } from './assembler.js';
import { op, simd } from './opcodes.js';
import { elementAddress, loadEvent } from './scalar-code.js';

/** Elements that one bit mask tells of. */
const BLOCK = 16;

/**
 * Writes the positions of the elements that are not zero, in ascending order, to the int32 list at `list`. Leaves the
 * list's end in the local it returns. Sixteen elements become one bit mask, so that silence costs a branch for each.
 */
export function emitCompact(code: Assembler, dtype: DType, elements: number, n: number, list: number): number {
  const end = code.local('i32');
  const position = code.local('i32');
  code.get(list).set(end);
  const append = (push: () => void): void => {
    code.get(end);
    push();
    code.access(op.i32Store, 0).get(end).i32(4).add().set(end);
  };

  const whole = n - (n % BLOCK);
  if (whole > 0) {
    const cursor = code.local('i32');
    const mask = code.local('i32');
    const zero = code.local('v128');
    code.get(elements).set(cursor).constant(new Uint8Array(16)).set(zero);
    code.countedLoop(position, 0, whole, BLOCK, () => {
      blockMask(code, dtype, cursor, zero);
      code.set(mask);
      const more = (): void => void code.get(mask);
      code.whileLoop(more, () => {
        append(() => code.get(mask).plain(op.i32Ctz).get(position).add());
        // The lowest bit goes.
        code.get(mask).get(mask).i32(1).sub().plain(op.i32And).set(mask);
      });
      code.get(cursor).i32(BLOCK * bytesOf[dtype]).add().set(cursor);
    });
  }
  if (n > whole) {
    code.countedLoop(position, whole, n, 1, () => {
      elementAddress(code, elements, position, dtype);
      loadEvent(code, dtype);
      code.branch(() => append(() => code.get(position)));
    });
  }
  return end;
}

/** Puts a bit for each of sixteen elements on the stack: set where it is not zero. */
function blockMask(code: Assembler, dtype: DType, cursor: number, zero: number): void {
  const differs = (vector: number, compare: Parameters<Assembler['simd']>[0]): void => {
    code.get(cursor).simdAccess(simd.v128Load, 16 * vector).get(zero).simd(compare);
  };
  if (dtype === 'bool') {
    differs(0, simd.i8x16Ne);
    code.simd(simd.i8x16Bitmask);
    return;
  }
  if (dtype === 'float64') {
    for (let vector = 0; vector < BLOCK / 2; vector++) {
      differs(vector, simd.f64x2Ne);
      code.simd(simd.i64x2Bitmask);
      if (vector > 0) code.i32(2 * vector).shl().plain(op.i32Or);
    }
    return;
  }
  const compare = dtype === 'float32' ? simd.f32x4Ne : simd.i32x4Ne;
  for (const pair of [0, 2]) {
    differs(pair, compare);
    differs(pair + 1, compare);
    code.simd(simd.i16x8NarrowI32x4S);
  }
  code.simd(simd.i8x16NarrowI16x8S).simd(simd.i8x16Bitmask);
}
