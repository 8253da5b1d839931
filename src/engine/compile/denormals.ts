import { isFloat, roundToDType, type FloatDType } from '../array/dtype.js';
import type { ScanParams } from '../control/scan.js';
import type { WhileParams } from '../control/while.js';
import { addOp, mulOp, subOp } from '../ops/arithmetic.js';
import { selectOp } from '../ops/select.js';
import type { Op } from '../program/op.js';
import { Literal, Var, type Atom, type Equation, type Program } from '../program/program.js';
import { flow, flowToFixedPoint } from '../transform/flow.js';
import { isScan, isWhile, mapPrograms } from './inner.js';

/**
 * What a decaying state decays to, about. Far below everything that is measured, far above the subnormal numbers even
 * when squared.
 */
const floor: Readonly<Record<FloatDType, number>> = { float32: 1e-20, float64: 1e-150 };

/**
 * Keeps states that decay from sticking at subnormal numbers, with which processors compute up to a hundred times more
 * slowly, and WebAssembly cannot turn them off. A carry of a loop that becomes `x c`, or `x + y c` with y depending on
 * x, becomes that plus a tiny constant. What decides when a `while` ends is left alone: it may wait for zero.
 */
export function guardDenormals(program: Program): Program {
  const equations = program.equations.map((e): Equation => {
    const params = mapPrograms(e, e.ins, guardDenormals);
    const changed = params === e.params ? e : { ...e, params };
    const body = isScan(e) ? guardScan(changed.params as ScanParams) : isWhile(e) ? guardWhile(changed.params as WhileParams) : undefined;
    return body === undefined ? changed : { ...changed, params: { ...changed.params, body } };
  });
  return { ...program, equations };
}

function guardScan({ body, constants, carries }: ScanParams): Program {
  return guardBody(body, constants, carries, () => false);
}

function guardWhile({ condition, body, conditionConstants, bodyConstants }: WhileParams): Program {
  const carries = body.outs.length;
  const steers = (carry: number): boolean => {
    const marked = flowToFixedPoint(
      body.outs.map((_, i) => i === carry),
      (marks) => flow(body, [...Array.from({ length: bodyConstants }, () => false), ...marks], 'batch'),
    );
    return flow(condition, [...Array.from({ length: conditionConstants }, () => false), ...marked], 'batch')[0];
  };
  return guardBody(body, bodyConstants, carries, steers);
}

function guardBody(body: Program, constants: number, carries: number, leave: (carry: number) => boolean): Program {
  const definitions = new Map<Atom, Equation>(body.equations.flatMap((e) => e.outs.map((v) => [v, e] as const)));
  const guards = new Guards(definitions, new Set(body.ins.slice(0, constants)));
  body.outs.slice(0, carries).forEach((out, i) => {
    const x = body.ins[constants + i];
    if (isFloat(x.dtype) && !leave(i)) guards.find(out, x);
  });
  return guards.insert(body);
}

class Guards {
  /** Products to add to. */
  private readonly products = new Set<Equation>();
  /** Sums of which one operand is to be added to. */
  private readonly sums = new Map<Equation, number>();

  constructor(
    private readonly definitions: ReadonlyMap<Atom, Equation>,
    private readonly constants: ReadonlySet<Atom>,
  ) {}

  /** Looks for the decay of `x` in what it becomes. */
  find(out: Atom, x: Var, seen = new Set<Atom>()): void {
    const e = this.definitions.get(out);
    if (e === undefined || seen.has(out)) return;
    seen.add(out);
    if (is(e.op, selectOp)) {
      e.ins.slice(1).forEach((a) => this.find(a, x, seen));
    } else if (is(e.op, mulOp)) {
      const [a, b] = e.ins;
      if ((a === x && this.shrinks(b)) || (b === x && this.shrinks(a))) this.products.add(e);
    } else if (is(e.op, addOp) || is(e.op, subOp)) {
      const at = e.ins.findIndex((a) => this.holds(a, x));
      const drift = at < 0 ? undefined : e.ins[1 - at];
      if (drift !== undefined && this.vanishes(drift) && this.depends(drift, x)) this.sums.set(e, at);
      else e.ins.forEach((a) => this.find(a, x, seen));
    } else if (e.op.form.kind === 'sparse') {
      // What events are added to.
      this.find(e.ins[0], x, seen);
    }
  }

  insert(body: Program): Program {
    if (this.products.size === 0 && this.sums.size === 0) return body;
    const equations = body.equations.flatMap((e): Equation[] => {
      const at = this.sums.get(e);
      if (at !== undefined) {
        const raised = this.raise(e, e.ins[at]);
        return [raised, { ...e, ins: e.ins.map((a, i) => (i === at ? raised.outs[0] : a)) }];
      }
      if (!this.products.has(e)) return [e];
      const [out] = e.outs;
      const bare = new Var(out.shape, out.dtype, out.scope);
      return [{ ...e, outs: [bare] }, { ...this.raise(e, bare), outs: [out] }];
    });
    return { ...body, equations };
  }

  private raise(e: Equation, a: Atom): Equation {
    const dtype = a.dtype as FloatDType;
    const tiny = new Literal(roundToDType(floor[dtype], dtype), dtype);
    return { op: addOp as unknown as Op, params: {}, ins: [a, tiny], outs: [new Var(a.shape, dtype, this)], origin: e.origin };
  }

  /** A factor below 1, or one that the loop does not change. */
  private shrinks(a: Atom): boolean {
    return a instanceof Literal ? a.value !== 0 && Math.abs(a.value) < 1 : this.constants.has(a);
  }

  /** `x` itself, or a choice of it. */
  private holds(a: Atom, x: Var): boolean {
    if (a === x) return true;
    const e = this.definitions.get(a);
    return e !== undefined && is(e.op, selectOp) && (e.ins[1] === x || e.ins[2] === x);
  }

  private depends(a: Atom, x: Var, seen = new Set<Atom>()): boolean {
    if (a === x) return true;
    if (seen.has(a)) return false;
    seen.add(a);
    return this.definitions.get(a)?.ins.some((b) => this.depends(b, x, seen)) ?? false;
  }

  /** A product that nothing constant is added in, so that nothing keeps the state away from zero. */
  private vanishes(drift: Atom): boolean {
    const e = this.definitions.get(drift);
    if (e === undefined || !is(e.op, mulOp)) return false;
    const seen = new Set<Atom>();
    const hasOffset = (a: Atom): boolean => {
      const d = seen.has(a) ? undefined : this.definitions.get(a);
      seen.add(a);
      if (d === undefined || ![addOp, subOp, mulOp].some((op) => is(d.op, op))) return false;
      if (!is(d.op, mulOp) && d.ins.some((b) => b instanceof Literal && b.value !== 0)) return true;
      return d.ins.some(hasOffset);
    };
    return !e.ins.some(hasOffset);
  }
}

function is(op: Op, wanted: unknown): boolean {
  return (op as unknown) === wanted;
}
