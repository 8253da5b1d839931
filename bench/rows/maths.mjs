import { c } from '../lib/peers.mjs';
import { add, checksum, exp, float32, full, log, noise, pow, scan, tanh, timedRun } from '../lib/engine.mjs';

const N = 1_000_000;
const ROUNDS = 20;

const functions = { exp, log, tanh, pow: (x) => pow(x, 1.7) };

/** A function of an array that stays where it is, again and again; adding zero keeps the rounds apart. */
function rounds(f) {
  const x = float32(N, (i) => Math.fround(Math.fround(0.01) + Math.fround(4 * noise(i))));
  const step = (_, [t]) => [[f(add(x, t))], []];
  const run = timedRun((ts) => scan(step, [full([N], 0)], [ts])[0], [float32(ROUNDS, () => 0)]);
  return () => {
    const { ms, outs } = run();
    return { ms: ms / ROUNDS, check: checksum(outs[0]) };
  };
}

export default {
  name: 'maths',
  work: 'exp, log, tanh and pow of 1e6 float32',
  against: 'c128',
  target: 1.5,
  cases: () =>
    Object.entries(functions).map(([name, f]) => ({ name, ours: rounds(f), peers: { c128: c('maths', name, N) } })),
};
