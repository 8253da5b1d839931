import { expect, test } from 'vitest';
import { environ, u } from '../../../src/index.js';
import { run } from '../../../examples/gallery/cuba-2005.js';
import { expectSameMean, runAlone } from './alone.js';

// The same draws and sums on every machine: a network that is chaotic makes another sample of another last digit.
environ.set({ deterministic: true });

// Brian2's own example CUBA, in Brian2 2.9.0, C++ standalone, dt 0.1 ms, integrated exactly: of two seconds the first 200 ms are
// dropped. Mean and standard deviation over 24 seeds; the variation is the mean over all neurons with two intervals at least.
const BRIAN2 = {
  rate: { mean: 5.53, deviation: 0.206, seeds: 24 },
  cv: { mean: 0.59, deviation: 0.011, seeds: 24 },
};

test("fires at Brian2's rate, as irregularly", () => {
  const runs = Array.from({ length: 10 }, (_, seed) => run(seed));
  expectSameMean(runs.map(({ rate }) => rate.item(u.Hz)), BRIAN2.rate);
  expectSameMean(runs.map(({ cv }) => cv.item()), BRIAN2.cv);
}, 60_000);

test('the example runs alone, prints its number and draws its figure', async () => {
  const printed = await runAlone('cuba-2005');
  expect(printed[0]).toMatch(/^mean rate: [56]\.\d Hz$/);
}, 60_000);
