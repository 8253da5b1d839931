// Golden values of braintools.input, made by tools/golden/input.py.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { environ } from '../../src/state/index.js';
import * as input from '../../src/tools/input/index.js';
import { Hz, ms, nA, pA, second, unitless, type AnyQuantity } from '../../src/unit/index.js';

const golden = JSON.parse(readFileSync(new URL('input.json', import.meta.url), 'utf8')) as {
  dt: number;
  arrays: Record<string, { shape: number[]; unit: string; values: number[] }>;
};

const ramp = new input.Ramp(nA(0), nA(2), ms(10));
const sine = new input.Sinusoidal(nA(1), Hz(150), ms(16));
const gate = new input.Step([unitless(1), unitless(0), unitless(2)], [ms(0), ms(3), ms(6)], ms(10));

const arrays: Record<string, () => AnyQuantity> = {
  section: () => input.section([nA(0), nA(2), pA(500)], [ms(5), ms(7.3), second(0.002)]),
  sectionWide: () => input.section([nA([1, 2]), nA(3)], [ms(1), ms(2)]),
  constant: () => input.constant([[nA(0), ms(5)], [nA(1.5), ms(6)]])[0],
  step: () => input.step([nA(1), nA(-1), nA(0.5)], [ms(12), ms(2), ms(20)], ms(25)),
  stepUnset: () => input.step([nA(1), nA(2)], [ms(4), ms(2)]),
  ramp: () => input.ramp(nA(0.5), nA(2), ms(20)),
  rampWindow: () => input.ramp(nA(0), nA(2), ms(20), { tStart: ms(3.2), tEnd: ms(15) }),
  spike: () => input.spike([ms(2), ms(9), ms(24)], ms(1.5), nA(0.7), ms(25)),
  spikes: () => input.spike([ms(2), ms(9)], [ms(1), ms(4)], [nA(0.7), pA(300)], ms(20)),
  gaussianPulse: () => input.gaussianPulse(nA(1.2), ms(8), ms(3), ms(20)),
  gaussianPulses: () => input.gaussianPulse(nA(1.2), ms(1), ms(3), ms(3), { n: 2 }),
  exponentialDecay: () => input.exponentialDecay(nA(2), ms(6), ms(20)),
  exponentialDecayWindow: () => input.exponentialDecay(nA(2), ms(6), ms(20), { tStart: ms(4.2), tEnd: ms(14.9) }),
  doubleExponential: () => input.doubleExponential(nA(2), ms(1), ms(6), ms(30), { tStart: ms(5) }),
  burst: () => input.burst(nA(1), Hz(137), ms(8), ms(5), 3, ms(35)),
  sinusoidal: () => input.sinusoidal(nA(1), Hz(37), ms(40)),
  sinusoidalWindow: () => input.sinusoidal(nA(1), Hz(37), ms(40), { tStart: ms(5), tEnd: ms(30.3), bias: true }),
  square: () => input.square(nA(1), Hz(73), ms(40)),
  squareDuty: () => input.square(nA(1), Hz(73), ms(40), { tStart: ms(5), tEnd: ms(30), dutyCycle: 0.2, bias: true }),
  triangular: () => input.triangular(nA(1), Hz(73), ms(40), { tStart: ms(5) }),
  sawtooth: () => input.sawtooth(nA(1), Hz(73), ms(40), { tEnd: ms(35), bias: true }),
  chirp: () => input.chirp(nA(1), Hz(10), Hz(90), ms(60)),
  chirpLogarithmic: () => input.chirp(nA(1), Hz(10), Hz(90), ms(60), { tStart: ms(10), tEnd: ms(50), method: 'logarithmic', bias: true }),
  added: () => ramp.add(sine).values(),
  subtracted: () => sine.sub(nA(0.5)).values(),
  multiplied: () => ramp.mul(gate).values(),
  divided: () => ramp.div(gate).values(),
  sequential: () => ramp.sequential(sine).values(),
  overlay: () => ramp.overlay(sine).values(),
  scaled: () => ramp.scale(-2.5).values(),
  later: () => ramp.shift(ms(2.2)).values(),
  earlier: () => ramp.shift(ms(-2.2)).values(),
  clipped: () => sine.clip(nA(-0.2), nA(0.7)).values(),
  smooth: () => gate.smooth(ms(2)).values(),
  repeated: () => ramp.repeat(3).values(),
  applied: () => sine.apply((x) => x.pow(2)).values(),
  negative: () => ramp.neg().values(),
};

/** Values near 1, of which 15 digits are stored; theirs loses a few more in `k ** t - 1`. */
const NEAR = 1e-13;

describe('input makes what braintools.input makes', () => {
  it.each(Object.keys(golden.arrays))('%s', (name) => {
    const { shape, unit, values } = golden.arrays[name];
    const found = environ.context({ dt: ms(golden.dt), precision: 64 }, arrays[name]);
    expect(found.shape).toEqual(shape);
    expect(found.unit.isUnitless ? '1' : found.unit.symbol).toBe(unit === 'Unit(1.0)' || unit === '' ? '1' : unit);
    found.toTypedArray().forEach((x, i) => expect(Math.abs(x - values[i]), `step ${i}`).toBeLessThanOrEqual(NEAR));
  });
});
