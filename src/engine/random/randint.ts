import { fail } from '../../core/error.js';
import type { Shape } from '../array/shape.js';
import { dtypeOf, index } from '../ops/index.js';
import { intRange } from '../ops/int-range.js';
import type { Operand } from '../program/op.js';
import { bits } from './bits.js';
import { split } from './key.js';

/**
 * Integers in [low, high), int32, the bits of `jax.random.randint` with dtype int32; `low` where the range is empty. The
 * bounds broadcast to `shape`. A range that is no power of 2 favours some numbers by less than its length over 2^32.
 *
 * @param high - 2^31, as a number, lets the largest int32 be drawn
 * @throws when a bound is no int32
 */
export function randint(key: Operand, shape: Shape, low: Operand, high: Operand): Operand {
  const inclusive = high === 2 ** 31;
  checkBound('low', low);
  if (!inclusive) checkBound('high', high);
  const keys = split(key);
  return intRange(bits(index(keys, 0), shape), bits(index(keys, 1), shape), low, inclusive ? 2 ** 31 - 1 : high, inclusive);
}

function checkBound(name: string, x: Operand): void {
  const fits = typeof x === 'number' ? x === (x | 0) : dtypeOf(x) === 'int32';
  if (!fits) fail('engine/integerBound', { name, got: typeof x === 'number' ? String(x) : dtypeOf(x) });
}
