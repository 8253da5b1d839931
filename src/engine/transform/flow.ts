import { isFloat } from '../array/dtype.js';
import type { FlowKind } from '../program/op.js';
import type { Atom, Program, Var } from '../program/program.js';

/**
 * Which outputs of a program are marked when these inputs are: vary with them ('tangent'), or have a batch axis
 * ('batch'). Nothing is computed.
 */
export function flow(program: Program, marked: readonly boolean[], kind: FlowKind): boolean[] {
  const marks = new Set<Atom>(program.ins.filter((_, i) => marked[i]));
  const carries = (v: Var): boolean => kind === 'batch' || isFloat(v.dtype);
  for (const e of program.equations) {
    const ins = e.ins.map((a) => marks.has(a));
    if (!ins.includes(true) || (kind === 'tangent' && e.op.jvp === 'zero')) continue;
    const outs = e.op.flow?.(ins, e.params, kind);
    e.outs.forEach((v, i) => {
      if ((outs?.[i] ?? true) && carries(v)) marks.add(v);
    });
  }
  return program.outs.map((a) => marks.has(a));
}

/** Marks of loop carries: those given, and whatever they lead to from step to step. */
export function flowToFixedPoint(
  carries: readonly boolean[],
  step: (carries: readonly boolean[]) => readonly boolean[],
): boolean[] {
  let marked = [...carries];
  for (;;) {
    const next = step(marked);
    const grown = marked.map((m, i) => m || next[i]);
    if (grown.every((m, i) => m === marked[i])) return marked;
    marked = grown;
  }
}
