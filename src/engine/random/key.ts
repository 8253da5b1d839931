import { fail } from '../../core/error.js';
import { NDArray } from '../array/ndarray.js';
import type { Shape } from '../array/shape.js';
import { cast, index, stack } from '../ops/index.js';
import { threefry, threefryAt } from '../ops/threefry.js';
import type { Operand } from '../program/op.js';

/**
 * The key of a seed: its upper and its lower 32 bits, uint32 of shape [2], as JAX's with 64-bit integers.
 *
 * @param seed - an integer from 0 to 2^53 - 1
 */
export function seedKey(seed: number): NDArray {
  if (!Number.isSafeInteger(seed) || seed < 0) fail('engine/seed', { seed });
  return new NDArray([2], 'uint32', Uint32Array.of(Math.floor(seed / 2 ** 32), seed >>> 0));
}

/**
 * New keys from one, uint32 of shape [n, 2], or of [...n, 2] for a shape n. The old key is not to be used again.
 */
export function split(key: Operand, n: number | Shape = 2): Operand {
  const shape = typeof n === 'number' ? [n] : n;
  return stack(threefry(key, shape), shape.length);
}

/** The two words of a key. */
export function wordsOf(key: Operand): [Operand, Operand] {
  return [index(key, 0), index(key, 1)];
}

/** A new key from one and an integer, a scalar: another key for another integer. */
export function foldIn(key: Operand, data: Operand): Operand {
  return stack(threefryAt(wordsOf(key), cast(data, 'uint32')));
}
