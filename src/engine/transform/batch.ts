import { withBatch } from '../ops/batch.js';
import { toValue } from '../ops/operand.js';
import type { Batched, Operand } from '../program/op.js';
import { Literal, type Atom, type Program, type Var } from '../program/program.js';
import { bind, withOrigin } from '../trace/builder.js';
import { hasEffect } from '../program/program.js';
import { Environment } from './push.js';

/**
 * Runs a program on many inputs at once. Those marked stand along a new axis 0; the answer tells which outputs do.
 * What depends on no marked input is computed once.
 */
export function batchProgram(
  program: Program,
  args: readonly Operand[],
  batched: readonly boolean[],
  size: number,
  mask?: Operand,
): Batched {
  const env = new Environment(program.ins, args);
  const marked = new Set<Var>(program.ins.filter((_, i) => batched[i]));
  const isMarked = (a: Atom): boolean => !(a instanceof Literal) && marked.has(a);
  for (const e of program.equations) {
    withOrigin(e.origin, () => {
      const ins = e.ins.map((a) => env.read(a));
      const marks = e.ins.map(isMarked);
      if (!marks.includes(true) && (mask === undefined || !hasEffect(e))) {
        env.write(e.outs, bind(e.op, ins.map((x) => toValue(x)), e.params));
        return;
      }
      const result = e.op.batch(ins, marks, e.params, size, mask);
      env.write(e.outs, result.outs);
      e.outs.forEach((v, i) => {
        if (result.batched[i]) marked.add(v);
      });
    });
  }
  return { outs: program.outs.map((a) => env.read(a)), batched: program.outs.map(isMarked) };
}

/** The outputs of a batched program, those without the axis repeated along it. */
export function repeatUnbatched({ outs, batched }: Batched, size: number): Operand[] {
  return outs.map((x, i) => withBatch(x, batched[i], size));
}
