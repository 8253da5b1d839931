import { cast, logicalNot } from '../../engine/index.js';
import { Quantity } from '../../unit/index.js';
import { choose } from './branches.js';
import { requireFunction } from './checks.js';
import { decision } from './predicate.js';
import { runOrRecord } from './stateful-program.js';
import type { Carried, Result, Results } from './types.js';

/** What a choice between two can be decided on. */
export type Predicate = Quantity<'one'> | number | boolean;

/**
 * `onTrue(...operands)` where the predicate holds, else `onFalse(...operands)`. Only the one that is chosen runs; both are
 * traced, and return trees of one structure with the same shapes and dtypes. States that either of them writes are
 * written by whichever runs.
 *
 * @param predicate - one bool, or one number that counts by whether it is not zero
 * @throws when the predicate is not a scalar without unit, and when the branches return different kinds of values
 *
 * @example
 * transform.cond(V.value.mean().gt(mV(-50)), () => mA(0), () => mA(25));
 */
export function cond<A extends readonly unknown[], const R>(
  predicate: Predicate,
  onTrue: (...operands: NoInfer<Results<A>>) => R,
  onFalse: (...operands: NoInfer<Results<A>>) => Carried<NoInfer<R>>,
  ...operands: A
): Result<R> {
  requireFunction('cond', 'the first branch', onTrue);
  requireFunction('cond', 'the second branch', onFalse);
  const not = logicalNot(decision('cond', predicate));
  return runOrRecord([new Quantity(not), operands], 'an operand of cond', (given) => {
    const [which, args] = given as [Quantity<'one'>, Results<A>];
    return choose(cast(which.mantissa, 'int32'), [
      { name: 'the first branch', run: () => onTrue(...args) },
      { name: 'the second branch', run: () => onFalse(...args) },
    ]);
  }) as Result<R>;
}
