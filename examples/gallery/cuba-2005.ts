// A balanced network with synaptic currents that keeps itself going.
//
// 3200 excitatory and 800 inhibitory neurons, each pair connected with a probability of 2 %. What a spike does to a cell does
// not depend on the cell's potential. Every cell rests 1 mV above its threshold, so that alone it would fire 19 times in a
// second; inhibition leaves of that about a third, at irregular times.
//
// Vogels & Abbott (2005), Signal propagation and logic gating in networks of integrate-and-fire neurons, Journal of
// Neuroscience 25(46); the network CUBA, with the parameters of benchmark 2 in appendix B of Brette et al. (2007),
// Simulation of networks of spiking neurons: a review of tools and strategies, Journal of Computational Neuroscience 23(3).
// First values are those of the example CUBA of Brian2.
//
// The review asks for irregular activity, and gives no rate. Brian2 2.9.0 has 5.5 Hz, with a standard deviation of 0.2 over 24
// seeds, and we have 5.6 Hz, with one of 0.3 over ten.
//
//   --no-png   writes the figure as SVG alone
import {
  AlignPostProj, conn, CUBA, environ, Expon, init, LIFRef, metric, Module, nn, random, show, transform, u, type Quantity,
} from 'braints';
import * as visualize from 'braints/visualize';
import { isProgram, saveFigure } from './program.js';

const { Hz, Mohm, ms, mV, nS } = u;
const [N_E, N_I] = [3200, 800];
const N = N_E + N_I;

// ---- 1. The network -----------------------------------------------------------------------------------------------
export class CurrentNetwork extends Module {
  readonly neurons = new LIFRef(N, {
    R: Mohm(100),
    tau: ms(20),
    V_rest: mV(-49),
    V_th: mV(-50),
    V_reset: mV(-60),
    tau_ref: ms(5),
    spkReset: 'hard',
    V_initializer: new init.Uniform(mV(-60), mV(-50)),
  });
  readonly excitation = this.project(N_E, nS(0.27), mV(0), ms(5));
  readonly inhibition = this.project(N_I, nS(4.5), mV(-80), ms(10));

  /** A conductance g is a current g (E - -60 mV): as if V always were at the mean that it has. */
  private project(from: number, weight: Quantity<'conductance'>, E: Quantity<'voltage'>, tau: Quantity<'time'>) {
    return new AlignPostProj({
      comm: new nn.EventSparseLinear(new conn.FixedProb(0.02, { weight }).generate(from, N)),
      syn: Expon.desc(N, { tau, g_initializer: nS(0) }),
      out: CUBA.desc({ scale: E.sub(mV(-60)) }),
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

// ---- 2. A run -----------------------------------------------------------------------------------------------------
//
// The first 200 ms, in which the beginning is forgotten, are not looked at.
const [START, END] = [ms(200), ms(2000)];

export function run(seed: number) {
  random.seed(seed);
  return environ.context({ dt: ms(0.1) }, () => {
    const net = nn.initAllStates(new CurrentNetwork());
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
  visualize.rasterPlot(fig.at(0), times, sample, { title: 'Synaptic currents: irregular and slow', ylabel: 'every 40th neuron' });
  visualize.linePlot(fig.at(1), times, V, { xlabel: 'time', ylabel: 'potential of one', linewidth: 1 });
  await saveFigure(fig, 'cuba-2005');
}
