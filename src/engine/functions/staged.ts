import { flatten, unflatten, type TreeShape } from '../../core/tree.js';
import { timed } from '../../core/timing.js';
import { compile, runToEnd } from '../backend/index.js';
import type { NDArray } from '../array/ndarray.js';
import { toValue } from '../ops/operand.js';
import type { Operand } from '../program/op.js';
import type { Program } from '../program/program.js';
import { Builder, close, currentBuilder, within } from '../trace/builder.js';
import { traceOperands } from '../trace/trace.js';

/** A tree of arrays taken apart. */
export interface FlatOperands {
  readonly operands: readonly Operand[];
  readonly shape: TreeShape;
}

/** Numbers and arrays are leaves; JavaScript arrays and plain objects are trees. */
export function flattenOperands(tree: unknown): FlatOperands {
  const { leaves, shape } = flatten(tree);
  return { operands: leaves as Operand[], shape };
}

export function unflattenOperands(shape: TreeShape, operands: readonly Operand[]): unknown {
  return unflatten(shape, operands);
}

/** A recorded function with the arrays it took from around it. */
export interface StagedProgram {
  readonly program: Program;
  readonly captured: readonly NDArray[];
}

/** Records `f` on values like `args` as a program of its own. */
export function stage(args: readonly Operand[], f: (ins: readonly Operand[]) => readonly Operand[]): StagedProgram {
  return timed('trace', () => {
    const builder = new Builder(null);
    const ins = args.map((x) => builder.input(toValue(x)));
    const outs = within(builder, () => f(ins)).map((x) => builder.atom(toValue(x), 'float32'));
    const { program, captures } = close(builder, ins, outs);
    return { program, captured: captures.map((v) => builder.capturedArray(v)!) };
  });
}

/** Runs `f` as part of the trace that records; outside of one as a program, compiled and run at once. */
export function staged(args: readonly Operand[], f: (ins: readonly Operand[]) => readonly Operand[]): readonly Operand[] {
  if (currentBuilder() !== null) return f(args);
  const { program, captured } = stage(args, f);
  return runToEnd(compile(program), [...captured, ...args.map((x) => toValue(x) as NDArray)]);
}

/** A function of trees as a program of arrays, traced in the scope that records. */
export interface TracedTree {
  readonly program: Program;
  readonly captured: readonly Operand[];
  readonly shape: TreeShape;
}

/** Traces `f` on arguments like these; `f` is given the arrays and makes its own trees of them. */
export function traceTree(args: readonly Operand[], f: (ins: readonly Operand[]) => unknown): TracedTree {
  let shape: TreeShape | undefined;
  const { program, captured } = traceOperands((ins) => {
    const out = flattenOperands(f(ins));
    shape = out.shape;
    return [...out.operands];
  }, args.map((x) => toValue(x)));
  return { program, captured, shape: shape! };
}
