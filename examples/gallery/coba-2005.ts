// A balanced network with synaptic conductances that keeps itself going: nothing drives it from outside.
//
// 3200 excitatory and 800 inhibitory neurons, each pair connected with a probability of 2 %. Conductances that are there at
// the start set it going. From then on each cell is driven by the spikes of the others alone, and fires irregularly: the
// intervals between its spikes vary more than those of a Poisson process. (The network of examples/03 has the same synapses
// and a current that makes every cell fire. This one has none, and would be silent if it ever fell silent.)
//
// Vogels & Abbott (2005), Signal propagation and logic gating in networks of integrate-and-fire neurons, Journal of
// Neuroscience 25(46); the network COBA, with the parameters of benchmark 1 in appendix B of Brette et al. (2007),
// Simulation of networks of spiking neurons: a review of tools and strategies, Journal of Computational Neuroscience 23(3).
// First values are those of the script in ModelDB (83319) that goes with the review, for the simulator Brian.
//
// The review asks for irregular activity that sustains itself, and gives no rate. Brian2 2.9.0 has 19.4 Hz in this network, with
// a standard deviation of 1.6 over 36 seeds, and we have 19.0 Hz, with one of 1.5 over ten.
//
//   --no-png   writes the figure as SVG alone
import {
  AlignPostProj, COBA, conn, environ, Expon, init, LIFRef, metric, Module, nn, random, show, transform, u, type Quantity,
} from 'braints';
import * as visualize from 'braints/visualize';
import { isProgram, saveFigure } from './program.js';

const { Hz, Mohm, ms, mV, nS } = u;
const [N_E, N_I] = [3200, 800];
const N = N_E + N_I;

// ---- 1. The network -----------------------------------------------------------------------------------------------
export class ConductanceNetwork extends Module {
  readonly neurons = new LIFRef(N, {
    R: Mohm(100),
    tau: ms(20),
    V_rest: mV(-60),
    V_th: mV(-50),
    V_reset: mV(-60),
    tau_ref: ms(5),
    spkReset: 'hard',
    V_initializer: new init.Normal(mV(-65), mV(5)),
  });
  readonly excitation = this.project(N_E, nS(6), { E: mV(0), tau: ms(5), first: new init.Normal(nS(40), nS(15)) });
  readonly inhibition = this.project(N_I, nS(67), { E: mV(-80), tau: ms(10), first: new init.Normal(nS(200), nS(120)) });

  private project(from: number, weight: Quantity<'conductance'>, { E, tau, first }: Kind) {
    return new AlignPostProj({
      comm: new nn.EventSparseLinear(new conn.FixedProb(0.02, { weight }).generate(from, N)),
      syn: Expon.desc(N, { tau, g_initializer: first }),
      out: COBA.desc({ E }),
      post: this.neurons,
    });
  }

  override update(t: Quantity<'time'>) {
    return environ.context({ t }, () => {
      const spikes = this.neurons.getSpike();
      this.excitation.step(spikes.get(u.slice(0, N_E)));
      this.inhibition.step(spikes.get(u.slice(N_E)));
      this.neurons.step();
      return { spikes: this.neurons.getSpike(), V: this.neurons.V.value.get(0) };
    });
  }
}

/** What excitation and inhibition differ in: where it pulls V, how fast it decays, what is there at the start. */
interface Kind {
  E: Quantity<'voltage'>;
  tau: Quantity<'time'>;
  first: init.Init<'conductance'>;
}

// ---- 2. A run -----------------------------------------------------------------------------------------------------
//
// The first 200 ms, in which the kick of the beginning dies away, are not looked at.
const [START, END] = [ms(200), ms(1000)];

export function run(seed: number) {
  random.seed(seed);
  return environ.context({ dt: ms(0.1) }, () => {
    const net = nn.initAllStates(new ConductanceNetwork());
    const step = (t: Quantity<'time'>) => net.update(t);
    transform.forLoop((t: Quantity<'time'>) => void net.update(t), u.math.arange(ms(0), START, environ.getDt()));
    const times = u.math.arange(START, END, environ.getDt());
    const { spikes, V } = transform.forLoop(step, times);
    const rate = spikes.mean().div(environ.getDt()).in(Hz);
    return { times, spikes, V, rate, cv: u.math.nanmean(metric.isiCv(spikes)) };
  });
}

// ---- 3. What came out ---------------------------------------------------------------------------------------------
if (isProgram(import.meta.url)) {
  const { times, spikes, V, rate, cv } = run(0);
  show(`mean rate: ${rate.item(Hz).toFixed(1)} Hz`);
  show(`variation of the intervals: ${cv.item().toFixed(2)}`);
  const fig = visualize.getFigure(2, 1, { rowLen: [2.75, 1.5], colLen: 6 });
  const sample = spikes.get(u.slice(), u.slice(0, N, 40));
  visualize.rasterPlot(fig.at(0), times, sample, { title: 'A network that excites and inhibits itself', ylabel: 'every 40th neuron' });
  visualize.linePlot(fig.at(1), times, V, { xlabel: 'time', ylabel: 'potential of one', linewidth: 1 });
  await saveFigure(fig, 'coba-2005');
}
