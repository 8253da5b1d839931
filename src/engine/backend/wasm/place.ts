import { bytesOf, type DType } from '../../array/dtype.js';
import { sizeOf, type Shape } from '../../array/shape.js';
import type { Address } from './assembler.js';

/** The local of every function that holds the start of the arena. */
export const BASE = 0;

/** Lanes that one round of a loop handles; loads and stores may go that far past an array's end. */
export const LANES = 4;

/** Where an array stands in memory, row-major. */
export interface Place {
  readonly address: Address;
  readonly dtype: DType;
}

/** True for a place at a fixed distance from the start of the arena: any function can reach it. */
export function isFixed(place: Place): boolean {
  return place.address.pointer === BASE;
}

export function samePlace(a: Place, b: Place): boolean {
  return a.address.pointer === b.address.pointer && a.address.offset === b.address.offset;
}

export function bytesOfArray(shape: Shape, dtype: DType): number {
  return sizeOf(shape) * bytesOf[dtype];
}

/** Bytes from which on the place of an array is worth a thought. */
const LARGE = 1024;

/** Hands out the arena. Every array has room for a whole vector at its end. */
export class ArenaPlan {
  private next = 0;
  private large = 0;

  place(shape: Shape, dtype: DType): Place {
    const offset = this.next;
    const bytes = bytesOfArray(shape, dtype);
    // Processors take addresses that agree in their low 12 bits for the same at first. So that arrays which are walked
    // along together do not wait for each other, each starts some cache lines further on.
    const skew = bytes < LARGE ? 0 : 64 * (1 + (this.large++ % 7));
    this.next += Math.ceil((bytes + LANES * bytesOf[dtype]) / 16) * 16 + skew;
    return { address: { pointer: BASE, offset }, dtype };
  }

  get bytes(): number {
    return this.next;
  }
}
