import { toValue } from '../ops/operand.js';
import type { Operand } from '../program/op.js';
import type { Atom, Aval, Program, Var } from '../program/program.js';
import { Builder, close, currentBuilder, within } from '../trace/builder.js';

/** A function that has run in a scope of its own, not closed yet. */
export interface OpenScope {
  readonly builder: Builder;
  readonly ins: readonly Var[];
  readonly outs: readonly Atom[];
}

/** Runs `f` in a new scope inside the one that records. */
export function openScope(f: (ins: readonly Var[]) => readonly Operand[], avals: readonly Aval[] = []): OpenScope {
  const builder = new Builder(currentBuilder(), 'transparent');
  const ins = avals.map((aval) => builder.input(aval));
  const outs = within(builder, () => f(ins)).map((x) => builder.atom(toValue(x), 'float32'));
  return { builder, ins, outs };
}

/** Programs with the same captures in front: what any of them uses of the scopes around. */
export function closeTogether(scopes: readonly OpenScope[]): { captures: Var[]; programs: Program[] } {
  const captures = new Set<Var>();
  for (const s of scopes) close(s.builder, s.ins, s.outs).captures.forEach((v) => captures.add(v));
  const shared = [...captures];
  return {
    captures: shared,
    programs: scopes.map((s) => ({ ins: [...shared, ...s.ins], equations: s.builder.equations, outs: s.outs })),
  };
}

/** A program of a function of arrays, and what it captured. */
export function closedProgram(
  f: (ins: readonly Var[]) => readonly Operand[],
  avals: readonly Aval[],
): { captures: Var[]; program: Program } {
  const { captures, programs } = closeTogether([openScope(f, avals)]);
  return { captures, program: programs[0] };
}
