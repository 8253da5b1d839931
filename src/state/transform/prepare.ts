import { config } from '../../core/config.js';
import { fail } from '../../core/error.js';
import { checkOptions } from '../../core/options.js';
import { describe, inspect, type Described } from '../../core/print.js';
import { timed } from '../../core/timing.js';
import {
  Builder,
  bytesOf,
  compile,
  countEquations,
  currentBuilder,
  recordedBytes,
  scanOp,
  sizeOf,
  spikeStreams,
  STEPS_PER_CALL,
  toNDArray,
  toValue,
  type Executable,
  type Operand,
  type Program,
  type Recording,
  type Var,
} from '../../engine/index.js';
import { showValue } from '../show-value.js';
import { putTogether, type Leaves } from './leaves.js';
import { progressBar, type ProgressOption } from './progress.js';
import { Report, type NamedArray } from './report.js';
import { Rollout, type RunParts } from './rollout.js';
import { runInChunks, type ChunkInfo } from './run-async.js';
import { arraysIn, traceStates, type AnyState, type TracedFunction } from './trace-states.js';

/** What the start of a run can be told. */
export interface StartOptions {
  /** Shows how far it is: a ProgressBar, or how many steps from one update to the next. */
  pbar?: ProgressOption | undefined;
}

/** What a run that lets other work in between can be told. */
export interface StartAsyncOptions<R> extends StartOptions {
  /** Stops the run: it rejects with the signal's reason, an AbortError unless another was given. */
  signal?: AbortSignal | undefined;
  /**
   * Is given what a chunk of steps has recorded, and where it lies. A promise is waited for before the run goes on, so
   * that whoever writes to a file or a network is never flooded.
   */
  onChunk?: ((recorded: R, chunk: ChunkInfo) => unknown) | undefined;
  /** Whether what is recorded is kept until the end. True unless there is `onChunk`. */
  keep?: boolean | undefined;
}

/**
 * A function of States, traced and compiled, ready to run. It needs no context any more: what it read of the
 * environment is part of it. Running it reads the States as they are then, and writes them when it has finished.
 */
export class PreparedRun<R> implements Described {
  /** The name that printing shows. Written down, since a bundler may shorten that of the class. */
  static readonly name: string = 'PreparedRun';
  readonly #parts: RunParts;
  readonly #pbar: ProgressOption | undefined;
  #report: Report | undefined;

  /** @internal Made by `prepareCall`. */
  constructor(parts: RunParts, pbar?: ProgressOption) {
    this.#parts = parts;
    this.#pbar = pbar;
  }

  /** What it is going to cost. */
  get report(): Report {
    return (this.#report ??= this.#parts.report());
  }

  /**
   * Runs it from start to end. The States are written together when it has finished; a run that fails leaves them
   * as they were. A second start goes on from where the first left them.
   *
   * @throws when it needs more memory than there is, with the report; when a State is used by another run
   */
  start(options: StartOptions = {}): R {
    checkOptions('start', options, ['pbar']);
    const { pbar = this.#pbar } = options;
    if (currentBuilder() !== null) fail('transform/nestedRun', {});
    return timed('run', () => {
      const rollout = this.#begin(true, pbar);
      try {
        while (!rollout.advance(STEPS_PER_CALL));
        return rollout.finish() as R;
      } finally {
        rollout.dispose();
      }
    });
  }

  /**
   * Runs what was traced for this one call: if the run fails, what tracing did besides is undone too, such as using up
   * pending inputs. @internal
   */
  startOnce(): R {
    try {
      return this.start();
    } catch (error) {
      this.#parts.undo();
      throw error;
    }
  }

  /**
   * Runs it in chunks of steps of about 10 ms, at most 20 or one step, and lets other work in between. Until it ends, its
   * States are locked: reading or writing one is an error. A run that is stopped, or of which `onChunk` throws, leaves
   * every State as it was after the last finished step; one that fails otherwise leaves them as they were at the start.
   *
   * With `onChunk` what is recorded is handed out as it comes and not kept, so that a run may be longer than memory; the
   * promise then gives undefined, unless `keep` is true.
   *
   * @throws (rejects) when the signal stops it, with the signal's reason: an AbortError
   *
   * @example
   * const controller = new AbortController();
   * const [vs] = await run.startAsync({ signal: controller.signal, pbar: new transform.ProgressBar() });
   *
   * @example
   * await run.startAsync({ onChunk: async ([vs], { from, to }) => writer.write(vs.toTypedArray()) });
   */
  startAsync(options: StartAsyncOptions<R> & { onChunk: NonNullable<StartAsyncOptions<R>['onChunk']>; keep?: false }): Promise<undefined>;
  startAsync(options?: StartAsyncOptions<R> & ({ onChunk?: undefined } | { keep: true })): Promise<R>;
  startAsync(options?: StartAsyncOptions<R>): Promise<R | undefined>;
  async startAsync(options: StartAsyncOptions<R> = {}): Promise<R | undefined> {
    checkOptions('startAsync', options, ['signal', 'onChunk', 'pbar', 'keep']);
    const { signal, onChunk, pbar = this.#pbar, keep = onChunk === undefined } = options;
    if (currentBuilder() !== null) fail('transform/nestedRun', {});
    if (signal !== undefined && !(signal instanceof AbortSignal)) {
      fail('run/option', { option: 'signal', wants: 'an AbortSignal', value: showValue(signal) });
    }
    if (onChunk !== undefined && typeof onChunk !== 'function') {
      fail('run/option', { option: 'onChunk', wants: 'a function', value: showValue(onChunk) });
    }
    signal?.throwIfAborted();
    const rollout = this.#begin(keep, pbar);
    let unlock: (() => void) | undefined;
    try {
      unlock = locked(this.#parts.states);
      let failed: unknown;
      const handOut = onChunk && (async (from: number) => {
        try {
          await onChunk(rollout.take() as R, { from, to: rollout.done, of: this.#parts.executable.steps });
        } catch (error) {
          failed = { error };
          throw error;
        }
      });
      const finished = await runInChunks(rollout, signal, handOut).catch((error: unknown) => {
        if (failed !== undefined) rollout.commit();
        throw error;
      });
      if (!finished) {
        rollout.commit();
        signal!.throwIfAborted();
      }
      if (keep) return rollout.finish() as R;
      rollout.commit();
      return undefined;
    } finally {
      rollout.dispose();
      unlock?.();
    }
  }

  [describe](): string {
    return `PreparedRun(${this.report[describe]()})`;
  }

  toString(): string {
    return this[describe]();
  }

  [inspect](): string {
    return this[describe]();
  }

  #begin(keep: boolean, pbar: ProgressOption | undefined): Rollout {
    return new Rollout(this.#parts, keep, progressBar(pbar)?.begin(this.#parts.executable.steps));
  }
}

/** Locks States that a run uses; the answer unlocks them. */
function locked(states: readonly AnyState[]): () => void {
  const held: AnyState[] = [];
  const unlock = (): void => held.forEach((state) => state.unlock());
  try {
    for (const state of states) {
      state.lock('a running forLoop');
      held.push(state);
    }
  } catch (error) {
    unlock();
    throw error;
  }
  return unlock;
}

/** How the results of a traced function are recorded, and what is made of them. */
export interface ResultPlan {
  readonly recordings: readonly (Recording | undefined)[];
  readonly names: readonly string[];
  readonly finish: (results: readonly Operand[]) => unknown;
}

/** Traces `f` on arrays like `args`, and compiles it. */
export function prepareCall<R>(args: Leaves, f: (args: unknown) => unknown): PreparedRun<R> {
  return prepareTraced<R>(args, f, ({ results }) => ({
    recordings: [],
    names: results.paths.map((path) => ['result', ...path].join(' ')),
    finish: (outs) => putTogether(results, outs),
  }));
}

/** Traces `f` and compiles it; `planOf` says what becomes of its results. */
export function prepareTraced<R>(
  args: Leaves,
  f: (args: unknown) => unknown,
  planOf: (traced: TracedFunction) => ResultPlan,
  pbar?: ProgressOption,
): PreparedRun<R> {
  const arrays = args.operands.map((x) => toNDArray(toValue(x)));
  const { root, traced } = timed('trace', () => {
    const builder = new Builder(null);
    return { root: builder, traced: traceStates(builder, arrays, (ins) => f(putTogether(args, ins))) };
  });
  const { program, reads, writes } = traced;
  const plan = planOf(traced);
  const stateCount = arraysIn(writes);
  const spikes = spikeStreams(program);
  const recordings = program.outs.map((_, i): Recording | undefined => {
    const asked = i < stateCount ? undefined : plan.recordings[i - stateCount];
    return asked ?? (i >= stateCount && spikes[i] ? { kind: 'events' } : undefined);
  });
  const executable = compileOr(program, recordings, () => root.abort());
  const backend = config.backend;
  const parts: RunParts = {
    executable,
    report: () => reportOf(parts, { backend, program, recordings, names: plan.names }),
    captured: traced.captures.map((v: Var) => root.capturedArray(v)!),
    args: arrays,
    states: [...reads, ...writes],
    writes,
    inputNames: args.paths.map(inputName),
    resultNames: plan.names,
    finish: plan.finish,
    watched: config.debug === 'nan' ? program : undefined,
    undo: () => root.abort(),
  };
  return new PreparedRun<R>(parts, pbar);
}

/** Compiles; if that is refused, what tracing did is undone. */
function compileOr(program: Program, recordings: readonly (Recording | undefined)[], undo: () => void): Executable {
  try {
    return compile(program, recordings);
  } catch (error) {
    undo();
    throw error;
  }
}

function reportOf(
  parts: RunParts,
  { backend, program, recordings, names }: {
    backend: string;
    program: Program;
    recordings: readonly (Recording | undefined)[];
    names: readonly string[];
  },
): Report {
  const { executable, states, writes } = parts;
  const stateCount = arraysIn(writes);
  const named = (state: AnyState): NamedArray[] => state.stored.map(({ shape, dtype }) => ({ name: state.label, shape, dtype }));
  const inputs = parts.args.map(({ shape, dtype }, i) => ({ name: parts.inputNames[i], shape, dtype }));
  const captured = parts.captured.map(({ shape, dtype }) => ({ name: 'captured', shape, dtype }));
  const chosen = backend === 'wasm' ? 'the fastest here' : 'chosen in environ';
  return new Report({
    executable,
    backend,
    why: `${chosen}, ${executable.instructions}`,
    operationsPerStep: operationsPerStep(program),
    states: [...writes, ...states.filter((state) => !writes.includes(state))].flatMap(named),
    written: stateCount,
    inputs: [...inputs, ...captured],
    results: program.outs.slice(stateCount).map(({ shape, dtype }, i) => {
      const recording = recordings[stateCount + i];
      const whole = { shape, dtype };
      const bytes = recording === undefined ? sizeOf(shape) * bytesOf[dtype] : recordedBytes({ whole, recording });
      return { name: recording?.kind === 'events' ? `${names[i]}, spikes` : names[i], shape, dtype, bytes };
    }),
    calibrate: () => calibrated(parts),
  });
}

/** Milliseconds for a calibration, about. */
const CALIBRATION_MS = 20;

/** Milliseconds that a run takes, by some steps of one that comes to nothing. */
function calibrated(parts: RunParts): number {
  const rollout = new Rollout({ ...parts, watched: undefined }, false);
  try {
    const { steps } = parts.executable;
    let perStep = Infinity;
    const start = performance.now();
    for (let count = 1; performance.now() - start < CALIBRATION_MS; count *= 2) {
      const [from, before] = [rollout.done, performance.now()];
      const finished = rollout.advance(count);
      const spent = performance.now() - before;
      if (steps === 0) return spent;
      rollout.take();
      if (rollout.done > from) perStep = Math.min(perStep, spent / (rollout.done - from));
      if (finished) break;
    }
    return steps * perStep;
  } finally {
    rollout.dispose();
  }
}

/** `input 1` for the first of the arguments, `input 1 (a.b)` for a leaf inside it. */
export function inputName([argument, ...inside]: readonly (string | number)[]): string {
  const name = `input ${Number(argument) + 1}`;
  return inside.length === 0 ? name : `${name} (${inside.join('.')})`;
}

function operationsPerStep(program: Program): number {
  const loops = program.equations.filter((e) => (e.op as unknown) === scanOp);
  if (loops.length === 0) return countEquations(program);
  return loops.reduce((count, e) => count + e.op.programs!(e.params).reduce((n, body) => n + countEquations(body), 0), 0);
}
