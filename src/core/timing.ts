/** Milliseconds spent in each part of the work since the start. */
export interface Timing {
  trace: number;
  compile: number;
  run: number;
}

const spent: Timing = { trace: 0, compile: 0, run: 0 };

/** Runs `f` and adds its time to that part. */
export function timed<T>(part: keyof Timing, f: () => T): T {
  const start = performance.now();
  try {
    return f();
  } finally {
    spent[part] += performance.now() - start;
  }
}

/** The milliseconds so far. */
export function timing(): Timing {
  return { ...spent };
}
