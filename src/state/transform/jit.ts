import { currentBuilder } from '../../engine/index.js';
import { takeApart } from './leaves.js';
import { prepareCall } from './prepare.js';
import type { Result } from './types.js';

/**
 * A function that runs compiled: the operations of one call become one program. Each call traces, which is cheap;
 * a program that was compiled before is not compiled again.
 *
 * @example
 * const step = transform.jit((I: Quantity<'current'>) => neuron.step(I));
 */
export function jit<A extends readonly unknown[], R>(f: (...args: A) => R): (...args: A) => Result<R> {
  return (...args) => {
    if (currentBuilder() !== null) return f(...args) as unknown as Result<R>;
    return prepareCall<Result<R>>(takeApart(args, 'an argument'), (traced) => f(...(traced as A))).start();
  };
}
