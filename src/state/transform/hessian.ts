import { fail } from '../../core/error.js';
import { instantiate, NDArray, pushForward, toValue, traceOperands } from '../../engine/index.js';
import { Quantity } from '../../unit/index.js';
import { linearizedAt, requireScalarHead } from './differentiable.js';
import type { Argnums, GradOptions } from './gradient-options.js';
import { gradientFunction } from './gradient.js';
import type { GradStates } from './grad-states.js';
import type { HessianResult } from './gradient-types.js';
import { lastAxesFirst, overBasis } from './jacobian.js';

/**
 * The second derivatives of a scalar function, forwards over backwards. By States or by arguments; otherwise with the
 * options and the order of `grad`. The answer has the tree of the gradient, and in each place of it that tree again:
 * `hessian.a.b` has the axes of a, then those of b. Without `unitAware` its unit is the product of both units.
 *
 * @throws as `grad`, and when asked for States and arguments together
 *
 * @example
 * transform.hessian((x: Quantity<'one'>) => x.pow(3).sum())(u.unitless([2, 3])); // [[12. 0.] [0. 18.]]
 */
export function hessian<
  A extends readonly unknown[],
  L,
  X,
  const S extends GradStates | undefined = undefined,
  const N extends Argnums | undefined = undefined,
  V extends boolean = false,
  U extends boolean = false,
>(
  f: (...args: A) => readonly [L, X],
  options: GradOptions<S, N, true, V, U> & { hasAux: true },
): (...args: A) => HessianResult<A, L, S, N, V, U, [X]>;
export function hessian<
  A extends readonly unknown[],
  L,
  const S extends GradStates | undefined = undefined,
  const N extends Argnums | undefined = undefined,
  V extends boolean = false,
  U extends boolean = false,
>(f: (...args: A) => L, options?: GradOptions<S, N, false, V, U>): (...args: A) => HessianResult<A, L, S, N, V, U, []>;
export function hessian(f: (...args: never[]) => unknown, options: GradOptions = {}): (...args: never[]) => unknown {
  if (options.gradStates !== undefined && options.argnums !== undefined) fail('transform/hessianBoth', {});
  return gradientFunction(
    'hessian',
    f,
    options,
    (call) => {
      requireScalarHead(call);
      const { targets, wanted } = call;
      const [loss] = call.heads;
      const slope = traceOperands(
        (values) => {
          const { pull } = linearizedAt(call, call.at(values));
          return pull([NDArray.scalar(1, loss.dtype)]).map((ct, i) => toValue(instantiate(ct, targets[i].aval)));
        },
        targets.map(({ aval }) => aval),
      );
      const ins = [...slope.captured, ...call.point];
      const columns = targets.map((by, j) =>
        overBasis(
          by.aval,
          (t) => {
            const slopes = [...slope.captured.map(() => null), ...targets.map((_, k) => (k === j ? t : null))];
            return pushForward(slope.program, ins, slopes, 'forward').tangents;
          },
          targets.map(({ aval }) => aval),
        ).map((x, i) => lastAxesFirst(x, by.aval, targets[i].aval)),
      );
      const of = call.head.units[0];
      const gradients = targets.map((row, i) =>
        targets.map((by, j) => {
          const both = row.unit.mul(by.unit);
          return new Quantity(columns[j][i], wanted.unitAware ? of.div(both) : both);
        }),
      );
      return { gradients, ...call.finish(call.evaluated()) };
    },
    (call, gradients) => call.arrange((gradients as unknown[][]).map((row) => call.arrange(row))),
  );
}
