import type { Shape } from '../../array/shape.js';
import type { Aval, Equation, Literal, Program, Var } from '../../program/program.js';
import type { Stream } from '../recording.js';
import { Assembler } from './assembler.js';
import { Block } from './block.js';
import type { ModuleFunction } from './module.js';
import { ArenaPlan, BASE, type Place, type Room } from './place.js';
import { LoopWindows } from './windows.js';

/** What JavaScript calls, in order: a function once, or a loop in chunks of its steps. */
export type Phase =
  | { readonly kind: 'once'; readonly name: string }
  | { readonly kind: 'loop'; readonly name: string; readonly length: number; readonly windows: LoopWindows };

export interface Lowered {
  readonly functions: readonly ModuleFunction[];
  readonly phases: readonly Phase[];
  readonly arenaBytes: number;
  readonly ins: readonly Place[];
  /** A result that is a constant has no place, and a stream has windows. */
  readonly outs: readonly (Place | Literal | undefined)[];
  /** Where the run-time checks leave their number, from 1, and an index; the checks by number. */
  readonly status: Place | undefined;
  readonly checks: readonly Check[];
  /** The largest arrays in the arena. */
  readonly largest: readonly Room[];
}

/** A run-time check: what it says, whether of one bool, and where it leaves what the message shows. */
export interface Check {
  readonly message: string;
  readonly scalar: boolean;
  readonly values: readonly { readonly shape: Shape; readonly place: Place }[];
}

/** Turns a program into functions and a plan of the arena they work in. Outputs that are streams go by windows. */
export function lower(program: Program, streams: readonly (Stream | undefined)[]): Lowered {
  return new Lowering(streams).lower(program);
}

/** Where the code of a block goes. At the top a loop ends the present function and starts another. */
export interface Sink {
  code: Assembler;
  readonly top: boolean;
}

/** What the blocks of one program share: the arena, the functions, the phases. */
export class Lowering {
  private readonly arena = new ArenaPlan();
  private readonly functions: ModuleFunction[] = [];
  private readonly phases: Phase[] = [];
  private readonly subroutines = new Map<string, number>();
  private readonly checks: Check[] = [];
  private status: Place | undefined;

  constructor(private readonly streams: readonly (Stream | undefined)[]) {}

  lower(program: Program): Lowered {
    const places = new Map<Var, Place>();
    const ins = program.ins.map((v) => {
      const place = this.arena.place(v.shape, v.dtype);
      places.set(v, place);
      return place;
    });
    const sink: Sink = { code: new Assembler(['i32']), top: true };
    const block = new Block(this, sink, program, places, program.outs.map(() => undefined));
    block.emit();
    this.finishPhase(sink);
    return {
      functions: this.functions,
      phases: this.phases,
      arenaBytes: this.arena.bytes,
      ins,
      outs: program.outs.map((a, i) => (this.streams[i] === undefined ? block.where(a) : undefined)),
      status: this.status,
      checks: this.checks,
      largest: this.arena.largest(3),
    };
  }

  place({ shape, dtype }: Aval): Place {
    return this.arena.place(shape, dtype);
  }

  release(place: Place): void {
    this.arena.release(place);
  }

  add(code: Assembler, exported?: string): number {
    this.functions.push(exported === undefined ? { code } : { code, exported });
    return this.functions.length - 1;
  }

  /** The function that goes by this key: made at the first use, shared by all others. */
  subroutine(key: string, make: () => Assembler): number {
    const known = this.subroutines.get(key);
    if (known !== undefined) return known;
    const made = this.add(make());
    this.subroutines.set(key, made);
    return made;
  }

  /** The number of a run-time check, and where it and the values that its message shows are left when it fails. */
  check(message: string, wrong: Aval, values: readonly Aval[]): { number: number; status: Place; kept: readonly Place[] } {
    this.status ??= this.arena.placeForGood([2], 'int32');
    const scalar = wrong.shape.length === 0;
    const known = this.checks.findIndex((c) => c.message === message && c.values.length === 0 && c.scalar === scalar);
    if (known >= 0 && values.length === 0) return { number: known + 1, status: this.status, kept: [] };
    const kept = values.map(({ shape, dtype }) => ({ shape, place: this.arena.placeForGood(shape, dtype) }));
    const number = this.checks.push({ message, scalar, values: kept });
    return { number, status: this.status, kept: kept.map(({ place }) => place) };
  }

  private finishPhase(sink: Sink): void {
    const name = `phase${this.phases.length}`;
    this.add(sink.code, name);
    this.phases.push({ kind: 'once', name });
    sink.code = new Assembler(['i32']);
  }

  /** The windows of a loop at the top of the program. */
  windows(equation: Equation, length: number): LoopWindows {
    const streams = this.streams.flatMap((stream, output) => (stream?.equation === equation ? [{ output, stream }] : []));
    return new LoopWindows(streams, length, (aval) => this.place(aval));
  }

  /**
   * Emits the loop itself: calls of a step function with the numbers from 0 to length - 1. At the top it is also given
   * the number that the present call started with.
   */
  loop(sink: Sink, step: number, length: number, windows: LoopWindows | undefined): void {
    if (windows === undefined) {
      if (length === 0) return;
      const i = sink.code.local('i32');
      sink.code.countedLoop(i, 0, length, 1, () => sink.code.get(BASE).get(i).call(step));
      return;
    }
    this.finishPhase(sink);
    const [from, to] = [1, 2];
    const code = new Assembler(['i32', 'i32', 'i32']);
    const first = code.local('i32');
    code.get(from).set(first);
    code.loopUntil(from, to, () => code.get(BASE).get(from).get(first).call(step));
    const name = `phase${this.phases.length}`;
    this.add(code, name);
    this.phases.push({ kind: 'loop', name, length, windows });
  }
}

