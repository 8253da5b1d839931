import { config } from '../../core/config.js';
import { fail } from '../../core/error.js';
import { describe, inspect, reprObject, type Described } from '../../core/print.js';
import { timed } from '../../core/timing.js';
import {
  bytesOf,
  Builder,
  compile,
  countEquations,
  currentBuilder,
  runToEnd,
  scanOp,
  sizeOf,
  toNDArray,
  toValue,
  type Aval,
  type Executable,
  type NDArray,
  type Program,
  type Var,
} from '../../engine/index.js';
import { putTogether, type Leaves } from './leaves.js';
import { traceStates, type AnyState } from './trace-states.js';

/** What a prepared run costs, before it runs. */
export interface Report {
  /** Which backend runs it. */
  readonly backend: string;
  /** Steps of its loops. */
  readonly steps: number;
  /** Operations in one step, as traced. */
  readonly operationsPerStep: number;
  /** Bytes of the States it writes. */
  readonly stateBytes: number;
  /** Bytes of what it returns. */
  readonly resultBytes: number;
  /** Bytes it works in, with inputs, States and results. */
  readonly memoryBytes: number;
}

/**
 * A function of States, traced and compiled, ready to run. It needs no context any more: what it read of the
 * environment is part of it. Running it reads the States as they are then, and writes them when it has finished.
 */
export class PreparedRun<R> implements Described {
  /** What it is going to cost. */
  readonly report: Report;
  readonly #executable: Executable;
  readonly #captured: readonly NDArray[];
  readonly #args: readonly NDArray[];
  readonly #states: readonly AnyState[];
  readonly #writes: readonly AnyState[];
  readonly #results: Leaves;

  /** @internal Made by `prepareCall`. */
  constructor(parts: {
    report: Report;
    executable: Executable;
    captured: readonly NDArray[];
    args: readonly NDArray[];
    states: readonly AnyState[];
    writes: readonly AnyState[];
    results: Leaves;
  }) {
    this.report = parts.report;
    this.#executable = parts.executable;
    this.#captured = parts.captured;
    this.#args = parts.args;
    this.#states = parts.states;
    this.#writes = parts.writes;
    this.#results = parts.results;
  }

  /**
   * Runs it from start to end. The States are written together when it has finished; a run that fails leaves them
   * as they were. A second start goes on from where the first left them.
   */
  start(): R {
    if (currentBuilder() !== null) fail('transform/nestedRun', {});
    const stored = this.#states.flatMap((state) => state.read());
    const outs = timed('run', () => runToEnd(this.#executable, [...this.#captured, ...stored, ...this.#args]));
    let next = 0;
    for (const state of this.#writes) {
      state.commit(outs.slice(next, next + state.stored.length));
      next += state.stored.length;
    }
    return putTogether(this.#results, outs.slice(next)) as R;
  }

  [describe](): string {
    return reprObject('PreparedRun', Object.entries(this.report));
  }

  [inspect](): string {
    return this[describe]();
  }
}

/** Traces `f` on arrays like `args`, and compiles it. */
export function prepareCall<R>(args: Leaves, f: (args: unknown) => unknown): PreparedRun<R> {
  const arrays = args.operands.map((x) => toNDArray(toValue(x)));
  const { root, traced } = timed('trace', () => {
    const builder = new Builder(null);
    return { root: builder, traced: traceStates(builder, arrays, (ins) => f(putTogether(args, ins))) };
  });
  const states = [...traced.reads, ...traced.writes];
  const executable = compileOr(traced.program, () => root.abort());
  const stateCount = traced.writes.reduce((n, s) => n + s.stored.length, 0);
  return new PreparedRun<R>({
    report: {
      backend: config.backend,
      steps: executable.steps,
      operationsPerStep: operationsPerStep(traced.program),
      stateBytes: bytes(traced.program.outs.slice(0, stateCount)),
      resultBytes: bytes(traced.program.outs.slice(stateCount)),
      memoryBytes: executable.memoryBytes,
    },
    executable,
    captured: traced.captures.map((v: Var) => root.capturedArray(v)!),
    args: arrays,
    states,
    writes: traced.writes,
    results: traced.results,
  });
}

/** Compiles; if that is refused, what tracing did is undone. */
function compileOr(program: Program, undo: () => void): Executable {
  try {
    return compile(program);
  } catch (error) {
    undo();
    throw error;
  }
}

function operationsPerStep(program: Program): number {
  const loops = program.equations.filter((e) => (e.op as unknown) === scanOp);
  if (loops.length === 0) return countEquations(program);
  return loops.reduce((count, e) => count + e.op.programs!(e.params).reduce((n, body) => n + countEquations(body), 0), 0);
}

function bytes(avals: readonly Aval[]): number {
  return avals.reduce((total, { shape, dtype }) => total + sizeOf(shape) * bytesOf[dtype], 0);
}
