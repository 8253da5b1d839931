import { isFloat } from '../array/dtype.js';
import { NDArray, sharedScalar } from '../array/ndarray.js';
import { sameShape } from '../array/shape.js';
import { broadcastTo } from '../ops/movement.js';
import { shapeOf, toValue } from '../ops/operand.js';
import type { Operand, Pushed, PushMode, Tangent } from '../program/op.js';
import { Literal, type Atom, type Aval, type Equation, type Program, type Var } from '../program/program.js';
import { bind, byRule, withOrigin } from '../trace/builder.js';

/** What the variables of a program stand for while it is run again. */
export class Environment {
  private readonly values = new Map<Var, Operand>();

  constructor(ins: readonly Var[], args: readonly Operand[]) {
    this.write(ins, args);
  }

  read(a: Atom): Operand {
    return a instanceof Literal ? sharedScalar(a.value, a.dtype) : (this.values.get(a) ?? a);
  }

  write(vars: readonly Var[], values: readonly Operand[]): void {
    for (let i = 0; i < vars.length; i++) this.values.set(vars[i], values[i]);
  }

  /** Emits an equation again, or computes it. */
  run(e: Equation): void {
    const ins: (NDArray | Var)[] = [];
    for (let i = 0; i < e.ins.length; i++) ins.push(toValue(this.read(e.ins[i])));
    this.write(e.outs, withOrigin(e.origin, () => bind(e.op, ins, e.params)));
  }
}

/** The zero that a missing tangent or cotangent stands for. */
export function instantiate(t: Tangent, aval: Aval): Operand {
  return t ?? NDArray.zeros(aval.shape, aval.dtype);
}

/** Runs a program on operands: emits its equations into the builder that records, or computes them. */
export function inline(program: Program, args: readonly Operand[]): Operand[] {
  const env = new Environment(program.ins, args);
  for (const e of program.equations) env.run(e);
  return program.outs.map((a) => env.read(a));
}

/**
 * Runs a program and, beside it, its derivative in the direction of `tangents` (null is zero). In 'linear' mode the
 * scope that records owns the tangents, so that everything else lands around it.
 */
export function pushForward(
  program: Program,
  args: readonly Operand[],
  tangents: readonly Tangent[],
  mode: PushMode,
): Pushed {
  const env = new Environment(program.ins, args);
  const slopes = new Map<Atom, Tangent>();
  program.ins.forEach((v, i) => slopes.set(v, isFloat(v.dtype) ? tangents[i] : null));
  for (const e of program.equations) {
    withOrigin(e.origin, () => {
      const ins = e.ins.map((a) => env.read(a));
      const ts = e.ins.map((a) => slopes.get(a) ?? null);
      const { outs, tangents: slope } = pushEquation(e, ins, ts, mode);
      env.write(e.outs, outs);
      slope.forEach((t, i) => slopes.set(e.outs[i], spread(t, e.outs[i])));
    });
  }
  return { outs: program.outs.map((a) => env.read(a)), tangents: program.outs.map((a) => slopes.get(a) ?? null) };
}

function pushEquation(e: Equation, ins: readonly Operand[], ts: readonly Tangent[], mode: PushMode): Pushed {
  const still = ts.every((t) => t === null);
  if (!still && e.op.push !== undefined) return e.op.push(ins, ts, e.params, mode);
  const { jvp: rule } = e.op;
  const outs = bind(e.op, ins.map((x) => toValue(x)), e.params);
  return { outs, tangents: still || rule === 'zero' ? [] : byRule(() => rule(ins, ts, e.params, outs)) };
}

/** A rule may answer a scalar where the output has a shape. */
function spread(t: Tangent, out: Var): Tangent {
  if (t === null || !isFloat(out.dtype)) return null;
  return sameShape(shapeOf(t), out.shape) ? t : broadcastTo(toValue(t, out.dtype), out.shape);
}
