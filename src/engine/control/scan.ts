import { fail } from '../../core/error.js';
import { NDArray } from '../array/ndarray.js';
import { sizeOf } from '../array/shape.js';
import { toValue } from '../ops/operand.js';
import { evaluate } from '../program/evaluate.js';
import { showAval } from '../program/print.js';
import type { Op, Operand, Params } from '../program/op.js';
import type { Aval, Program, Var } from '../program/program.js';
import { bind, Builder, close, currentBuilder, within } from '../trace/builder.js';
import { checkCarries } from './carries.js';
import { batchScan } from './scan-batch.js';
import { flowOfScan } from './scan-parts.js';
import { linearizeScan, pushScan } from './scan-push.js';
import { transposeScan } from './scan-transpose.js';

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
  infer(ins, { body, constants, carries, length }) {
    checkCarries(ins.slice(constants, constants + carries), body.outs);
    for (const x of ins.slice(constants + carries)) {
      if (x.shape[0] !== length) fail('control/length', { length, got: showAval(x) });
    }
    return body.outs.map((out, i) => (i < carries ? out : { shape: [length, ...out.shape], dtype: out.dtype }));
  },
  reference(ins, params, outs) {
    const { carries } = params;
    const stacked = outs.slice(carries).map((aval) => NDArray.zeros(aval.shape, aval.dtype));
    const put = (k: number, i: number, row: NDArray): void => stacked[k].data.set(row.data, i * sizeOf(row.shape));
    const work = scanSteps(ins, params, put);
    for (;;) {
      const next = work.next();
      if (next.done === true) return [...next.value, ...stacked];
    }
  },
  programs: ({ body }) => [body],
  flow: (marked, params, kind) => flowOfScan(marked, params, kind).outs,
  push: (ins, tangents, params, mode) =>
    mode === 'linear' ? linearizeScan(ins, tangents, params) : pushScan(ins, tangents, params),
  jvp: () => fail('trace/notDifferentiable', { operation: 'scan' }),
  transpose: (cotangents, ins, params, avals) => transposeScan(cotangents, ins, params, avals),
  batch: (ins, batched, params, size, mask) => batchScan(ins, batched, params, size, mask),
};

/**
 * The loop, pausing after each step with what that hands on. `put` is given the rows to stack: of which output, where,
 * and the row.
 */
export function* scanSteps(
  ins: readonly NDArray[],
  { body, constants, carries, length, reverse }: ScanParams,
  put: (output: number, at: number, row: NDArray) => void,
): Generator<readonly NDArray[], readonly NDArray[]> {
  const fixed = ins.slice(0, constants);
  let carry = ins.slice(constants, constants + carries);
  const sliced = ins.slice(constants + carries);
  for (let step = 0; step < length; step++) {
    const i = reverse ? length - 1 - step : step;
    const results = evaluate(body, [...fixed, ...carry, ...sliced.map((x) => rowOf(x, i))]);
    carry = results.slice(0, carries);
    results.slice(carries).forEach((row, k) => put(k, i, row));
    yield carry;
  }
  return carry;
}

/** One slice along axis 0, as a view. */
export function rowOf(x: NDArray, i: number): NDArray {
  const shape = x.shape.slice(1);
  const size = sizeOf(shape);
  return new NDArray(shape, x.dtype, x.data.subarray(i * size, (i + 1) * size));
}

/** One slice along axis 0. */
export function sliceAval(x: Aval): Aval {
  return { shape: x.shape.slice(1), dtype: x.dtype };
}

export interface ScanResult {
  readonly carry: Operand[];
  readonly stacked: Operand[];
}

/**
 * A loop over a step that transformations write: [carries, slices] to [carries, outputs]. Needs a builder that
 * records. What the step uses of the scopes around it becomes a constant of the loop.
 */
export function bindScan(
  step: (carry: readonly Var[], slices: readonly Var[]) => { carry: readonly Operand[]; outs: readonly Operand[] },
  init: readonly Operand[],
  xs: readonly Operand[],
  { length, reverse }: { length: number; reverse: boolean },
): ScanResult {
  const builder = new Builder(currentBuilder(), 'body');
  const carry = init.map((x) => builder.input(toValue(x)));
  const slices = xs.map((x) => builder.input(sliceAval(toValue(x))));
  const results = within(builder, () => step(carry, slices));
  const outs = [...results.carry, ...results.outs].map((x) => builder.atom(toValue(x), 'float32'));
  const { program, captures } = close(builder, [...carry, ...slices], outs);
  const params: ScanParams = { body: program, constants: captures.length, carries: init.length, length, reverse };
  const found = bind(scanOp, [...captures, ...init, ...xs].map((x) => toValue(x)), params);
  return { carry: found.slice(0, init.length), stacked: found.slice(init.length) };
}
