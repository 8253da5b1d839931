import { bytesOf } from '../../array/dtype.js';
import { sizeOf } from '../../array/shape.js';
import type { Atom } from '../../program/program.js';
import type { Assembler } from './assembler.js';
import { isZero } from './emit-shared.js';
import type { KernelContext } from './kernels.js';
import { simd } from './opcodes.js';
import { bytesOfArray, LANES, samePlace, type Place } from './place.js';

/** Fills the output of a scatter with what the product is added to. */
export function emitStart(context: KernelContext, onto: Atom, target: Place, shape: readonly number[]): void {
  const { code } = context;
  const bytes = bytesOfArray(shape, target.dtype);
  if (bytes === 0) return;
  if (onto.shape.length > 0) {
    const from = context.read(onto);
    if (!samePlace(from, target)) code.address(target.address).address(from.address).i32(bytes).memoryCopy();
    return;
  }
  if (isZero(onto)) {
    code.address(target.address).i32(0).i32(bytes).memoryFill();
    return;
  }
  const wide = target.dtype === 'float64';
  const value = code.local('v128');
  code.address(context.read(onto).address).simdAccess(wide ? simd.v128Load64Splat : simd.v128Load32Splat, 0).set(value);
  const cursor = pointerTo(code, target);
  // Every array has room for a whole vector at its end.
  code.countedLoop(code.local('i32'), 0, sizeOf(shape), LANES, () => {
    code.get(cursor).get(value).simdAccess(simd.v128Store, 0);
    if (wide) code.get(cursor).get(value).simdAccess(simd.v128Store, 16);
    advance(code, cursor, LANES * bytesOf[target.dtype]);
  });
}

/** Runs `body` `count` times, and after each moves addresses on: pairs of a local and bytes. */
export function repeated(code: Assembler, count: number, steps: [number, number][], body: () => void): void {
  code.countedLoop(code.local('i32'), 0, count, 1, () => {
    body();
    for (const [pointer, bytes] of steps) advance(code, pointer, bytes);
  });
}

/** Moves an address on by so many bytes. */
export function advance(code: Assembler, pointer: number, bytes: number): void {
  code.get(pointer).i32(bytes).add().set(pointer);
}

/** A local with the address of a place. */
export function pointerTo(code: Assembler, place: Place): number {
  const pointer = code.local('i32');
  code.address(place.address).set(pointer);
  return pointer;
}
