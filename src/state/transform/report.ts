import { describe, inspect, reprObject, type Described } from '../../core/print.js';
import { bytesOf, showAval, sizeOf, type Aval, type Executable } from '../../engine/index.js';

/** An array that a run keeps in memory. */
export interface Buffer {
  /** What it is: the name of a State, `input 1`, `result 0.V`, `captured`, `work`. */
  readonly name: string;
  readonly bytes: number;
  /** `float32[3200,80]` */
  readonly array: string;
}

/** An array with its name. */
export interface NamedArray extends Aval {
  readonly name: string;
}

/** What a run is made of. @internal */
export interface ReportParts {
  readonly executable: Executable;
  readonly backend: string;
  readonly why: string;
  readonly operationsPerStep: number;
  readonly states: readonly NamedArray[];
  /** How many of the States' arrays, the first, are written. */
  readonly written: number;
  readonly inputs: readonly NamedArray[];
  /** Results that are recorded step by step, with the bytes they take if they are kept, and other results. */
  readonly results: readonly (NamedArray & { readonly bytes: number })[];
  /** Milliseconds that the run takes, measured. */
  readonly calibrate: () => number;
}

/** What a run is going to cost, before it runs: the pre-flight. */
export class Report implements Described {
  static readonly name: string = 'Report';
  /** Which backend runs it. */
  readonly backend: string;
  /** Why that one, and with which instructions. */
  readonly why: string;
  /** Steps of its loops. */
  readonly steps: number;
  /** Operations in one step, as traced. */
  readonly operationsPerStep: number;
  /** Bytes of the States it writes. */
  readonly stateBytes: number;
  /** Bytes of what it returns, if all of it is kept. Spikes are counted without their events, of which each takes 4 more. */
  readonly resultBytes: number;
  /** Bytes it works in at most, with inputs, States and results. */
  readonly memoryBytes: number;
  /** The three largest arrays. */
  readonly largest: readonly Buffer[];
  readonly #calibrate: () => number;
  #expected: number | undefined;

  /** @internal */
  constructor(parts: ReportParts) {
    const { executable, states, inputs, results } = parts;
    this.backend = parts.backend;
    this.why = parts.why;
    this.steps = executable.steps;
    this.operationsPerStep = parts.operationsPerStep;
    this.stateBytes = states.slice(0, parts.written).reduce((sum, x) => sum + bytes(x), 0);
    this.resultBytes = results.reduce((sum, x) => sum + x.bytes, 0);
    this.memoryBytes = executable.memoryBytes + executable.recordedBytes;
    const known = [...states, ...inputs].map((x) => ({ name: x.name, bytes: bytes(x), array: showAval(x) }));
    const recorded = results.map((x) => ({ name: x.name, bytes: x.bytes, array: showAval(x) }));
    const work = executable.largest.map((x) => ({ name: 'work', bytes: bytes(x), array: showAval(x) }));
    // What the program works in holds States and inputs as well.
    const others = work.filter((x) => !known.some(({ array }) => array === x.array));
    this.largest = [...known, ...recorded, ...others].sort((a, b) => b.bytes - a.bytes).slice(0, 3);
    this.#calibrate = parts.calibrate;
  }

  /**
   * Milliseconds that the run is going to take: measured when it is asked for, by some steps on a copy of the States, which
   * takes about 20 ms or one step.
   */
  get expectedMs(): number {
    return (this.#expected ??= this.#calibrate());
  }

  [describe](): string {
    return reprObject('Report', [...this.lines(), ['expected', `${this.expectedMs.toPrecision(3)} ms`]]);
  }

  toString(): string {
    return this[describe]();
  }

  [inspect](): string {
    return this[describe]();
  }

  /** All but the time, for an error. @internal */
  summary(): string {
    return reprObject('Report', this.lines());
  }

  private lines(): [string, string][] {
    return [
      ['backend', `${this.backend}: ${this.why}`],
      ['steps', String(this.steps)],
      ['operationsPerStep', String(this.operationsPerStep)],
      ['states', megabytes(this.stateBytes)],
      ['results', megabytes(this.resultBytes)],
      ['memory', megabytes(this.memoryBytes)],
      ['largest', this.largest.map((x) => `${x.name} ${x.array} ${megabytes(x.bytes)}`).join(', ')],
    ];
  }
}

function bytes({ shape, dtype }: Aval): number {
  return sizeOf(shape) * bytesOf[dtype];
}

function megabytes(n: number): string {
  return n < 1e5 ? `${n} bytes` : `${(n / 1e6).toFixed(1)} MB`;
}

/** Bytes of memory that the machine has left, where it tells. */
export function availableMemory(): number | undefined {
  const { process, navigator } = globalThis as {
    process?: { availableMemory?: () => number };
    navigator?: { deviceMemory?: number };
  };
  if (process?.availableMemory !== undefined) return process.availableMemory();
  return navigator?.deviceMemory === undefined ? undefined : navigator.deviceMemory * 2 ** 30;
}
