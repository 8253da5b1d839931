// A chain of ten groups of neurons, through which a volley of spikes travels or dies out.
//
// Each neuron of a group reaches all 100 of the next. Each also has the background of a cortex, as noise, and fires at
// about 2 Hz by it. A volley of `a` spikes, at times with the standard deviation sigma, reaches the first group. If it
// is strong and sharp enough it becomes sharper on its way, until nearly all neurons of a group fire within a
// millisecond; if not, it is lost after a few groups. Nothing in between lasts.
//
// Diesmann, Gewaltig & Aertsen (1999), Stable propagation of synchronous spiking in cortical neural networks, Nature
// 402: an attractor "in the (sub)millisecond range" (abstract), which some volleys reach (figure 1d: 85 spikes) and
// others do not (figure 1e: 48 spikes). What the two have is that of ModelDB's model 153988 and of Brian2's example of
// the same paper, and so are the parameters; the delay of 5 ms is the paper's.
//
//   --no-png   writes the figure as SVG alone
import {
  AlignPostProj, Alpha, CUBA, environ, init, LIFRef, metric, Module, nn, random, show, SpikeTime, transform, u,
  type Quantity,
} from 'braints';
import * as visualize from 'braints/visualize';
import { isProgram, saveFigure } from './program.js';

const { mA, ms, mV, ohm } = u;
const [GROUPS, SIZE] = [10, 100];
const tau_psp = ms(0.325);
const [V_r, V_t] = [mV(-70), mV(-55)];
const start = ms(50);
const background = mA(25.27 * 0.325);


// ---- 1. The chain -------------------------------------------------------------------------------------------------
//
// Currents are those that lift the potential by as many mV: the resistance is 1 ohm. A spike makes one with the shape
// of an alpha function, and a potential of 0.14 mV. The background is a mean current, and white noise through the same
// synapses.
class SynfireChain extends Module {
  readonly volley: SpikeTime;
  readonly neurons = new LIFRef([GROUPS, SIZE], {
    R: ohm(1), tau: ms(10), V_rest: V_r, V_th: V_t, V_reset: V_r, tau_ref: ms(1), spkReset: 'hard',
    V_initializer: new init.Uniform(V_r, V_t),
  });
  readonly earlier = this.neurons.outputDelay(ms(5));
  readonly syn = new Alpha([GROUPS, SIZE], { tau: tau_psp, g_initializer: new init.Constant(mA(0)) });
  readonly proj = new AlignPostProj({
    comm: (counts: Quantity<'one'>) => u.math.broadcastTo(counts.expandDims(1), [GROUPS, SIZE]).mul(mA(4.86)),
    syn: this.syn,
    out: new CUBA({ scale: u.unitless(1) }),
    post: this.neurons,
  });

  constructor(a: number, sigma: Quantity<'time'>) {
    super();
    this.volley = new SpikeTime(a, { indices: u.math.arange(a), times: start.add(sigma.mul(random.randn(a))) });
    // What white noise of 39.24 mA/sqrt(ms) adds to a variable that decays with tau_psp, in one step.
    const steps = environ.getDt().div(tau_psp).item();
    const deviation = mA(39.24).mul(Math.sqrt((tau_psp.item(ms) / 2) * -Math.expm1(-2 * steps)));
    this.syn.addDeltaInput('background', () => deviation.mul(random.randn(GROUPS, SIZE)));
  }

  // How many spikes reach each group: those of the volley the first, those of a group the next, 5 ms later.
  override update(t: Quantity<'time'>) {
    return environ.context({ t }, () => {
      const fired = this.earlier.step().sum(1);
      this.proj.step(u.math.concatenate([this.volley.step().sum().reshape([1]), fired.get(u.slice(0, -1))]));
      return this.neurons.step(background);
    });
  }
}

// ---- 2. A run, and what came out ----------------------------------------------------------------------------------

/** A volley in one group: how many spikes, and how far apart. */
export interface Volley {
  readonly a: number;
  readonly sigma: Quantity<'time'>;
}

/** Times and spikes, and what the volley is in each group. */
export function run(seed: number, { a, sigma }: Volley, duration = ms(130)) {
  random.seed(seed);
  return environ.context({ dt: ms(0.02) }, () => {
    const net = nn.initAllStates(new SynfireChain(a, sigma));
    const times = u.math.arange(ms(0), duration, environ.getDt());
    const spikes = transform.forLoop((t: Quantity<'time'>) => net.update(t).reshape([-1]), times);
    return { times, spikes, volleys: volleysOf(times, spikes) };
  });
}

/** Of each group, after the start of the volley, the 5 ms with the most spikes. */
function volleysOf(times: Quantity<'time'>, spikes: Quantity<'one'>): Volley[] {
  const groups = Array.from({ length: GROUPS }, (): number[] => []);
  const [neurons, moments] = metric.rasterPlot(spikes, times);
  const t = moments.toTypedArray(ms);
  neurons.toTypedArray().forEach((neuron, i) => {
    if (t[i] > start.item(ms) - 5) groups[Math.floor(neuron / SIZE)].push(t[i]);
  });
  return groups.map((fired) => {
    const within = fired.map((first) => fired.filter((x) => x >= first && x < first + 5));
    const volley = within.reduce((most, some) => (some.length > most.length ? some : most), []);
    return { a: volley.length, sigma: u.math.std(ms(volley)) };
  });
}

if (isProgram(import.meta.url)) {
  const fig = visualize.getFigure(1, 3, { rowLen: 3.2, colLen: [3.2, 3.2, 3.6], sharex: false });
  const travels = [{ a: 85, sigma: ms(1) }, { a: 48, sigma: ms(1) }];
  travels.forEach((volley, i) => {
    const { times, spikes, volleys } = run(1, volley);
    const [last] = volleys.slice(-1);
    const title = `${volley.a} spikes, sigma ${volley.sigma.item(ms)} ms`;
    show(`${title}: in the last group ${last.a} spikes, sigma ${last.sigma.item(ms).toFixed(2)} ms`);
    const labels = { title, xlabel: 'time', ylabel: 'neuron' };
    visualize.rasterPlot(fig.at(0, i), times, spikes, { ...labels, markersize: 1.5, xlim: ms([40, 130]) });
  });

  // Where volleys go from group to group: to about 100 spikes within a fraction of a millisecond (blue), or to nothing.
  for (const [a, sigma] of [[85, 1], [48, 1], [60, 0], [40, 0], [60, 3], [80, 3], [40, 2], [100, 4]] as const) {
    const path = [{ a, sigma: ms(sigma) }, ...run(1, { a, sigma: ms(sigma) }).volleys];
    const lost = path.findIndex(({ a }) => a < 15);
    const shown = lost < 0 ? path : path.slice(0, lost);
    const color = lost < 0 ? '#0072b2' : '#d55e00';
    const [x, y] = [ms(shown.map(({ sigma }) => sigma.item(ms))), shown.map(({ a }) => a)];
    const labels = { title: 'from group to group', xlabel: 'sigma', ylabel: 'spikes a' };
    visualize.linePlot(fig.at(0, 2), x, y, { ...labels, color, linewidth: 1 });
  }
  await saveFigure(fig, 'synfire-chain');
}
