import { describe, expect, it } from 'vitest';
import { ones, shapeOf, toNDArray, vjp } from '../../src/engine/index.js';
import { InvSquareGrad, ReluGrad, Surrogate } from '../../src/tools/surrogate/index.js';
import { math, mV, Quantity, unitless } from '../../src/unit/index.js';

/** What a gradient sees at each x. */
function slope(surrogate: Surrogate, x: number[]): number[] {
  const { value, pullback } = vjp((m) => surrogate.apply(new Quantity(m, unitless)).mantissa, unitless(x).mantissa);
  return Array.from(toNDArray(pullback(ones(shapeOf(value), 'float32'))).data);
}

describe('a surrogate', () => {
  it('spikes at zero and above, in the dtype of x', () => {
    const spikes = new ReluGrad().apply(unitless([-1, -1e-9, 0, 1e-9, 2]));
    expect(spikes.toArray()).toEqual([0, 0, 1, 1, 1]);
    expect(spikes.dtype).toBe('float32');
    expect(new ReluGrad().apply(unitless(Float64Array.of(1))).dtype).toBe('float64');
  });

  it('has its own slope: ReluGrad a triangle', () => {
    const slopes = slope(new ReluGrad(), [-2, -1, -0.5, 0, 0.5, 1, 2]);
    [0, 0, 0.15, 0.3, 0.15, 0, 0].forEach((s, i) => expect(slopes[i]).toBeCloseTo(s, 6));
    expect(slope(new ReluGrad({ alpha: 1, width: 2 }), [1])[0]).toBeCloseTo(1, 6);
  });

  it('has its own slope: InvSquareGrad 1 / (alpha |x| + 1)^2', () => {
    const slopes = slope(new InvSquareGrad(), [-0.01, 0, 0.01, 0.02]);
    [0.25, 1, 0.25, 1 / 9].forEach((s, i) => expect(slopes[i]).toBeCloseTo(s, 6));
  });

  it('prints as in braintools', () => {
    expect(String(new ReluGrad())).toBe('ReluGrad(alpha=0.3, width=1.0)');
    expect(String(new InvSquareGrad())).toBe('InvSquareGrad(alpha=100.0)');
  });

  it('can be one of your own', () => {
    class Box extends Surrogate {
      parameters(): object & Record<string, number> {
        return {};
      }
      derivative(x: Quantity<'one'>): Quantity<'one'> {
        return math.where(x.abs().lt(0.5), unitless(1), unitless(0));
      }
    }
    expect(slope(new Box(), [-1, 0.25, 1])).toEqual([0, 1, 0]);
    expect(String(new Box())).toBe('Box()');
  });

  it('refuses a value with a unit, and parameters that are not positive', () => {
    expect(() => new ReluGrad().apply(mV(1) as never)).toThrow('ReluGrad wants a number without a unit, got 1 mV');
    expect(() => new ReluGrad({ alpha: 0 })).toThrow('ReluGrad: alpha must be a positive, finite number, got 0');
  });
});
