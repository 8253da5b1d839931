import { describe, expect, it } from 'vitest';
import { Builder, within } from '../../src/engine/trace/builder.js';
import { environ, HiddenState } from '../../src/state/index.js';
import { expEulerStep } from '../../src/tools/quad/index.js';
import { math, ms, mV, second, type Quantity, unitless, volt } from '../../src/unit/index.js';

type Voltage = Quantity<'voltage'>;

const step = <R>(dt: Quantity<'time'>, f: () => R): R => environ.context({ dt, precision: 64 }, f);

describe('expEulerStep', () => {
  it.each([0.01, 0.1, 1, 5])('is exact for a linear drift, at dt %f ms', (dt) => {
    const [rest, tau, start] = [-60, 8, -50];
    const V = step(ms(dt), () => expEulerStep((V: Voltage) => mV(rest).sub(V).div(ms(tau)), mV([start])));
    const exact = rest + (start - rest) * Math.exp(-dt / tau);
    expect(Math.abs(V.get(0).item(mV) / exact - 1)).toBeLessThan(1e-15);
  });

  it('is plain Euler where the drift does not depend on the variable', () => {
    const V = step(ms(0.5), () => expEulerStep((_: Voltage) => mV(3).div(ms(1)), mV([1, 2])));
    expect(String(V)).toBe('[2.5 3.5] mV');
  });

  it('takes the slope of a drift that is not linear', () => {
    // x' = -x^2 at x = 2 has the slope -4.
    const x = step(ms(0.1), () => expEulerStep((x: Quantity<'one'>) => x.mul(x).neg().div(ms(1)), unitless([2])));
    expect(x.get(0).item()).toBeCloseTo(2 + 0.1 * (Math.expm1(-0.4) / -0.4) * -4, 14);
  });

  it('hands on what else the drift takes', () => {
    const V = step(ms(1), () => expEulerStep((V: Voltage, rest: Voltage, k: number) => rest.sub(V).mul(k).div(ms(1)), mV([0]), mV(1), 0));
    expect(String(V)).toBe('[0.] mV');
  });

  it('gives the same in every unit', () => {
    const drift = (V: Voltage): Quantity<'voltageRate'> => volt(-0.06).sub(V).div(second(0.02));
    const V = step(second(1e-4), () => expEulerStep(drift, mV([-50])));
    expect(V.unit).toBe(mV);
    expect(V.get(0).item(mV)).toBeCloseTo(-60 + 10 * Math.exp(-0.1 / 20), 12);
  });

  it('keeps the dtype of the variable', () => {
    const V = environ.context({ dt: ms(0.1) }, () => expEulerStep((V: Voltage) => V.neg().div(ms(10)), mV([1])));
    expect(V.dtype).toBe('float32');
  });

  it('works inside a trace, and leaves no more than its equations', () => {
    const V = new HiddenState(mV([1, 2]));
    const builder = new Builder(null);
    const next = within(builder, () => environ.context({ dt: ms(0.1) }, () => expEulerStep((v: Voltage) => v.neg().div(ms(10)), V.value)));
    expect(next.isTraced).toBe(true);
    expect(next.shape).toEqual([2]);
    expect(builder.equations.length).toBeGreaterThan(3);
  });

  it('says what is wrong', () => {
    const decay = (V: Voltage): Quantity<'voltageRate'> => V.neg().div(ms(10));
    expect(() => expEulerStep(decay, mV([1]))).toThrow('no dt in the environment: open environ.context({ dt: ms(0.1) }, …)');
    environ.context({ dt: ms(0.1) }, () => {
      expect(() => expEulerStep(decay, mV(Int32Array.of(1)))).toThrow('expEulerStep wants a float variable, got int32');
      expect(() => expEulerStep((V: Voltage) => V as never, mV([1]))).toThrow(
        'the drift of a variable in mV must be in mV per time (mV / ms), got a value in mV',
      );
      expect(() => expEulerStep(decay, ((V: Voltage) => V) as never, mV([1]))).toThrow(
        'the diffusion of a variable in mV must be in mV per square root of time (mV / ms^0.5), got a value in mV',
      );
      expect(() => expEulerStep(decay, undefined as never)).toThrow('wants the variable after the drift, got undefined');
      expect(() => expEulerStep(mV(1) as never, mV(1) as never)).toThrow('wants a function for the drift, got 1 mV');
      expect(() => expEulerStep((_: Voltage) => math.exp(unitless(1)) as never, mV([1]))).toThrow('got a value in 1');
    });
  });
});
