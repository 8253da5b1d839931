import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Expon, LeakyRateReadout, LeakySpikeReadout, LIFRef, PoissonEncoder, PoissonInput, poissonInput, PoissonSpike, SpikeTime } from '../../src/model/index.js';
import * as nn from '../../src/nn/index.js';
import { environ, random, ShortTermState } from '../../src/state/index.js';
import { forLoop } from '../../src/state/transform/index.js';
import { Hz, math, mS, ms, mV, unitless, type Quantity } from '../../src/unit/index.js';

beforeEach(() => environ.set({ dt: ms(0.1) }));
afterEach(() => environ.reset());

describe('SpikeTime', () => {
  const make = () => new SpikeTime(3, { indices: [0, 1, 0, 2, 2], times: ms([0.3, 0.1, 0.1, 0.5, 0.5]) });

  it('spikes at its times, by t, by i or by what it is told', () => {
    const wants = [[0, 0, 0], [1, 1, 0], [0, 0, 0], [1, 0, 0], [0, 0, 0], [0, 0, 2], [0, 0, 0], [0, 0, 0]];
    const input = make();
    const byTime = forLoop((t: Quantity<'time'>) => environ.context({ t }, () => input.step()), math.arange(8).mul(ms(0.1)));
    const byIndex = forLoop((i: Quantity<'one'>) => environ.context({ i }, () => input.step()), math.arange(8));
    expect(byTime.toArray()).toEqual(wants);
    expect(byIndex.toArray()).toEqual(wants);
    expect(input.step({ time: ms(0.1) }).toArray()).toEqual(wants[1]);
    expect(input.step({ index: 3 }).toArray()).toEqual(wants[3]);
    expect(input.step({ index: -1 }).toArray()).toEqual([0, 0, 0]);
  });

  it('a weight for all, or for each', () => {
    const input = new SpikeTime(2, { indices: [0, 1], times: ms([0.1, 0.1]), weights: [0.5, 2] });
    expect(input.step({ index: 1 }).toArray()).toEqual([0.5, 2]);
    expect(new SpikeTime(2, { indices: [1], times: ms([0.1]), weights: 2.5 }).step({ index: 1 }).toArray()).toEqual([0, 2.5]);
  });

  it('rounds times as it is told', () => {
    const at = (timeAsStep: 'round' | 'floor' | 'ceil') => {
      const input = new SpikeTime(1, { indices: [0], times: ms([0.26]), timeAsStep });
      return [2, 3].map((index) => input.step({ index }).get(0).item());
    };
    expect([at('round'), at('floor'), at('ceil')]).toEqual([[0, 1], [1, 0], [0, 1]]);
  });

  it('none at all', () => {
    expect(new SpikeTime(2, { indices: [], times: ms([]) }).step({ index: 0 }).toArray()).toEqual([0, 0]);
  });

  it.each([
    [() => new SpikeTime(2, { indices: [0, 1], times: ms([1]) }), 'got 2 indices, 1 times'],
    [() => new SpikeTime(2, { indices: [0], times: ms([1]), weights: [1, 2] }), 'and 2 weights'],
    [() => new SpikeTime(2, { indices: [2], times: ms([1]) }), 'neurons are 0 to 1, got the index 2'],
    [() => new SpikeTime(2, { indices: [0], times: ms([-1]) }), 'times are 0 or later'],
    [() => new SpikeTime(2, { indices: [0], times: [1] as never }), 'times are 0 or later'],
    [() => new SpikeTime([2, 2], { indices: [0], times: ms([1]) }), 'stand in one row'],
    [() => new SpikeTime(2, { indices: [0], times: ms([1]), timeAsStep: 'up' as never }), 'timeAsStep is round, floor, ceil or a function'],
    [() => environ.context({ dt: ms(0.2) }, () => make()).step({ index: 1 }), 'was made for a time step of 0.2 ms, and dt is now 0.1 ms'],
  ])('%s', (run, text) => {
    expect(run).toThrow(text);
  });
});

describe('Poisson spikes', () => {
  it('come at their rate: with the probability 1 - exp(-rate dt)', () => {
    random.seed(1);
    const input = new PoissonSpike(2000, { freqs: Hz(500), spkType: 'float' });
    const count = forLoop((_: Quantity<'one'>) => input.step().sum(), math.arange(500)).sum().item();
    const [n, p] = [1e6, 1 - Math.exp(-0.05)];
    expect(Math.abs(count - n * p)).toBeLessThan(4 * Math.sqrt(n * p * (1 - p)));
  });

  it('a rate for each, which may be given at each step', () => {
    random.seed(2);
    const spikes = new PoissonEncoder(3).step(Hz([0, 1e6, 0]));
    expect(spikes.dtype).toBe('bool');
    expect(spikes.astype('float32').toArray()).toEqual([0, 1, 0]);
  });

  it.each([
    [() => new PoissonSpike(2, { freqs: Hz(-1) }), 'a rate is a frequency of 0 or more'],
    [() => new PoissonSpike(2, { freqs: ms(1) as never }), 'a rate is a frequency'],
    [() => new PoissonEncoder(2).step(3 as never), 'a rate is a frequency'],
    [() => new PoissonEncoder(2, { spkType: 'int' as never }), 'spkType is'],
  ])('%s', (run, text) => {
    expect(run).toThrow(text);
  });
});

describe('many Poisson inputs', () => {
  const moments = (numInput: number, rate: number, spread?: 'variance') => {
    random.seed(3);
    const V = new ShortTermState(math.zeros([20000]).mul(mV(1)));
    poissonInput({ freq: Hz(rate), numInput, weight: mV(2), target: V, spread });
    const x = V.value.div(mV(2));
    const p = 1 - Math.exp(-rate * 1e-4);
    const mean = x.mean().item();
    return { mean, variance: x.sub(mean).mul(x.sub(mean)).mean().item(), wants: { mean: numInput * p, variance: numInput * p * (1 - p) } };
  };

  it.each([[10, 50], [2000, 100], [100, 3000]])('%d inputs at %d Hz: mean and variance', (numInput, rate) => {
    const { mean, variance, wants } = moments(numInput, rate);
    expect(Math.abs(mean - wants.mean)).toBeLessThan(5 * Math.sqrt(wants.variance / 20000));
    // Rounding to whole numbers adds a twelfth.
    expect(Math.abs(variance - wants.variance)).toBeLessThan(0.05 * wants.variance + 0.09);
  });

  it("spread 'variance': as wide as upstream's once was", () => {
    const { variance, wants } = moments(2000, 100, 'variance');
    // Mean and deviation are nearly the same number, of which the part below 0 is cut off: 0.751 of the variance is left.
    expect(variance / wants.variance ** 2).toBeGreaterThan(0.72);
    expect(variance / wants.variance ** 2).toBeLessThan(0.79);
  });

  it('at some elements alone, and not where they are refractory', () => {
    const V = new ShortTermState(math.zeros([2, 4]).mul(mV(1)));
    poissonInput({ freq: Hz(1e6), numInput: 3, weight: mV(1), target: V, indices: [0, 2] });
    expect(V.value.in(mV).toArray()).toEqual([[3, 0, 3, 0], [3, 0, 3, 0]]);
    poissonInput({ freq: Hz(1e6), numInput: 3, weight: mV(1), target: V, refractory: unitless([1, 1, 0, 0]).gt(0) });
    expect(V.value.in(mV).toArray()).toEqual([[3, 0, 6, 3], [3, 0, 6, 3]]);
  });

  it('as a module, of a State that is made later', () => {
    const neurons = new LIFRef(4);
    const noise = new PoissonInput({ target: neurons.prefetch('V'), numInput: 3, freq: Hz(1e6), weight: mV(0.1), input: 'direct' });
    nn.initAllStates(neurons);
    noise.step();
    expect(neurons.V.value.get(0).item(mV)).toBeCloseTo(0.3, 6);
  });

  describe('into the V of neurons that a spike resets', () => {
    const options = { numInput: 400, freq: Hz(30), weight: mV(1.5), indices: [0, 2, 3] };
    /** Spikes of 0.1 s, in each step after what `drive` makes of the neurons brings something. */
    const spikesUnder = (drive: (neurons: LIFRef) => () => void, batchSize?: number) => {
      random.seed(5);
      const neurons = nn.initAllStates(new LIFRef(4, { tau: ms(20), tau_ref: ms(2), V_th: mV(10) }), { batchSize });
      const bring = drive(neurons);
      const step = (t: Quantity<'time'>) => environ.context({ t }, () => (bring(), neurons.step()));
      return forLoop(step, math.arange(ms(0), ms(100), ms(0.1)));
    };
    const module = (input?: 'delta' | 'direct') => (neurons: LIFRef) => {
      const noise = new PoissonInput({ target: neurons.prefetch('V'), ...options, input });
      return () => noise.step();
    };

    it.each([undefined, 3])('its events are a delta input of the coming step (batch of %s)', (batchSize) => {
      const byHand = spikesUnder((neurons) => () => {
        const events = new ShortTermState(math.zerosLike(neurons.V.value));
        poissonInput({ ...options, target: events });
        neurons.addDeltaInput('events', events.value);
      }, batchSize);
      const spikes = spikesUnder(module(), batchSize);
      expect(spikes.toArray()).toEqual(byHand.toArray());
      const counts = spikes.sum(batchSize === undefined ? 0 : [0, 1]).toArray() as number[];
      expect(counts.map((n) => n > 0)).toEqual([true, false, true, true]);
    });

    it("input 'direct': no spike is ever returned, as in brainpy.state", () => {
      expect(spikesUnder(module('direct')).sum().item()).toBe(0);
      expect(spikesUnder(module('delta')).sum().item()).toBeGreaterThan(0);
    });

    it('several of them add up, and one that is stepped twice is refused', () => {
      const neurons = nn.initAllStates(new LIFRef(2, { V_th: mV(10), tau: ms(1e6) }));
      const make = (weight: number) => new PoissonInput({ target: neurons.prefetch('V'), numInput: 2, freq: Hz(1e6), weight: mV(weight) });
      const [one, two] = [make(1), make(2)];
      environ.context({ t: ms(0) }, () => {
        one.step();
        two.step();
        neurons.step();
      });
      expect(neurons.V.value.toTypedArray(mV)[0]).toBeCloseTo(6, 4);
      one.step();
      expect(() => one.step()).toThrow('PoissonInput');
    });

    it('a weight of another dimension is refused when it is stepped', () => {
      const neurons = nn.initAllStates(new LIFRef(2));
      const noise = new PoissonInput({ target: neurons.prefetch('V'), numInput: 2, freq: Hz(50), weight: mS(1) as never });
      expect(() => noise.step()).toThrow('mS');
      environ.context({ t: ms(0) }, () => neurons.step());
    });

    it('a State alone does not say whose it is', () => {
      const neurons = nn.initAllStates(new LIFRef(2));
      const to = (target: typeof neurons.V, input?: 'delta' | 'direct') =>
        new PoissonInput({ target, numInput: 2, freq: Hz(1e6), weight: mV(1), input });
      expect(() => to(neurons.V)).toThrow("write neurons.prefetch('V')");
      expect(() => to(neurons.V, 'delta')).toThrow("write neurons.prefetch('V')");
      to(neurons.V, 'direct').step();
      expect(neurons.V.value.get(0).item(mV)).toBeCloseTo(2, 5);
    });

    it('other States have no threshold, and are added to at once', () => {
      const syn = nn.initAllStates(new Expon(2, { tau: ms(5) }));
      const noise = { target: syn.prefetch('g'), numInput: 3, freq: Hz(1e6), weight: mS(1) };
      new PoissonInput(noise).step();
      expect(syn.g.value.toTypedArray(mS)[0]).toBeCloseTo(3, 5);
      expect(() => new PoissonInput({ ...noise, input: 'delta' })).toThrow("write neurons.prefetch('V')");
    });
  });

  it('draws after it are the same, however many inputs there were', () => {
    const next = (numInput: number) => {
      random.seed(4);
      const V = new ShortTermState(math.zeros([3]).mul(mV(1)));
      poissonInput({ freq: Hz(100), numInput, weight: mV(1), target: V });
      return random.rand(2).toArray();
    };
    expect(next(5)).toEqual(next(5000));
  });

  it.each([
    [{ numInput: -1 }, 'numInput is a number of inputs'],
    [{ numInput: 1.5 }, 'numInput is a number of inputs'],
    [{ freq: Hz(-1) }, 'a rate is a frequency of 0 or more'],
    [{ spread: 'x' as never }, "spread is 'deviation' or 'variance'"],
    [{ target: 3 as never }, 'target is a State'],
  ])('%o', (wrong, text) => {
    const right = { freq: Hz(1), numInput: 1, weight: mV(1), target: new ShortTermState(mV([0])) };
    expect(() => poissonInput({ ...right, ...wrong })).toThrow(text);
    expect(() => new PoissonInput({ ...right, ...wrong })).toThrow(text);
  });

  it("input is 'delta' or 'direct'", () => {
    const right = { freq: Hz(1), numInput: 1, weight: mV(1), target: new ShortTermState(mV([0])) };
    expect(() => new PoissonInput({ ...right, input: 'x' as never })).toThrow("input is 'delta' or 'direct'");
  });
});

describe('readouts', () => {
  it('LeakyRateReadout: r = exp(-dt / tau) r + x W', () => {
    const readout = nn.initAllStates(new LeakyRateReadout(2, 3, { tau: ms([1, 2, 4]), wInit: unitless([[1, 2, 3], [4, 5, 6]]) }));
    readout.step(unitless([1, 0]));
    const r = readout.step(unitless([0, 1])).toArray();
    expect(r).toEqual([4 + Math.exp(-0.1), 5 + 2 * Math.exp(-0.05), 6 + 3 * Math.exp(-0.025)].map((x) => expect.closeTo(x, 5)));
    expect(nn.initAllStates(readout, { batchSize: 2 }).step(unitless([[1, 0], [0, 1]])).shape).toEqual([2, 3]);
  });

  it('LeakySpikeReadout: leaks, spikes and is reset', () => {
    const readout = nn.initAllStates(new LeakySpikeReadout(1, { wInit: mV([[60]]) }));
    const spikes = Array.from({ length: 3 }, () => readout.step(unitless([1])).get(0).item());
    expect(spikes).toEqual([1, 1, 1]);
    const v1 = 60 * (1 - Math.exp(-0.02));
    expect(nn.initAllStates(readout).step(unitless([1])).get(0).item()).toBe(1);
    expect(readout.V.value.get(0).item(mV)).toBeCloseTo(v1, 5);
    readout.step(unitless([0]));
    expect(readout.V.value.get(0).item(mV)).toBeCloseTo((v1 - 1) * Math.exp(-0.02), 5);
  });

  it.each([
    [() => new LeakyRateReadout(2, 3, { tau: ms(0) }), 'tau must be positive'],
    [() => new LeakyRateReadout(2, 3, { taus: ms(1) } as never), 'no option taus: did you mean tau?'],
    [() => nn.initAllStates(new LeakyRateReadout(2, 3)).step(unitless([1, 2, 3])), 'a last axis of length 2'],
    [() => nn.initAllStates(new LeakyRateReadout(2, 3)).step(unitless([[1, 2]])), 'cannot become one of shape (1, 3)'],
    [() => environ.context({ dt: ms(1) }, () => nn.initAllStates(new LeakyRateReadout(2, 3))).step(unitless([1, 2])), 'was made for a time step of 1 ms, and dt is now 0.1 ms'],
    [() => new LeakySpikeReadout(2, { V_th: mV(0) }), 'V_th must be positive'],
    [() => new LeakySpikeReadout(2, { wInit: mS(1) as never }), 'wInit'],
  ])('%s', (run, text) => {
    expect(run).toThrow(text);
  });
});
