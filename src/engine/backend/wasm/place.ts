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

/** Hands out the arena. Every array has room for a whole vector at its end. */
export class ArenaPlan {
  private next = 0;

  place(shape: Shape, dtype: DType): Place {
    const offset = this.next;
    const room = bytesOfArray(shape, dtype) + LANES * bytesOf[dtype];
    this.next += Math.ceil(room / 16) * 16;
    return { address: { pointer: BASE, offset }, dtype };
  }

  get bytes(): number {
    return this.next;
  }
}
