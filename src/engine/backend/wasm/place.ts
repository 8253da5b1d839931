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

/** A text that places have in common where `samePlace` holds. */
export function keyOf({ address }: Place): string {
  return `${address.pointer} ${address.offset}`;
}

/** The place so many elements further on. */
export function shifted({ address, dtype }: Place, elements: number): Place {
  return { address: { ...address, offset: address.offset + elements * bytesOf[dtype] }, dtype };
}

export function bytesOfArray(shape: Shape, dtype: DType): number {
  return sizeOf(shape) * bytesOf[dtype];
}

/** Bytes from which on the place of an array is worth a thought. */
const LARGE = 1024;

/** An array's room in the arena, for the report of a program that is too large. */
export interface Room {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly bytes: number;
}

interface Stretch {
  start: number;
  bytes: number;
}

/**
 * Hands out the arena, and takes back what nobody reads any more: arrays that are never alive together share their
 * room. Every array has room for a whole vector at its end.
 */
export class ArenaPlan {
  private end = 0;
  private large = 0;
  private free: Stretch[] = [];
  private readonly taken = new Map<number, Stretch>();
  private readonly rooms: Room[] = [];

  place(shape: Shape, dtype: DType): Place {
    const bytes = bytesOfArray(shape, dtype);
    // Processors take addresses that agree in their low 12 bits for the same at first. So that arrays which are walked
    // along together do not wait for each other, each starts some cache lines further on.
    const skew = bytes < LARGE ? 0 : 64 * (1 + (this.large++ % 7));
    const wanted = Math.ceil((bytes + LANES * bytesOf[dtype]) / 16) * 16 + skew;
    const start = this.take(wanted);
    this.taken.set(start, { start, bytes: wanted });
    this.rooms.push({ shape, dtype, bytes });
    return { address: { pointer: BASE, offset: start }, dtype };
  }

  /** Room that is nobody else's, before or after: what a step leaves there is there when the run has ended. */
  placeForGood(shape: Shape, dtype: DType): Place {
    const start = this.end;
    this.end += Math.ceil((bytesOfArray(shape, dtype) + LANES * bytesOf[dtype]) / 16) * 16;
    return { address: { pointer: BASE, offset: start }, dtype };
  }

  /** Gives an array's room back. */
  release({ address }: Place): void {
    const stretch = this.taken.get(address.offset)!;
    this.taken.delete(address.offset);
    this.free.push(stretch);
    this.free.sort((a, b) => a.start - b.start);
    this.free = this.free.reduce<Stretch[]>((merged, next) => {
      const last = merged.at(-1);
      if (last !== undefined && last.start + last.bytes === next.start) last.bytes += next.bytes;
      else merged.push(next);
      return merged;
    }, []);
  }

  /** The largest arrays that ever stood in it. */
  largest(count: number): Room[] {
    return [...this.rooms].sort((a, b) => b.bytes - a.bytes).slice(0, count);
  }

  get bytes(): number {
    return this.end;
  }

  /** The smallest free stretch that is large enough, or room at the end. */
  private take(bytes: number): number {
    const fits = this.free.filter((stretch) => stretch.bytes >= bytes).sort((a, b) => a.bytes - b.bytes);
    if (fits.length === 0) {
      const start = this.end;
      this.end += bytes;
      return start;
    }
    const [best] = fits;
    const { start } = best;
    best.start += bytes;
    best.bytes -= bytes;
    this.free = this.free.filter((stretch) => stretch.bytes > 0);
    return start;
  }
}
