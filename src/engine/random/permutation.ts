import { sizeOf, normaliseAxis } from '../array/shape.js';
import { argsort, index, iota, shapeOf, take, takeAlongAxis } from '../ops/index.js';
import type { Operand } from '../program/op.js';
import { bits } from './bits.js';
import { split } from './key.js';

export interface PermutationOptions {
  /** The axis that is shuffled. 0 unless given. */
  axis?: number | undefined;
  /** Shuffles every line along the axis for itself, instead of all alike. */
  independent?: boolean | undefined;
}

/**
 * The numbers from 0 to x - 1 in random order, int32, or an array with its slices along an axis in random order: the
 * order that `jax.random.permutation` draws.
 */
export function permutation(key: Operand, x: Operand, { axis = 0, independent = false }: PermutationOptions = {}): Operand {
  if (typeof x === 'number') return randomOrder(key, x);
  const shape = shapeOf(x);
  const along = normaliseAxis(axis, shape.length, 'permutation');
  if (!independent || shape.length === 1) return take(x, randomOrder(key, shape[along]), along);
  let shuffled: Operand = x;
  for (const words of sortKeys(key, sizeOf(shape))) {
    shuffled = takeAlongAxis(shuffled, argsort(bits(words, shape), along), along);
  }
  return shuffled;
}

/** The numbers from 0 to n - 1 in random order. */
export function randomOrder(key: Operand, n: number): Operand {
  return sortKeys(key, n).reduce((order, words) => take(order, argsort(bits(words, [n]))), iota(n));
}

/**
 * The keys of the random words that `size` elements are sorted by, one round after the other: as many rounds as it takes
 * that hardly any two elements had equal words in all of them.
 */
function sortKeys(key: Operand, size: number): Operand[] {
  const rounds = Math.ceil((3 * Math.log(Math.max(1, size))) / Math.log(2 ** 32 - 1));
  let rest = key;
  return Array.from({ length: rounds }, () => {
    const keys = split(rest);
    rest = index(keys, 0);
    return index(keys, 1);
  });
}
