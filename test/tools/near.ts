import { expect } from 'vitest';
import type { AnyQuantity } from '../../src/unit/index.js';

/** Expects the numbers of a quantity, in its own unit, to be these within a relative and an absolute tolerance. */
export function near(x: AnyQuantity, wants: readonly number[], relative: number, absolute = 0): void {
  const got = Array.from(x.toTypedArray() as ArrayLike<number>);
  expect(got).toHaveLength(wants.length);
  got.forEach((value, i) => {
    const far = Math.abs(value - wants[i]);
    if (!(far <= absolute + relative * Math.abs(wants[i]))) expect.fail(`element ${i} is ${value}, wanted ${wants[i]}: ${far} apart`);
  });
}
