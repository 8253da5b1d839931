import type { NDArray } from '../engine/index.js';

/** Arrays filled with a plain number that nothing has computed with yet. */
const weak = new WeakSet<NDArray>();

/**
 * Marks an array as filled with a plain number. BrainPy prints such a value as `~float32[1]`, and a computed one
 * as `float32[1]`; nothing but printing depends on it.
 */
export function markWeak(array: NDArray): NDArray {
  weak.add(array);
  return array;
}

export function isWeak(array: NDArray): boolean {
  return weak.has(array);
}
