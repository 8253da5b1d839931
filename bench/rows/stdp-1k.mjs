import { python } from '../lib/python.mjs';
import { ours } from '../lib/stdp.mjs';

const STEPS = 100_000;

const brian = (stored) => {
  const ask = python('stdp_brian.py', { variables: ['BRIAN_PYTHON'], args: [STEPS] });
  return (seed) => () => ask({ seed, stored });
};

export default {
  name: 'stdp-1k',
  work: '1000 Poisson inputs, 100,000 synapses that learn, 1000 cells, ten seconds, spikes as events',
  // Four times as fast.
  against: 'brian2',
  target: 0.25,
  cases: () => [
    { name: 'input spikes stored, over 10 seeds', seeds: 10, ours: (seed) => ours(STEPS, seed, true), peers: { brian2: brian(true) } },
    // Here half of our time is that of the random numbers, which have the bits of JAX.
    { name: 'input spikes drawn, over 3 seeds', beside: true, seeds: 3, ours: (seed) => ours(STEPS, seed, false), peers: { brian2: brian(false) } },
  ],
};
