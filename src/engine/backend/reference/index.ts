import { NDArray } from '../../array/ndarray.js';
import { bytesOf } from '../../array/dtype.js';
import { sizeOf } from '../../array/shape.js';
import { scanOp, scanSteps, type ScanParams } from '../../control/scan.js';
import { Literal, type Atom, type Aval, type Equation, type Program, type Var } from '../../program/program.js';
import type { Backend, Executable, Execution } from '../backend.js';
import { eventsOf, recordedBytes, StreamRecorder, streamsOf, type Recording, type Stream } from '../recording.js';

/** Plain loops over the reference kernels, one equation after the other: slow, and right by definition. */
export const referenceBackend: Backend = {
  name: 'reference',
  compile: (program, recordings) => new ReferenceExecutable(program, recordings),
};

class ReferenceExecutable implements Executable {
  readonly streams: readonly (Stream | undefined)[];

  constructor(
    readonly program: Program,
    recordings?: readonly (Recording | undefined)[],
  ) {
    this.streams = streamsOf(program, recordings);
  }

  get memoryBytes(): number {
    const streamed = new Set<Atom>(this.program.outs.filter((_, i) => this.streams[i] !== undefined));
    return [...this.program.ins, ...this.results()].reduce((sum, v) => sum + (streamed.has(v) ? 0 : bytesOfArray(v)), 0);
  }

  get instructions(): string {
    return 'plain loops';
  }

  get recordedBytes(): number {
    return this.streams.reduce((sum, stream) => sum + (stream === undefined ? 0 : recordedBytes(stream)), 0);
  }

  get largest(): readonly Aval[] {
    return this.results().sort((a, b) => bytesOfArray(b) - bytesOfArray(a)).slice(0, 3);
  }

  get steps(): number {
    return this.program.equations.filter(isScan).reduce((steps, e) => steps + (e.params as ScanParams).length, 0);
  }

  start(args: readonly NDArray[], { keep = true } = {}): Execution {
    return new ReferenceExecution(this, args, keep);
  }

  private results(): Var[] {
    return this.program.equations.flatMap((e) => e.outs);
  }
}

class ReferenceExecution implements Execution {
  done = 0;
  private finished = false;
  private readonly known = new Map<Var, NDArray>();
  private readonly recorders: readonly (StreamRecorder | undefined)[];
  private readonly work: Generator<void, void>;

  constructor(
    private readonly executable: ReferenceExecutable,
    args: readonly NDArray[],
    keep: boolean,
  ) {
    this.recorders = executable.streams.map((stream) => (stream === undefined ? undefined : new StreamRecorder(stream, keep)));
    executable.program.ins.forEach((v, i) => this.known.set(v, args[i]));
    this.work = this.run();
  }

  advance(steps: number): boolean {
    for (let i = 0; i < steps && !this.finished; i++) {
      if (this.work.next().done === true) this.finished = true;
      else this.done += 1;
    }
    return this.finished;
  }

  results(): NDArray[] {
    return this.values().map((value, i) => value ?? this.recorders[i]!.all());
  }

  values(): (NDArray | undefined)[] {
    return this.executable.program.outs.map((a, i) =>
      this.recorders[i] === undefined ? (this.read(a) ?? NDArray.zeros(a.shape, a.dtype)) : undefined,
    );
  }

  take(): (NDArray | undefined)[] {
    return this.recorders.map((recorder) => recorder?.take());
  }

  dispose(): void {
    this.work.return();
  }

  /** Runs the program and pauses after each step of a loop at its top. */
  private *run(): Generator<void, void> {
    for (const e of this.executable.program.equations) {
      const ins = e.ins.map((a) => this.read(a)!);
      if (isScan(e)) yield* this.loop(e, ins);
      else e.op.reference(ins, e.params, e.outs).forEach((value, i) => this.known.set(e.outs[i], value));
    }
  }

  private *loop(e: Equation, ins: readonly NDArray[]): Generator<void, void> {
    const params = e.params as ScanParams;
    const stacked = e.outs.slice(params.carries).map((v) => (this.isStreamed(v) ? undefined : NDArray.zeros(v.shape, v.dtype)));
    let step = 0;
    const steps = scanSteps(ins, params, (k, i, row) => {
      stacked[k]?.data.set(row.data, i * sizeOf(row.shape));
      this.record(e, params.carries + k, step, row);
    });
    const keep = (carry: readonly NDArray[]): void => carry.forEach((value, i) => this.known.set(e.outs[i], value));
    for (let next = steps.next(); ; next = steps.next()) {
      keep(next.value);
      if (next.done === true) break;
      step += 1;
      yield;
    }
    stacked.forEach((value, k) => value !== undefined && this.known.set(e.outs[params.carries + k], value));
  }

  private record(e: Equation, bodyOut: number, step: number, row: NDArray): void {
    this.executable.streams.forEach((stream, i) => {
      if (stream?.equation !== e || stream.bodyOut !== bodyOut) return;
      const recorder = this.recorders[i]!;
      if (stream.recording === undefined || stream.recording.kind === 'every') recorder.putRows(step, step + 1, () => row.data);
      else {
        const { ends, neurons } = eventsOf(row.data);
        recorder.putEvents(step, step + 1, ends, neurons);
      }
    });
  }

  private isStreamed(v: Var): boolean {
    return this.executable.program.outs.some((out, i) => out === v && this.executable.streams[i] !== undefined);
  }

  private read(a: Atom): NDArray | undefined {
    return a instanceof Literal ? NDArray.scalar(a.value, a.dtype) : this.known.get(a);
  }
}

function isScan(e: Equation): boolean {
  return (e.op as unknown) === scanOp;
}

function bytesOfArray({ shape, dtype }: Aval): number {
  return sizeOf(shape) * bytesOf[dtype];
}
