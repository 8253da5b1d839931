import { fail } from '../../core/error.js';
import { isFloat } from '../array/dtype.js';
import { withBatch } from '../ops/batch.js';
import { toValue } from '../ops/operand.js';
import type { Op, Operand, Params } from '../program/op.js';
import type { Aval, Program } from '../program/program.js';
import { bind } from '../trace/builder.js';
import { batchProgram, repeatUnbatched } from '../transform/batch.js';
import { inline, instantiate, pushForward } from '../transform/push.js';
import { callOfBody } from './call.js';
import { closedProgram } from './scope.js';

/**
 * A function with a derivative of its own. Inputs of the equation: what the function captured, what the rule captured,
 * the arguments. The rule takes [its captures, arguments, tangents of the float arguments].
 */
export interface CustomJvpParams extends Params {
  readonly body: Program;
  readonly rule: Program;
  readonly bodyConstants: number;
  readonly ruleConstants: number;
}

function partsOf<T>(ins: readonly T[], { bodyConstants, ruleConstants }: CustomJvpParams) {
  const start = bodyConstants + ruleConstants;
  return { forBody: ins.slice(0, bodyConstants), forRule: ins.slice(bodyConstants, start), args: ins.slice(start) };
}

export const customJvpOp: Op<CustomJvpParams> = {
  name: 'customJvp',
  ...callOfBody((params, ins) => {
    const { forBody, args } = partsOf(ins, params);
    return [...forBody, ...args];
  }),
  programs: ({ body, rule }) => [body, rule],
  push(ins, tangents, params, mode) {
    const { forRule, args } = partsOf(ins, params);
    const given = partsOf(tangents, params);
    if ([...given.forBody, ...given.forRule].some((t) => t !== null)) fail('control/customClosure', {});
    // It stays an equation, so that its second derivative goes by the rule as well.
    const outs = bind(customJvpOp, ins.map((x) => toValue(x)), params);
    const floats = args.map((x) => toValue(x)).flatMap((value, i) => (isFloat(value.dtype) ? [{ value, t: given.args[i] }] : []));
    const directions = floats.map(({ value, t }) => instantiate(t, value));
    if (mode === 'forward') return { outs, tangents: inline(params.rule, [...forRule, ...args, ...directions]) };
    // The rule is linear in the tangents, so it is its own derivative by them. Taking that, rather than the rule as it
    // stands, separates values from tangents inside its loops and branches too.
    const zeros = floats.map(({ value }) => instantiate(null, value));
    const known = [...forRule, ...args];
    const { tangents: slopes } = pushForward(params.rule, [...known, ...zeros], [...known.map(() => null), ...directions], 'linear');
    return { outs, tangents: slopes };
  },
  jvp: () => fail('trace/notDifferentiable', { operation: 'customJvp' }),
  transpose: 'never',
  batch(ins, batched, params, size, mask) {
    const { forBody, forRule, args } = partsOf(ins, params);
    const marks = partsOf(batched, params);
    const full = args.map((x, i) => withBatch(x, marks.args[i], size));
    const yes = (xs: readonly unknown[]): boolean[] => xs.map(() => true);
    const outs = bindCustomJvp(
      (x) => repeatUnbatched(batchProgram(params.body, [...forBody, ...x], [...marks.forBody, ...yes(x)], size, mask), size),
      (x, t) =>
        repeatUnbatched(
          batchProgram(params.rule, [...forRule, ...x, ...t], [...marks.forRule, ...yes(x), ...yes(t)], size, mask),
          size,
        ),
      full,
    );
    return { outs, batched: yes(outs) };
  },
};

/** Applies `f`, whose tangents `rule` computes from arguments and their tangents. Needs a builder that records. */
export function bindCustomJvp(
  f: (args: readonly Operand[]) => readonly Operand[],
  rule: (args: readonly Operand[], tangents: readonly Operand[]) => readonly Operand[],
  args: readonly Operand[],
): Operand[] {
  const avals: Aval[] = args.map((x) => toValue(x));
  const body = closedProgram(f, avals);
  const slopes = closedProgram(
    (ins) => rule(ins.slice(0, avals.length), ins.slice(avals.length)),
    [...avals, ...avals.filter((a) => isFloat(a.dtype))],
  );
  if (slopes.program.outs.length !== body.program.outs.length) {
    fail('control/customCount', { rule: 'rule', wants: body.program.outs.length, got: slopes.program.outs.length });
  }
  return bind(customJvpOp, [...body.captures, ...slopes.captures, ...args].map((x) => toValue(x)), {
    body: body.program,
    rule: slopes.program,
    bodyConstants: body.captures.length,
    ruleConstants: slopes.captures.length,
  });
}
