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

  /** The address of a new arena, or undefined where the memory cannot grow that far; then nothing has changed. */
  allocate(bytes: number): number | undefined {
    const wanted = Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    const fit = this.free.find((block) => block.bytes >= wanted);
    if (fit !== undefined) {
      const start = fit.start;
      fit.start += wanted;
      fit.bytes -= wanted;
      this.free = this.free.filter((block) => block.bytes > 0);
      return start;
    }
    if (!this.growsTo(this.end + wanted)) return undefined;
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

  /** The largest arena there is room for at present, if the machine has the memory. */
  get room(): number {
    return MAX_PAGES * PAGE - this.end;
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

export const device = new DeviceMemory();
