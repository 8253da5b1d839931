import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { environ, surrogate, transform, u, type Quantity } from '../../../src/index.js';

const { mA, mV, unitless } = u;
const { checkGrads, stopGradient } = transform;

beforeEach(() => environ.set({ precision: 64 }));
afterEach(() => environ.reset());

type One = Quantity<'one'>;

describe('checkGrads', () => {
  it('lets pass what is right: units, trees, more arguments, higher orders', () => {
    checkGrads((V: Quantity<'voltage'>) => V.mul(V), [mV([1, 2])], { order: 3 });
    checkGrads(({ a, b }: { a: One; b: One }, I: Quantity<'current'>) => ({ y: u.math.exp(a).mul(b), z: [I.mul(a)] }), [
      { a: unitless([0.1, 0.2]), b: unitless([-1, 3]) },
      mA([1, -2]),
    ]);
    checkGrads((x: One) => u.math.tanh(x).sum(), [unitless(new Float32Array([0.3, -0.2]))]);
  });

  it.each<readonly [string, (x: One) => One, string]>([
    ['a spike', (x) => new surrogate.ReluGrad().apply(x), 'the derivative forwards and the difference at 0: '],
    ['a jump of what is kept', (x) => stopGradient(x).mul(x), 'the derivative forwards and the difference'],
    ['a NaN', (x) => u.math.sqrt(x.sub(10)), 'the derivative forwards and the difference at 0: NaN and NaN differ'],
  ])('refuses %s', (_, f, text) => {
    expect(() => checkGrads(f, [unitless([0.3, 0.5])])).toThrow(text);
  });

  it('refuses a function that goes on from call to call', () => {
    let calls = 0;
    expect(() => checkGrads((x: One) => x.mul(++calls), [unitless([1, 2])])).toThrow('depends on more than them');
  });

  it('compares backwards with forwards alone, where it is told to', () => {
    checkGrads((x: One) => new surrogate.ReluGrad().apply(x).mul(x), [unitless([0.3, -0.5])], { modes: ['reverse'] });
  });

  it.each([
    [{ modes: [] }, "checkGrads: modes must be a list of 'forward' and 'reverse', got []"],
    [{ modes: ['up'] }, 'checkGrads: modes must be'],
    [{ eps: 0 }, 'checkGrads: eps must be a positive, finite number, got 0'],
    [{ tolerance: NaN }, 'checkGrads: tolerance must be a positive, finite number, got NaN'],
    [{ order: 0 }, 'checkGrads: order must be an integer of 1 or more, got 0'],
    [{ orders: 1 }, 'orders'],
  ])('refuses %o', (options, text) => {
    expect(() => checkGrads((x: One) => x, [unitless([1])], options as object)).toThrow(text);
  });

  it('refuses arguments that have no derivative', () => {
    expect(() => checkGrads((x: One) => x, [unitless(Int32Array.of(1))])).toThrow('checkGrads: arguments are float quantities, got');
    expect(() => checkGrads((x: number) => x, [1])).toThrow('checkGrads: arguments are float quantities, got 1 at 0');
  });
});

describe('Smoothed', () => {
  const all = Object.entries(surrogate).flatMap(([name, x]) => {
    const isClass = typeof x === 'function' && /^[A-Z]/.test(name) && !['Surrogate', 'Smoothed'].includes(name);
    return isClass ? [[name, new (x as unknown as new () => surrogate.Surrogate)()] as const] : [];
  });

  it('eighteen surrogates', () => expect(all).toHaveLength(18));

  it.each(all)('of %s has its derivative', (_, spkFun) => {
    const smooth = new surrogate.Smoothed(spkFun);
    const x = unitless([-2.3, -0.7, -0.31, 0.13, 0.57, 1.9]);
    checkGrads((y: One) => smooth.apply(y), [x], { tolerance: 1e-5 });
    const [, slope] = transform.jvp((y: One) => smooth.apply(y), [x], [u.math.onesLike(x)]);
    const wanted = smooth.derivative(x).toTypedArray();
    // The smooth function of S2NN, as braintools has it, is the logarithm of 1e-8 more than that of its derivative.
    slope.toTypedArray().forEach((y, i) => expect(Number(y)).toBeCloseTo(Number(wanted[i]), spkFun instanceof surrogate.S2NN ? 7 : 12));
  });

  it('is told apart from the spike, printed, and not saved', () => {
    const smooth = new surrogate.Smoothed(new surrogate.Sigmoid({ alpha: 2 }));
    expect(String(smooth)).toBe('Smoothed(alpha=2.0)');
    expect(smooth.apply(unitless(0)).item()).toBe(0.5);
    expect(() => smooth.apply(mV(1) as never)).toThrow('Smoothed wants a number without a unit, got 1 mV');
    expect(() => smooth.toJSON()).toThrow('Smoothed is for checks of derivatives and is not saved: save the Sigmoid that it was made of');
    expect(() => new surrogate.Smoothed(3 as never)).toThrow('Smoothed is of a surrogate, got 3');
    class Box extends surrogate.Surrogate {
      static override readonly name = 'Box';
      derivative = (x: One): One => u.math.where(x.abs().lt(0.5), unitless(1), unitless(0));
    }
    expect(() => new surrogate.Smoothed(new Box())).toThrow('Box has no smooth function');
  });
});
