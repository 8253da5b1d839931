import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { environ } from '../../../src/state/index.js';
import { second } from '../../../src/unit/index.js';
import { firing, run, tenths } from '../../../examples/gallery/stdp-2000.js';
import { expectSameMean, meanAndDeviation, runAlone } from './alone.js';

type Measures = 'rate' | 'cv' | 'low' | 'high' | 'mean';
interface After extends Record<Measures, readonly number[]> {
  readonly seconds: number;
}
// Brian2, ten realisations: see tools/golden/stdp_2000.py.
const golden = JSON.parse(readFileSync(new URL('../../golden/stdp-2000.json', import.meta.url), 'utf8')) as { after: readonly After[] };
const [early, late] = golden.after;
const SEEDS = 10;
// The same draws and sums on every machine: a network that is chaotic makes another sample of another last digit.
environ.set({ deterministic: true });

describe('over ten seeds, after 20 s', () => {
  let weights: readonly (readonly number[])[];
  let measures: Record<Measures, readonly number[]>;

  beforeAll(() => {
    const runs = Array.from({ length: SEEDS }, (_, seed) => run(seed, second(early.seconds)));
    const fired = runs.map(({ spikes }) => firing(spikes, early.seconds / 2, early.seconds));
    weights = runs.map(({ after }) => after);
    measures = {
      rate: fired.map(({ rate }) => rate),
      cv: fired.map(({ cv }) => cv),
      low: weights.map((w) => tenths(w)[0]),
      high: weights.map((w) => tenths(w)[9]),
      mean: weights.map((w) => w.reduce((sum, x) => sum + x, 0) / w.length),
    };
  }, 120_000);

  test('the weights form two groups, at 0 and at the maximum (Song, Miller & Abbott 2000)', () => {
    const [low, ...rest] = tenths(weights.flat());
    const high = rest.pop()!;
    expect(Math.min(low, high)).toBeGreaterThan(1.15 * Math.max(...rest));
  });

  test.each(['rate', 'cv', 'low', 'high', 'mean'] as const)('%s is that of Brian2', (name) => {
    const [mean, deviation] = meanAndDeviation(early[name]);
    expectSameMean(measures[name], { mean, deviation, seeds: early[name].length });
  });
});

test('runs alone, prints what the paper and Brian2 have after 60 s, and draws', { timeout: 60_000 }, async () => {
  const numbers = (await runAlone('stdp-2000')).slice(0, 4).map((line) => line.match(/\d+\.\d+/g)!.map(Number));
  const [[low, high], [, most], [startRate, startCv], [rate, cv]] = numbers;
  expect(Math.min(low, high)).toBeGreaterThan(1.3 * most); // two groups
  expect(rate).toBeLessThan(startRate); // slower, and irregular
  expect(cv).toBeGreaterThan(startCv);
  for (const [name, value] of [['low', low / 100], ['high', high / 100], ['rate', rate], ['cv', cv]] as const) {
    const [mean, deviation] = meanAndDeviation(late[name]);
    expect(Math.abs(value - mean), `${name}: ${value} and ${mean}`).toBeLessThan(4 * deviation);
  }
});
