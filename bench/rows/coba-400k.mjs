import { besideC } from '../lib/coba.mjs';

export default {
  name: 'coba-400k',
  work: 'the balanced network of Tutorial 3, 400,000 cells with 80 synapses each, 50 ms, spikes as events',
  against: 'c128',
  target: 1.1,
  targetWithoutRelaxed: 1.65,
  cases: () => [{ name: '500 steps, over 10 seeds', ...besideC(400_000, 500) }],
};
