import { fail } from '../../core/error.js';
import { showValue } from '../show-value.js';

/** Refuses what is not a function. */
export function requireFunction(operation: string, name: string, f: unknown): void {
  if (typeof f !== 'function') fail('transform/function', { operation, name, got: showValue(f) });
}

/** Refuses an option that is not an integer of at least `least`. */
export function requireInteger(operation: string, option: string, least: number, value: number): void {
  if (!Number.isSafeInteger(value) || value < least) {
    fail('transform/positive', { operation, option, least, value: showValue(value) });
  }
}

/** The two parts that a function returns; refuses anything else. */
export function pairOf(what: string, wants: string, returned: unknown): readonly [unknown, unknown] {
  if (Array.isArray(returned) && returned.length === 2) return returned as unknown as readonly [unknown, unknown];
  return fail('transform/pair', { what, wants, got: Array.isArray(returned) ? `${returned.length} values` : showValue(returned) });
}
