import { expect, test } from 'vitest';
import { environ, u } from '../../../src/index.js';
import { run } from '../../../examples/gallery/coba-2005.js';
import { expectSameMean, runAlone } from './alone.js';

// The same draws and sums on every machine: a network that is chaotic makes another sample of another last digit.
environ.set({ deterministic: true });

// The network in Brian2 2.9.0, C++ standalone, dt 0.1 ms, exponential Euler: of one second the first 200 ms are dropped. Mean
// and standard deviation over 36 seeds; the variation is the mean over all neurons with two intervals at least.
const BRIAN2 = {
  rate: { mean: 19.437, deviation: 1.597, seeds: 36 },
  cv: { mean: 1.47, deviation: 0.036, seeds: 36 },
};

test("goes on without any drive, at Brian2's rate, with intervals that vary more than those of a Poisson process", () => {
  const runs = Array.from({ length: 10 }, (_, seed) => run(seed));
  expectSameMean(runs.map(({ rate }) => rate.item(u.Hz)), BRIAN2.rate);
  expectSameMean(runs.map(({ cv }) => cv.item()), BRIAN2.cv);
  for (const { cv, spikes } of runs) {
    expect(cv.item()).toBeGreaterThan(1);
    expect(spikes.get(u.slice(-10)).sum().item(), 'somebody fires in the last millisecond').toBeGreaterThan(0);
  }
}, 60_000);

test('the example runs alone, prints its number and draws its figure', async () => {
  const printed = await runAlone('coba-2005');
  expect(printed[0]).toMatch(/^mean rate: [12]\d\.\d Hz$/);
}, 60_000);
