import type { Origin } from '../../core/error.js';
import { sharedScalar } from '../array/ndarray.js';
import { sizeOf } from '../array/shape.js';
import { mapPrograms } from './inner.js';
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

  /**
   * The program with every equation rewritten, those of inner programs too. `known` says what stands for an input:
   * a constant, so far as the caller knows one.
   */
  rewrite(program: Program, known: ReadonlyMap<Var, Atom> = new Map()): Program {
    const renamed = new Map<Var, Atom>(known);
    const outs = this.inline(program, renamed);
    return { ins: program.ins, equations: this.equations, outs };
  }

  /** Rewrites the equations of a program into this one. */
  private inline(program: Program, renamed: Map<Var, Atom>): Atom[] {
    const read = (a: Atom): Atom => (a instanceof Var ? (renamed.get(a) ?? a) : a);
    for (const e of program.equations) {
      this.origin = e.origin;
      const ins = e.ins.map(read);
      const { form } = e.op;
      const outs =
        form.kind === 'call'
          ? this.inlineCall(form.body(e.params), form.operands(e.params, ins))
          : this.emit(e.op, ins, this.rewriteInner(e, ins));
      e.outs.forEach((v, i) => renamed.set(v, outs[i]));
    }
    return program.outs.map(read);
  }

  private inlineCall(body: Program, operands: readonly Atom[]): Atom[] {
    return this.inline(body, new Map(body.ins.map((v, i) => [v, operands[i]])));
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

  /** The parameters with their programs rewritten; a constant that goes in is a constant inside. */
  private rewriteInner(e: Equation, ins: readonly Atom[]): Params {
    return mapPrograms(e, ins, (program, constants) => {
      const known = new Map<Var, Atom>();
      constants.forEach((a, i) => {
        if (a instanceof Literal) known.set(program.ins[i], a);
      });
      return new Rewriter(this.rules).rewrite(program, known);
    });
  }
}

/** The outputs as constants, when every input is one. */
function fold(op: Op, ins: readonly Atom[], params: Params): Literal[] | undefined {
  if (op.form.kind !== 'elementwise' || !ins.every((a) => a instanceof Literal)) return undefined;
  const outs = op.infer(ins, params);
  if (outs.some((aval) => aval.shape.length > 0 || sizeOf(aval.shape) !== 1)) return undefined;
  const args = ins.map((a) => sharedScalar(a.value, a.dtype));
  return op.reference(args, params, outs).map((x) => new Literal(x.data[0], x.dtype));
}

function atomKey(a: Atom): string {
  if (a instanceof Var) return `%${a.id}`;
  return `${Object.is(a.value, -0) ? '-0' : a.value}:${a.dtype}`;
}
