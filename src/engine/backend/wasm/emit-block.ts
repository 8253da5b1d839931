import type { Assembler } from './assembler.js';
import { op, simd } from './opcodes.js';

/** Up to here a block goes in a few loads and stores; beyond, the call of memory.copy costs less. */
const INLINE_BYTES = 128;

/** Pieces of 16, 8, 4 and 1 bytes, where they start. */
function pieces(bytes: number): { at: number; size: 16 | 8 | 4 | 1 }[] {
  const list: { at: number; size: 16 | 8 | 4 | 1 }[] = [];
  let at = 0;
  for (const size of [16, 8, 4, 1] as const) {
    for (; bytes - at >= size; at += size) list.push({ at, size });
  }
  return list;
}

/** Copies a block of a fixed number of bytes between the addresses in two locals; they must not overlap. */
export function emitCopyBlock(code: Assembler, target: number, source: number, bytes: number): void {
  if (bytes > INLINE_BYTES) {
    code.get(target).get(source).i32(bytes).memoryCopy();
    return;
  }
  for (const { at, size } of pieces(bytes)) {
    code.get(target).get(source);
    if (size === 16) code.simdAccess(simd.v128Load, at).simdAccess(simd.v128Store, at);
    else code.access(access[size].load, at).access(access[size].store, at);
  }
}

/** Fills a block of a fixed number of bytes at the address in a local with zeros. */
export function emitZeroBlock(code: Assembler, target: number, bytes: number): void {
  if (bytes > INLINE_BYTES) {
    code.get(target).i32(0).i32(bytes).memoryFill();
    return;
  }
  for (const { at, size } of pieces(bytes)) {
    code.get(target);
    if (size === 16) code.constant(new Uint8Array(16)).simdAccess(simd.v128Store, at);
    else if (size === 8) code.constant(new Uint8Array(16)).simdAccess(simd.v128Store64Lane, at, 0);
    else code.i32(0).access(access[size].store, at);
  }
}

const access = {
  1: { load: op.i32Load8U, store: op.i32Store8 },
  4: { load: op.i32Load, store: op.i32Store },
  8: { load: op.i64Load, store: op.i64Store },
} as const;
