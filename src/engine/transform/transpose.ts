import { fail } from '../../core/error.js';
import { isFloat } from '../array/dtype.js';
import { addTangents } from '../ops/arithmetic.js';
import { broadcastTo } from '../ops/movement.js';
import { toValue } from '../ops/operand.js';
import { sum } from '../ops/reduce.js';
import type { Operand, Tangent } from '../program/op.js';
import { Literal, type Atom, type Equation, type Program, type Var } from '../program/program.js';
import { withOrigin } from '../trace/builder.js';
import { Environment } from './push.js';

/** Takes an equation with the cotangent of its output and the inputs that are known: what it gives is added elsewhere. */
export type Taker = (e: Equation, cotangent: Operand, ins: readonly (Operand | null)[]) => boolean;

/**
 * The cotangents of a program's linear inputs for cotangents of its outputs. `args[i]` is null where the program is
 * linear in input i. Equations without a linear input are computed on the way, the others walked backwards.
 */
export function transposeProgram(
  program: Program,
  args: readonly (Operand | null)[],
  cotangents: readonly Tangent[],
  takes: Taker = () => false,
): Tangent[] {
  const known = program.ins.filter((_, i) => args[i] !== null);
  const env = new Environment(known, args.filter((x) => x !== null));
  const linear = new Set<Atom>(program.ins.filter((_, i) => args[i] === null));
  const backwards: Equation[] = [];
  for (const e of program.equations) {
    if (e.ins.some((a) => linear.has(a))) {
      backwards.push(e);
      for (const v of e.outs) linear.add(v);
    } else {
      env.run(e);
    }
  }

  const sums = new Map<Atom, Tangent>();
  const accumulate = (a: Atom, ct: Tangent): void => {
    if (ct === null || a instanceof Literal || !linear.has(a)) return;
    sums.set(a, addTangents(sums.get(a) ?? null, fitted(ct, a)));
  };
  program.outs.forEach((a, i) => accumulate(a, cotangents[i]));
  for (const e of backwards.reverse()) {
    const cts = e.outs.map((v) => sums.get(v) ?? null);
    if (cts.every((ct) => ct === null)) continue;
    withOrigin(e.origin, () => {
      if (e.op.transpose === 'never') fail('trace/notDifferentiable', { operation: e.op.name });
      const ins = e.ins.map((a) => (linear.has(a) ? null : env.read(a)));
      if (cts.length === 1 && takes(e, cts[0]!, ins)) return;
      e.op.transpose(cts, ins, e.params, e.ins).forEach((ct, i) => accumulate(e.ins[i], ct));
    });
  }
  return program.ins.map((v, i) => (args[i] === null ? (sums.get(v) ?? null) : null));
}

/** A cotangent in the shape of its variable: the sum over what a scalar was broadcast to. */
function fitted(ct: Operand, v: Var): Tangent {
  if (!isFloat(v.dtype)) return null;
  const typed = toValue(ct, v.dtype);
  return v.shape.length === 0 && typed.shape.length > 0 ? sum(typed) : broadcastTo(typed, v.shape);
}
