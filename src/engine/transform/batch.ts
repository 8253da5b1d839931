import { NDArray } from '../array/ndarray.js';
import { withBatch } from '../ops/batch.js';
import { toValue } from '../ops/operand.js';
import type { Batched, Operand } from '../program/op.js';
import { Literal, type Atom, type Program, type Var } from '../program/program.js';
import { bind, withOrigin } from '../trace/builder.js';

/**
 * Runs a program on many inputs at once. Those marked stand along a new axis 0; the answer tells which outputs do.
 * What depends on no marked input is computed once.
 */
export function batchProgram(program: Program, args: readonly Operand[], batched: readonly boolean[], size: number): Batched {
  const values = new Map<Var, Operand>(program.ins.map((v, i) => [v, args[i]]));
  const marked = new Set<Var>(program.ins.filter((_, i) => batched[i]));
  const read = (a: Atom): Operand => (a instanceof Literal ? NDArray.scalar(a.value, a.dtype) : values.get(a)!);
  const isMarked = (a: Atom): boolean => !(a instanceof Literal) && marked.has(a);
  for (const e of program.equations) {
    withOrigin(e.origin, () => {
      const ins = e.ins.map(read);
      const marks = e.ins.map(isMarked);
      if (!marks.includes(true)) {
        bind(e.op, ins.map((x) => toValue(x)), e.params).forEach((x, i) => values.set(e.outs[i], x));
        return;
      }
      const result = e.op.batch(ins, marks, e.params, size);
      e.outs.forEach((v, i) => {
        values.set(v, result.outs[i]);
        if (result.batched[i]) marked.add(v);
      });
    });
  }
  return { outs: program.outs.map(read), batched: program.outs.map(isMarked) };
}

/** The outputs of a batched program, those without the axis repeated along it. */
export function repeatUnbatched({ outs, batched }: Batched, size: number): Operand[] {
  return outs.map((x, i) => withBatch(x, batched[i], size));
}
