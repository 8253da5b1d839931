import { ours } from '../lib/coba.mjs';
import { c } from '../lib/peers.mjs';

const [N, STEPS] = [4000, 10_000];

export default {
  name: 'coba-4k',
  work: 'the balanced network of Tutorial 3, 4000 cells, one second, spikes as events',
  against: 'c128',
  target: 1.1,
  targetWithoutRelaxed: 1.65,
  // A chaotic network: rates agree, not spikes.
  tolerance: 0.1,
  cases: () => [0, 1, 2].map((seed) => ({ name: `seed ${seed}`, ours: ours(N, STEPS, seed), peers: { c128: c('coba', N, STEPS, seed) } })),
};
