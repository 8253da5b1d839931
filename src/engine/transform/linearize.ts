import { fail } from '../../core/error.js';
import { isFloat } from '../array/dtype.js';
import { sameShape } from '../array/shape.js';
import { NDArray } from '../array/ndarray.js';
import { broadcastTo } from '../ops/movement.js';
import { addTangents } from '../ops/arithmetic.js';
import { toValue, shapeOf } from '../ops/operand.js';
import { sum } from '../ops/reduce.js';
import type { Operand, Tangent } from '../program/op.js';
import { Literal, type Var, type Atom, type Equation, type Program } from '../program/program.js';
import { bind, Builder, currentBuilder, isTraced, within, withOrigin } from '../trace/builder.js';

type Environment = Map<Var, Operand>;

function read(values: Environment, atom: Atom): Operand {
  return atom instanceof Literal ? NDArray.scalar(atom.value, atom.dtype) : (values.get(atom) ?? atom);
}

/** Runs a program on operands: emits its equations into the builder that records, or computes them. */
export function inline(program: Program, args: readonly Operand[]): Operand[] {
  const values: Environment = new Map(program.ins.map((v, i) => [v, args[i]]));
  for (const e of program.equations) {
    const outs = withOrigin(e.origin, () => bind(e.op, e.ins.map((a) => toValue(read(values, a))), e.params));
    e.outs.forEach((v, i) => values.set(v, outs[i]));
  }
  return program.outs.map((a) => read(values, a));
}

/** Runs a program and, beside it, its derivative in the direction of `tangents` (null is zero). */
export function pushForward(
  program: Program,
  args: readonly Operand[],
  tangents: readonly Tangent[],
): { outs: Operand[]; tangents: Tangent[] } {
  const values: Environment = new Map(program.ins.map((v, i) => [v, args[i]]));
  const slopes = new Map<Var, Tangent>(program.ins.map((v, i) => [v, tangents[i]]));
  const slope = (a: Atom): Tangent => (a instanceof Literal ? null : (slopes.get(a) ?? null));
  for (const e of program.equations) {
    withOrigin(e.origin, () => {
      const ins = e.ins.map((a) => read(values, a));
      const outs = bind(e.op, ins.map((x) => toValue(x)), e.params);
      outs.forEach((x, i) => values.set(e.outs[i], x));
      const ts = e.ins.map(slope);
      if (e.op.jvp === 'zero' || ts.every((t) => t === null)) return;
      e.op.jvp(ins, ts, e.params, outs).forEach((t, i) => slopes.set(e.outs[i], spread(t, e.outs[i])));
    });
  }
  return { outs: program.outs.map((a) => read(values, a)), tangents: program.outs.map(slope) };
}

/** A rule may answer a scalar where the output has a shape. */
function spread(t: Tangent, out: Var): Tangent {
  if (t === null || !isFloat(out.dtype)) return null;
  return sameShape(shapeOf(t), out.shape) ? t : broadcastTo(toValue(t, out.dtype), out.shape);
}

/** A function's value and its derivative at one point, as a straight line of linear equations. */
export interface Linearized {
  readonly outs: Operand[];
  /** The cotangents of the arguments for cotangents of the outputs. */
  pullback(cotangents: readonly Tangent[]): Tangent[];
}

/**
 * Linearizes a program at a point. The derivative runs in a floating builder, which keeps only what depends on the
 * tangents: everything else is emitted around it, and the kept equations are linear in the tangents.
 */
export function linearize(program: Program, args: readonly Operand[]): Linearized {
  const linear = new Builder(currentBuilder(), 'floating');
  const inputs = args.map((x) => {
    const value = toValue(x);
    return isFloat(value.dtype) ? linear.input(value) : null;
  });
  const { outs, tangents } = within(linear, () => pushForward(program, args, inputs));
  return {
    outs,
    pullback: (cotangents) => transposeLinear(linear, inputs, tangents, cotangents),
  };
}

function transposeLinear(
  linear: Builder,
  inputs: readonly (Var | null)[],
  tangents: readonly Tangent[],
  cotangents: readonly Tangent[],
): Tangent[] {
  const sums = new Map<Var, Tangent>();
  const accumulate = (v: Var, ct: Tangent): void => {
    if (ct === null) return;
    const typed = toValue(ct, v.dtype);
    const fitted = v.shape.length === 0 && typed.shape.length > 0 ? sum(typed) : broadcastTo(typed, v.shape);
    sums.set(v, addTangents(sums.get(v) ?? null, fitted));
  };
  const owned = (x: Operand): x is Var => isTraced(x) && x.scope === linear;
  tangents.forEach((t, i) => {
    if (t !== null && owned(t)) accumulate(t, cotangents[i]);
  });
  for (const e of [...linear.equations].reverse()) {
    const cts = e.outs.map((v) => sums.get(v) ?? null);
    if (cts.every((ct) => ct === null)) continue;
    withOrigin(e.origin, () => transposeEquation(linear, e, cts, owned, accumulate));
  }
  return inputs.map((v) => (v === null ? null : (sums.get(v) ?? null)));
}

function transposeEquation(
  linear: Builder,
  e: Equation,
  cotangents: readonly Tangent[],
  owned: (x: Operand) => x is Var,
  accumulate: (v: Var, ct: Tangent) => void,
): void {
  if (e.op.transpose === 'never') fail('trace/notDifferentiable', { operation: e.op.name });
  const ins = e.ins.map((a) =>
    a instanceof Literal ? NDArray.scalar(a.value, a.dtype) : (linear.capturedArray(a) ?? a),
  );
  const known = ins.map((x) => (owned(x) ? null : x));
  e.op.transpose(cotangents, known, e.params, e.ins).forEach((ct, i) => {
    const x = ins[i];
    if (owned(x)) accumulate(x, ct);
  });
}
