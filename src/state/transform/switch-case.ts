import { Quantity } from '../../unit/index.js';
import { choose } from './branches.js';
import { requireFunction } from './checks.js';
import { fail } from '../../core/error.js';
import { chosenIndex } from './predicate.js';
import { runOrRecord } from './stateful-program.js';
import type { Carried, Result, Results } from './types.js';

/** Functions to choose from, all with what the first of them returns. */
export type Branches<A extends readonly unknown[], R> = readonly [
  (...operands: NoInfer<Results<A>>) => R,
  ...((...operands: NoInfer<Results<A>>) => Carried<NoInfer<R>>)[],
];

/**
 * The branch of this number, counted from 0; a number beyond the ends takes the first or the last. Only that one runs;
 * otherwise as `cond`. JavaScript keeps the word `switch` for itself, but `transform.switch` is this function too.
 *
 * @param index - one integer without unit
 * @throws when there is no branch, the index is not one integer, or branches return different kinds of values
 *
 * @example
 * transform.switchCase(i, [() => mV(-60), () => mV(-50)]);
 */
export function switchCase<A extends readonly unknown[], const R>(
  index: Quantity<'one'> | number,
  branches: Branches<A, R>,
  ...operands: A
): Result<R> {
  checkBranches('switch', branches);
  const which = new Quantity(chosenIndex(index));
  return runOrRecord([which, operands], 'an operand of switch', (given) => {
    const [number, args] = given as [Quantity<'one'>, Results<A>];
    return choose(number.mantissa, namedBranches(branches, args));
  }) as Result<R>;
}

/** The branches with their operands, and what errors call them. */
export function namedBranches<A extends readonly unknown[], R>(branches: Branches<A, R>, args: Results<A>) {
  return branches.map((branch, i) => ({ name: `branch ${i}`, run: () => branch(...args) }));
}

/** Refuses an empty list, and what is not a function. */
export function checkBranches(operation: string, branches: readonly unknown[]): void {
  if (!Array.isArray(branches) || branches.length === 0) fail('transform/noBranch', { operation });
  branches.forEach((branch, i) => requireFunction(operation, `branch ${i}`, branch));
}
