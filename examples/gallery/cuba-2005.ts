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
  AlignPostProj, conn, CUBA, environ, Expon, init, LIFRef, Module, nn, u, type Quantity,
} from 'braints';
import { observe, report } from './balanced.js';
import { isProgram } from './program.js';

const { Mohm, ms, mV, nS } = u;
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

// ---- 2. A run, and what came out ----------------------------------------------------------------------------------
export function run(seed: number) {
  return observe(() => new CurrentNetwork(), seed, ms(2000));
}

if (isProgram(import.meta.url)) await report(run(0), { name: 'cuba-2005', title: 'Synaptic currents: irregular and slow' });
