import { add, float32, noise, scan, timedRun } from '../lib/engine.mjs';
import { lifStep } from '../lib/networks.mjs';

const N = 4096;
const STEPS = 20_000;

/** Twenty thousand steps with a current into each cell's conductance at every step, or without. */
function contender(drive) {
  const into = float32(N, (i) => drive * noise(i));
  const parameters = { V_rest: 0, V_th: 10, V_reset: 0, E_E: 60, E_I: -20, input: 0 };
  const rollout = (ts, ...init) =>
    scan(
      ([V, last, gE, gI], [t]) => {
        const next = lifStep({ V, last, gE, gI }, t, 0.1, (g) => add(g, into), (g) => g, parameters);
        return [[next.V, next.last, next.gE, next.gI], []];
      },
      init,
      [ts],
    )[0];
  const start = [1, -1e7, 1, 1].map((x) => float32(N, (i) => (x === 1 ? 1 + noise(i) : x)));
  const run = timedRun(rollout, [float32(STEPS, (k) => k * Math.fround(0.1)), ...start]);
  return () => ({ ms: run().ms });
}

export default {
  name: 'silence',
  work: '4096 LIF lanes with V_rest = 0 and an exponential conductance, 20,000 steps without any input',
  against: 'with input',
  target: 1.1,
  cases: () => [{ name: '4096 lanes, 20,000 steps', ours: contender(0), peers: { 'with input': contender(0.02) } }],
};
