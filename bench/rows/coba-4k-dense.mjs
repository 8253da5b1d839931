import { transform } from 'braints';
import { coba } from '../lib/coba.mjs';
import { contender, eventsOf, rateOf, rewindOf, timesOf } from '../lib/rollout.mjs';

const [N, STEPS] = [4000, 10_000];

/** One call of forLoop, which gives the matrix [steps, cells]; `of` says what is timed of it. */
function matrix(of) {
  const { model, step } = coba(N, 0);
  const [times, rewind] = [timesOf(STEPS), rewindOf(model)];
  return () => {
    rewind();
    const start = performance.now();
    const spikes = transform.forLoop(step, times);
    const until = performance.now() - start;
    if (String(spikes.shape) !== String([STEPS, N])) throw new Error(`a matrix of shape ${spikes.shape}`);
    if (of === 'call') return { ms: until, check: rateOf(eventsOf(spikes)[0].length, N, STEPS) };
    const reading = performance.now();
    const elements = spikes.toTypedArray();
    const ms = performance.now() - reading;
    return { ms, check: rateOf(elements.reduce((sum, x) => sum + x, 0), N, STEPS) };
  };
}

export default {
  name: 'coba-4k-dense',
  work: 'coba-4k, given back as the matrix (10000, 4000) as the tutorial does, and read',
  // The same network: the same spikes.
  tolerance: 1e-9,
  target: 1,
  cases: () => [
    {
      name: 'the call of forLoop',
      limit: { times: 1.1, of: 'coba-4k' },
      ours: matrix('call'),
      peers: { 'coba-4k': contender(coba(N, 0), STEPS) },
    },
    { name: 'reading the matrix', limit: 150, ours: Object.assign(matrix('reading'), { once: true }) },
  ],
};
