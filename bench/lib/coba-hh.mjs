// The network of Hodgkin-Huxley cells of Brette et al. (2007), benchmark 3, as Brian2's example COBAHH has it, on
// connectivity that every peer can make for itself: see `peers/coba-hh.c` and `peers/coba_hh_brian.py`.
//
// Brette et al. (2007), Simulation of networks of spiking neurons, Journal of Computational Neuroscience 23(3).
import { AlignPostProj, COBA, environ, Expon, HiddenState, initializer, Neuron, nn, ShortTermState, surrogate, transform, u } from 'braints';
import { eventsOf, rateOf } from './coba.mjs';
import { noise } from './engine.mjs';
import { c } from './peers.mjs';

const { exp, exprel, where, zeros } = u.math;
const { mV, ms, nS, pA, pF, uS, kHz, unitless } = u;
export const TARGETS = 80;

const [C, gL, gNa, gK] = [pF(200), nS(10), uS(20), uS(6)];
const [EL, ENa, EK, VT, V_th, tau_ref] = [mV(-60), mV(50), mV(-90), mV(-63), mV(-20), ms(3)];

/** The cell: a custom neuron, whose potential is integrated by exponential Euler on its own drift. */
class TraubMiles extends Neuron {
  static name = 'TraubMiles';
  static parameters = {
    V_initializer: initializer(mV(-65)),
    m_initializer: initializer(unitless(0)),
    h_initializer: initializer(unitless(0)),
    n_initializer: initializer(unitless(0)),
  };

  constructor(size, options) {
    super(size, options, new surrogate.ReluGrad());
  }

  initState(options) {
    super.initState(options);
    this.lastSpikeTime = new ShortTermState(zeros(this.varshape, ms).sub(ms(1e7)));
    this.spikes = new HiddenState(zeros(this.varshape, undefined, 'bool'));
  }

  getSpike() {
    return this.spikes.value;
  }

  update(x) {
    const [V, m, h, n] = [this.V.value, this.m.value, this.h.value, this.n.value];
    /** (V_T + from - V) / width */
    const below = (from, width) => VT.add(mV(from)).sub(V).div(mV(width));
    // y / (exp(y / b) - 1) is b / exprel(y / b), which has no gap at 0.
    const rates = {
      m: [kHz(0.32 * 4).div(exprel(below(13, 4))), kHz(0.28 * 5).div(exprel(below(40, -5)))],
      h: [kHz(0.128).mul(exp(below(17, 18))), kHz(4).div(exp(below(40, 5)).add(1))],
      n: [kHz(0.032 * 5).div(exprel(below(15, 5))), kHz(0.5).mul(exp(below(10, 40)))],
    };
    const gate = (y, [opens, closes]) => nn.expEulerStep((y) => opens.mul(unitless(1).sub(y)).sub(closes.mul(y)), y);
    const sodium = gNa.mul(m.pow(3)).mul(h);
    const potassium = gK.mul(n.pow(4));
    const dV = (V) => {
      const inward = gL.mul(EL.sub(V)).add(sodium.mul(ENa.sub(V))).add(potassium.mul(EK.sub(V)));
      return this.sumCurrentInputs(inward.add(x), V).div(C);
    };
    this.V.value = nn.expEulerStep(dV, V);
    this.m.value = gate(m, rates.m);
    this.h.value = gate(h, rates.h);
    this.n.value = gate(n, rates.n);
    const t = environ.get('t');
    const refractory = t.sub(this.lastSpikeTime.value).lt(tau_ref);
    const spikes = this.spkFun.apply(where(refractory, unitless(-1), this.V.value.sub(V_th).div(mV(20))));
    this.spikes.value = spikes.ne(0);
    this.lastSpikeTime.value = where(this.spikes.value, t, this.lastSpikeTime.value);
    return spikes;
  }
}

/** The network and its step, which returns the spikes. */
export function cobaHH(N, seed) {
  const E = (N / 5) * 4;
  const from = seed * 0x10000000;
  const targets = (first, count) => {
    const all = new Int32Array(count * TARGETS);
    for (let i = 0; i < all.length; i++) all[i] = noise(from + first * TARGETS + i) * N;
    return all;
  };
  /** The numbers behind those of the connections, between `low` and `low + width`. */
  const numbers = (block, low, width) =>
    Float32Array.from({ length: N }, (_, i) => Math.fround(low + width * noise(from + N * (TARGETS + block) + i)));
  const neurons = new TraubMiles(N, { V_initializer: mV(numbers(0, -73, 16)) });
  const project = (first, count, weight, tau, reversal, start) => {
    const conn = u.sparse.fixedOut({ data: nS(weight), indices: targets(first, count), shape: [count, N] });
    return new AlignPostProj({
      comm: (spikes) => conn.eventVecmat(spikes),
      syn: Expon.desc(N, { tau: ms(tau), g_initializer: nS(start) }),
      out: COBA.desc({ E: mV(reversal) }),
      post: neurons,
    });
  };
  const excite = project(0, E, 6, 5, 0, numbers(1, 15, 50));
  const inhibit = project(E, N - E, 67, 10, -80, numbers(2, 0, 400));
  nn.initAllStates(neurons);
  const step = (t) =>
    environ.context({ t }, () => {
      const spikes = neurons.getSpike();
      excite.step(spikes.get(u.slice(0, E)));
      inhibit.step(spikes.get(u.slice(E)));
      return neurons.step(pA(0));
    });
  return { neurons, step };
}

/** A contender: runs so many steps from the start; its check is the mean rate in Hz. */
export function ours(N, steps, seed) {
  environ.set({ dt: ms(0.1) });
  const { neurons, step } = cobaHH(N, seed);
  const states = [...neurons.states().values()];
  const starts = states.map((state) => state.value);
  const run = transform.prepare(step, u.math.arange(steps).mul(ms(0.1)));
  return () => {
    states.forEach((state, i) => (state.value = starts[i]));
    const start = performance.now();
    const [when] = eventsOf(run.start());
    const elapsed = performance.now() - start;
    return { ms: elapsed, check: rateOf(when.length, N, steps) };
  };
}

/** The network of so many cells for so many steps beside the one in C, over ten seeds. */
export function besideC(N, steps) {
  return { seeds: 10, ours: (seed) => ours(N, steps, seed), peers: { c128: (seed) => c('coba-hh', N, steps, seed) } };
}
