import type { Rollout } from './rollout.js';

/** Where in a run a chunk lies. */
export interface ChunkInfo {
  /** Its first step, and the one after its last. */
  readonly from: number;
  readonly to: number;
  /** Steps of the whole run. */
  readonly of: number;
}

/** What the chunks of a run aim at, in milliseconds: half of what a page can spare. */
const CHUNK_MS = 10;

/**
 * Runs in chunks that adapt to the time they take, and lets other work in between. True at the end; false when it was
 * stopped after one of them.
 */
export async function runInChunks(
  rollout: Rollout,
  signal: AbortSignal | undefined,
  onChunk: ((from: number) => unknown) | undefined,
): Promise<boolean> {
  let steps = 1;
  for (;;) {
    if (signal?.aborted === true) return false;
    const from = rollout.done;
    const start = performance.now();
    const finished = rollout.advance(steps);
    const spent = performance.now() - start;
    await onChunk?.(from);
    if (finished) return true;
    // Four times as many at most: the first steps tell little of the rest.
    steps = Math.max(1, Math.floor(Math.min(4 * steps, (steps * CHUNK_MS) / Math.max(spent, 1e-3))));
    await otherWork();
  }
}

interface Immediate {
  setImmediate?: (f: () => void) => unknown;
}

/** Resolves when timers, input and the like have had their turn. A timer of its own would wait for 4 ms in a page. */
function otherWork(): Promise<void> {
  return new Promise((resolve) => {
    const { setImmediate } = globalThis as Immediate;
    if (setImmediate !== undefined) {
      setImmediate(resolve);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
