import type { NDArray } from '../array/ndarray.js';
import type { Aval, Program } from '../program/program.js';
import type { Recording } from './recording.js';

/** Runs programs. Each backend passes the same conformance suite. */
export interface Backend {
  readonly name: string;
  /**
   * The program ready to run. Everything that can be refused is refused here. `recordings` says what is kept of each
   * output that a loop at the top of the program stacks: all rows, where it says nothing.
   */
  compile(program: Program, recordings?: readonly (Recording | undefined)[]): Executable;
}

export interface StartOptions {
  /** Whether rows that loops stack are kept until the end. If not, they are gone once they have been taken. True unless given. */
  readonly keep?: boolean;
}

export interface Executable {
  /** Bytes a run works in, its inputs included, and its results but for rows that loops stack. */
  readonly memoryBytes: number;
  /** Bytes of the rows that loops stack, if they are kept; of spikes kept as events, what silence takes. */
  readonly recordedBytes: number;
  /** What it runs on: `relaxed SIMD, …`. */
  readonly instructions: string;
  /** The largest arrays it works in. */
  readonly largest: readonly Aval[];
  /** How many steps the loops at the top of the program take in all. */
  readonly steps: number;
  start(args: readonly NDArray[], options?: StartOptions): Execution;
}

/** One run of a program, done in pieces so that whoever waits for it can do other things in between. */
export interface Execution {
  /** Steps done so far. */
  readonly done: number;
  /** Runs at most this many more steps; true when the program has finished. */
  advance(steps: number): boolean;
  /** The results of a finished program, copied out of the backend's memory. */
  results(): NDArray[];
  /**
   * The outputs that no loop stacks, undefined for the others. Between two steps of the program's loop they are what the
   * loop hands from step to step; those that are computed after it have no value then.
   */
  values(): (NDArray | undefined)[];
  /** For each output the rows that its loop has stacked since the last time; undefined for one that no loop stacks. */
  take(): (NDArray | undefined)[];
  /** Gives the memory back. Call it once, finished or not. */
  dispose(): void;
}

/** Runs an executable from start to end. */
export function runToEnd(executable: Executable, args: readonly NDArray[]): NDArray[] {
  const execution = executable.start(args);
  try {
    while (!execution.advance(STEPS_PER_CALL));
    return execution.results();
  } finally {
    execution.dispose();
  }
}

/**
 * Steps in one call into the backend. V8 replaces baseline code by optimised code at calls only, so one long call
 * would stay slow to its end; from 1 to 1000 steps a call measure alike.
 */
export const STEPS_PER_CALL = 1000;
