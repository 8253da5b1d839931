import { fail } from '../../core/error.js';
import { withBatch } from '../ops/batch.js';
import { toValue } from '../ops/operand.js';
import { any } from '../ops/reduce.js';
import { select } from '../ops/select.js';
import { logicalAnd } from '../ops/logic.js';
import { evaluate } from '../program/evaluate.js';
import { showAval } from '../program/print.js';
import type { Batched, FlowKind, Op, Operand, Params, Pushed, Tangent } from '../program/op.js';
import type { Program, Var } from '../program/program.js';
import { bind } from '../trace/builder.js';
import { batchProgram } from '../transform/batch.js';
import { flow, flowToFixedPoint } from '../transform/flow.js';
import { inline, instantiate, pushForward } from '../transform/push.js';
import { checkCarries } from './carries.js';
import { alongLane } from './cond.js';
import { pick, place } from './scan-parts.js';
import { closedProgram } from './scope.js';

/**
 * A loop that goes on as long as its condition holds. Inputs of the equation: constants of the condition, constants of
 * the body, carries. The condition takes [its constants, carries] and returns one bool; the body takes [its constants,
 * carries] and returns the carries.
 */
export interface WhileParams extends Params {
  readonly condition: Program;
  readonly body: Program;
  readonly conditionConstants: number;
  readonly bodyConstants: number;
}

export const whileOp: Op<WhileParams> = {
  name: 'while',
  form: { kind: 'while' },
  infer(ins, params) {
    const { carries } = partsOfWhile(ins, params);
    const [decision] = params.condition.outs;
    if (decision.dtype !== 'bool' || decision.shape.length > 0) {
      fail('control/predicate', { operation: 'a while loop', got: showAval(decision) });
    }
    checkCarries(carries, params.body.outs);
    return carries.map(({ shape, dtype }) => ({ shape, dtype }));
  },
  reference(ins, params) {
    const { forCondition, forBody, carries } = partsOfWhile(ins, params);
    let carry = [...carries];
    while (evaluate(params.condition, [...forCondition, ...carry])[0].data[0] !== 0) {
      carry = evaluate(params.body, [...forBody, ...carry]);
    }
    return carry;
  },
  programs: ({ condition, body }) => [condition, body],
  flow: flowOfWhile,
  push: (ins, tangents, params, mode) => (mode === 'linear' ? fail('control/reverseWhile', {}) : pushWhile(ins, tangents, params)),
  jvp: () => fail('trace/notDifferentiable', { operation: 'while' }),
  transpose: 'never',
  batch: batchWhile,
};

/** A while loop over functions that take what they need from around them. Needs a builder that records. */
export function bindWhile(
  condition: (carry: readonly Var[]) => Operand,
  body: (carry: readonly Var[]) => readonly Operand[],
  init: readonly Operand[],
): Operand[] {
  const avals = init.map((x) => toValue(x));
  const forCondition = closedProgram((carry) => [condition(carry)], avals);
  const forBody = closedProgram(body, avals);
  const ins = [...forCondition.captures, ...forBody.captures, ...init].map((x) => toValue(x));
  return bind(whileOp, ins, {
    condition: forCondition.program,
    body: forBody.program,
    conditionConstants: forCondition.captures.length,
    bodyConstants: forBody.captures.length,
  });
}

interface WhileParts<T> {
  readonly forCondition: readonly T[];
  readonly forBody: readonly T[];
  readonly carries: readonly T[];
}

export function partsOfWhile<T>(ins: readonly T[], { conditionConstants, bodyConstants }: WhileParams): WhileParts<T> {
  return {
    forCondition: ins.slice(0, conditionConstants),
    forBody: ins.slice(conditionConstants, conditionConstants + bodyConstants),
    carries: ins.slice(conditionConstants + bodyConstants),
  };
}

/** A batched decision makes every carry batched: lanes stop at different steps. */
function flowOfWhile(marked: readonly boolean[], params: WhileParams, kind: FlowKind): boolean[] {
  const { forCondition, forBody, carries } = partsOfWhile(marked, params);
  return flowToFixedPoint(carries, (c) => {
    const decides = kind === 'batch' && flow(params.condition, [...forCondition, ...c], kind)[0];
    return decides ? c.map(() => true) : flow(params.body, [...forBody, ...c], kind);
  });
}

function pushWhile(ins: readonly Operand[], tangents: readonly Tangent[], params: WhileParams): Pushed {
  const values = partsOfWhile(ins, params);
  const given = partsOfWhile(tangents, params);
  const varies = flowOfWhile(tangents.map((t) => t !== null), params, 'tangent');
  const avals = values.carries.map((x) => toValue(x));
  const count = avals.length;
  const first = pick(given.carries.map((t, i) => instantiate(t, avals[i])), varies);
  const found = bindWhile(
    (carry) => inline(params.condition, [...values.forCondition, ...carry.slice(0, count)])[0],
    (carry) => {
      const { outs, tangents: slopes } = pushForward(
        params.body,
        [...values.forBody, ...carry.slice(0, count)],
        [...given.forBody, ...place(carry.slice(count), varies)],
        'forward',
      );
      return [...outs, ...pick(slopes.map((t, i) => instantiate(t, avals[i])), varies)];
    },
    [...values.carries, ...first],
  );
  return { outs: found.slice(0, count), tangents: place(found.slice(count), varies) };
}

/** Lanes that stop at different steps: the loop goes on while any does, and a lane that has stopped stays as it is. */
function batchWhile(
  ins: readonly Operand[],
  batched: readonly boolean[],
  params: WhileParams,
  size: number,
  mask: Operand | undefined,
): Batched {
  const values = partsOfWhile(ins, params);
  const given = partsOfWhile(batched, params);
  const marks = flowOfWhile(batched, params, 'batch');
  const decide = (carry: readonly Operand[]): Batched =>
    batchProgram(params.condition, [...values.forCondition, ...carry], [...given.forCondition, ...marks], size);
  const outs = bindWhile(
    (carry) => {
      const { outs: [going], batched: [each] } = decide(carry);
      return each ? any(mask === undefined ? going : logicalAnd(going, mask)) : going;
    },
    (carry) => {
      const { outs: [going], batched: [each] } = decide(carry);
      const there = each ? (mask === undefined ? going : logicalAnd(going, mask)) : mask;
      const next = batchProgram(params.body, [...values.forBody, ...carry], [...given.forBody, ...marks], size, there);
      return next.outs.map((x, i) => {
        const full = marks[i] ? withBatch(x, next.batched[i], size) : x;
        return each ? select(alongLane(going, full), full, carry[i]) : full;
      });
    },
    values.carries.map((x, i) => (marks[i] ? withBatch(x, given.carries[i], size) : x)),
  );
  return { outs, batched: marks };
}
