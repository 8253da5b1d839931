import { describe, expect, test } from 'vitest';
import { environ, LIFRef, nn, transform, u, type Quantity } from '../../src/index.js';

const { mA, mV, ms, ohm } = u;

// BrainPy's "Tutorial 1 · Your first neuron": the steps of its spikes as brainpy 2.8.2 gives them, in float32 and
// in float64. The first four are the soft reset on its way down from 0 mV, inside the refractory time.
const SPIKE_STEPS = [0, 1, 2, 3, 54, 205, 357, 508, 659, 811, 962, 1113, 1265, 1416, 1567, 1719, 1870];

function run(current: Quantity<'current'>, V_initializer = mV(0)) {
  const neuron = nn.initAllStates(
    new LIFRef(1, {
      R: ohm(1),
      tau: ms(20),
      V_rest: mV(-60),
      V_th: mV(-50),
      V_reset: mV(-60),
      tau_ref: ms(5),
      V_initializer,
    }),
  );
  const step = (t: Quantity<'time'>) =>
    environ.context({ t }, () => {
      neuron.step(current);
      return [neuron.V.value, neuron.getSpike()];
    });
  return transform.forLoop(step, u.math.arange(ms(0), ms(200), environ.getDt()));
}

describe.each(['wasm', 'reference'] as const)('on %s', (backend) => {
  describe.each([32, 64] as const)('with %i bits', (precision) => {
    const setting = { dt: ms(0.1), backend, precision };

    test('25 mA: 17 spikes at these steps', () => {
      const [vs, spikes] = environ.context(setting, () => run(mA(25)));
      expect(vs.shape).toEqual([2000, 1]);
      expect(vs.dtype).toBe(`float${precision}`);
      expect(u.math.sum(spikes).item()).toBe(17);
      expect([...u.math.where(spikes)[0]]).toEqual(SPIKE_STEPS);
    });

    test('25 mA from rest: 13 spikes, the first at 10.2 ms', () => {
      const [, spikes] = environ.context(setting, () => run(mA(25), mV(-60)));
      const [steps] = u.math.where(spikes);
      expect([steps.length, steps[0], steps[12]]).toEqual([13, 102, 1918]);
    });

    test('8 mA: the four start-up spikes alone, and -52 mV in the end', () => {
      const [vs, spikes] = environ.context(setting, () => run(mA(8)));
      expect([...u.math.where(spikes)[0]]).toEqual([0, 1, 2, 3]);
      // brainpy 2.8.2 ends at -51.99961853 mV in float32; V - V_inf = 8 mV * e^(-195/20) below it in exact arithmetic.
      expect(vs.get(-1, 0).item(mV)).toBeCloseTo(-52, 2);
    });
  });
});

test('the sub-threshold run follows brainpy in float32 within a few units in the last place', () => {
  const [vs] = environ.context({ dt: ms(0.1) }, () => run(mA(8)));
  expect(Math.abs(vs.get(0, 0).item(mV) - -10.20947552)).toBeLessThan(4e-6);
  expect(Math.abs(vs.get(2, 0).item(mV) - -30.20947647)).toBeLessThan(8e-6);
  expect(Math.abs(vs.get(-1, 0).item(mV) - -51.99961853)).toBeLessThan(1e-4);
});

test('the clock is that of jax.numpy.arange in float32', () => {
  const times = u.math.arange(ms(0), ms(200), ms(0.1));
  const last = times.toTypedArray().slice(-3);
  expect([...last]).toEqual([199.7, 199.8, 199.90001].map(Math.fround));
});

test('100 cells from a normal distribution: 11 spikes each (BrainPy docs, model anatomy)', () => {
  const total = environ.context({ dt: ms(0.1) }, () => {
    const cells = nn.initAllStates(
      new LIFRef(100, {
        V_rest: mV(-65),
        V_th: mV(-50),
        V_reset: mV(-65),
        tau: ms(10),
        tau_ref: ms(2),
        V_initializer: mV(Array.from({ length: 100 }, (_, i) => -65 + 2 * Math.sin(i))),
      }),
    );
    const step = (t: Quantity<'time'>) => environ.context({ t }, () => cells.step(mA(30)));
    const spikes = transform.forLoop(step, u.math.arange(ms(0), ms(100), environ.getDt()));
    expect(spikes.shape).toEqual([1000, 100]);
    return u.math.sum(spikes).item();
  });
  expect(total).toBe(1100);
});
