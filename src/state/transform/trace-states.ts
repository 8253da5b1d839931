import { fail, placeOf } from '../../core/error.js';
import {
  type Builder,
  close,
  toValue,
  within,
  type Atom,
  type Aval,
  type Operand,
  type Program,
  type Var,
} from '../../engine/index.js';
import type { State } from '../state.js';
import { takeApart, type Leaves } from './leaves.js';

/** A State whose kind of value does not matter here. */
export type AnyState = State<unknown>;

/** A function that has run once on tracers, with the States it touched. */
export interface TracedFunction {
  /** Its inputs: captured values, States read, States written, arguments. Its outputs: States written, results. */
  readonly program: Program;
  readonly captures: readonly Var[];
  /** States only read, and States written, each in order of first touch. */
  readonly reads: readonly AnyState[];
  readonly writes: readonly AnyState[];
  /** The tree of the results. */
  readonly results: Leaves;
}

/**
 * Runs a function once on tracers. It may read and write States; outside of the trace nothing changes, and when it
 * throws everything is as before.
 */
export function traceStates(builder: Builder, avals: readonly Aval[], f: (args: readonly Var[]) => unknown): TracedFunction {
  try {
    const traced = traceInto(builder, avals, f);
    refuseUnusedComparisons(traced.program);
    builder.handOver();
    return traced;
  } catch (error) {
    builder.abort();
    throw error;
  }
}

function traceInto(builder: Builder, avals: readonly Aval[], f: (args: readonly Var[]) => unknown): TracedFunction {
  const args = avals.map((aval) => builder.input(aval));
  const results = takeApart(within(builder, () => f(args)), 'a result');
  const reads: AnyState[] = [];
  const writes: AnyState[] = [];
  const written: Atom[] = [];
  for (const [cell, entry] of builder.cells) {
    const state = cell as AnyState;
    if (state.madeIn(builder)) continue;
    if (entry.written) {
      writes.push(state);
      written.push(...entry.current.map((x) => atomOf(builder, x)));
    } else {
      reads.push(state);
    }
  }
  const stateIns = [...reads, ...writes].flatMap((state) => builder.cells.get(state)!.ins);
  const outs = [...written, ...results.operands.map((x) => atomOf(builder, x))];
  const { program, captures } = close(builder, [...stateIns, ...args], outs);
  return { program, captures, reads, writes, results };
}

/** How many arrays these States hold. */
export function arraysIn(states: readonly AnyState[]): number {
  return states.reduce((count, state) => count + state.stored.length, 0);
}

function atomOf(builder: Builder, x: Operand): Atom {
  const value = toValue(x);
  return builder.atom(value, value.dtype);
}

/** A comparison that feeds nothing fed an `if`, where a traced value is always true. */
function refuseUnusedComparisons(program: Program): void {
  const used = new Set<Atom>(program.outs);
  for (const e of program.equations) e.ins.forEach((a) => used.add(a));
  for (const e of program.equations) {
    if (e.op.mustBeUsed === true && e.byRule !== true && !used.has(e.outs[0])) {
      fail('trace/unusedComparison', { operation: e.op.name }, placeOf(e.origin));
    }
  }
}
