import { NDArray } from '../array/ndarray.js';
import { sizeOf } from '../array/shape.js';
import { evaluate } from '../program/evaluate.js';
import type { Op, Params } from '../program/op.js';
import type { Aval, Program } from '../program/program.js';
import { fail } from '../../core/error.js';

/**
 * A loop of `length` steps. The inputs of the equation are `constants` values that every step sees, `carries` values
 * that each step hands to the next, and arrays of which each step sees one slice along axis 0. The body takes
 * [constants, carries, slices] and returns [carries, outputs]; the equation gives [last carries, stacked outputs].
 */
export interface ScanParams extends Params {
  readonly body: Program;
  readonly constants: number;
  readonly carries: number;
  readonly length: number;
  /** From the last slice to the first; outputs stand where their slice stood. */
  readonly reverse: boolean;
}

export const scanOp: Op<ScanParams> = {
  name: 'scan',
  form: { kind: 'scan' },
  infer(_, { body, carries, length }) {
    return body.outs.map((out, i) => (i < carries ? out : { shape: [length, ...out.shape], dtype: out.dtype }));
  },
  reference(ins, params, outs) {
    const work = scanSteps(ins, params, outs);
    for (;;) {
      const next = work.next();
      if (next.done === true) return next.value;
    }
  },
  programs: ({ body }) => [body],
  jvp: () => fail('engine/notThere', { what: 'the derivative of a loop' }),
  transpose: 'never',
  batch: () => fail('engine/notThere', { what: 'a batch of loops' }),
};

/** The loop, pausing after each step. */
export function* scanSteps(
  ins: readonly NDArray[],
  { body, constants, carries, length, reverse }: ScanParams,
  outs: readonly Aval[],
): Generator<void, NDArray[]> {
  const fixed = ins.slice(0, constants);
  let carry = ins.slice(constants, constants + carries);
  const sliced = ins.slice(constants + carries);
  const stacked = outs.slice(carries).map((aval) => NDArray.zeros(aval.shape, aval.dtype));
  for (let step = 0; step < length; step++) {
    const i = reverse ? length - 1 - step : step;
    const results = evaluate(body, [...fixed, ...carry, ...sliced.map((x) => rowOf(x, i))]);
    carry = results.slice(0, carries);
    stacked.forEach((out, k) => out.data.set(results[carries + k].data, i * sizeOf(results[carries + k].shape)));
    yield;
  }
  return [...carry, ...stacked];
}

function rowOf(x: NDArray, i: number): NDArray {
  const shape = x.shape.slice(1);
  const size = sizeOf(shape);
  return new NDArray(shape, x.dtype, x.data.subarray(i * size, (i + 1) * size));
}
