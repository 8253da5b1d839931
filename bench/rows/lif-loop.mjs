import { c } from '../lib/peers.mjs';
import { add, div, exprel, float32, full, ge, lt, mul, neg, noise, select, sub, checksum, scan, timedRun } from '../lib/engine.mjs';

const N = 4096;
const STEPS = 10_000;

/** One step of LIF lanes with a refractory time, as exponential Euler writes it: x + dt f(x) exprel(dt f'(x)). */
function step([V, last], [t], I) {
  const dt = 0.1;
  const [V_rest, V_th, V_reset, tau, tau_ref] = [-60, -50, -60, 20, 5];
  const slope = div(neg(full([N], 1)), tau);
  const derivative = div(add(neg(sub(V, V_rest)), I), tau);
  const moved = add(V, mul(mul(dt, derivative), exprel(mul(dt, slope))));
  const v = select(lt(sub(t, last), tau_ref), V, moved);
  const spikes = ge(v, V_th);
  return [[select(spikes, V_reset, v), select(spikes, t, last)], []];
}

export default {
  name: 'lif-loop',
  work: '4096 LIF lanes, float32, 10,000 steps, nothing stacked',
  against: 'c128',
  target: 1.1,
  targetWithoutRelaxed: 1.65,
  // Rounding moves single spikes by a step.
  tolerance: 1e-2,
  cases() {
    const I = float32(N, (i) => 8 + 12 * noise(i));
    const times = float32(STEPS, (k) => k * Math.fround(0.1));
    const args = [float32(N, () => -60), float32(N, () => -1e7), times];
    const run = timedRun((V, last, ts) => scan((carry, x) => step(carry, x, I), [V, last], [ts])[0], args);
    const ours = () => {
      const { ms, outs } = run();
      return { ms, check: checksum(outs[0]) };
    };
    return [{ name: '4096 lanes, 10,000 steps', ours, peers: { c128: c('lif', STEPS) } }];
  },
};
