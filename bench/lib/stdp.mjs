// 1000 Poisson inputs whose synapses learn: Song, Miller & Abbott (2000) with the parameters of Brian2's example STDP, here on
// a sparse projection to 1000 cells. Connections, first weights and input spikes are such as every peer can make for itself:
// see `peers/stdp_brian.py`.
//
// Song, Miller & Abbott (2000), Competitive Hebbian learning through spike-timing-dependent synaptic plasticity, Nature
// Neuroscience 3(9).
import { AlignPostProj, CUBA, environ, Expon, LIF, Module, nn, PoissonSpike, SpikeTime, STDP, u } from 'braints';
import { noise } from './engine.mjs';
import { contender, DT } from './rollout.mjs';

const { Hz, mV, ms, siemens } = u;
const [INPUTS, CELLS, TARGETS, RATE] = [1000, 1000, 100, 15];
/** Of each input's spikes there is room for so many. */
const SPIKES = 1024;
/** A hundred synapses on each cell in place of a thousand, so ten times as strong. */
const W_MAX = 0.1;

/** Spikes of so many steps, as two lists: inputs and steps. The gaps between those of an input are geometric. */
function trains(steps, from) {
  const [indices, times] = [[], []];
  const scale = 1 / Math.log1p(-RATE * DT * 1e-3);
  for (let input = 0; input < INPUTS; input++) {
    let step = -1;
    for (let k = 0; k < SPIKES; k++) {
      step += 1 + Math.floor(Math.log(1 - noise(from + input * SPIKES + k)) * scale);
      if (step >= steps) break;
      indices.push(input);
      times.push(step);
    }
  }
  return { indices: Int32Array.from(indices), times: ms(times).mul(DT) };
}

/** The network. `stored`: the input spikes are stored, not drawn in each step. */
class Learning extends Module {
  static name = 'Learning';

  constructor(steps, seed, stored) {
    super();
    const from = seed * 0x10000000;
    const synapses = INPUTS * TARGETS;
    const indices = Int32Array.from({ length: synapses }, (_, i) => Math.floor(noise(from + i) * CELLS));
    const weights = Float32Array.from({ length: synapses }, (_, i) => Math.fround(W_MAX * noise(from + synapses + i)));
    this.inputs = stored ? new SpikeTime(INPUTS, trains(steps, from + 2 * synapses)) : new PoissonSpike(INPUTS, { freqs: Hz(RATE) });
    this.cells = new LIF(CELLS, {
      tau: ms(10),
      V_rest: mV(-74),
      V_th: mV(-54),
      V_reset: mV(-60),
      V_initializer: mV(-74),
      spkReset: 'hard',
    });
    const conn = u.sparse.fixedOut({ data: siemens(weights).reshape([INPUTS, TARGETS]), indices, shape: [INPUTS, CELLS] });
    this.proj = new AlignPostProj({
      comm: new STDP(conn, { w_max: siemens(W_MAX), post: this.cells }),
      syn: Expon.desc(CELLS, { tau: ms(5), g_initializer: siemens(0) }),
      out: CUBA.desc({ scale: mV(60) }),
      post: this.cells,
    });
  }

  update(t) {
    return environ.context({ t }, () => {
      this.proj.step(this.inputs.step());
      return this.cells.step();
    });
  }
}

/** A contender: so many steps from the start; its check is the mean rate of the cells in Hz. */
export function ours(steps, seed, stored) {
  const model = nn.initAllStates(new Learning(steps, seed, stored));
  return contender({ model, step: (t) => model.step(t), N: CELLS }, steps);
}
