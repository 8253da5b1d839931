import { fail } from '../../core/error.js';
import { NDArray } from '../array/ndarray.js';
import { toValue } from '../ops/operand.js';
import type { Operand } from '../program/op.js';
import { traceOperands } from '../trace/trace.js';
import { linearize } from './linearize.js';

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
  const { outs, pullback } = linearize(program, [...captured, point]);
  if (outs.length !== 1) fail('engine/arguments', { wants: 'one output', got: String(outs.length) });
  return {
    value: outs[0],
    pullback: (cotangent) => pullback([cotangent]).at(-1) ?? NDArray.zeros(point.shape, point.dtype),
  };
}
