import { fail } from '../../../core/error.js';
import { copyOf, viewOf } from '../../array/dtype.js';
import { NDArray } from '../../array/ndarray.js';
import { sizeOf, type Shape } from '../../array/shape.js';
import { showAval } from '../../program/print.js';
import { Literal, type Program } from '../../program/program.js';
import type { Backend, Executable, Execution } from '../backend.js';
import { contract } from './contract.js';
import { contracts } from './features.js';
import { lower, type Lowered } from './lower.js';
import { device } from './memory.js';
import { encodeModule } from './module.js';
import type { Place } from './place.js';

/**
 * Compiles a program to one WebAssembly module with SIMD. The steps of its loops are functions in it; JavaScript
 * calls the outermost loops in chunks.
 */
export const wasmBackend: Backend = {
  name: 'wasm',
  compile: (program) => new WasmExecutable(program),
};

/** What a module exports: the phases of the program. Loops take the steps from and to. */
type Phases = Record<string, (base: number, from?: number, to?: number) => void>;

class WasmExecutable implements Executable {
  readonly lowered: Lowered;
  readonly phases: Phases;
  /** The bytes of the module. */
  readonly module: Uint8Array<ArrayBuffer>;

  constructor(readonly program: Program) {
    this.lowered = lower(contracts() ? contract(program) : program);
    if (this.lowered.arenaBytes > device.room) refuseSize(this.lowered);
    this.module = encodeModule(this.lowered.functions);
    const instance = new WebAssembly.Instance(new WebAssembly.Module(this.module), { device: { memory: device.memory } });
    this.phases = instance.exports as unknown as Phases;
  }

  get memoryBytes(): number {
    return this.lowered.arenaBytes;
  }

  get steps(): number {
    return this.lowered.phases.reduce((steps, phase) => steps + (phase.kind === 'loop' ? phase.length : 0), 0);
  }

  start(args: readonly NDArray[]): Execution {
    return new WasmExecution(this, args);
  }
}

function refuseSize({ arenaBytes, largest }: Lowered): never {
  fail('engine/memory', { bytes: arenaBytes, limit: device.room, largest: largest.map(showAval) });
}

class WasmExecution implements Execution {
  done = 0;
  private readonly base: number;
  private phase = 0;
  /** Steps done of the loop that is under way. */
  private step = 0;

  constructor(
    private readonly executable: WasmExecutable,
    args: readonly NDArray[],
  ) {
    const { lowered } = executable;
    this.base = device.allocate(lowered.arenaBytes) ?? refuseSize(lowered);
    lowered.ins.forEach((place, i) => this.view(place, args[i].shape).set(args[i].data));
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
        if (left === 0) return false;
        const to = Math.min(phase.length, this.step + left);
        phases[phase.name](this.base, this.step, to);
        this.done += to - this.step;
        left -= to - this.step;
        this.step = to;
        if (to < phase.length) return false;
        this.step = 0;
      }
      this.phase += 1;
    }
    return true;
  }

  private refuseFailedCheck(): void {
    const { status, messages } = this.executable.lowered;
    if (status === undefined) return;
    const [number, index] = this.view(status, [2]);
    if (number !== 0) fail('run/check', { message: messages[number - 1], index });
  }

  results(): NDArray[] {
    const { lowered, program } = this.executable;
    return program.outs.map((out, i) => {
      const place = lowered.outs[i];
      if (place instanceof Literal) return NDArray.full(out.shape, place.dtype, place.value);
      return new NDArray(out.shape, out.dtype, copyOf(out.dtype, this.view(place, out.shape)));
    });
  }

  dispose(): void {
    device.release(this.base, this.executable.lowered.arenaBytes);
  }

  /** The array in the device's memory; growing the memory makes views stale, so none is kept. */
  private view(place: Place, shape: Shape) {
    return viewOf(place.dtype, device.memory.buffer, this.base + place.address.offset, sizeOf(shape));
  }
}
