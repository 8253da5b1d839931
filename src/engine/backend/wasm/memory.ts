import { fail } from '../../../core/error.js';

const PAGE = 65536;
const MAX_PAGES = 65536;
/** Arenas start on a cache line. */
const ALIGNMENT = 64;

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
  private free: Block[] = [];
  private end = ALIGNMENT;

  /** The address of a new arena. */
  allocate(bytes: number): number {
    const wanted = Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    const fit = this.free.find((block) => block.bytes >= wanted);
    if (fit !== undefined) {
      const start = fit.start;
      fit.start += wanted;
      fit.bytes -= wanted;
      this.free = this.free.filter((block) => block.bytes > 0);
      return start;
    }
    this.growTo(this.end + wanted, bytes);
    const start = this.end;
    this.end += wanted;
    return start;
  }

  release(start: number, bytes: number): void {
    this.free.push({ start, bytes: Math.ceil(bytes / ALIGNMENT) * ALIGNMENT });
    this.free.sort((a, b) => a.start - b.start);
    const merged: Block[] = [];
    for (const block of this.free) {
      const last = merged.at(-1);
      if (last !== undefined && last.start + last.bytes === block.start) last.bytes += block.bytes;
      else merged.push(block);
    }
    const last = merged.at(-1);
    if (last !== undefined && last.start + last.bytes === this.end) {
      this.end = last.start;
      merged.pop();
    }
    this.free = merged;
  }

  private growTo(end: number, bytes: number): void {
    const missing = Math.ceil((end - this.memory.buffer.byteLength) / PAGE);
    if (missing <= 0) return;
    if (end > MAX_PAGES * PAGE) fail('engine/memory', { bytes, limit: MAX_PAGES * PAGE });
    try {
      this.memory.grow(missing);
    } catch {
      fail('engine/memory', { bytes, limit: this.memory.buffer.byteLength });
    }
  }
}

export const device = new DeviceMemory();
