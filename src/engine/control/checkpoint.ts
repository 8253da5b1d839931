import { fail } from '../../core/error.js';
import { withBatch } from '../ops/batch.js';
import { toValue } from '../ops/operand.js';
import { hasEffect, type Program } from '../program/program.js';
import type { Op, Operand, Params } from '../program/op.js';
import { bind } from '../trace/builder.js';
import { batchProgram } from '../transform/batch.js';
import { flow } from '../transform/flow.js';
import { linearize, pullBack } from '../transform/linearize.js';
import { pushForward } from '../transform/push.js';
import { callOfBody } from './call.js';
import { pick, place } from './scan-parts.js';
import { closedProgram } from './scope.js';

/** A program whose backward pass keeps its inputs alone, and computes the rest again. */
export interface CheckpointParams extends Params {
  readonly body: Program;
}

export const checkpointOp: Op<CheckpointParams> = {
  name: 'checkpoint',
  ...callOfBody((_, ins) => ins),
  programs: ({ body }) => [body],
  flow: (marked, { body }, kind) => flow(body, marked, kind),
  push(ins, tangents, params, mode) {
    const { body } = params;
    if (mode === 'forward') return pushForward(body, ins, tangents, 'forward');
    const varyingIns = tangents.map((t) => t !== null);
    const varyingOuts = flow(body, varyingIns, 'tangent');
    const outs = bind(checkpointOp, ins.map((x) => toValue(x)), params);
    const given = tangents.filter((t) => t !== null);
    const slopes = bind(checkpointLinearOp, [...ins, ...given].map((x) => toValue(x)), {
      body: withoutEffects(body),
      varyingIns,
      varyingOuts,
    });
    return { outs, tangents: place(slopes, varyingOuts) };
  },
  jvp: () => fail('trace/notDifferentiable', { operation: 'checkpoint' }),
  transpose: 'never',
  batch(ins, batched, { body }, size, mask) {
    const marks = flow(body, batched, 'batch');
    const outs = bindCheckpoint((args) => {
      const found = batchProgram(body, args, batched, size, mask);
      return found.outs.map((x, i) => (marks[i] ? withBatch(x, found.batched[i], size) : x));
    }, ins);
    return { outs, batched: marks };
  },
};

interface CheckpointLinearParams extends CheckpointParams {
  readonly varyingIns: readonly boolean[];
  readonly varyingOuts: readonly boolean[];
}

/** The derivative of a checkpointed program: there until it is transposed, which computes the program again. */
const checkpointLinearOp: Op<CheckpointLinearParams> = {
  name: 'checkpointLinear',
  form: { kind: 'linear' },
  infer: (_, { body, varyingOuts }) => pick(body.outs, varyingOuts).map(({ shape, dtype }) => ({ shape, dtype })),
  reference: () => fail('trace/notDifferentiable', { operation: 'checkpointLinear' }),
  programs: ({ body }) => [body],
  jvp: () => fail('trace/notDifferentiable', { operation: 'checkpointLinear' }),
  transpose(cotangents, ins, { body, varyingIns, varyingOuts }) {
    const known = ins.slice(0, varyingIns.length) as Operand[];
    // Behind a barrier, or the second computation would be found equal to the first, and its results kept after all.
    const again = bind(barrierOp, known.map((x) => toValue(x)), {});
    const line = linearize(body, again, varyingIns);
    const found = pullBack(line, place(cotangents, varyingOuts));
    return [...known.map(() => null), ...pick(found, varyingIns)];
  },
  batch: () => fail('trace/notDifferentiable', { operation: 'checkpointLinear' }),
};

/** The same values, of which no pass may know where they come from. */
export const barrierOp: Op = {
  name: 'barrier',
  form: { kind: 'alias' },
  infer: (ins) => ins.map(({ shape, dtype }) => ({ shape, dtype })),
  reference: (ins) => [...ins],
  jvp: (_, tangents) => [...tangents],
  transpose: (cotangents) => [...cotangents],
  batch: (ins, batched) => ({ outs: bind(barrierOp, ins.map((x) => toValue(x)), {}), batched: [...batched] }),
  flow: (marked) => [...marked],
};

/** The second computation does not report errors again. */
function withoutEffects(program: Program): Program {
  return { ...program, equations: program.equations.filter((e) => !(hasEffect(e) && e.outs.length === 0)) };
}

/** Applies `f` so that its backward pass keeps its arguments alone. Needs a builder that records. */
export function bindCheckpoint(f: (args: readonly Operand[]) => readonly Operand[], args: readonly Operand[]): Operand[] {
  const { captures, program } = closedProgram(f, args.map((x) => toValue(x)));
  return bind(checkpointOp, [...captures, ...args].map((x) => toValue(x)), { body: program });
}
