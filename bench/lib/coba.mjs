// The balanced network of Tutorial 3 on connectivity that every peer can make for itself: see `peers/coba.c` and
// `peers/stored.py`.
import { AlignPostProj, COBA, environ, Expon, LIFRef, nn, transform, u } from 'braints';
import { noise } from './engine.mjs';
import { c } from './peers.mjs';

const { mA, ms, mV, siemens } = u;
export const TARGETS = 80;
const DT = 0.1;

/**
 * The network and its step, which returns the spikes. Conductances are in siemens and the resistance is 1 ohm, so that a
 * weight of 0.6 is 0.6 of the leak's conductance.
 */
export function coba(N, seed) {
  const E = (N / 5) * 4;
  const from = seed * 0x10000000;
  const targets = (first, count) => {
    const all = new Int32Array(count * TARGETS);
    for (let i = 0; i < all.length; i++) all[i] = noise(from + first * TARGETS + i) * N;
    return all;
  };
  const potentials = Float32Array.from({ length: N }, (_, i) => Math.fround(-60 + 10 * noise(from + N * TARGETS + i)));
  const neurons = new LIFRef(N, {
    tau: ms(20),
    V_rest: mV(-60),
    V_th: mV(-50),
    V_reset: mV(-60),
    tau_ref: ms(5),
    V_initializer: mV(potentials),
  });
  const project = (first, count, weight, tau, reversal) => {
    const conn = u.sparse.fixedOut({ data: siemens(weight), indices: targets(first, count), shape: [count, N] });
    return new AlignPostProj({
      comm: (spikes) => conn.eventVecmat(spikes),
      syn: Expon.desc(N, { tau: ms(tau), g_initializer: siemens(0) }),
      out: COBA.desc({ E: mV(reversal) }),
      post: neurons,
    });
  };
  const excite = project(0, E, 0.6, 5, 0);
  const inhibit = project(E, N - E, 6.7, 10, -80);
  nn.initAllStates(neurons);
  const step = (t) =>
    environ.context({ t }, () => {
      const spikes = neurons.getSpike();
      excite.step(spikes.get(u.slice(0, E)));
      inhibit.step(spikes.get(u.slice(E)));
      return neurons.step(mA(20));
    });
  return { neurons, step };
}

/** The steps and neurons of spikes, which were recorded as such: nothing is spelled out. */
export const eventsOf = (spikes) => u.math.nonzero(spikes);

/** The mean rate in Hz of so many spikes. */
export function rateOf(count, N, steps) {
  return count / N / (steps * DT * 1e-3);
}

/** A network, and how to put it back to its start. */
export function atItsStart(N, steps, seed) {
  environ.set({ dt: ms(DT) });
  const { neurons, step } = coba(N, seed);
  const states = [...neurons.states().values()];
  const starts = states.map((state) => state.value);
  const rewind = () => states.forEach((state, i) => (state.value = starts[i]));
  return { step, times: u.math.arange(steps).mul(ms(DT)), rewind };
}

/** A contender: runs so many steps from the start; its check is the mean rate in Hz. */
export function ours(N, steps, seed) {
  const { step, times, rewind } = atItsStart(N, steps, seed);
  const run = transform.prepare(step, times);
  return () => {
    rewind();
    const start = performance.now();
    const [when] = eventsOf(run.start());
    const elapsed = performance.now() - start;
    return { ms: elapsed, check: rateOf(when.length, N, steps) };
  };
}

/** The network of so many cells for so many steps beside the one in C, over ten seeds. */
export function besideC(N, steps) {
  return { seeds: 10, ours: (seed) => ours(N, steps, seed), peers: { c128: (seed) => c('coba', N, steps, seed) } };
}
