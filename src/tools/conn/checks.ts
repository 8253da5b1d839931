import { fail } from '../../core/error.js';
import { showValue } from '../../state/index.js';
import type { Request } from './connectivity.js';

/** Refuses what is no probability. */
export function checkProbability(rule: string, name: string, value: number): void {
  if (typeof value === 'number' && value >= 0 && value <= 1) return;
  fail('conn/probability', { rule, name, value: showValue(value) });
}

/** Refuses what is no integer of at least so much. */
export function checkInteger(rule: string, name: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least) fail('conn/integer', { rule, name, least, value: showValue(value) });
}

/** The size of a population that is connected to itself. */
export function checkSquare(rule: string, { pre, post }: Request): number {
  if (pre !== post) fail('conn/square', { rule, pre, post });
  return pre;
}
