import { long } from '../lib/training.mjs';

export default {
  name: 'checkpoint',
  work: 'gradient through 10,000 steps of 1000 cells, input drawn in the loop: two levels of checkpoints against none',
  against: 'plain',
  target: 1.6,
  tolerance: 1e-4,
  cases: () => [{ name: 'blocks of 100', ours: long(true), peers: { plain: long(false) } }],
};
