import { fail } from '../../core/error.js';
import type { Executable, Execution, NDArray, Operand, Program } from '../../engine/index.js';
import type { RunProgress } from './progress.js';
import { availableMemory, type Report } from './report.js';
import type { AnyState } from './trace-states.js';
import { Watch } from './watch.js';

/** A traced and compiled function with all that a run of it needs. @internal */
export interface RunParts {
  readonly executable: Executable;
  readonly report: () => Report;
  /** Its inputs: what it captured, States, arguments. */
  readonly captured: readonly NDArray[];
  readonly states: readonly AnyState[];
  readonly args: readonly NDArray[];
  /** Its outputs: these States, then results. */
  readonly writes: readonly AnyState[];
  readonly inputNames: readonly string[];
  readonly resultNames: readonly string[];
  readonly finish: (results: readonly Operand[]) => unknown;
  /** The program as it was traced, if runs are watched for what is not finite. */
  readonly watched: Program | undefined;
  /** Puts back what tracing changed besides States. */
  readonly undo: () => void;
}

/** One run: the States as they are at its start, and what it does to them if it is told to. */
export class Rollout {
  readonly #parts: RunParts;
  readonly #execution: Execution;
  readonly #progress: RunProgress | undefined;
  readonly #watch: Watch | undefined;
  #finished = false;

  /** @param keep - whether what it records is kept until the end */
  constructor(parts: RunParts, keep: boolean, progress?: RunProgress) {
    this.#parts = parts;
    this.#progress = progress;
    const args = [...parts.captured, ...parts.states.flatMap((state) => state.read()), ...parts.args];
    this.#execution = begin(parts, args, keep);
    if (parts.watched !== undefined) this.#watch = new Watch(parts, parts.watched, args);
  }

  /** Steps done. */
  get done(): number {
    return this.#execution.done;
  }

  /** Does at most so many steps more; true at the end. */
  advance(steps: number): boolean {
    const goal = this.done + steps;
    for (;;) {
      const wanted = Math.min(goal - this.done, this.#progress?.next(this.done) ?? Infinity);
      const finished = this.#watch === undefined ? this.#execution.advance(wanted) : this.#watch.advance(this.#execution, wanted);
      this.#progress?.reach(this.done);
      this.#finished = finished;
      if (finished || this.done >= goal) return finished;
    }
  }

  /** What has been recorded since the last time. */
  take(): unknown {
    return this.#parts.finish(this.#execution.take().slice(this.#stateArrays).map((x) => x!));
  }

  /** Writes the States as they are after the last step. */
  commit(): void {
    if (this.done > 0 || this.#finished) this.#write(this.#execution.values() as NDArray[]);
  }

  /** Writes the States of a finished run, and gives its results. */
  finish(): unknown {
    const outs = this.#execution.results();
    this.#write(outs);
    return this.#parts.finish(outs.slice(this.#stateArrays));
  }

  dispose(): void {
    this.#progress?.end(this.done);
    this.#watch?.dispose();
    this.#execution.dispose();
  }

  get #stateArrays(): number {
    return this.#parts.writes.reduce((count, state) => count + state.stored.length, 0);
  }

  #write(outs: readonly NDArray[]): void {
    let next = 0;
    for (const state of this.#parts.writes) {
      const end = next + state.stored.length;
      state.commit(outs.slice(next, end));
      next = end;
    }
  }
}

/** Below this nobody asks the machine how much memory it has. */
const SMALL = 1e8;

function begin({ executable, report }: RunParts, args: readonly NDArray[], keep: boolean): Execution {
  const needs = executable.memoryBytes + (keep ? executable.recordedBytes : 0);
  const available = needs < SMALL ? undefined : availableMemory();
  if (available !== undefined && needs > available) fail('run/memory', { needs, available, report: report().summary() });
  try {
    return executable.start(args, { keep });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return fail('run/memory', { needs, available: undefined, report: report().summary() });
  }
}
