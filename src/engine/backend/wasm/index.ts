import { fail } from '../../../core/error.js';
import { copyOf, viewOf } from '../../array/dtype.js';
import { NDArray } from '../../array/ndarray.js';
import { sizeOf, type Shape } from '../../array/shape.js';
import { failCheck } from '../../control/check.js';
import { showAval } from '../../program/print.js';
import { Literal, type Aval, type Program } from '../../program/program.js';
import type { Backend, Executable, Execution } from '../backend.js';
import { recordedBytes, StreamRecorder, streamsOf, type Recording, type Stream } from '../recording.js';
import { contract } from './contract.js';
import { contracts, hasRelaxedSimd } from './features.js';
import { lower, type Lowered } from './lower.js';
import { device } from './memory.js';
import { encodeModule } from './module.js';
import { shifted, type Place } from './place.js';
import type { Window } from './windows.js';

/**
 * Compiles a program to one WebAssembly module with SIMD. The steps of its loops are functions in it; JavaScript
 * calls the outermost loops in chunks.
 */
export const wasmBackend: Backend = {
  name: 'wasm',
  compile: (program, recordings) => new WasmExecutable(program, recordings),
};

/** What a module exports: the phases of the program. Loops take the steps from and to. */
type Phases = Record<string, (base: number, from?: number, to?: number) => void>;

class WasmExecutable implements Executable {
  readonly lowered: Lowered;
  readonly streams: readonly (Stream | undefined)[];
  readonly phases: Phases;
  /** The bytes of the module. */
  readonly module: Uint8Array<ArrayBuffer>;

  constructor(
    readonly program: Program,
    recordings?: readonly (Recording | undefined)[],
  ) {
    const lowered = contracts() ? contract(program) : program;
    this.streams = streamsOf(lowered, recordings);
    this.lowered = lower(lowered, this.streams);
    if (this.lowered.arenaBytes > device.room) refuseSize(this.lowered);
    this.module = encodeModule(this.lowered.functions);
    const instance = new WebAssembly.Instance(new WebAssembly.Module(this.module), { device: { memory: device.memory } });
    this.phases = instance.exports as unknown as Phases;
  }

  get memoryBytes(): number {
    return this.lowered.arenaBytes;
  }

  /** Said once: the configuration may change. */
  readonly instructions = hasRelaxedSimd
    ? `relaxed SIMD, ${contracts() ? 'products and sums rounded together' : 'deterministic: the same bits everywhere'}`
    : 'SIMD: this engine has no relaxed SIMD';

  get recordedBytes(): number {
    return this.streams.reduce((sum, stream) => sum + (stream === undefined ? 0 : recordedBytes(stream)), 0);
  }

  get largest(): readonly Aval[] {
    return this.lowered.largest;
  }

  get steps(): number {
    return this.lowered.phases.reduce((steps, phase) => steps + (phase.kind === 'loop' ? phase.length : 0), 0);
  }

  start(args: readonly NDArray[], { keep = true } = {}): Execution {
    return new WasmExecution(this, args, keep);
  }
}

function refuseSize({ arenaBytes, largest }: Lowered): never {
  fail('engine/memory', { bytes: arenaBytes, limit: device.room, largest: largest.map(showAval) });
}

class WasmExecution implements Execution {
  done = 0;
  private readonly base: number;
  private readonly recorders: readonly (StreamRecorder | undefined)[];
  private phase = 0;
  /** Steps done of the loop that is under way. */
  private step = 0;

  constructor(
    private readonly executable: WasmExecutable,
    args: readonly NDArray[],
    keep: boolean,
  ) {
    const { lowered, streams } = executable;
    // First, since there may be no room for them.
    this.recorders = streams.map((stream) => (stream === undefined ? undefined : new StreamRecorder(stream, keep)));
    const inputs = lowered.ins.map(({ address }, i) => ({ offset: address.offset, array: args[i] }));
    this.base = device.allocate(lowered.arenaBytes, inputs) ?? refuseSize(lowered);
    for (const { offset, array } of inputs) device.write(this.base + offset, array);
    if (lowered.status !== undefined) this.view(lowered.status, [2]).fill(0);
  }

  advance(steps: number): boolean {
    const finished = this.run(steps);
    this.refuseFailedCheck();
    return finished;
  }

  private run(steps: number): boolean {
    const { lowered, phases } = this.executable;
    let left = steps;
    while (this.phase < lowered.phases.length) {
      const phase = lowered.phases[this.phase];
      if (phase.kind === 'once') {
        phases[phase.name](this.base);
      } else {
        while (this.step < phase.length) {
          if (left === 0) return false;
          const from = this.step;
          this.step = Math.min(phase.length, from + left, from + phase.windows.steps);
          phases[phase.name](this.base, from, this.step);
          this.done += this.step - from;
          left -= this.step - from;
          this.record(phase.windows.windows, from, this.step);
        }
        this.step = 0;
      }
      this.phase += 1;
    }
    return true;
  }

  /** Fetches what these steps have left in the windows. */
  private record(windows: readonly Window[], from: number, to: number): void {
    for (const window of windows) {
      const recorder = this.recorders[window.output]!;
      if (window.kind === 'rows') {
        const { whole, reverse } = this.executable.streams[window.output]!;
        const row = whole.shape.slice(1);
        recorder.putRows(from, to, (count) =>
          this.view(shifted(window.place, reverse ? (window.rows - count) * sizeOf(row) : 0), [count, ...row]),
        );
      } else {
        const ends = this.view(window.ends, [to - from]) as Int32Array;
        recorder.putEvents(from, to, ends, this.view(window.list, [ends[to - from - 1]]) as Int32Array);
      }
    }
  }

  private refuseFailedCheck(): void {
    const { status, checks } = this.executable.lowered;
    if (status === undefined) return;
    const [number, index] = this.view(status, [2]);
    if (number === 0) return;
    const { message, scalar, values } = checks[number - 1];
    const kept = values.map(({ shape, place }) => new NDArray(shape, place.dtype, copyOf(place.dtype, this.view(place, shape))));
    failCheck(message, scalar ? undefined : index, kept);
  }

  results(): NDArray[] {
    return this.values().map((value, i) => value ?? this.recorders[i]!.all());
  }

  values(): (NDArray | undefined)[] {
    const { lowered, program } = this.executable;
    return program.outs.map((out, i) => {
      const place = lowered.outs[i];
      if (place === undefined) return undefined;
      if (place instanceof Literal) return NDArray.full(out.shape, place.dtype, place.value);
      return new NDArray(out.shape, out.dtype, copyOf(out.dtype, this.view(place, out.shape)));
    });
  }

  take(): (NDArray | undefined)[] {
    return this.recorders.map((recorder) => recorder?.take());
  }

  dispose(): void {
    device.release(this.base, this.executable.lowered.arenaBytes);
  }

  /** The array in the device's memory; growing the memory makes views stale, so none is kept. */
  private view(place: Place, shape: Shape) {
    return viewOf(place.dtype, device.memory.buffer, this.base + place.address.offset, sizeOf(shape));
  }
}
