import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { environ } from '../../../src/index.js';
import { uA } from '../../../src/unit/index.js';
import { run, type NetworkOptions } from '../../../examples/gallery/wang-buzsaki-1996.js';
import { meanAndDeviation, runAlone } from './alone.js';

interface Measures {
  readonly frequency: readonly number[];
  readonly coherence: readonly number[];
}
// Brian2, ten realisations by the midpoint rule: see tools/golden/wang_buzsaki_1996.py.
const golden = JSON.parse(readFileSync(new URL('../../golden/wang-buzsaki-1996.json', import.meta.url), 'utf8')) as {
  networks: Readonly<Record<string, Measures>>;
};
const SEEDS = 10;
// The same draws and sums on every machine: a network that is chaotic makes another sample of another last digit.
environ.set({ deterministic: true });

function measures(options: NetworkOptions): Measures {
  const runs = Array.from({ length: SEEDS }, (_, seed) => run(seed, options));
  return { frequency: runs.map(({ frequency }) => frequency), coherence: runs.map(({ coherence }) => coherence) };
}

describe('over ten seeds', () => {
  const found: Record<string, Measures> = {};

  beforeAll(() => {
    found['all to all, phi 5'] = measures({ phi: 5, I: uA(1) });
    found['all to all, phi 2'] = measures({ phi: 2, I: uA(1.4) });
    found['random, 60 synapses'] = measures({ M_syn: 60 });
  }, 120_000);

  // Figure 3A of the paper; and figure 2a of Wang & Buzsaki (2012), Mechanisms of gamma oscillations, Annual Review of
  // Neuroscience 35, which shows it again: about 40 Hz, at zero phase.
  test('all neurons fire together, at about 40 Hz', () => {
    const { frequency, coherence } = found['all to all, phi 5'];
    expect(meanAndDeviation(frequency)[0]).toBeGreaterThan(37);
    expect(meanAndDeviation(frequency)[0]).toBeLessThan(41);
    expect(Math.min(...coherence)).toBeGreaterThan(0.9);
  });

  // Figure 3C of the paper: hardly another frequency, and no synchrony.
  test('where a spike ends below the reversal potential of the synapses, they do not', () => {
    const [fast, slow] = [found['all to all, phi 5'], found['all to all, phi 2']];
    expect(Math.abs(meanAndDeviation(slow.frequency)[0] - meanAndDeviation(fast.frequency)[0])).toBeLessThan(4);
    expect(Math.max(...slow.coherence)).toBeLessThan(0.6);
  });

  // The integrators differ: exponential Euler at 0.01 ms is late by some tenths of a percent.
  test.each(Object.keys(golden.networks))('%s: frequency and coherence are those of Brian2', (name) => {
    for (const measure of ['frequency', 'coherence'] as const) {
      const [mean, deviation] = meanAndDeviation(found[name][measure]);
      const [theirs, theirDeviation] = meanAndDeviation(golden.networks[name][measure]);
      const error = Math.sqrt((deviation ** 2 + theirDeviation ** 2) / SEEDS);
      expect(Math.abs(mean - theirs), `${measure}: ${mean} and ${theirs}`).toBeLessThan(3 * error + 0.01 * theirs);
    }
  });
});

test('the example runs alone, prints its numbers and draws its figure', async () => {
  const printed = await runAlone('wang-buzsaki-1996');
  expect(printed.some((line) => /^phi = 5, 1 uA: 3[89]\.\d Hz, coherence 0\.9\d$/.test(line))).toBe(true);
}, 60_000);
