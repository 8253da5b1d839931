import { viewOf } from '../../array/dtype.js';
import type { NDArray } from '../../array/ndarray.js';
import { isLarge, Residents, type Slot } from './residents.js';

const PAGE = 65536;
const MAX_PAGES = 65536;
/** Arenas start on a cache line. */
const ALIGNMENT = 64;
/** As far as the memory grows rather than give up inputs that stand in it for a next run, in bytes. */
const SPARED = 2 ** 27;

/** Room in front of all arenas with large inputs, where small programs do not have to look for theirs. */
const IN_FRONT = 2 ** 20;

interface Block {
  start: number;
  bytes: number;
}

/**
 * The device: one linear memory that every module imports. A run works in an arena of it, which the next run uses
 * again.
 */
export class DeviceMemory {
  readonly memory = new WebAssembly.Memory({ initial: 1 });
  private readonly residents = new Residents();
  private free: Block[] = [];
  private end = ALIGNMENT;

  constructor(private readonly spared = SPARED) {}

  /**
   * The address of a new arena, or undefined where the memory cannot grow that far; then nothing has changed. It begins
   * where most of its inputs stand already, or else where it leaves alone the inputs of others.
   */
  allocate(bytes: number, inputs: readonly Slot[] = []): number | undefined {
    const wanted = aligned(bytes);
    const start =
      this.residents.startsFor(inputs).find((at) => at % ALIGNMENT === 0 && this.isFree(at, wanted) && this.growsTo(at + wanted)) ??
      this.findSparing(wanted, inputs.some(({ array }) => isLarge(array)) ? IN_FRONT : 0) ??
      this.findAny(wanted);
    if (start === undefined) return undefined;
    this.take(start, wanted);
    this.residents.forget(start, start + wanted, inputs);
    return start;
  }

  release(start: number, bytes: number): void {
    this.giveBack({ start, bytes: aligned(bytes) });
  }

  /** Brings an input to its place in an arena that has been allocated for it, unless it stands there from an earlier run. */
  write(address: number, array: NDArray): void {
    if (this.residents.holds(address, array)) return;
    viewOf(array.dtype, this.memory.buffer, address, array.data.length).set(array.data);
    this.residents.put(address, array);
  }

  /** The largest arena there is room for at present, if the machine has the memory. */
  get room(): number {
    return MAX_PAGES * PAGE - this.end;
  }

  /** What is free, the rest of the memory at its end included. */
  private blocks(): readonly Block[] {
    return [...this.free, { start: this.end, bytes: this.room }];
  }

  private isFree(start: number, bytes: number): boolean {
    return this.blocks().some((block) => block.start <= start && start + bytes <= block.start + block.bytes);
  }

  /** The first room in which no inputs of others stand, in the memory there is or not far beyond. */
  private findSparing(bytes: number, from: number): number | undefined {
    const limit = Math.max(this.memory.buffer.byteLength, this.spared);
    for (const block of this.blocks()) {
      const start = aligned(this.residents.firstSparing(Math.max(block.start, from), bytes));
      if (start + bytes <= Math.min(block.start + block.bytes, limit)) return this.growsTo(start + bytes) ? start : undefined;
    }
    return undefined;
  }

  private findAny(bytes: number): number | undefined {
    const fit = this.blocks().find((block) => block.bytes >= bytes);
    return fit !== undefined && this.growsTo(fit.start + bytes) ? fit.start : undefined;
  }

  private take(start: number, bytes: number): void {
    const end = start + bytes;
    if (end > this.end) {
      // Beyond the last arena; what lies between is free.
      if (start > this.end) this.free.push({ start: this.end, bytes: start - this.end });
      this.end = end;
      return;
    }
    if (bytes === 0) return;
    const at = this.free.findIndex((block) => block.start <= start && end <= block.start + block.bytes);
    const block = this.free[at];
    const rests = [
      { start: block.start, bytes: start - block.start },
      { start: end, bytes: block.start + block.bytes - end },
    ];
    this.free.splice(at, 1, ...rests.filter((rest) => rest.bytes > 0));
  }

  private giveBack(block: Block): void {
    if (block.bytes === 0) return;
    this.free.push(block);
    this.free.sort((a, b) => a.start - b.start);
    const merged: Block[] = [];
    for (const next of this.free) {
      const last = merged.at(-1);
      if (last !== undefined && last.start + last.bytes === next.start) last.bytes += next.bytes;
      else merged.push({ ...next });
    }
    const last = merged.at(-1);
    if (last !== undefined && last.start + last.bytes === this.end) {
      this.end = last.start;
      merged.pop();
    }
    this.free = merged;
  }

  private growsTo(end: number): boolean {
    const missing = Math.ceil((end - this.memory.buffer.byteLength) / PAGE);
    if (missing <= 0) return true;
    if (end > MAX_PAGES * PAGE) return false;
    try {
      this.memory.grow(missing);
      return true;
    } catch {
      return false;
    }
  }
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

export const device = new DeviceMemory();
