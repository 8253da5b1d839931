import { long } from '../lib/training.mjs';

const MB = 2 ** 20;
const planned = (run) => Object.assign(() => ({ ms: run.memoryBytes / MB }), { once: true });

export default {
  name: 'checkpoint-memory',
  work: 'what the runs of checkpoint plan to take',
  unit: 'MB',
  against: 'plain',
  target: 0.05,
  cases: () => [{ name: 'blocks of 100', ours: planned(long(true)), peers: { plain: planned(long(false)) } }],
};
