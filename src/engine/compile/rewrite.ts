import type { Origin } from '../../core/error.js';
import { NDArray } from '../array/ndarray.js';
import { sizeOf } from '../array/shape.js';
import { scanOp, type ScanParams } from '../control/scan.js';
import { paramsText } from '../program/hash.js';
import type { Op, Params } from '../program/op.js';
import { Literal, Var, type Atom, type Equation, type Program } from '../program/program.js';

/** Tries to say an equation in a simpler way. Undefined leaves it as it is. */
export type Rule = (rewriter: Rewriter, op: Op, ins: readonly Atom[], params: Params) => readonly Atom[] | undefined;

/**
 * Rebuilds a program equation by equation: folds constants, applies rules, and writes nothing twice. What a rule
 * emits goes through the same mill.
 */
export class Rewriter {
  readonly equations: Equation[] = [];
  private readonly written = new Map<string, readonly Var[]>();
  private readonly definitions = new Map<Var, Equation>();
  private origin: Origin | undefined;

  constructor(private readonly rules: readonly Rule[]) {}

  /** The program with every equation rewritten, those of inner programs too. */
  rewrite(program: Program): Program {
    const renamed = new Map<Var, Atom>();
    const read = (a: Atom): Atom => (a instanceof Var ? (renamed.get(a) ?? a) : a);
    for (const e of program.equations) {
      this.origin = e.origin;
      const outs = this.emit(e.op, e.ins.map(read), this.rewriteInner(e));
      e.outs.forEach((v, i) => renamed.set(v, outs[i]));
    }
    return { ins: program.ins, equations: this.equations, outs: program.outs.map(read) };
  }

  /** Adds an equation, or finds what it would compute. */
  emit<P extends Params>(typed: Op<P>, ins: readonly Atom[], params: P): readonly Atom[] {
    const op = typed as unknown as Op;
    const folded = fold(op, ins, params);
    if (folded !== undefined) return folded;
    for (const rule of this.rules) {
      const simpler = rule(this, op, ins, params);
      if (simpler !== undefined) return simpler;
    }
    const key = `${op.name}(${ins.map(atomKey).join(' ')})${paramsText(params)}`;
    const known = this.written.get(key);
    if (known !== undefined) return known;
    const outs = op.infer(ins, params).map((aval) => new Var(aval.shape, aval.dtype, this));
    const equation: Equation = { op, params, ins, outs, origin: this.origin };
    this.equations.push(equation);
    this.written.set(key, outs);
    outs.forEach((v) => this.definitions.set(v, equation));
    return outs;
  }

  /** The equation that defines an atom of the new program; undefined for inputs and constants. */
  definition(a: Atom): Equation | undefined {
    return a instanceof Var ? this.definitions.get(a) : undefined;
  }

  private rewriteInner(e: Equation): Params {
    if ((e.op as unknown) !== scanOp) return e.params;
    const params = e.params as ScanParams;
    return { ...params, body: new Rewriter(this.rules).rewrite(params.body) };
  }
}

/** The outputs as constants, when every input is one. */
function fold(op: Op, ins: readonly Atom[], params: Params): Literal[] | undefined {
  if (op.form.kind !== 'elementwise' || !ins.every((a) => a instanceof Literal)) return undefined;
  const outs = op.infer(ins, params);
  if (outs.some((aval) => aval.shape.length > 0 || sizeOf(aval.shape) !== 1)) return undefined;
  const args = ins.map((a) => NDArray.scalar(a.value, a.dtype));
  return op.reference(args, params, outs).map((x) => new Literal(x.data[0], x.dtype));
}

function atomKey(a: Atom): string {
  if (a instanceof Var) return `%${a.id}`;
  return `${Object.is(a.value, -0) ? '-0' : a.value}:${a.dtype}`;
}
