import { besideC } from '../lib/coba.mjs';

export default {
  name: 'coba-40k',
  work: 'the balanced network of Tutorial 3, 40,000 cells with 80 synapses each, 200 ms, spikes as events',
  against: 'c128',
  target: 1.1,
  targetWithoutRelaxed: 1.65,
  cases: () => [{ name: '2000 steps, over 10 seeds', ...besideC(40_000, 2000) }],
};
