// The balanced network of Tutorial 3 on connectivity that every peer can make for itself: see `peers/coba.c`.
import { AlignPostProj, COBA, environ, Expon, LIFRef, nn, transform, u } from 'braints';
import { noise } from './engine.mjs';

const { mA, ms, mV, siemens } = u;
export const TARGETS = 80;

/**
 * The network and its step, which returns the spikes. Conductances are in siemens and the resistance is 1 ohm, so that a
 * weight of 0.6 is 0.6 of the leak's conductance.
 */
export function coba(N, seed) {
  const E = (N / 5) * 4;
  const from = seed * 0x10000000;
  const targets = (first, count) =>
    Int32Array.from({ length: count * TARGETS }, (_, i) => Math.floor(noise(from + first * TARGETS + i) * N));
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

/** A contender: runs one second, or so many steps, from the start; what it gives is the mean rate in Hz. */
export function ours(N, steps, seed) {
  environ.set({ dt: ms(0.1) });
  const { neurons, step } = coba(N, seed);
  const states = [...neurons.states().values()];
  const starts = states.map((state) => state.value);
  const times = u.math.arange(steps).mul(ms(0.1));
  const run = transform.prepare(step, times);
  return () => {
    states.forEach((state, i) => (state.value = starts[i]));
    const start = performance.now();
    const spikes = run.start();
    const elapsed = performance.now() - start;
    const count = u.math.sum(spikes).item();
    return { ms: elapsed, check: count / N / (steps * 1e-4) };
  };
}
