import { evaluate } from '../program/evaluate.js';
import type { Op, Params } from '../program/op.js';
import type { Program } from '../program/program.js';

/**
 * What the ops share that stand for a program, `body`, with something special about its derivative. `operands` picks
 * what of the equation's inputs the body takes.
 */
export function callOfBody<P extends Params & { readonly body: Program }>(
  operands: <T>(params: P, ins: readonly T[]) => readonly T[],
): Pick<Op<P>, 'form' | 'infer' | 'reference'> {
  return {
    form: { kind: 'call', body: ({ body }) => body, operands },
    infer: (_, { body }) => body.outs.map(({ shape, dtype }) => ({ shape, dtype })),
    reference: (ins, params) => evaluate(params.body, operands(params, ins)),
  };
}
