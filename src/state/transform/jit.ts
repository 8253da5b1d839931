import { fail } from '../../core/error.js';
import { checkOptions } from '../../core/options.js';
import { currentBuilder } from '../../engine/index.js';
import { showValue } from '../show-value.js';
import { requireFunction } from './checks.js';
import { takeApart } from './leaves.js';
import { prepareCall } from './prepare.js';
import type { Result } from './types.js';

/** What `jit` can be told. */
export interface JitOptions {
  /** Positions of arguments that are handed on as they are: texts, options, modules. None unless given. */
  staticArgnums?: number | readonly number[] | undefined;
}

/**
 * A function that runs compiled: the operations of one call become one program. Each call traces, which is cheap;
 * a program that was compiled before is not compiled again.
 *
 * @example
 * const step = transform.jit((I: Quantity<'current'>) => neuron.step(I));
 */
export function jit<A extends readonly unknown[], R>(f: (...args: A) => R, options: JitOptions = {}): (...args: A) => Result<R> {
  requireFunction('jit', 'the function', f);
  checkOptions('jit', options, ['staticArgnums']);
  const { staticArgnums = [] } = options;
  const fixed = typeof staticArgnums === 'number' ? [staticArgnums] : staticArgnums;
  for (const n of fixed) {
    if (!Number.isSafeInteger(n) || n < 0) fail('transform/staticArgnums', { operation: 'jit', value: showValue(n) });
  }
  return (...args) => {
    if (currentBuilder() !== null) return f(...args) as unknown as Result<R>;
    const dynamic = args.map((arg, i) => (fixed.includes(i) ? null : arg));
    const call = (traced: unknown): unknown =>
      f(...((traced as readonly unknown[]).map((arg, i) => (fixed.includes(i) ? args[i] : arg)) as unknown as A));
    return prepareCall<Result<R>>(takeApart(dynamic, 'an argument'), call).startOnce();
  };
}
