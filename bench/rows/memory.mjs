import { add, float32, full, mul, noise, scan, trace, compile, runToEnd } from '../lib/engine.mjs';

const N = 4096;
const STEPS = 1_000_000;
const EVERY = 1000;
const MB = 2 ** 20;

function decay(I) {
  return (blocks) => {
    const inner = ([V], [t]) => [[add(mul(V, 0.995), mul(I, t))], []];
    const outer = ([V], [ts]) => {
      const [[next]] = scan(inner, [V], [ts]);
      return [[next], [next]];
    };
    return scan(outer, [full([N], 0)], [blocks])[1];
  };
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
      times.shape = [STEPS / EVERY, EVERY];
      const { program, captured } = trace(decay(float32(N, noise)), [times]);
      const outs = runToEnd(compile(program), [...captured, times]);
      used = { ms: (peak() - before) / MB, check: outs[0].data.length };
      return used;
    };
    return [{ name: '1000 rows of 4096 float32', ours }];
  },
};
