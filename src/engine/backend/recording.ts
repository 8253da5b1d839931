import { fail } from '../../core/error.js';
import { allocate, bytesOf, type DType, type TypedArray } from '../array/dtype.js';
import { NDArray } from '../array/ndarray.js';
import { sizeOf, type Shape } from '../array/shape.js';
import { BitArray, EventArray, packed } from '../array/spike-array.js';
import { scanOp, type ScanParams } from '../control/scan.js';
import { showAval } from '../program/print.js';
import { mulOp, subOp } from '../ops/arithmetic.js';
import { castOp } from '../ops/cast.js';
import { reshapeOp } from '../ops/movement.js';
import { spikeOp } from '../ops/spike.js';
import { Literal, Var, type Atom, type Aval, type Equation, type Program } from '../program/program.js';

/**
 * What is kept of an output that a loop stacks: every so many rows, or where it is not zero, of an output that is zero
 * or one. Without one of these, all rows.
 */
export type Recording =
  | { readonly kind: 'every'; readonly every: number }
  | { readonly kind: 'events' }
  | { readonly kind: 'bits' };

/** An output of a program that a loop at its top stacks, row by row, and nobody else reads. */
export interface Stream {
  readonly equation: Equation;
  /** Which of the values that the body returns. */
  readonly bodyOut: number;
  readonly length: number;
  readonly reverse: boolean;
  readonly recording: Recording | undefined;
  /** Shape and dtype of the whole output. */
  readonly whole: Aval;
}

/** For each output of a program how it is recorded; undefined for one that is not a stream. */
export function streamsOf(program: Program, recordings: readonly (Recording | undefined)[] = []): (Stream | undefined)[] {
  const read = new Set(program.equations.flatMap((e) => e.ins));
  const made = new Map<unknown, { equation: Equation; bodyOut: number }>();
  for (const equation of program.equations) {
    if ((equation.op as unknown) !== scanOp) continue;
    const { carries } = equation.params as ScanParams;
    equation.outs.forEach((v, bodyOut) => {
      if (bodyOut >= carries && !read.has(v)) made.set(v, { equation, bodyOut });
    });
  }
  return program.outs.map((out, i) => {
    const found = made.get(out);
    if (found === undefined || !(out instanceof Var)) {
      if (recordings[i] === undefined) return undefined;
      return fail('engine/arguments', { wants: 'a recording of an output that a loop stacks', got: showAval(out) });
    }
    const { length, reverse } = found.equation.params as ScanParams;
    return { ...found, length, reverse, recording: recordings[i], whole: out };
  });
}

/**
 * Which outputs of a program are spikes that a loop at its top stacks: the value that the body returns is the result of
 * the spike op, through casts and reshapes only.
 */
export function spikeStreams(program: Program): boolean[] {
  return streamsOf(program).map((stream) => {
    if (stream === undefined) return false;
    const { body } = stream.equation.params as ScanParams;
    return isSpike(body.outs[stream.bodyOut], body.equations);
  });
}

/**
 * Whether a value that these equations compute is the result of the spike op, through casts and reshapes, or such a result
 * where another one is not: the spikes of a neuron that was below its threshold before.
 */
export function isSpike(value: Atom, equations: readonly Equation[]): boolean {
  const e = equationOf(value, equations);
  if (e === undefined) return false;
  if ((e.op as unknown) === mulOp) {
    const [a, b] = e.ins;
    return (isSpike(a, equations) && isNoSpike(b, equations)) || (isSpike(b, equations) && isNoSpike(a, equations));
  }
  return (e.op as unknown) === spikeOp || (isPassed(e) && isSpike(e.ins[0], equations));
}

/** Whether a value is 1 where a spike is not. */
function isNoSpike(value: Atom, equations: readonly Equation[]): boolean {
  const e = equationOf(value, equations);
  if (e === undefined) return false;
  const [first, second] = e.ins;
  if ((e.op as unknown) === subOp) return first instanceof Literal && first.value === 1 && isSpike(second, equations);
  return isPassed(e) && isNoSpike(first, equations);
}

function equationOf(value: Atom, equations: readonly Equation[]): Equation | undefined {
  return equations.findLast(({ outs }) => outs[0] === value);
}

function isPassed({ op }: Equation): boolean {
  return (op as unknown) === castOp || (op as unknown) === reshapeOp;
}

/** The rows that are kept of those from `from` to `to`: from and to which of the kept ones. */
export function keptRows(recording: Recording | undefined, from: number, to: number): { first: number; end: number } {
  const every = recording?.kind === 'every' ? recording.every : 1;
  return { first: Math.ceil(from / every), end: Math.ceil(to / every) };
}

/** Takes the rows of a stream as the loop goes, always next to the ones before. */
export interface Recorder {
  /** What has come since the last time, in the order of the rows. */
  take(): NDArray;
  /** All that has come; nothing, if it is not kept. */
  all(): NDArray;
}

/** Keeps rows as they are. */
export class RowRecorder implements Recorder {
  readonly #row: Shape;
  readonly #size: number;
  readonly #dtype: DType;
  readonly #reverse: boolean;
  /** Room for all rows, where they are kept. */
  readonly #kept: TypedArray | undefined;
  /** The rows that have come, and those that have not been taken: first and end. */
  readonly #range: [number, number];
  readonly #fresh: [number, number];
  /** Rows not taken yet, where none are kept. */
  #pieces: TypedArray[] = [];

  /** @param rows - how many there are going to be, of which shape and dtype, and whether the last comes first */
  constructor(rows: { count: number; shape: Shape; dtype: DType; reverse: boolean }, keep: boolean) {
    this.#row = rows.shape;
    this.#size = sizeOf(rows.shape);
    this.#dtype = rows.dtype;
    this.#reverse = rows.reverse;
    this.#kept = keep ? allocate(rows.dtype, rows.count * this.#size) : undefined;
    const start = rows.reverse ? rows.count : 0;
    this.#range = [start, start];
    this.#fresh = [start, start];
  }

  /** The rows from `first` to `end`, one after the other. They are copied. */
  put(first: number, end: number, rows: TypedArray): void {
    if (first === end) return;
    if (this.#kept === undefined) this.#pieces.push(rows.slice());
    else this.#kept.set(rows, first * this.#size);
    for (const range of [this.#range, this.#fresh]) {
      if (this.#reverse) range[0] = first;
      else range[1] = end;
    }
  }

  take(): NDArray {
    const [first, end] = this.#fresh;
    this.#fresh.fill(this.#reverse ? first : end);
    if (this.#kept !== undefined) return this.#array(end - first, this.#kept.subarray(first * this.#size, end * this.#size));
    const pieces = this.#pieces.splice(0);
    if (pieces.length === 1) return this.#array(end - first, pieces[0]);
    const data = allocate(this.#dtype, (end - first) * this.#size);
    let at = 0;
    for (const piece of this.#reverse ? pieces.reverse() : pieces) {
      data.set(piece, at);
      at += piece.length;
    }
    return this.#array(end - first, data);
  }

  all(): NDArray {
    const [first, end] = this.#range;
    const kept = this.#kept;
    if (kept === undefined) return this.#array(0, allocate(this.#dtype, 0));
    const size = (end - first) * this.#size;
    return this.#array(end - first, size === kept.length ? kept : kept.subarray(first * this.#size, first * this.#size + size));
  }

  #array(count: number, data: TypedArray): NDArray {
    return new NDArray([count, ...this.#row], this.#dtype, data);
  }
}

/** Where the spikes of some steps are: how many up to the end of each step, and their neurons. */
interface Events {
  readonly ends: Int32Array;
  readonly neurons: Int32Array;
}

/** Keeps spikes as events. */
export class EventRecorder implements Recorder {
  readonly #row: Shape;
  readonly #dtype: DType;
  readonly #reverse: boolean;
  readonly #keep: boolean;
  readonly #all: Events[] = [];
  readonly #fresh: Events[] = [];

  constructor({ whole, reverse }: Stream, keep: boolean) {
    this.#row = whole.shape.slice(1);
    this.#dtype = whole.dtype;
    this.#reverse = reverse;
    this.#keep = keep;
  }

  /** The spikes of the next steps. They are copied. */
  put(ends: Int32Array, neurons: Int32Array): void {
    const steps = this.#reverse ? reversed({ ends, neurons }) : { ends: ends.slice(), neurons: neurons.slice(0, ends.at(-1) ?? 0) };
    if (this.#keep) this.#all.push(steps);
    this.#fresh.push(steps);
  }

  take(): NDArray {
    return this.#array(joined(this.#fresh.splice(0), this.#reverse));
  }

  all(): NDArray {
    return this.#array(joined(this.#all, this.#reverse));
  }

  #array({ ends, neurons }: Events): NDArray {
    return new EventArray([ends.length, ...this.#row], this.#dtype, ends, neurons);
  }
}

/** Keeps spikes as bits. */
export class BitRecorder implements Recorder {
  readonly #rows: RowRecorder;
  readonly #row: Shape;
  readonly #dtype: DType;

  constructor({ whole, length, reverse }: Stream, keep: boolean) {
    this.#row = whole.shape.slice(1);
    this.#dtype = whole.dtype;
    const shape = [Math.ceil(sizeOf(this.#row) / 8)];
    this.#rows = new RowRecorder({ count: length, shape, dtype: 'bool', reverse }, keep);
  }

  /** The spikes of steps of which the rows are `first` to `end`; where the loop goes backwards, from the last. */
  put(first: number, end: number, events: Events, reverse: boolean): void {
    const { ends, neurons } = reverse ? reversed(events) : events;
    this.#rows.put(first, end, packed(ends, neurons, sizeOf(this.#row)));
  }

  take(): NDArray {
    return this.#array(this.#rows.take());
  }

  all(): NDArray {
    return this.#array(this.#rows.all());
  }

  #array({ shape, data }: NDArray): NDArray {
    return new BitArray([shape[0], ...this.#row], this.#dtype, data as Uint8Array);
  }
}

function reversed({ ends, neurons }: Events): Events {
  const steps = ends.length;
  const found = { ends: new Int32Array(steps), neurons: new Int32Array(ends.at(-1) ?? 0) };
  let at = 0;
  for (let step = steps - 1; step >= 0; step--) {
    const events = neurons.subarray(step === 0 ? 0 : ends[step - 1], ends[step]);
    found.neurons.set(events, at);
    found.ends[steps - 1 - step] = at += events.length;
  }
  return found;
}

function joined(pieces: readonly Events[], reverse: boolean): Events {
  if (pieces.length === 1) return pieces[0];
  const inOrder = reverse ? [...pieces].reverse() : pieces;
  const steps = inOrder.reduce((n, { ends }) => n + ends.length, 0);
  const events = inOrder.reduce((n, { neurons }) => n + neurons.length, 0);
  const found = { ends: new Int32Array(steps), neurons: new Int32Array(events) };
  let [step, event] = [0, 0];
  for (const { ends, neurons } of inOrder) {
    found.neurons.set(neurons, event);
    for (let i = 0; i < ends.length; i++) found.ends[step + i] = event + ends[i];
    step += ends.length;
    event += neurons.length;
  }
  return found;
}

/** One step's events, of a row of zeros and ones. */
export function eventsOf(row: TypedArray): Events {
  const neurons: number[] = [];
  row.forEach((x, i) => {
    if (x !== 0) neurons.push(i);
  });
  return { ends: Int32Array.of(neurons.length), neurons: Int32Array.from(neurons) };
}

/** Takes what one loop gives for one stream, steps `from` to `to` of it at a time. */
export class StreamRecorder implements Recorder {
  readonly #stream: Stream;
  readonly #recorder: RowRecorder | EventRecorder | BitRecorder;

  constructor(stream: Stream, keep: boolean) {
    this.#stream = stream;
    const { whole, length, reverse, recording } = stream;
    if (recording?.kind === 'events') this.#recorder = new EventRecorder(stream, keep);
    else if (recording?.kind === 'bits') this.#recorder = new BitRecorder(stream, keep);
    else {
      const count = keptRows(recording, 0, length).end;
      this.#recorder = new RowRecorder({ count, shape: whole.shape.slice(1), dtype: whole.dtype, reverse }, keep);
    }
  }

  /** The kept rows of these steps; `rows` gives them in their order. */
  putRows(from: number, to: number, rows: (count: number) => TypedArray): void {
    const { first, end } = this.#rowsOf(from, to);
    if (this.#recorder instanceof RowRecorder && end > first) this.#recorder.put(first, end, rows(end - first));
  }

  /** The events of these steps, in the order of the steps. */
  putEvents(from: number, to: number, ends: Int32Array, neurons: Int32Array): void {
    const { first, end } = this.#rowsOf(from, to);
    if (this.#recorder instanceof EventRecorder) this.#recorder.put(ends, neurons);
    else if (this.#recorder instanceof BitRecorder) this.#recorder.put(first, end, { ends, neurons }, this.#stream.reverse);
  }

  take(): NDArray {
    return this.#recorder.take();
  }

  all(): NDArray {
    return this.#recorder.all();
  }

  #rowsOf(from: number, to: number): { first: number; end: number } {
    const { length, reverse, recording } = this.#stream;
    return reverse ? keptRows(recording, length - to, length - from) : keptRows(recording, from, to);
  }
}

/** Bytes that a stream's rows take in JavaScript, if they are kept. Of spikes, what silence takes. */
export function recordedBytes({ whole, recording }: Pick<Stream, 'whole' | 'recording'>): number {
  const [length] = whole.shape;
  const size = sizeOf(whole.shape.slice(1));
  if (recording?.kind === 'events') return length * bytesOf.int32;
  if (recording?.kind === 'bits') return length * Math.ceil(size / 8);
  return keptRows(recording, 0, length).end * size * bytesOf[whole.dtype];
}
