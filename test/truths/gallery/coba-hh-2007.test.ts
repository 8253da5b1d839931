import { expect, test } from 'vitest';
import { AlignPostProj, COBA, environ, Expon, nn, transform, u, type Quantity } from '../../../src/index.js';
import { run, TraubMiles } from '../../../examples/gallery/coba-hh-2007.js';
import { expectSameMean, runAlone } from './alone.js';

const { ms, mV, nS } = u;
// The same draws and sums on every machine: a network that is chaotic makes another sample of another last digit.
environ.set({ deterministic: true });

// The neuron of Brian2's example COBAHH alone, in Brian2 2.9.0 in float64: from -60 mV and closed gates, under excitation of
// 100 nS and inhibition of 50 nS that decay. The steps of its spikes, and its potential after some steps.
const SPIKES = [13, 58, 254];
const POTENTIAL = [
  [1, -57.59738582458236], [10, -41.08062312750921], [25, -78.73738304009473], [50, -53.0750663100644],
  [75, -83.91289478939123], [100, -67.97608223330671], [150, -59.57677731466188], [200, -57.74623401593239],
  [300, -83.62621763571407], [400, -74.09296768405572],
] as const;

test('one cell is the one of Brian2, step by step', () => {
  const [V, spikes] = environ.context({ dt: ms(0.1), precision: 64 }, () => {
    const cell = new TraubMiles(1);
    const conductance = (g: Quantity<'conductance'>, tau: Quantity<'time'>, E: Quantity<'voltage'>) =>
      new AlignPostProj({ comm: () => nS([0]), syn: new Expon(1, { tau, g_initializer: g }), out: new COBA({ E }), post: cell });
    // Brian2 decays what it starts with after the first step, we do before it.
    const excitation = conductance(nS(100 * Math.exp(0.1 / 5)), ms(5), mV(0));
    const inhibition = conductance(nS(50 * Math.exp(0.1 / 10)), ms(10), mV(-80));
    for (const module of [cell, excitation, inhibition]) nn.initAllStates(module);
    const step = (t: Quantity<'time'>) =>
      environ.context({ t }, () => {
        excitation.step();
        inhibition.step();
        const spikes = cell.step();
        return [cell.V.value, spikes] as const;
      });
    return transform.forLoop(step, u.math.arange(ms(0), ms(40), ms(0.1)));
  });
  const fired = Array.from(spikes.toTypedArray()).flatMap((x, i) => (x > 0 ? [i] : []));
  expect(fired).toEqual(SPIKES);
  for (const [steps, theirs] of POTENTIAL) expect(V.get(steps - 1, 0).item(mV)).toBeCloseTo(theirs, 9);
});

// Brian2's own example COBAHH, in Brian2 2.9.0, C++ standalone, dt 0.1 ms, exponential Euler: of 600 ms the first 200 are
// dropped. Mean and standard deviation over 40 seeds; the variation is the mean over all neurons with two intervals at least.
const BRIAN2 = {
  rate: { mean: 36.673, deviation: 2.951, seeds: 40 },
  cv: { mean: 1.427, deviation: 0.045, seeds: 40 },
};

test("goes on without any drive, at Brian2's rate, with intervals that vary more than those of a Poisson process", () => {
  const runs = Array.from({ length: 10 }, (_, seed) => run(seed, ms(600)));
  expectSameMean(runs.map(({ rate }) => rate.item(u.Hz)), BRIAN2.rate);
  expectSameMean(runs.map(({ cv }) => cv.item()), BRIAN2.cv);
  for (const { cv, spikes } of runs) {
    expect(cv.item()).toBeGreaterThan(1);
    expect(spikes.get(u.slice(-10)).sum().item(), 'somebody fires in the last millisecond').toBeGreaterThan(0);
  }
}, 60_000);

test('the example runs alone, prints its number and draws its figure', async () => {
  const printed = await runAlone('coba-hh-2007');
  expect(printed[0]).toMatch(/^mean rate: [34]\d\.\d Hz$/);
}, 60_000);
