import { fail } from '../../core/error.js';
import { isTraced, sizeOf, type Shape } from '../../engine/index.js';
import { defaultRandom, RandomState, showValue } from '../../state/index.js';
import type { Quantity } from '../../unit/index.js';

/** What a random input can be told. */
export interface Seeded {
  /** A seed of its own, which gives the same numbers each time. The shared source unless given. */
  seed?: number | undefined;
}

/** Normally distributed numbers of variance 1. */
export function normals(input: string, { seed }: Seeded, shape: Shape): ArrayLike<number> {
  return drawn(input, shape, sourceOf(input, seed).randn(...shape));
}

/** Uniform numbers in [0, 1). */
export function uniforms(input: string, { seed }: Seeded, shape: Shape): ArrayLike<number> {
  return drawn(input, shape, sourceOf(input, seed).rand(...shape));
}

function sourceOf(input: string, seed: number | undefined): RandomState {
  if (seed === undefined) return defaultRandom() as RandomState;
  if (!Number.isSafeInteger(seed)) fail('inputs/seed', { input, value: showValue(seed) });
  return new RandomState(seed);
}

function drawn(input: string, shape: Shape, numbers: Quantity<'one'>): ArrayLike<number> {
  if (sizeOf(shape) === 0) return [];
  if (isTraced(numbers.mantissa)) fail('inputs/traced', { input });
  return numbers.toTypedArray();
}
