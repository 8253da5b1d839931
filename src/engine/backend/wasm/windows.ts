import { bytesOf } from '../../array/dtype.js';
import { sizeOf } from '../../array/shape.js';
import type { Aval } from '../../program/program.js';
import type { Stream } from '../recording.js';
import type { Assembler } from './assembler.js';
import { denseView, emitCopy } from './emit-copy.js';
import { emitCompact } from './emit-events.js';
import { op } from './opcodes.js';
import { bytesOfArray, LANES, type Place } from './place.js';

/** Bytes that all windows of a loop have together, about: they should stay in the cache. */
const WINDOW_BYTES = 1 << 20;
const MOST_STEPS = 1024;

/** Where a loop leaves what a stream keeps of one call's steps, for JavaScript to fetch. */
export type Window =
  | { readonly kind: 'rows'; readonly output: number; readonly rows: number; readonly every: number; readonly place: Place }
  | { readonly kind: 'events'; readonly output: number; readonly ends: Place; readonly list: Place };

/** A stream of the program's output of this number. */
export interface NumberedStream {
  readonly output: number;
  readonly stream: Stream;
}

/** Where an output has to be in the end: a place, or with whoever takes it when all else has been computed. */
export type Wanted = Place | { readonly take: (from: Place) => void };

/** The locals of a step function: its number, that of the first step of the call, and where its slices stand. */
export interface StepLocals {
  readonly step: number;
  readonly first: number;
  readonly row: number;
}

/** The windows of a loop's streams: memory for a few steps takes the place of memory for all. */
export class LoopWindows {
  /** The most steps in one call. */
  readonly steps: number;
  readonly windows: readonly Window[];

  constructor(private readonly streams: readonly NumberedStream[], length: number, place: (aval: Aval) => Place) {
    const bytes = streams.reduce((sum, { stream }) => sum + bytesOfStep(stream), 0);
    this.steps = Math.max(1, Math.min(length, MOST_STEPS, Math.floor(WINDOW_BYTES / Math.max(1, bytes))));
    this.windows = streams.map(({ output, stream }): Window => {
      const { whole, recording } = stream;
      if (isSpikes(stream)) {
        const list = place({ shape: [this.steps, width(stream)], dtype: 'int32' });
        return { kind: 'events', output, ends: place({ shape: [this.steps], dtype: 'int32' }), list };
      }
      const every = recording?.kind === 'every' ? recording.every : 1;
      const rows = Math.ceil(this.steps / every);
      return { kind: 'rows', output, rows, every, place: place({ shape: [rows, ...whole.shape.slice(1)], dtype: whole.dtype }) };
    });
  }

  /** Where the loop's body leaves this of its outputs; undefined for one that is no stream. */
  wanted(bodyOut: number, code: Assembler, locals: StepLocals): Wanted | undefined {
    const wanted = this.windows.filter((_, i) => this.streams[i].stream.bodyOut === bodyOut);
    const all = wanted.map((window) => this.taking(window, code, locals));
    if (all.length > 1) return { take: (from) => all.forEach((one) => one.take(from)) };
    const [window] = wanted;
    if (window?.kind !== 'rows' || window.every > 1) return all[0];
    // The body may compute a row where it is going to stand.
    const { stream } = this.streams[this.windows.indexOf(window)];
    rowInWindow(code, locals, stream, window);
    return pointedAt(code, stream.whole.shape.slice(1), window.place);
  }

  /** Whether nothing but the positions of what is not zero is kept of an output of the body. */
  keepsEventsAlone(bodyOut: number): boolean {
    const wanted = this.windows.filter((_, i) => this.streams[i].stream.bodyOut === bodyOut);
    return wanted.length > 0 && wanted.every(({ kind }) => kind === 'events');
  }

  private taking(window: Window, code: Assembler, locals: StepLocals): { take: (from: Place) => void } {
    const { stream } = this.streams[this.windows.indexOf(window)];
    if (window.kind === 'events') return { take: (from) => emitEvents(code, locals, from, window, width(stream)) };
    const shape = stream.whole.shape.slice(1);
    return {
      take: (from) => {
        code.get(locals.row).i32(window.every).plain(op.i32RemU).plain(op.i32Eqz).branch(() => {
          rowInWindow(code, locals, stream, window);
          emitCopy(code, shape, from, denseView(shape), pointedAt(code, shape, window.place), denseView(shape));
        });
      },
    };
  }
}

/** Puts the number of the row on the stack: from the window's start, or backwards from its end. */
function rowInWindow(
  code: Assembler,
  { step, first, row }: StepLocals,
  { reverse, length }: Stream,
  { rows, every }: Window & { kind: 'rows' },
): void {
  if (every === 1) {
    if (reverse) code.i32(rows - 1).get(step).sub().get(first).add();
    else code.get(step).get(first).sub();
  } else if (reverse) {
    code.get(row).i32(every).plain(op.i32DivU).i32(rows - 1).add();
    code.i32(length - 1).get(first).sub().i32(every).plain(op.i32DivU).sub();
  } else {
    code.get(row).i32(every).plain(op.i32DivU);
    code.get(first).i32(every - 1).add().i32(every).plain(op.i32DivU).sub();
  }
}

/** The place of the row of which the number is on the stack. */
function pointedAt(code: Assembler, shape: readonly number[], { address, dtype }: Place): Place {
  const pointer = code.local('i32');
  code.i32(bytesOfArray(shape, dtype)).mul().get(address.pointer).add().set(pointer);
  return { address: { pointer, offset: address.offset }, dtype };
}

/** Adds the positions that are not zero to the call's list, and notes where the list ends after this step. */
function emitEvents(code: Assembler, { step, first }: StepLocals, from: Place, window: Window & { kind: 'events' }, n: number): void {
  const [end, list, elements] = [code.local('i32'), code.local('i32'), code.local('i32')];
  const size = bytesOf.int32;
  code.get(step).get(first).sub().i32(size).mul().get(window.ends.address.pointer).add().set(end);
  code.address(window.list.address).set(list);
  code.get(step).get(first).plain(op.i32Ne).branch(() => {
    code.get(list).get(end).i32(size).sub().access(op.i32Load, window.ends.address.offset).i32(size).mul().add().set(list);
  });
  code.address(from.address).set(elements);
  const after = emitCompact(code, from.dtype, elements, n, list);
  code.get(end).get(after).address(window.list.address).sub().i32(size).plain(op.i32DivU).access(op.i32Store, window.ends.address.offset);
}

function isSpikes({ recording }: Stream): boolean {
  return recording?.kind === 'events' || recording?.kind === 'bits';
}

function width({ whole }: Stream): number {
  return sizeOf(whole.shape.slice(1));
}

/** Bytes of the windows for one step more. */
function bytesOfStep(stream: Stream): number {
  const elements = width(stream) + LANES;
  if (isSpikes(stream)) return elements * bytesOf.int32;
  return (elements * bytesOf[stream.whole.dtype]) / (stream.recording?.kind === 'every' ? stream.recording.every : 1);
}
