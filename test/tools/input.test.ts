import { describe, expect, it } from 'vitest';
import { environ, random, type EnvironSettings } from '../../src/state/index.js';
import { jit } from '../../src/state/transform/index.js';
import * as input from '../../src/tools/input/index.js';
import { Hz, math, ms, mV, nA, second, unitless, type Quantity } from '../../src/unit/index.js';

const at = <R>(dt: number, run: () => R, more: Partial<EnvironSettings> = {}): R => environ.context({ dt: ms(dt), ...more }, run);

describe('steps of an input', () => {
  it('are whole where a time is whole but for rounding', () => {
    // 0.6 / 0.1 is 5.999..., 0.3 / 0.1 is 2.999..., 2.1 / 0.3 is 7.000...1 in floating point.
    at(0.1, () => {
      expect(input.step([nA(1)], [ms(0.3)], ms(0.6)).toTypedArray()).toEqual(Float32Array.of(0, 0, 0, 1, 1, 1));
      expect(input.sinusoidal(nA(1), Hz(1), ms(0.3), {}).shape).toEqual([3]);
      expect(input.ramp(nA(0), nA(1), second(0.0007)).shape).toEqual([7]);
    });
    expect(at(0.3, () => input.ramp(nA(0), nA(1), ms(2.1)).shape)).toEqual([7]);
    const single = environ.context({ dt: ms(Float32Array.of(0.1)).get(0) }, () => input.step([nA(1)], [ms(0)], ms(200)).shape);
    expect(single).toEqual([2000]);
  });

  it('give the same in every unit of time', () => {
    const made = (dt: Quantity<'time'>) => environ.context({ dt }, () => input.chirp(nA(1), Hz(5), Hz(50), ms(300)).toTypedArray());
    const [a, b] = [made(ms(0.5)), made(second(0.0005))];
    a.forEach((x, i) => expect(Math.abs(x - b[i])).toBeLessThan(1e-6));
  });

  it('are of the configured float', () => {
    expect(at(0.1, () => input.ramp(nA(0), nA(1), ms(1)).dtype)).toBe('float32');
    expect(at(0.1, () => input.ramp(nA(0), nA(1), ms(1)).dtype, { precision: 64 })).toBe('float64');
  });

  it('give their length with a section', () => {
    const [I, length] = at(0.5, () => input.section([nA(1), nA(2)], [ms(1), second(0.002)], { returnLength: true }));
    expect(I.shape).toEqual([6]);
    expect(String(length)).toBe('3. ms');
  });
});

describe('random inputs', () => {
  const n = 500;

  it('of Wiener are increments of variance sigma^2 dt', () => {
    const I = at(0.25, () => input.wienerProcess(ms(100), { sigma: nA(2), n, seed: 1 }));
    expect(I.shape).toEqual([400, n]);
    expect(I.div(nA(1)).mean().item()).toBeCloseTo(0, 1);
    expect(math.square(I.div(nA(1))).mean().item()).toBeCloseTo(4 * 0.25, 1);
  });

  it('of Ornstein and Uhlenbeck settle at the variance sigma^2 tau / 2', () => {
    const cells = 700;
    const make = (sigma: input.NoiseStrength<'current'>) => at(0.1, () => input.ouProcess(nA(1), sigma, ms(5), ms(30), { n: cells, seed: 3 }));
    const I = make(nA(0.4));
    const late = I.get(-1).div(nA(1));
    expect(Math.abs(late.mean().item() - 1)).toBeLessThan(4 * Math.sqrt(0.4 / cells));
    const variance = math.square(late.sub(late.mean())).mean().item();
    // Euler's method settles 1/(1 - dt/(2 tau)) above; four standard errors of the sample.
    expect(Math.abs(variance / ((0.16 * 5) / 2 / (1 - 0.01)) - 1)).toBeLessThan(4 * Math.sqrt(2 / cells));
    expect(make(nA(0.4).div(ms(1).sqrt())).toTypedArray()).toEqual(I.toTypedArray());
    const slow = at(0.1, () => input.ouProcess(nA(1), nA(0.4).mul(Math.sqrt(1000)).div(second(1).sqrt()), ms(5), ms(30), { n: cells, seed: 3 }));
    expect(slow.sub(I).abs().max().item(nA)).toBeLessThan(1e-5);
  });

  it('of Poisson have as many events as their rate says', () => {
    const I = at(0.5, () => input.poisson(Hz(40), second(1), { amplitude: nA(3), n: 100, seed: 5 }));
    const events = I.div(nA(3)).sum().item();
    expect(Math.abs(events - 4000)).toBeLessThan(4 * Math.sqrt(4000));
    expect([...new Set(I.toTypedArray())].sort()).toEqual([0, 3]);
  });

  it('draw from the shared source, or from a seed of their own', () => {
    const make = (seed?: number) => at(1, () => input.wienerProcess(ms(5), { seed }).toTypedArray());
    random.seed(9);
    const [a, b] = [make(), make()];
    random.seed(9);
    expect(make()).toEqual(a);
    expect(b).not.toEqual(a);
    expect(make(4)).toEqual(make(4));
  });

  it('act within their window alone', () => {
    const I = at(1, () => input.poisson(Hz(1000), ms(6), { tStart: ms(2), tEnd: ms(4) }));
    expect(I.toTypedArray()).toEqual(Float32Array.of(0, 0, 1, 1, 0, 0));
    const wave = at(1, () => input.noisySinusoidal(nA(0), Hz(1), nA(1), ms(6), { tStart: ms(2), tEnd: ms(4), seed: 1 })).toTypedArray();
    expect(Array.from(wave, (x) => x !== 0)).toEqual([false, false, true, true, false, false]);
  });
});

describe('inputs that are put together', () => {
  const noise = new input.WienerProcess(ms(4), { sigma: nA(1), seed: undefined });

  it('keep what was drawn until they are told to draw again, or dt changes', () => {
    at(1, () => {
      const first = noise.values();
      expect(noise.values() === first).toBe(true);
      expect(noise.sub(noise).values().toTypedArray()).toEqual(Float32Array.of(0, 0, 0, 0));
      expect(noise.values({ recompute: true }) === first).toBe(false);
    });
    expect(at(0.5, () => noise.shape)).toEqual([8]);
  });

  it('have columns where one of them does', () => {
    const wide = new input.Section([nA([1, 2])], [ms(3)]);
    const I = at(1, () => wide.add(new input.Section([nA(10)], [ms(2)])).values());
    expect(String(I)).toBe('[[11. 12.]\n [11. 12.]\n [ 1.  2.]] nA');
    expect(at(1, () => wide.repeat(2).shape)).toEqual([6, 2]);
    expect(String(at(1, () => wide.shift(ms(1)).values()))).toBe('[[0. 0.]\n [1. 2.]\n [1. 2.]] nA');
  });

  it('shift by more than their length to nothing', () => {
    const I = new input.Section([nA(1)], [ms(3)]);
    expect(at(1, () => I.shift(ms(7)).values().toTypedArray())).toEqual(new Float32Array(3));
    expect(at(1, () => I.shift(ms(-7)).values().toTypedArray())).toEqual(new Float32Array(3));
  });

  it('carry units through', () => {
    const I = new input.Ramp(nA(0), nA(1), ms(3));
    const power: input.Input<'power'> = I.mul(mV(2));
    expect(at(1, () => power.values()).get(-1).item(nA.mul(mV))).toBe(2);
    expect(at(1, () => I.nSteps)).toBe(3);
  });

  it('print what they are made of', () => {
    const I = new input.Ramp(nA(0), nA(1), ms(500)).add(new input.Sinusoidal(nA(0.2), Hz(10), ms(500), { bias: true })).clip(nA(0));
    expect(String(I)).toBe(
      '(Ramp(c_start=0. nA, c_end=1. nA, duration=500. ms) + Sinusoidal(amplitude=0.2 nA, frequency=10. Hz, duration=500. ms, bias=True))' +
        '.clip(0. nA, None)',
    );
  });

  const every: Record<string, input.AnyInput> = {
    Section: new input.Section([nA(1)], [ms(9)]),
    Constant: new input.Constant([[nA(1), ms(9)]]),
    Step: new input.Step([nA(1)], [ms(9)]),
    Ramp: new input.Ramp(nA(0), nA(1), ms(9)),
    Spike: new input.Spike([ms(2)], ms(9)),
    GaussianPulse: new input.GaussianPulse(nA(1), ms(3), ms(1), ms(9)),
    ExponentialDecay: new input.ExponentialDecay(nA(1), ms(3), ms(9)),
    DoubleExponential: new input.DoubleExponential(nA(1), ms(1), ms(3), ms(9)),
    Burst: new input.Burst(2, nA(1), Hz(200), ms(3), ms(1), ms(9)),
    Sinusoidal: new input.Sinusoidal(nA(1), Hz(200), ms(9)),
    Square: new input.Square(nA(1), Hz(200), ms(9)),
    Triangular: new input.Triangular(nA(1), Hz(200), ms(9)),
    Sawtooth: new input.Sawtooth(nA(1), Hz(200), ms(9)),
    Chirp: new input.Chirp(nA(1), Hz(100), Hz(200), ms(9)),
    NoisySinusoidal: new input.NoisySinusoidal(nA(1), Hz(200), nA(1), ms(9)),
    WienerProcess: new input.WienerProcess(ms(9)),
    OUProcess: new input.OUProcess(nA(1), nA(1), ms(3), ms(9)),
    Poisson: new input.Poisson(Hz(100), ms(9)),
  };
  it.each(Object.keys(every))('%s lasts as long as it says, and names itself', (name) => {
    const { length } = at(1, () => every[name].values().toTypedArray());
    expect(length).toBe(9);
    expect(String(every[name])).toMatch(new RegExp(`^${name}\\(`));
  });
});

describe('bad input', () => {
  const refused: [string, () => unknown, string][] = [
    ['a time that is none', () => input.ramp(nA(0), nA(1), nA(1) as never), 'ramp: duration wants a value in ms, got 1 nA'],
    ['a duration that is none', () => new input.Ramp(nA(0), nA(1), mV(1) as never), 'Ramp: duration wants a time, as in ms(100), got 1 mV'],
    ['a negative duration', () => input.ramp(nA(0), nA(1), ms(-1)), 'duration must not be negative, got -1 ms'],
    ['two dimensions', () => input.ramp(nA(0), mV(1) as never, ms(1)), 'ramp: cEnd wants a value in nA, got 1 mV'],
    ['numbers without a unit', () => input.section([1] as never, [ms(1)]), 'section wants quantities for its values, got 1'],
    ['lists of two lengths', () => input.section([nA(1)], [ms(1), ms(2)]), 'values and durations must be as many, and one or more: got 1 and 2'],
    ['no step', () => input.step([], [], ms(1)), 'one or more: got 0 and 0'],
    ['shapes that do not fit', () => input.section([nA([1, 2]), nA([1, 2, 3])], [ms(1), ms(1)]), 'values of the shapes (2,) and (3,) do not broadcast'],
    ['a window beyond the end', () => input.square(nA(1), Hz(1), ms(5), { tEnd: ms(6) }), 'within the duration of 5 ms, got 0 and 6 ms'],
    ['a window that ends first', () => input.ramp(nA(0), nA(1), ms(5), { tStart: ms(4), tEnd: ms(3) }), 'got 4 ms and 3 ms'],
    ['a frequency that is none', () => input.square(nA(1), ms(1) as never, ms(5)), 'square: frequency wants a frequency, as in Hz(10), got 1 ms'],
    ['a duty cycle', () => input.square(nA(1), Hz(1), ms(5), { dutyCycle: 1.5 }), 'dutyCycle must be from 0 to 1, got 1.5'],
    ['a method', () => input.chirp(nA(1), Hz(1), Hz(2), ms(5), { method: 'x' as never }), `must be 'linear' or 'logarithmic', got 'x'`],
    ['a logarithm of 0', () => input.chirp(nA(1), Hz(0), Hz(2), ms(5), { method: 'logarithmic' }), 'frequencies above zero, got 0 Hz and 2 Hz'],
    ['time constants', () => input.doubleExponential(nA(1), ms(3), ms(3), ms(5)), 'tauRise must be below tauDecay, got 3 ms and 3 ms'],
    ['a width of 0', () => input.gaussianPulse(nA(1), ms(1), ms(0), ms(5)), 'gaussianPulse: sigma must be above zero, got 0 ms'],
    ['a part of a column', () => input.gaussianPulse(nA(1), ms(1), ms(1), ms(5), { n: 1.5 }), 'n must be an integer of 1 or more, got 1.5'],
    ['several amplitudes', () => input.sinusoidal(nA([1, 2]), Hz(1), ms(5)), 'amplitude must be one value, got [1. 2.] nA'],
    ['an amplitude that is no number', () => input.sinusoidal(nA(NaN), Hz(1), ms(5)), 'amplitude must be finite'],
    ['lengths of pulses', () => input.spike([ms(1), ms(2)], [ms(1)], nA(1), ms(5)), 'spLens wants one value for all pulses, or one for each of 2: got 1'],
    ['a rate that is too high', () => input.poisson(Hz(2000), ms(5)), 'must be from 0 to 1, got 2 of 2000 Hz: use a smaller dt'],
    ['a seed', () => input.wienerProcess(ms(5), { seed: 0.5 }), 'wienerProcess: seed must be an integer, got 0.5'],
    ['a filter faster than the step', () => new input.Ramp(nA(0), nA(1), ms(5)).smooth(ms(0.5)).values(), 'tau must not be below dt, got 0.5 ms and 1 ms'],
    ['half a repetition', () => new input.Ramp(nA(0), nA(1), ms(5)).repeat(0.5), 'times must be an integer of 1 or more, got 0.5'],
    ['what is no input', () => new input.Ramp(nA(0), nA(1), ms(5)).add('x' as never), 'wants an input, a quantity or a number, got'],
    ['what is no input', () => new input.Ramp(nA(0), nA(1), ms(5)).sequential(nA(1) as never), 'sequential wants another input, got 1 nA'],
    ['what is no function', () => new input.Ramp(nA(0), nA(1), ms(5)).apply(1 as never), 'mapped by a function of its values, got 1'],
    ['a divisor that is 0', () => new input.Ramp(nA(0), nA(1), ms(5)).div(new input.Ramp(mV(0), mV(1), ms(5))).values(), 'an input in mV that is 0 somewhere'],
    ['another dimension', () => new input.Ramp(nA(0), nA(1), ms(5)).add(mV(1) as never).values(), 'cannot add'],
    ['what is drawn in a trace', () => jit(() => input.wienerProcess(ms(5)))(), 'inside a transformed function they are not yet'],
  ];
  it.each(refused)('is refused: %s', (_, run, text) => {
    expect(() => at(1, run)).toThrow(text);
  });

  it('is refused without a dt', () => {
    expect(() => input.ramp(nA(0), nA(1), ms(5))).toThrow('no dt in the environment');
    expect(() => new input.Ramp(unitless(0), unitless(1), ms(5)).values()).toThrow('no dt in the environment');
  });
});
