import { inspect } from '../../core/print.js';
import {
  Builder,
  optimise,
  printProgram,
  structuralHash,
  toValue,
  type Program,
} from '../../engine/index.js';
import { putTogether, takeApart } from './leaves.js';
import { traceStates } from './trace-states.js';

/** The program that a function traces to, to be read. */
export class ProgramView {
  constructor(
    readonly program: Program,
    private readonly names: readonly (string | undefined)[],
  ) {}

  /** The program as the backends get it: simplified, without dead code, with invariants moved out of loops. */
  optimised(): ProgramView {
    return new ProgramView(optimise(this.program), this.names);
  }

  /** Equal for programs that compute the same thing in the same way. */
  get hash(): string {
    return structuralHash(this.program);
  }

  /** One equation a line; inputs carry the names of their States. */
  toString(): string {
    return printProgram(this.program, this.names);
  }

  [inspect](): string {
    return this.toString();
  }
}

/**
 * The program of a function, for looking at: `String(makeProgram(step)(t))`. The function is traced on arguments like
 * these; nothing runs, and no State changes.
 */
export function makeProgram<A extends readonly unknown[]>(f: (...args: A) => unknown): (...args: A) => ProgramView {
  return (...args) => {
    const leaves = takeApart(args, 'an argument');
    const builder = new Builder(null);
    const avals = leaves.operands.map((x) => toValue(x));
    const traced = traceStates(builder, avals, (ins) => f(...(putTogether(leaves, ins) as unknown as A)));
    builder.abort();
    const states = [...traced.reads, ...traced.writes].flatMap((s) =>
      s.stored.map((_, i) => (s.stored.length === 1 ? s.label : `${s.label}.${i}`)),
    );
    const captured = traced.captures.map((_, i) => `captured${i}`);
    const named = leaves.paths.map((path) => `x${path.join('_')}`);
    return new ProgramView(traced.program, [...captured, ...states, ...named]);
  };
}
