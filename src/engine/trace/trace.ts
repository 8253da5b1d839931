import type { Operand } from '../program/op.js';
import type { Aval, Program } from '../program/program.js';
import { Builder, close, currentBuilder, within } from './builder.js';

export interface TracedOperands {
  /** Its inputs are the captured values, then the arguments. */
  readonly program: Program;
  readonly captured: Operand[];
}

/**
 * Runs a function of arrays once on tracers. What it uses of the scopes around it is captured; the States it reads are
 * those of the scope around it, and it may write none.
 */
export function traceOperands(f: (args: Operand[]) => Operand[], avals: readonly Aval[]): TracedOperands {
  const builder = new Builder(currentBuilder(), 'transparent');
  const ins = avals.map((aval) => builder.input(aval));
  const outs = within(builder, () => f(ins)).map((x) => builder.atom(x, 'float32'));
  const { program, captures } = close(builder, ins, outs);
  return { program, captured: captures.map((v) => builder.capturedArray(v) ?? v) };
}
