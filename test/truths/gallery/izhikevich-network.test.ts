import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { environ, random } from '../../../src/state/index.js';
import { ms } from '../../../src/unit/index.js';
import { band, rates, run } from '../../../examples/gallery/izhikevich-network.js';
import { expectSameMean, meanAndDeviation, runAlone } from './alone.js';

type Measures = Record<'E' | 'I' | 'alpha' | 'gamma', readonly number[]>;
// The program of the paper in numpy, twenty networks: see tools/golden/izhikevich_network.py.
const golden = JSON.parse(readFileSync(new URL('../../golden/izhikevich-network.json', import.meta.url), 'utf8')) as Measures;

// The same draws and sums on every machine: a network that is chaotic makes another sample of another last digit.
environ.set({ deterministic: true });

describe('over ten seeds, in one second', () => {
  let ours: Measures;

  beforeAll(() => {
    const rasters = Array.from({ length: 10 }, (_, seed) => run(seed, ms(1000))[1]);
    ours = {
      E: rasters.map((spikes) => rates(spikes)[0]),
      I: rasters.map((spikes) => rates(spikes)[1]),
      alpha: rasters.map((spikes) => band(spikes, 8, 12)),
      gamma: rasters.map((spikes) => band(spikes, 30, 50)),
    };
  }, 60_000);

  // Izhikevich (2003), on figure 3.
  test('neurons fire around 8 Hz', () => {
    for (const rate of [...ours.E, ...ours.I]) expect(Math.abs(rate - 8)).toBeLessThan(1.5);
  });

  test('all have rhythms around 10 and around 40 Hz', () => {
    expect(Math.min(...ours.alpha)).toBeGreaterThan(20);
    expect(Math.min(...ours.gamma)).toBeGreaterThan(8);
  });

  test.each(['E', 'I', 'alpha', 'gamma'] as const)('%s is that of the program in the paper', (name) => {
    const [mean, deviation] = meanAndDeviation(golden[name]);
    expectSameMean(ours[name], { mean, deviation, seeds: golden[name].length });
  });
});

test('spikes that know nothing of each other have power 1', { timeout: 30_000 }, () => {
  random.seed(3);
  const chance = random.rand(1000, 1000).lt(0.008).astype('float32');
  expect(band(chance, 8, 50)).toBeGreaterThan(0.5);
  expect(band(chance, 8, 50)).toBeLessThan(2);
});

test('runs alone, prints its rates and its rhythms, and draws', { timeout: 60_000 }, async () => {
  const [[E, I], [alpha, gamma]] = (await runAlone('izhikevich-network')).slice(0, 2).map((line) => line.match(/\d+(\.\d+)?/g)!.map(Number));
  for (const rate of [E, I]) expect(Math.abs(rate - 8)).toBeLessThan(1.5);
  expect(alpha).toBeGreaterThan(20);
  expect(gamma).toBeGreaterThan(8);
});
