import { requireFunction } from './checks.js';
import { differentiable, type Differentiable } from './differentiable.js';
import { wanted as checkedOptions, type GradOptions } from './gradient-options.js';
import { runOrRecord } from './stateful-program.js';

/** What a derivative computes: quantities in lists, the function's value, and what it returned besides. */
export interface Derivatives {
  readonly gradients: unknown;
  readonly value: unknown;
  readonly aux: unknown;
}

/** Computes derivatives of a traced call, and writes the States that the function wrote. */
export type Derive = (call: Differentiable) => Derivatives;

/**
 * A function that gives derivatives of `f`, in the order: gradients, value, what was returned besides. `arrange` makes
 * the trees that the caller wants of the quantities that `derive` returns.
 */
export function gradientFunction(
  operation: string,
  f: unknown,
  options: GradOptions,
  derive: Derive,
  arrange = (call: Differentiable, gradients: unknown): unknown => call.arrange(gradients as readonly unknown[]),
): (...args: readonly unknown[]) => never {
  requireFunction(operation, 'the function', f);
  const wanted = checkedOptions(operation, options);
  return (...args) => {
    let call: Differentiable | undefined;
    const run = (given: unknown): Derivatives => {
      call = differentiable(wanted, f as (...args: never[]) => unknown, given as readonly unknown[]);
      return derive(call);
    };
    const { gradients, value, aux } = runOrRecord(args, 'an argument', run) as Derivatives;
    const arranged = arrange(call!, gradients);
    const rest = [...(wanted.returnValue ? [value] : []), ...(wanted.hasAux ? [aux] : [])];
    return (rest.length === 0 ? arranged : [arranged, ...rest]) as never;
  };
}
