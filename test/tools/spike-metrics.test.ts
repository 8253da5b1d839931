import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIFRef } from '../../src/model/index.js';
import { initAllStates } from '../../src/nn/index.js';
import { environ, random } from '../../src/state/index.js';
import * as record from '../../src/state/record/index.js';
import { forLoop, jit } from '../../src/state/transform/index.js';
import * as metric from '../../src/tools/metric/index.js';
import { EventArray } from '../../src/engine/index.js';
import { Hz, mA, math, ms, mV, ohm, Quantity, second, unitless } from '../../src/unit/index.js';

/** Spikes as a matrix, of rows of 0 and 1. */
const matrices = fc
  .tuple(fc.integer({ min: 1, max: 25 }), fc.integer({ min: 1, max: 6 }))
  .chain(([steps, size]) => fc.array(fc.array(fc.constantFrom(0, 0, 1), { minLength: size, maxLength: size }), { minLength: steps, maxLength: steps }));

describe('measures of a run', () => {
  it('take what record.events and record.bits give, without making it dense', () => {
    const neurons = initAllStates(new LIFRef(4, { R: ohm(1), tau: ms(20), V_rest: mV(-60), V_th: mV(-50), V_reset: mV(-60), tau_ref: ms(5) }));
    const times = math.arange(ms(0), ms(200), ms(0.1));
    const [events, bits] = environ.context({ dt: ms(0.1) }, () =>
      forLoop(
        (t: Quantity<'time'>) =>
          environ.context({ t }, () => {
            neurons.step(mA([20, 25, 30, 0]));
            const spikes = neurons.getSpike();
            return [record.events(spikes), record.bits(spikes)];
          }),
        times,
      ),
    );
    const measures = (spikes: metric.Spikes): number[][] =>
      environ.context({ dt: ms(0.1) }, () => [
        [...metric.firingRate(spikes, ms(5)).toTypedArray()],
        [metric.crossCorrelation(spikes, ms(2)).item()],
        [...metric.isiCv(spikes, { minIntervals: 5 }).toTypedArray()],
        [...metric.rasterPlot(spikes, times)[1].toTypedArray()],
      ]);
    const dense = unitless(events.toDense().toTypedArray() as Float32Array).reshape([2000, 4]);
    expect(measures(events)).toEqual(measures(dense));
    expect(measures(bits)).toEqual(measures(dense));
    expect(measures(dense)[0].length).toBe(2000);
    expect(events.count).toBe(measures(events)[3].length);
  });
});

describe('crossCorrelation', () => {
  it('is the mean over pairs, however it is added up', () => {
    fc.assert(
      fc.property(matrices, fc.integer({ min: 1, max: 4 }), (rows, width) => {
        const [steps, size] = [rows.length, rows[0].length];
        const bins = Array.from({ length: Math.ceil(steps / width) }, (_, b) =>
          rows[0].map((__, i) => Math.max(...rows.slice(b * width, (b + 1) * width).map((row) => row[i]))),
        );
        let sum = 0;
        for (let i = 0; i < size; i++) {
          for (let j = 0; j < i; j++) {
            const dot = (p: number, q: number): number => bins.reduce((total, bin) => total + bin[p] * bin[q], 0);
            const scale = Math.sqrt(dot(i, i) * dot(j, j));
            sum += scale === 0 ? 0 : dot(i, j) / scale;
          }
        }
        const expected = size < 2 ? 0 : (2 * sum) / (size * (size - 1));
        const found = environ.context({ precision: 64 }, () => metric.crossCorrelation(unitless(rows), ms(width), { dt: ms(1) }).item());
        expect(found).toBeCloseTo(expected, 12);
      }),
    );
  });

  it('of a large population takes no time', () => {
    const [steps, size] = [10_000, 4000];
    const ends = Int32Array.from({ length: steps }, (_, t) => (t + 1) * 40);
    const neurons = Int32Array.from({ length: steps * 40 }, (_, i) => (i % 40) * 100 + (Math.floor(i / 40) % 100));
    const spikes = new Quantity(new EventArray([steps, size], 'float32', ends, neurons));
    // Neurons fire every 100 steps, in groups of 40 that fire together: 39 of the 3999 others.
    expect(metric.crossCorrelation(spikes, ms(1), { dt: ms(1) }).item()).toBeCloseTo(39 / 3999, 5);
    expect(metric.isiCv(spikes).max().item()).toBe(0);
  });
});

describe('burstSynchronyIndex', () => {
  it('finds every overlap, however bursts lie', () => {
    fc.assert(
      fc.property(matrices, fc.integer({ min: 2, max: 3 }), fc.integer({ min: 1, max: 4 }), (rows, threshold, longest) => {
        const bursts = rows[0].flatMap((_, neuron) => {
          const train = rows.flatMap((row, t) => (row[neuron] > 0 ? [t] : []));
          const groups: number[][] = [];
          for (const t of train) {
            const last = groups[groups.length - 1];
            if (last !== undefined && t - last[last.length - 1] <= longest) last.push(t);
            else groups.push([t]);
          }
          return groups.filter((group) => group.length >= threshold).map((group) => ({ neuron, start: group[0], end: group[group.length - 1] }));
        });
        const together = bursts.filter((a) => bursts.some((b) => b.neuron !== a.neuron && Math.min(a.end, b.end) >= Math.max(a.start, b.start)));
        const options = { burstThreshold: threshold, maxIsi: ms(longest), dt: ms(1) };
        const found = metric.burstSynchronyIndex(unitless(rows), options).item();
        expect(found).toBeCloseTo(bursts.length === 0 ? 0 : together.length / bursts.length, 6);
      }),
    );
  });
});

describe('firingRate', () => {
  it('is that of a Poisson process, in Hz', () => {
    random.seed(4);
    const spikes = random.rand(4000, 50).lt(0.02).astype('float32') as Quantity;
    const rates = metric.firingRate(spikes, ms(10), { dt: ms(0.5) });
    expect(rates.unit).toBe(Hz);
    expect(Math.abs(rates.mean().item(Hz) - 40)).toBeLessThan(4 * Math.sqrt(40 / (50 * 2)));
    expect(Math.abs(metric.isiCv(spikes).mean().item() - 1)).toBeLessThan(0.06);
    const intervals = metric.interspikeIntervals(spikes, { dt: second(0.0005) });
    expect(Math.abs(intervals.mean().item(ms) / 25 - 1)).toBeLessThan(0.1);
  });
});

describe('distances of spike trains', () => {
  const train = fc.array(fc.double({ min: 0, max: 50, noNaN: true }), { maxLength: 8 }).map((times) => Float64Array.from(times).sort());

  it('of Victor and Purpura is a metric, between the counts', () => {
    fc.assert(
      fc.property(train, train, train, fc.double({ min: 0, max: 3, noNaN: true }), (a, b, c, cost) => {
        const d = (x: Float64Array, y: Float64Array): number =>
          environ.context({ precision: 64 }, () => metric.victorPurpuraDistance(ms(x), ms(y), { costFactor: cost }).item());
        expect(d(a, a)).toBe(0);
        expect(d(a, b)).toBeCloseTo(d(b, a), 10);
        expect(d(a, c)).toBeLessThanOrEqual(d(a, b) + d(b, c) + 1e-9);
        expect(d(a, b)).toBeGreaterThanOrEqual(Math.abs(a.length - b.length) - 1e-12);
        expect(d(a, b)).toBeLessThanOrEqual(a.length + b.length);
      }),
    );
  });

  it('of van Rossum is near its closed form', () => {
    // Of one spike against none the integral of (exp(-t/tau)/tau)^2 is 1/(2 tau).
    const found = metric.vanRossumDistance(ms([10]), ms([]), { tau: ms(4) }).item();
    expect(Math.abs(found / Math.sqrt(1 / 8) - 1)).toBeLessThan(0.03);
    expect(metric.vanRossumDistance(ms([]), ms([])).item()).toBe(0);
  });
});

describe('voltageFluctuation', () => {
  it('is 1 of neurons in step, 1/N of independent ones, and can be traced', () => {
    random.seed(2);
    const one = random.randn(500, 1);
    expect(metric.voltageFluctuation(math.tile(one, [1, 8]).mul(mV)).item()).toBeCloseTo(1, 4);
    expect(Math.abs(metric.voltageFluctuation(random.randn(4000, 20)).item() * 20 - 1)).toBeLessThan(0.1);
    expect(metric.voltageFluctuation(math.zeros([5, 3])).item()).toBe(1);
    const V = mV([[1, 2], [2, 5], [3, 1]]);
    expect(jit((v: Quantity<'voltage'>) => metric.voltageFluctuation(v))(V).item()).toBeCloseTo(metric.voltageFluctuation(V).item(), 6);
  });
});

describe('bad input', () => {
  const spikes = unitless([[0, 1], [1, 0]]);
  const refused: [string, () => unknown, string][] = [
    ['no dt', () => metric.firingRate(spikes, ms(1)), 'no dt in the environment'],
    ['a width that is no time', () => metric.firingRate(spikes, mV(1) as never, { dt: ms(1) }), 'firingRate: width wants a time above zero, as in ms(5), got 1 mV'],
    ['a dt of 0', () => metric.firingRate(spikes, ms(1), { dt: ms(0) }), 'dt wants a time above zero'],
    ['a list', () => metric.isiCv(unitless([1, 0])), 'isiCv wants spikes of shape (T, N), got (2,)'],
    ['what are no spikes', () => metric.isiCv(3 as never), 'isiCv wants spikes: a matrix without a unit, or what record.events or record.bits gave, got 3'],
    ['spikes of a trace', () => jit((x: Quantity) => metric.isiCv(x))(spikes), 'isiCv needs spikes that are known'],
    ['other times', () => metric.rasterPlot(spikes, ms([1, 2, 3])), 'got (3,) and (2, 2)'],
    ['a bin below dt', () => metric.crossCorrelation(spikes, ms(0.1), { dt: ms(1) }), 'a bin must be at least as long as a step: got 0.1 ms at a dt of 1 ms'],
    ['one interval', () => metric.isiCv(spikes, { minIntervals: 1 }), 'minIntervals must be an integer of 2 or more, got 1'],
    ['bursts of one', () => metric.burstSynchronyIndex(spikes, { burstThreshold: 1, dt: ms(1) }), 'burstThreshold must be an integer of 2 or more, got 1'],
    ['a frequency', () => metric.phaseLockingValue(spikes, ms(1) as never, { dt: ms(1) }), 'phaseLockingValue wants a frequency, as in Hz(8), got 1 ms'],
    ['trains of two dimensions', () => metric.victorPurpuraDistance(ms([1]), mV([1]) as never), 'compares trains of one dimension: the first is in ms'],
    ['a negative cost', () => metric.victorPurpuraDistance(ms([1]), ms([1]), { costFactor: -1 }), 'costFactor must be zero or more, got -1'],
    ['a cost that is a time', () => metric.victorPurpuraDistance(ms([1]), ms([1]), { costFactor: ms(1) as never }), 'costFactor wants one value in 1 / ms'],
    ['a tau of 0', () => metric.vanRossumDistance(ms([1]), ms([1]), { tau: ms(0) }), 'tau must be above zero, got 0 ms'],
    ['a list of voltages', () => metric.voltageFluctuation(mV([1, 2])), 'potentials wants two axes, got the shape (2,)'],
    ['matrices of two shapes', () => metric.matrixCorrelation(spikes, unitless([[1]])), 'matrixCorrelation'],
    ['weights of another length', () => metric.weightedCorrelation(unitless([1, 2]), unitless([1, 2]), unitless([1])), 'got w of shape (1,)'],
    ['a window of one', () => metric.functionalConnectivityDynamics(spikes, { windowSize: 1 }), 'windowSize must be an integer of 2 or more, got 1'],
    ['one signal', () => metric.functionalConnectivityDynamics(unitless([[1], [2]])), 'wants two signals or more, got 1'],
  ];
  it.each(refused)('is refused: %s', (_, run, text) => {
    expect(run).toThrow(text);
  });
});
