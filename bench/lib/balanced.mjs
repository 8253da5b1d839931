// Four cells in five excite, one inhibits, on connectivity that every peer can make for itself: see `peers/stored.py`.
import { AlignPostProj, COBA, environ, Expon, nn, u } from 'braints';
import { noise } from './engine.mjs';
import { c } from './peers.mjs';
import { contender } from './rollout.mjs';

const { ms, mV } = u;
const TARGETS = 80;

/** The numbers of N cells that come in this place behind those of the connections, between `low` and `low + width`. */
export function numbers(N, seed, place, low, width) {
  const from = seed * 0x10000000 + N * (TARGETS + place);
  return Float32Array.from({ length: N }, (_, i) => Math.fround(low + width * noise(from + i)));
}

/**
 * The network of these cells and its step, which returns the spikes. Of excitation and inhibition each: its weight, how fast
 * it decays in ms, where it pulls V in mV, and the conductance that is there at the start.
 */
export function balanced(model, { seed, excitation, inhibition, drive }) {
  const N = model.varshape[0];
  const E = (N / 5) * 4;
  const targets = (first, count) => {
    const all = new Int32Array(count * TARGETS);
    for (let i = 0; i < all.length; i++) all[i] = noise(seed * 0x10000000 + first * TARGETS + i) * N;
    return all;
  };
  const project = (first, count, { weight, tau, reversal, start }) => {
    const conn = u.sparse.fixedOut({ data: weight, indices: targets(first, count), shape: [count, N] });
    return new AlignPostProj({
      comm: (spikes) => conn.eventVecmat(spikes),
      syn: Expon.desc(N, { tau: ms(tau), g_initializer: start }),
      out: COBA.desc({ E: mV(reversal) }),
      post: model,
    });
  };
  const excite = project(0, E, excitation);
  const inhibit = project(E, N - E, inhibition);
  nn.initAllStates(model);
  const step = (t) =>
    environ.context({ t }, () => {
      const spikes = model.getSpike();
      excite.step(spikes.get(u.slice(0, E)));
      inhibit.step(spikes.get(u.slice(E)));
      return model.step(drive);
    });
  return { model, step, N };
}

/** A network of so many cells for so many steps beside the peer of this name in C, over ten seeds. */
export function networkBesideC(network, name, N, steps) {
  return {
    seeds: 10,
    ours: (seed) => contender(network(N, seed), steps),
    peers: { c128: (seed) => c(name, N, steps, seed) },
  };
}
