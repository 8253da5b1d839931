import { fail } from '../../core/error.js';
import type { NDArray } from '../array/ndarray.js';
import { toValue } from '../ops/operand.js';
import { evaluate } from '../program/evaluate.js';
import type { Operand, Tangent } from '../program/op.js';
import { Builder, close, currentBuilder, within } from '../trace/builder.js';
import { traceOperands } from '../trace/trace.js';
import { linearize, pullBack } from './linearize.js';
import { instantiate } from './push.js';

export interface Vjp<C = Operand> {
  /** The function's value. */
  readonly value: Operand;
  /** The cotangent of the argument for a cotangent of the value; of several arguments a list. */
  pullback(cotangent: Operand): C;
}

/**
 * A function of arrays and its derivative, transposed. `f` is traced once; the derivative is taken on the program
 * that comes out. Inside a trace the equations join it, outside they are computed at once.
 *
 * @example
 * ```ts
 * const { value, pullback } = vjp((x) => mul(x, x), 3); // value 9, pullback(1) is 6
 * ```
 */
export function vjp(f: (x: Operand) => Operand, x: Operand): Vjp;
export function vjp(f: (...xs: Operand[]) => Operand, ...xs: Operand[]): Vjp<Operand[]>;
export function vjp(f: (...xs: Operand[]) => Operand, ...xs: Operand[]): Vjp<Operand | Operand[]> {
  const points = xs.map((x) => toValue(x));
  const { program, captured } = traceOperands((ins) => [f(...ins)], points);
  if (program.outs.length !== 1) fail('engine/arguments', { wants: 'one output', got: String(program.outs.length) });
  const args = [...captured, ...points];
  const varying = args.map((_, i) => i >= captured.length);
  const filled = (cts: readonly Tangent[]): Operand[] => cts.slice(captured.length).map((ct, i) => instantiate(ct, points[i]));
  const given = (cts: readonly Operand[]): Operand | Operand[] => (points.length === 1 ? cts[0] : [...cts]);
  if (currentBuilder() !== null) {
    const line = linearize(program, args, varying);
    return { value: line.outs[0], pullback: (ct) => given(filled(pullBack(line, [ct]))) };
  }
  const arrays = args as NDArray[];
  return {
    value: evaluate(program, arrays)[0],
    pullback: (ct) =>
      given(
        atOnce([...arrays, toValue(ct, program.outs[0].dtype) as NDArray], (ins) =>
          filled(pullBack(linearize(program, ins.slice(0, -1), varying), [ins[ins.length - 1]])),
        ),
      ),
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
