import { fail } from '../../core/error.js';
import { isFloat } from '../array/dtype.js';
import { sameShape } from '../array/shape.js';
import { withBatch } from '../ops/batch.js';
import { zeros } from '../ops/create.js';
import { eq, le } from '../ops/compare.js';
import { logicalAnd, logicalNot } from '../ops/logic.js';
import { reshape } from '../ops/movement.js';
import { shapeOf, toValue, dtypeOf } from '../ops/operand.js';
import { select } from '../ops/select.js';
import { stopGradient } from '../ops/spike.js';
import { evaluate } from '../program/evaluate.js';
import { showAval } from '../program/print.js';
import type { Batched, FlowKind, Op, Operand, Params, Pushed, Tangent } from '../program/op.js';
import { Var, type Aval, type Program } from '../program/program.js';
import { bind, Builder, close, currentBuilder, within } from '../trace/builder.js';
import { batchProgram } from '../transform/batch.js';
import { flow } from '../transform/flow.js';
import { instantiate, pushForward } from '../transform/push.js';
import { chooseResiduals } from '../transform/residuals.js';
import { transposeProgram } from '../transform/transpose.js';
import { pick, place } from './scan-parts.js';
import { closeTogether, openScope } from './scope.js';

/**
 * One of several programs, chosen by an int32 that is clamped to their number. Inputs of the equation: the index, then
 * what every branch takes.
 */
export interface CondParams extends Params {
  readonly branches: readonly Program[];
}

export const condOp: Op<CondParams> = {
  name: 'cond',
  form: { kind: 'cond' },
  infer(_, { branches }) {
    const [first, ...others] = branches;
    others.forEach((branch, i) => {
      const agrees =
        branch.outs.length === first.outs.length &&
        branch.outs.every((a, k) => a.dtype === first.outs[k].dtype && sameShape(a.shape, first.outs[k].shape));
      const show = (p: Program): string => p.outs.map(showAval).join(', ');
      if (!agrees) fail('control/branches', { index: i + 1, first: show(first), other: show(branch) });
    });
    return first.outs.map(({ shape, dtype }) => ({ shape, dtype }));
  },
  reference([which, ...args], { branches }) {
    return evaluate(branches[Math.min(Math.max(which.data[0], 0), branches.length - 1)], args);
  },
  programs: ({ branches }) => branches,
  flow: flowOfCond,
  push: (ins, tangents, params, mode) =>
    mode === 'linear' ? linearizeCond(ins, tangents, params) : pushCond(ins, tangents, params),
  jvp: () => fail('trace/notDifferentiable', { operation: 'cond' }),
  transpose(cotangents, [which, ...args], { branches }, [, ...avals]) {
    const linear = args.map((x) => x === null);
    const found = bindCond(which!, branches.map((branch) => () =>
      pick(transposeProgram(branch, args, cotangents).map((ct, i) => (linear[i] ? instantiate(ct, avals[i]) : null)), linear).map((ct) => ct!),
    ));
    return [null, ...place(found, linear)];
  },
  batch: batchCond,
};

/** A choice between functions without arguments, which take what they need from around them. */
export function bindCond(which: Operand, branches: readonly (() => readonly Operand[])[]): Operand[] {
  const { captures, programs } = closeTogether(branches.map((f) => openScope(f)));
  return bind(condOp, [which, ...captures].map((x) => toValue(x)), { branches: programs });
}

function flowOfCond([which, ...marked]: readonly boolean[], { branches }: CondParams, kind: FlowKind): boolean[] {
  const flows = branches.map((branch) => flow(branch, marked, kind));
  return flows[0].map((_, i) => (kind === 'batch' && which) || flows.some((f) => f[i]));
}

function pushCond([which, ...args]: readonly Operand[], [, ...ts]: readonly Tangent[], params: CondParams): Pushed {
  const varies = flowOfCond([false, ...ts.map((t) => t !== null)], params, 'tangent');
  const avals = params.branches[0].outs;
  const found = bindCond(which, params.branches.map((branch) => () => {
    const { outs, tangents } = pushForward(branch, args, ts, 'forward');
    return [...outs, ...pick(tangents.map((t, i) => instantiate(t, avals[i])), varies)];
  }));
  return { outs: found.slice(0, avals.length), tangents: place(found.slice(avals.length), varies) };
}

/**
 * The choice and its derivative as two choices by the same index. What the derivative of a branch needs of its values
 * goes through slots that the branches share by type; a branch that does not use one fills it with zeros.
 */
function linearizeCond([which, ...args]: readonly Operand[], [, ...ts]: readonly Tangent[], params: CondParams): Pushed {
  const varies = flowOfCond([false, ...ts.map((t) => t !== null)], params, 'tangent');
  const avals = params.branches[0].outs;
  const outside = currentBuilder()!.parent;
  const parts = params.branches.map((branch) => {
    const values = new Builder(outside, 'transparent');
    const slopes = new Builder(values, 'tangents');
    const inputs = ts.map((t) => (t === null ? null : slopes.input(toValue(t))));
    const { outs, found } = within(slopes, () => {
      const pushed = pushForward(branch, args, inputs, 'linear');
      return {
        outs: pushed.outs.map((x) => values.atom(toValue(x), 'float32')),
        found: pick(pushed.tangents.map((t, i) => instantiate(t, avals[i])), varies).map((t) => slopes.atom(toValue(t), 'float32')),
      };
    });
    const slopeIns = inputs.filter((v) => v !== null);
    const needed = close(slopes, slopeIns, found).captures.filter((v) => v.scope === values);
    const { recomputed } = chooseResiduals(values.equations, needed, { free: (v) => v.scope !== values });
    const equations = [...recomputed, ...slopes.equations];
    const used = close(slopes, slopeIns, found, equations).captures;
    const kept = used.filter((v) => v.scope === values);
    return { values, outs, found, slopeIns, equations, kept, around: used.filter((v) => v.scope !== values), slots: new Map<number, Var>() };
  });

  const slots: Aval[] = [];
  for (const part of parts) {
    for (const v of part.kept) {
      let slot = slots.findIndex((s, i) => !part.slots.has(i) && s.dtype === v.dtype && sameShape(s.shape, v.shape));
      if (slot < 0) slot = slots.push(v) - 1;
      part.slots.set(slot, v);
    }
  }
  const filled = parts.map(({ values, outs, slots: own }) => ({
    builder: values,
    ins: [],
    outs: [
      ...outs,
      ...slots.map((s, i) => own.get(i) ?? values.atom(toValue(within(values, () => zeros(s.shape, s.dtype))), s.dtype)),
    ],
  }));
  const first = closeTogether(filled);
  const results = within(outside, () =>
    bind(condOp, [which, ...first.captures].map((x) => toValue(x)), { branches: first.programs }),
  );
  const around = [...new Set(parts.flatMap((part) => part.around))];
  const branches = parts.map((part) => ({
    ins: [...around, ...slots.map((s, i) => part.slots.get(i) ?? new Var(s.shape, s.dtype, part.values)), ...part.slopeIns],
    equations: part.equations,
    outs: part.found,
  }));
  const residuals = results.slice(avals.length);
  const slopes = bind(condOp, [which, ...around, ...residuals, ...ts.filter((t) => t !== null)].map((x) => toValue(x)), { branches });
  return { outs: results.slice(0, avals.length), tangents: place(slopes, varies) };
}

/**
 * Lanes that choose alike share one choice. Lanes that choose each for itself compute every branch, and select. A
 * branch that a lane does not take may have an infinite derivative there, so cotangents stop at its operands.
 */
function batchCond(
  [which, ...args]: readonly Operand[],
  [eachItsOwn, ...batched]: readonly boolean[],
  params: CondParams,
  size: number,
  mask: Operand | undefined,
): Batched {
  const { branches } = params;
  const marks = flowOfCond([eachItsOwn, ...batched], params, 'batch');
  const filled = (result: Batched): Operand[] => result.outs.map((x, i) => (marks[i] ? withBatch(x, result.batched[i], size) : x));
  if (!eachItsOwn) {
    const outs = bindCond(which, branches.map((branch) => () => filled(batchProgram(branch, args, batched, size, mask))));
    return { outs, batched: marks };
  }
  const last = branches.length - 1;
  const results = branches.map((branch, k) => {
    const here = k === 0 ? le(which, 0) : k === last ? logicalNot(le(which, last - 1)) : eq(which, k);
    const guarded = args.map((x, i) =>
      batched[i] && isFloat(dtypeOf(x)) ? select(alongLane(here, x), x, stopGradient(x)) : x,
    );
    const there = mask === undefined ? here : logicalAnd(mask, here);
    return { here, outs: filled(batchProgram(branch, guarded, batched, size, there)) };
  });
  const outs = marks.map((_, i) =>
    results.slice(0, -1).reduceRight((rest, { here, outs: own }) => select(alongLane(here, own[i]), own[i], rest), results[last].outs[i]),
  );
  return { outs, batched: marks };
}

/** A bool of each lane, beside an array of each lane. */
export function alongLane(mask: Operand, x: Operand): Operand {
  const shape = shapeOf(x);
  return reshape(mask, [shape[0], ...shape.slice(1).map(() => 1)]);
}
