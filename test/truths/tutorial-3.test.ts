import { existsSync, rmSync } from 'node:fs';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { AlignPostProj, COBA, environ, Expon, init, LIFRef, nn, random, transform, u, type Quantity } from '../../src/index.js';

const { mA, ms, mV, ohm, siemens } = u;
// The same draws and sums on every machine: a network that is chaotic makes another sample of another last digit.
environ.set({ deterministic: true });

test('the tutorial runs alone, prints its shape and draws its figure', async () => {
  const printed: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
  process.argv.push('--no-png');
  rmSync('figures/03-ei-balanced-network.svg', { force: true });
  await import('../../examples/03-ei-balanced-network.js');
  expect(printed).toContain('spike matrix: (10000, 4000)');
  const [, rate] = /^mean rate: ([\d.]+) Hz$/.exec(printed.find((line) => line.startsWith('mean rate'))!)!;
  expect(Number(rate)).toBeGreaterThan(15);
  expect(Number(rate)).toBeLessThan(30);
  expect(existsSync('figures/03-ei-balanced-network.svg')).toBe(true);
}, 60_000);

// Brian2 2.5.1, dt 0.1 ms, 2 s of which the first 200 ms are dropped, 13 seeds, connections with probability 0.02: mean and
// standard deviation over seeds, in Hz.
const BRIAN2 = { seeds: 13, all: [21.29, 1.11], E: [21.25, 1.3], I: [21.49, 0.43] } as const;
const SEEDS = 10;
const [N_E, N] = [3200, 4000];

/** Connections with a probability for each pair, as CSR. */
function bernoulli(from: number, to: number, weight: Quantity<'conductance'>) {
  const indices: number[] = [];
  const indptr = [0];
  for (let i = 0; i < from; i++) {
    const draws = random.rand(to).toTypedArray();
    for (let j = 0; j < to; j++) if (draws[j] < 0.02) indices.push(j);
    indptr.push(indices.length);
  }
  const W = u.sparse.csr({ data: weight, indices: Int32Array.from(indices), indptr: Int32Array.from(indptr), shape: [from, to] });
  return (spikes: Quantity<'one'>) => W.eventVecmat(spikes);
}

/** Spikes per second of all, of the excitatory and of the inhibitory neurons. */
function rates(seed: number): [number, number, number] {
  random.seed(seed);
  return environ.context({ dt: ms(0.1) }, () => {
    const neurons = new LIFRef(N, {
      R: ohm(1),
      tau: ms(20),
      V_rest: mV(-60),
      V_th: mV(-50),
      V_reset: mV(-60),
      tau_ref: ms(5),
      spkReset: 'hard',
      V_initializer: new init.Normal(mV(-55), mV(2)),
    });
    const proj = (comm: (spikes: Quantity<'one'>) => Quantity<'conductance'>, tau: Quantity<'time'>, E: Quantity<'voltage'>) =>
      new AlignPostProj({ comm, syn: Expon.desc(N, { tau }), out: COBA.desc({ E }), post: neurons });
    const exc = proj(bernoulli(N_E, N, siemens(0.6)), ms(5), mV(0));
    const inh = proj(bernoulli(N - N_E, N, siemens(6.7)), ms(10), mV(-80));
    nn.initAllStates(neurons);
    const step = (t: Quantity<'time'>) =>
      environ.context({ t }, () => {
        const spikes = neurons.getSpike();
        exc.step(spikes.get(u.slice(0, N_E)));
        inh.step(spikes.get(u.slice(N_E)));
        neurons.step(mA(20));
        const late = t.ge(ms(200)).astype('float32');
        const now = neurons.getSpike();
        return [now.get(u.slice(0, N_E)).sum().mul(late), now.get(u.slice(N_E)).sum().mul(late)] as const;
      });
    const [e, i] = transform.forLoop(step, u.math.arange(ms(0), ms(2000), environ.getDt()));
    const [E, I] = [e, i].map((x) => x.sum().item() / 1.8);
    return [(E + I) / N, E / N_E, I / (N - N_E)];
  });
}

describe('its mean rates are those of Brian2', () => {
  let runs: [number, number, number][];
  beforeAll(() => {
    runs = Array.from({ length: SEEDS }, (_, seed) => rates(seed));
  }, 120_000);

  test.each([['all', 0], ['E', 1], ['I', 2]] as const)('%s', (part, at) => {
    const ours = runs.map((run) => run[at]);
    const mean = ours.reduce((sum, x) => sum + x, 0) / SEEDS;
    const variance = ours.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (SEEDS - 1);
    const [theirs, deviation] = BRIAN2[part];
    const error = Math.sqrt(variance / SEEDS + deviation ** 2 / BRIAN2.seeds);
    expect(Math.abs(mean - theirs), `${mean} and ${theirs} Hz`).toBeLessThan(3 * error);
  });
});
