import { fail } from '../../core/error.js';
import { isFloat } from '../array/dtype.js';
import { withBatch } from '../ops/batch.js';
import { toValue } from '../ops/operand.js';
import type { Op, Operand, Params } from '../program/op.js';
import type { Aval, Program } from '../program/program.js';
import { bind } from '../trace/builder.js';
import { batchProgram, repeatUnbatched } from '../transform/batch.js';
import { inline, instantiate } from '../transform/push.js';
import { callOfBody } from './call.js';
import { closedProgram } from './scope.js';

/**
 * A function with a backward derivative of its own. `forward` returns the results and what `backward` needs of the
 * point; `backward` takes that and cotangents, and returns the cotangents of the float arguments. Inputs of the
 * equation: what the three programs captured, the arguments.
 */
export interface CustomVjpParams extends Params {
  readonly body: Program;
  readonly forward: Program;
  readonly backward: Program;
  /** How many inputs each of the three captured. */
  readonly captured: readonly [number, number, number];
}

function partsOf<T>(ins: readonly T[], { captured: [a, b, c] }: CustomVjpParams) {
  return {
    forBody: ins.slice(0, a),
    forForward: ins.slice(a, a + b),
    forBackward: ins.slice(a + b, a + b + c),
    args: ins.slice(a + b + c),
  };
}

export const customVjpOp: Op<CustomVjpParams> = {
  name: 'customVjp',
  ...callOfBody((params, ins) => {
    const { forBody, args } = partsOf(ins, params);
    return [...forBody, ...args];
  }),
  programs: ({ body, forward, backward }) => [body, forward, backward],
  push(ins, tangents, params, mode) {
    if (mode === 'forward') fail('control/forwardOfVjp', {});
    const { forForward, forBackward, args } = partsOf(ins, params);
    const given = partsOf(tangents, params);
    if ([...given.forBody, ...given.forForward, ...given.forBackward].some((t) => t !== null)) {
      fail('control/customClosure', {});
    }
    const count = params.body.outs.length;
    const found = inline(params.forward, [...forForward, ...args]);
    const known = [...forBackward, ...found.slice(count)];
    const filled = args.flatMap((x, i) => {
      const value = toValue(x);
      return isFloat(value.dtype) ? [instantiate(given.args[i], value)] : [];
    });
    const slopes = bind(customLinearOp, [...known, ...filled].map((x) => toValue(x)), {
      backward: params.backward,
      known: known.length,
      outs: params.body.outs.map(({ shape, dtype }) => ({ shape, dtype })),
    });
    return { outs: found.slice(0, count), tangents: slopes };
  },
  jvp: () => fail('trace/notDifferentiable', { operation: 'customVjp' }),
  transpose: 'never',
  batch(ins, batched, params, size, mask) {
    const { forBody, forForward, forBackward, args } = partsOf(ins, params);
    const marks = partsOf(batched, params);
    const run = (program: Program, captures: readonly Operand[], has: readonly boolean[], x: readonly Operand[]): Operand[] =>
      repeatUnbatched(batchProgram(program, [...captures, ...x], [...has, ...x.map(() => true)], size, mask), size);
    const count = params.body.outs.length;
    const outs = bindCustomVjp(
      (x) => run(params.body, forBody, marks.forBody, x),
      (x) => {
        const all = run(params.forward, forForward, marks.forForward, x);
        return { outs: all.slice(0, count), residuals: all.slice(count) };
      },
      (residuals, cts) => run(params.backward, forBackward, marks.forBackward, [...residuals, ...cts]),
      args.map((x, i) => withBatch(x, marks.args[i], size)),
    );
    return { outs, batched: outs.map(() => true) };
  },
};

interface CustomLinearParams extends Params {
  readonly backward: Program;
  /** How many inputs are not tangents. */
  readonly known: number;
  readonly outs: readonly Aval[];
}

/** The derivative of such a function: known by its transpose alone, so it is there only until it is transposed. */
const customLinearOp: Op<CustomLinearParams> = {
  name: 'customLinear',
  form: { kind: 'linear' },
  infer: (_, { outs }) => [...outs],
  reference: () => fail('control/forwardOfVjp', {}),
  programs: ({ backward }) => [backward],
  jvp: () => fail('control/forwardOfVjp', {}),
  transpose(cotangents, ins, { backward, known, outs }) {
    const cts = cotangents.map((ct, i) => instantiate(ct, outs[i]));
    const residuals = ins.slice(0, known) as Operand[];
    return [...residuals.map(() => null), ...inline(backward, [...residuals, ...cts])];
  },
  batch: () => fail('control/forwardOfVjp', {}),
};

/** Applies `f` with the backward derivative given. Needs a builder that records. */
export function bindCustomVjp(
  f: (args: readonly Operand[]) => readonly Operand[],
  forward: (args: readonly Operand[]) => { outs: readonly Operand[]; residuals: readonly Operand[] },
  backward: (residuals: readonly Operand[], cotangents: readonly Operand[]) => readonly Operand[],
  args: readonly Operand[],
): Operand[] {
  const avals: Aval[] = args.map((x) => toValue(x));
  const body = closedProgram(f, avals);
  const count = body.program.outs.length;
  const first = closedProgram((ins) => {
    const { outs, residuals } = forward(ins);
    if (outs.length !== count) fail('control/customCount', { rule: 'forward pass', wants: count, got: outs.length });
    return [...outs, ...residuals];
  }, avals);
  const residuals = first.program.outs.slice(count);
  const last = closedProgram(
    (ins) => backward(ins.slice(0, residuals.length), ins.slice(residuals.length)),
    [...residuals, ...body.program.outs],
  );
  const floats = avals.filter((a) => isFloat(a.dtype)).length;
  if (last.program.outs.length !== floats) {
    fail('control/customCount', { rule: 'backward pass', wants: floats, got: last.program.outs.length });
  }
  const parts = [body, first, last];
  return bind(customVjpOp, [...parts.flatMap((p) => p.captures), ...args].map((x) => toValue(x)), {
    body: body.program,
    forward: first.program,
    backward: last.program,
    captured: [body.captures.length, first.captures.length, last.captures.length],
  });
}
