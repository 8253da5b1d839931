import { fail } from '../../core/error.js';
import type { NDArray } from '../array/ndarray.js';
import { toValue } from '../ops/operand.js';
import { evaluate } from '../program/evaluate.js';
import type { Operand } from '../program/op.js';
import { Builder, close, currentBuilder, within } from '../trace/builder.js';
import { traceOperands } from '../trace/trace.js';
import { linearize, pullBack } from './linearize.js';
import { instantiate } from './push.js';

export interface Vjp {
  /** The function's value. */
  readonly value: Operand;
  /** The cotangent of the argument for a cotangent of the value. */
  pullback(cotangent: Operand): Operand;
}

/**
 * A function of one array and its derivative, transposed. `f` is traced once; the derivative is taken on the program
 * that comes out. Inside a trace the equations join it, outside they are computed at once.
 *
 * @example
 * ```ts
 * const { value, pullback } = vjp((x) => mul(x, x), 3); // value 9, pullback(1) is 6
 * ```
 */
export function vjp(f: (x: Operand) => Operand, x: Operand): Vjp {
  const point = toValue(x);
  const { program, captured } = traceOperands(([v]) => [f(v)], [point]);
  if (program.outs.length !== 1) fail('engine/arguments', { wants: 'one output', got: String(program.outs.length) });
  const args = [...captured, point];
  const varying = args.map((_, i) => i === args.length - 1);
  const pull = (cotangent: Operand, at: readonly Operand[]): Operand => {
    const line = linearize(program, at, varying);
    return instantiate(pullBack(line, [cotangent]).at(-1) ?? null, point);
  };
  if (currentBuilder() !== null) {
    const line = linearize(program, args, varying);
    return {
      value: line.outs[0],
      pullback: (cotangent) => instantiate(pullBack(line, [cotangent]).at(-1) ?? null, point),
    };
  }
  const arrays = args as NDArray[];
  return {
    value: evaluate(program, arrays)[0],
    pullback: (cotangent) => atOnce([...arrays, toValue(cotangent, point.dtype) as NDArray], (ins) => [
      pull(ins[ins.length - 1], ins.slice(0, -1)),
    ])[0],
  };
}

/** Runs `f` on tracers and evaluates what it recorded at once. */
function atOnce(args: readonly NDArray[], f: (ins: readonly Operand[]) => Operand[]): NDArray[] {
  const builder = new Builder(null);
  const ins = args.map((x) => builder.input(x));
  const outs = within(builder, () => f(ins)).map((x) => builder.atom(toValue(x), 'float32'));
  const { program, captures } = close(builder, ins, outs);
  return evaluate(program, [...captures.map((v) => builder.capturedArray(v)!), ...args]);
}
