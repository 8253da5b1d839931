import { State, transform, u } from 'braints';

const ROLLOUTS = 1000;
const N = 1000;
const STEPS = 100;
const WARM = 300;
const MB = 2 ** 20;

export default {
  name: 'loop-memory',
  work: `${ROLLOUTS} rollouts of ${STEPS} steps in one synchronous loop, each with ${((N * STEPS * 4) / MB).toFixed(2)} MB of results that are dropped`,
  unit: 'MB',
  // All results together are 380 MB; a collector leaves some garbage for later.
  limit: 64,
  target: 1,
  cases() {
    const x = new State(u.unitless(u.math.zeros([N])));
    const rollouts = (count) => {
      let last;
      for (let i = 0; i < count; i++) {
        last = transform.forLoop.with({ length: STEPS })(() => {
          x.value = x.value.mul(0.9).add(1);
          return x.value;
        });
      }
      return last.shape[0];
    };
    // A peak never falls, so only the first turn measures anything.
    let used;
    const ours = () => {
      if (used !== undefined) return used;
      // Garbage is collected when there is enough of it: that much is there once and for all.
      rollouts(WARM);
      const before = process.resourceUsage().maxRSS * 1024;
      const check = rollouts(ROLLOUTS);
      used = { ms: (process.resourceUsage().maxRSS * 1024 - before) / MB, check };
      return used;
    };
    return [{ name: `${ROLLOUTS} rollouts, growth of the peak`, ours: Object.assign(ours, { once: true }) }];
  },
};
