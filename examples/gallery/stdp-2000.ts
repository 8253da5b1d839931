// Synapses that compete: spike-timing-dependent plasticity divides a thousand random inputs of one neuron into strong and
// weak ones.
//
// All inputs fire alike, at 15 Hz. A connection grows if its spikes come shortly before those of the neuron, and shrinks,
// by a little more, if they come after. Chance decides which inputs win; the neuron, which fires fast and regularly at
// first, ends up balanced at its threshold, and fires irregularly.
//
// Song, Miller & Abbott (2000), Competitive Hebbian learning through spike-timing-dependent synaptic plasticity, Nature
// Neuroscience 3(9). Published: the weights end in two groups, at 0 and at the maximum (results), and the firing becomes
// irregular (abstract). Parameters are those of Brian2's example of the paper, which leaves inhibition out.
//
//   --no-png   writes the figure as SVG alone
import { AlignPostProj, COBA, conn, environ, Expon, init, LIF, metric, nn, PoissonSpike, random, show, STDP, transform, u, type Quantity } from 'braints';
import * as visualize from 'braints/visualize';
import { isProgram, saveFigure } from './program.js';

const { Hz, ms, mV, ohm, second, siemens } = u;
const N = 1000;
const dt = ms(0.1);
const g_max = siemens(0.01); // in leak conductances: through 1 ohm the leak is 1 S

// ---- 1. The model ---------------------------------------------------------------------------------------------------
//
// STDP stands where a projection has its connections. By default A_pre is 1 % of w_max, A_post is -1.05 A_pre, and both
// traces last 20 ms, as in the paper.
function competition() {
  const inputs = new PoissonSpike(N, { freqs: Hz(15) });
  const neuron = new LIF(1, {
    R: ohm(1),
    tau: ms(10),
    V_rest: mV(-74),
    V_th: mV(-54),
    V_reset: mV(-60),
    V_initializer: mV(-60),
    spkReset: 'hard',
  });
  const weights = new conn.AllToAll({ weight: new init.Uniform(siemens(0), g_max) }).generate(N, 1);
  const synapses = new STDP(weights, { w_max: g_max, post: neuron });
  const proj = new AlignPostProj({
    comm: synapses,
    syn: Expon.desc(1, { tau: ms(5) }),
    out: COBA.desc({ E: mV(0) }),
    post: neuron,
  });
  return { inputs, neuron, synapses, proj };
}

// ---- 2. A run -------------------------------------------------------------------------------------------------------

/** The weights as parts of g_max before and after a run, and the spikes of the neuron: [steps, 1]. */
export function run(seed: number, duration: Quantity<'time'>) {
  random.seed(seed);
  return environ.context({ dt }, () => {
    const { inputs, neuron, synapses, proj } = competition();
    nn.initAllStates(proj);
    const parts = (): readonly number[] => Array.from(synapses.weight.value.div(g_max).toTypedArray());
    const step = (t: Quantity<'time'>) =>
      environ.context({ t }, () => {
        proj.step(inputs.step());
        return neuron.step();
      });
    const before = parts();
    const spikes = transform.forLoop(step, u.math.arange(ms(0), duration, dt));
    return { before, after: parts(), spikes };
  });
}

/** Spikes per second, and the variation of the intervals between them, from one second to another. */
export function firing(spikes: Quantity<'one'>, from: number, to: number): { rate: number; cv: number } {
  const [first, last] = [from, to].map((t) => Math.round(second(t).div(dt).item()));
  const part = spikes.get(u.slice(first, last));
  return { rate: part.sum().item() / (to - from), cv: metric.isiCv(part).get(0).item() };
}

/** The share of the weights in each tenth of the way from 0 to g_max. */
export function tenths(weights: readonly number[]): readonly number[] {
  const shares = Array.from({ length: 10 }, () => 0);
  for (const w of weights) shares[Math.min(9, Math.floor(10 * w))] += 1 / weights.length;
  return shares;
}

// ---- 3. What came out -----------------------------------------------------------------------------------------------
if (isProgram(import.meta.url)) {
  const SECONDS = 60;
  const result = run(0, second(SECONDS));
  const percent = (x: number) => `${(100 * x).toFixed(1)} %`;
  const shares = tenths(result.after);
  show(`weights in the lowest tenth: ${percent(shares[0])}, in the highest: ${percent(shares[9])}`);
  show(`in each of the eight between: ${percent(Math.min(...shares.slice(1, 9)))} to ${percent(Math.max(...shares.slice(1, 9)))}`);
  for (const [from, to] of [[0, 5], [30, 60]] as const) {
    const { rate, cv } = firing(result.spikes, from, to);
    show(`from ${from} to ${to} s: ${rate.toFixed(1)} Hz, variation of the intervals ${cv.toFixed(2)}`);
  }

  const fig = visualize.getFigure(1, 3, { rowLen: 2.6, colLen: [2.6, 2.6, 3.6], sharex: false });
  const bars = { bins: 20, xlabel: 'weight / maximum', ylabel: 'synapses', ylim: [0, 170] };
  visualize.histogram(fig.at(0, 0), result.before, { ...bars, title: 'at the start' });
  visualize.histogram(fig.at(0, 1), result.after, { ...bars, title: `after ${SECONDS} s` });
  const seconds = Array.from({ length: SECONDS }, (_, t) => t);
  const rates = seconds.map((t) => firing(result.spikes, t, t + 1).rate);
  visualize.linePlot(fig.at(0, 2), second(seconds), Hz(rates), { title: 'output', xlabel: 'time', ylabel: 'firing rate', ylim: Hz([0, 70]) });
  await saveFigure(fig, 'stdp-2000');
}
