import { add, float32, full, mul, noise, scan, trace, compile, runToEnd } from '../lib/engine.mjs';

const N = 4096;
const STEPS = 1_000_000;
const EVERY = 1000;
const MB = 2 ** 20;

/** Recorded at every so many steps alone. */
function rollout(I) {
  const step = ([V], [t]) => {
    const next = add(mul(V, 0.995), mul(I, t));
    return [[next], [next]];
  };
  return (times) => scan(step, [full([N], 0)], [times], { every: EVERY })[1];
}

/** The most memory that the process has held so far. */
function peak() {
  return process.resourceUsage().maxRSS * 1024;
}

export default {
  name: 'memory',
  work: '4096 lanes, 1e6 steps, every 1000th recorded',
  unit: 'MB',
  // 1.2 times what is recorded, and 64 MB.
  limit: (1.2 * (STEPS / EVERY) * N * 4) / MB + 64,
  target: 1,
  cases() {
    // A peak never falls, so only the first turn measures anything.
    let used;
    const ours = () => {
      if (used !== undefined) return used;
      const before = process.memoryUsage().rss;
      const times = float32(STEPS, (k) => 1e-3 * (k % 7));
      const { program, captured } = trace(rollout(float32(N, noise)), [times]);
      const outs = runToEnd(compile(program), [...captured, times]);
      used = { ms: (peak() - before) / MB, check: outs[0].data.length };
      return used;
    };
    return [{ name: '1000 rows of 4096 float32', ours: Object.assign(ours, { once: true }) }];
  },
};
