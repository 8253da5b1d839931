import { fail } from '../core/error.js';
import type { Shape } from '../engine/index.js';
import { showValue } from './show-value.js';

/** The size of a layer: a number of neurons, or a tuple for a grid of them. */
export type Size = number | readonly number[];

/** A size as a shape. Refuses what is not a positive integer or a non-empty tuple of them, naming `module`. */
export function toShape(size: Size, module: string): Shape {
  const shape: unknown = typeof size === 'number' ? [size] : size;
  const ok = Array.isArray(shape) && shape.length > 0 && shape.every((n) => Number.isSafeInteger(n) && n > 0);
  if (!ok) fail('module/size', { module, value: showValue(size) });
  return [...(shape as number[])];
}
