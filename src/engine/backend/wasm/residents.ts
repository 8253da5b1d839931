import { bytesOf } from '../../array/dtype.js';
import type { NDArray } from '../../array/ndarray.js';

/** Bytes from which on copying an array costs more than looking whether it is there. */
const LARGE = 1 << 16;
/** How many arrays are remembered: few enough to look at all of them before a run. */
const MOST = 64;

/** Where in an arena an input stands. */
export interface Slot {
  readonly offset: number;
  readonly array: NDArray;
}

interface Resident {
  readonly address: number;
  readonly end: number;
  readonly array: WeakRef<NDArray>;
}

/**
 * Large inputs that stand in the device's memory since an earlier run. Arrays are values: the same one need not be copied
 * again, as long as nothing else has been written there. Nothing writes where the inputs of a program stand but whoever
 * brings them, so it is enough to forget what stands in an arena when it is given to a program.
 */
export class Residents {
  /** By address. */
  private known: Resident[] = [];

  holds(address: number, array: NDArray): boolean {
    return isLarge(array) && this.known.some((r) => r.address === address && r.array.deref() === array);
  }

  /** An array has been copied there. */
  put(address: number, array: NDArray): void {
    if (!isLarge(array)) return;
    const after = this.known.findIndex((r) => r.address > address);
    this.known.splice(after < 0 ? this.known.length : after, 0, { address, end: address + bytesOfData(array), array: new WeakRef(array) });
    if (this.known.length > MOST) this.known.pop();
  }

  /** Something else is going to stand from `start` to `end`. What its owner brings itself may stay where it belongs. */
  forget(start: number, end: number, kept: readonly Slot[]): void {
    const isThere = (r: Resident): boolean => r.end > start && r.address < end;
    if (!this.known.some(isThere)) return;
    this.known = this.known.filter((r) => {
      const array = r.array.deref();
      return array !== undefined && (!isThere(r) || kept.some((slot) => slot.array === array && start + slot.offset === r.address));
    });
  }

  /** Where arenas could begin so that inputs of theirs stand there already: the one with the most bytes of them first. */
  startsFor(slots: readonly Slot[]): number[] {
    const bytes = new Map<number, number>();
    for (const { offset, array } of slots) {
      if (!isLarge(array)) continue;
      for (const r of this.known) {
        const start = r.address - offset;
        if (r.array.deref() === array) bytes.set(start, (bytes.get(start) ?? 0) + r.end - r.address);
      }
    }
    return [...bytes.keys()].sort((a, b) => bytes.get(b)! - bytes.get(a)!);
  }

  /** The first address from `start` on from where so many bytes hold none. */
  firstSparing(start: number, bytes: number): number {
    let found = start;
    for (const r of this.known) {
      if (r.address >= found + bytes) break;
      if (r.end > found && r.array.deref() !== undefined) found = r.end;
    }
    return found;
  }
}

export function isLarge(array: NDArray): boolean {
  return bytesOfData(array) >= LARGE;
}

function bytesOfData({ data, dtype }: NDArray): number {
  return data.length * bytesOf[dtype];
}
