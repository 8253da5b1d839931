import { fail } from '../../core/error.js';
import { checkOptions } from '../../core/options.js';
import { argmax, cast, errorIf, ne, stack, sum, toValue } from '../../engine/index.js';
import { Quantity } from '../../unit/index.js';
import { choose } from './branches.js';
import type { Predicate } from './cond.js';
import { decision } from './predicate.js';
import { runOrRecord } from './stateful-program.js';
import { checkBranches, namedBranches, type Branches } from './switch-case.js';
import type { Result, Results } from './types.js';

/** What `ifelse` can be told. */
export interface IfelseOptions {
  /** Whether more or fewer than one true condition is an error at run time. True unless given. */
  checkCond?: boolean | undefined;
}

/** `ifelse`, as it is or with options. */
export interface Ifelse {
  <A extends readonly unknown[], const R>(
    conditions: readonly Predicate[],
    branches: Branches<A, R>,
    ...operands: A
  ): Result<R>;
  /**
   * The same with options.
   *
   * @example
   * transform.ifelse.with({ checkCond: false })([x.gt(5), x.gt(0), true], [() => mV(2), () => mV(1), () => mV(0)]);
   */
  with(options: IfelseOptions): Ifelse;
}

/**
 * The branch whose condition holds: if, else if, else. Conditions are taken together, and exactly one must hold. With
 * `ifelse.with({ checkCond: false })` the first that holds counts, and the last branch where none does. Otherwise as `cond`.
 *
 * @param conditions - as many as there are branches: bools, or numbers that count by whether they are not zero
 * @throws when there are not as many conditions as branches, and at run time when not exactly one holds
 *
 * @example
 * transform.ifelse([x.gt(5), x.gt(0).and(x.le(5)), x.le(0)], [() => mV(2), () => mV(1), () => mV(0)]);
 */
export const ifelse: Ifelse = ifelseWith({});

function ifelseWith(options: IfelseOptions): Ifelse {
  const call = <A extends readonly unknown[], const R>(
    conditions: readonly Predicate[],
    branches: Branches<A, R>,
    ...operands: A
  ): Result<R> => {
    checkBranches('ifelse', branches);
    if (!Array.isArray(conditions) || conditions.length !== branches.length) {
      fail('transform/conditions', { conditions: Array.isArray(conditions) ? conditions.length : 0, branches: branches.length });
    }
    const holds = conditions.map((condition) => new Quantity(decision('ifelse', condition)));
    return runOrRecord([holds, operands], 'an operand of ifelse', (given) => {
      const [all, args] = given as [Quantity<'one'>[], Results<A>];
      const flags = all.map(({ mantissa }) => cast(mantissa, 'int32'));
      if (options.checkCond !== false) {
        const together = stack(flags);
        errorIf(ne(sum(together), 1), 'ifelse wants exactly one condition to hold, got {0}', [together]);
      }
      // The last one stands for all else.
      const orLast = stack([...flags.slice(0, -1), toValue(1, 'int32')]);
      return choose(cast(argmax(orLast), 'int32'), namedBranches(branches, args));
    }) as Result<R>;
  };
  return Object.assign(call, {
    with(more: IfelseOptions) {
      checkOptions('ifelse', more, ['checkCond']);
      return ifelseWith({ ...options, ...more });
    },
  });
}
