import { describe, expect, it } from 'vitest';
import { State, transform, u, type Quantity } from '../../../src/index.js';

// The derivative of `maximum` compares; what it compares is nobody's `if`, even where the derivative is not needed.
describe('a comparison of a rule for a derivative', () => {
  it.each(['maximum', 'minimum'] as const)('need not be used: %s', (name) => {
    const kept = new State(u.unitless([0, 0]));
    const loss = (x: Quantity): Quantity => {
      kept.value = u.math[name](x, u.unitless(1.5));
      return x.mul(x).sum();
    };
    expect(transform.grad(loss)(u.unitless([1, 2]))).toMatchObject({ shape: [2] });
    expect(kept.value.toArray()).toEqual(name === 'maximum' ? [1.5, 2] : [1, 1.5]);
  });

  it('does not hide one of the user\'s', () => {
    const loss = (x: Quantity): Quantity => {
      const big = x.gt(1);
      return (big as unknown) ? x.mul(x).sum() : x.sum();
    };
    expect(() => transform.grad(loss)(u.unitless([1, 2]))).toThrow(/the result of a comparison was never used: .*rule-comparisons\.test\.ts:18/);
  });
});
