import type { Origin } from '../../core/error.js';
import { sharedScalar } from '../array/ndarray.js';
import { sizeOf } from '../array/shape.js';
import { mapPrograms } from './inner.js';
import { paramsText, showLiteral } from '../program/hash.js';
import type { Op, Params } from '../program/op.js';
import { Literal, Var, type Atom, type Equation, type Program } from '../program/program.js';

/** Any op, whatever its parameters. */
export type AnyOp = Pick<Op, 'name'>;

/** Says an equation in a simpler way. Undefined leaves it as it is. */
type Rewrite = (rewriter: Rewriter, op: Op, ins: readonly Atom[], params: Params) => readonly Atom[] | undefined;

/** A way to say equations of some ops more simply. */
export interface Rule {
  readonly ops: readonly AnyOp[] | 'elementwise';
  readonly rewrite: Rewrite;
}

export function rule(ops: Rule['ops'], rewrite: Rewrite): Rule {
  return { ops, rewrite };
}

/** Rules by op: of all that there are few are for any one. */
class RuleTable {
  private readonly byOp = new Map<Op, readonly Rewrite[]>();

  constructor(private readonly rules: readonly Rule[]) {}

  for(op: Op): readonly Rewrite[] {
    let found = this.byOp.get(op);
    if (found === undefined) {
      const isFor = ({ ops }: Rule): boolean => (ops === 'elementwise' ? op.form.kind === ops : ops.includes(op));
      this.byOp.set(op, (found = this.rules.filter(isFor).map(({ rewrite }) => rewrite)));
    }
    return found;
  }
}

interface Written {
  readonly params: Params;
  readonly outs: readonly Var[];
}

/**
 * Rebuilds a program equation by equation: folds constants, applies rules, and writes nothing twice. What a rule
 * emits goes through the same mill.
 */
export class Rewriter {
  readonly equations: Equation[] = [];
  private readonly written = new Map<string, Written[]>();
  private readonly definitions = new Map<Var, Equation>();
  private origin: Origin | undefined;

  private readonly rules: RuleTable;

  constructor(rules: readonly Rule[] | RuleTable) {
    this.rules = rules instanceof RuleTable ? rules : new RuleTable(rules);
  }

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
    for (const rewrite of this.rules.for(op)) {
      const simpler = rewrite(this, op, ins, params);
      if (simpler !== undefined) return simpler;
    }
    const alike = this.alike(op, ins);
    const known = alike.length === 0 ? undefined : alike.find((other) => paramsText(other.params) === paramsText(params));
    if (known !== undefined) return known.outs;
    const outs = op.infer(ins, params).map((aval) => new Var(aval.shape, aval.dtype, this));
    const equation: Equation = { op, params, ins, outs, origin: this.origin };
    this.equations.push(equation);
    alike.push(equation);
    for (const v of outs) this.definitions.set(v, equation);
    return outs;
  }

  /** The equations of the new program with this op and these operands. */
  private alike(op: Op, ins: readonly Atom[]): Written[] {
    let key = op.name;
    for (const a of ins) key += ` ${atomKey(a)}`;
    let alike = this.written.get(key);
    if (alike === undefined) this.written.set(key, (alike = []));
    return alike;
  }

  /** The equation that defines an atom of the new program, if there is one and it is of this op, if one is given. */
  definition(a: Atom, op?: AnyOp): Equation | undefined {
    const e = a instanceof Var ? this.definitions.get(a) : undefined;
    return op === undefined || e?.op === op ? e : undefined;
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
  return a instanceof Var ? `%${a.id}` : showLiteral(a);
}
