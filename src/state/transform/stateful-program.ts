import {
  bind,
  Builder,
  cellTrace,
  currentBuilder,
  inline,
  toValue,
  within,
  type Aval,
  type NDArray,
  type Op,
  type Operand,
  type Params,
  type Program,
  type Var,
} from '../../engine/index.js';
import { putTogether, takeApart, type Leaves } from './leaves.js';
import { prepareCall } from './prepare.js';
import { arraysIn, traceStates, type AnyState } from './trace-states.js';

/**
 * A function traced in a scope of its own, as a program between the States of the scope around it. Its inputs are what
 * it captured, the States it only reads, the States it writes, its arguments; its outputs the States it writes, its
 * results.
 */
export class StatefulProgram {
  constructor(
    readonly program: Program,
    readonly captures: readonly Var[],
    readonly reads: readonly AnyState[],
    readonly writes: readonly AnyState[],
    readonly results: Leaves,
    private readonly scope: Builder,
  ) {}

  /** What its inputs before the arguments stand for in the scope around; outside of every trace arrays. */
  given(): Operand[] {
    const captured = this.captures.map((v) => this.scope.capturedArray(v) ?? v);
    return [...captured, ...presentValues(this.reads), ...presentValues(this.writes)];
  }

  /** How many inputs stand before the States that it writes: what a loop over it never changes. */
  get constants(): number {
    return this.captures.length + arraysIn(this.reads);
  }

  /** How many arrays the States that it writes hold. */
  get written(): number {
    return arraysIn(this.writes);
  }

  /** The inputs that stand for a State, or undefined for one that it does not touch. */
  inputsOf(state: AnyState): readonly Var[] | undefined {
    const start = this.startOf(state);
    return start === undefined ? undefined : this.program.ins.slice(start, start + state.stored.length);
  }

  /** Where the inputs of a State start. */
  startOf(state: AnyState): number | undefined {
    let next = this.captures.length;
    for (const s of [...this.reads, ...this.writes]) {
      if (s === state) return next;
      next += s.stored.length;
    }
    return undefined;
  }

  /** Runs it in the scope around: on the States there, which get their new values. Returns the results. */
  run(args: readonly Operand[]): Operand[] {
    return this.finish(inline(this.program, [...this.given(), ...args]));
  }

  /** Puts back what tracing changed besides States. */
  undo(): void {
    this.scope.abort();
  }

  /** Hands the first outputs to the States that they belong to; returns the others. */
  finish(outs: readonly Operand[]): Operand[] {
    assign(this.writes, outs);
    return outs.slice(this.written);
  }
}

/** Traces `f` as part of the present trace; `f` gets variables for the arguments, and returns a tree of quantities. */
export function traceStateful(avals: readonly Aval[], f: (args: readonly Var[]) => unknown): StatefulProgram {
  return tracedIn(new Builder(currentBuilder()), avals, f);
}

/** Traces `f` in a scope that has been made already. */
export function tracedIn(builder: Builder, avals: readonly Aval[], f: (args: readonly Var[]) => unknown): StatefulProgram {
  const { program, captures, reads, writes, results } = traceStates(builder, avals, f);
  return new StatefulProgram(program, captures, reads, writes, results, builder);
}

/** Traces for the sake of looking at what comes out: everything that it changed is put back. */
export function traceAside<T>(trace: () => T): T {
  const aside = new Builder(currentBuilder());
  try {
    return within(aside, trace);
  } finally {
    aside.abort();
  }
}

/** The values of these States in the scope that records, or outside of every trace. */
export function presentValues(states: readonly AnyState[]): Operand[] {
  return states.flatMap((state) => [...(cellTrace(state)?.current ?? state.read())]);
}

/** Gives these States the first of `values`, in the scope that records, or outside of every trace. */
export function assign(states: readonly AnyState[], values: readonly Operand[]): void {
  let next = 0;
  for (const state of states) {
    const own = values.slice(next, next + state.stored.length);
    next += state.stored.length;
    const entry = cellTrace(state);
    if (entry === null) {
      state.commit(own as NDArray[]);
    } else {
      entry.current = own;
      entry.written = true;
    }
  }
}

/** An op applied to operands. */
export function apply<P extends Params>(op: Op<P>, ins: readonly Operand[], params: P): (NDArray | Var)[] {
  return bind(op, ins.map((x) => toValue(x)), params);
}

/**
 * Runs `f` on a tree of quantities as part of the trace that records; where none does, as a program of its own, which
 * is compiled and run at once. `role` is what errors call a leaf of the tree: `an argument`.
 */
export function runOrRecord(args: unknown, role: string, f: (args: unknown) => unknown): unknown {
  const leaves = takeApart(args, role);
  if (currentBuilder() !== null) return f(putTogether(leaves, leaves.operands));
  return prepareCall<unknown>(leaves, f).startOnce();
}
