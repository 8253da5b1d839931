import type { NDArray } from '../array/ndarray.js';
import type { Program } from '../program/program.js';

/** Runs programs. Each backend passes the same conformance suite. */
export interface Backend {
  readonly name: string;
  /** The program ready to run. Everything that can be refused is refused here. */
  compile(program: Program): Executable;
}

export interface Executable {
  /** Bytes a run works in, its inputs and results included. */
  readonly memoryBytes: number;
  /** How many steps the loops at the top of the program take in all. */
  readonly steps: number;
  start(args: readonly NDArray[]): Execution;
}

/** One run of a program, done in pieces so that whoever waits for it can do other things in between. */
export interface Execution {
  /** Steps done so far. */
  readonly done: number;
  /** Runs at most this many more steps; true when the program has finished. */
  advance(steps: number): boolean;
  /** The results of a finished program, copied out of the backend's memory. */
  results(): NDArray[];
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
export const STEPS_PER_CALL = 100;
