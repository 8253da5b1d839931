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
  AlignPostProj, COBA, conn, environ, Expon, init, LIFRef, Module, nn, u, type HiddenState, type Neuron, type Quantity,
} from 'braints';
import { observe, report } from './balanced.js';
import { isProgram } from './program.js';

const { Mohm, ms, mV, nS } = u;
const [N_E, N_I] = [3200, 800];
export const N = N_E + N_I;

// ---- 1. The network -----------------------------------------------------------------------------------------------
export class ConductanceNetwork extends Module {
  readonly neurons = this.makeNeurons();
  readonly excitation = this.project(N_E, nS(6), { E: mV(0), tau: ms(5), first: new init.Normal(nS(40), nS(15)) });
  readonly inhibition = this.project(N_I, nS(67), { E: mV(-80), tau: ms(10), first: new init.Normal(nS(200), nS(120)) });

  /** Leaky integrate-and-fire neurons; another network has others. */
  protected makeNeurons(): Neuron & { V: HiddenState<Quantity<'voltage'>> } {
    return new LIFRef(N, {
      R: Mohm(100),
      tau: ms(20),
      V_rest: mV(-60),
      V_th: mV(-50),
      V_reset: mV(-60),
      tau_ref: ms(5),
      spkReset: 'hard',
      V_initializer: new init.Normal(mV(-65), mV(5)),
    });
  }

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
      return { spikes: this.neurons.step() as Quantity<'one'>, V: this.neurons.V.value.get(0) };
    });
  }
}

/** What excitation and inhibition differ in: where it pulls V, how fast it decays, what is there at the start. */
interface Kind {
  E: Quantity<'voltage'>;
  tau: Quantity<'time'>;
  first: init.Init<'conductance'>;
}

// ---- 2. A run, and what came out ----------------------------------------------------------------------------------
export function run(seed: number) {
  return observe(() => new ConductanceNetwork(), seed, ms(1000));
}

if (isProgram(import.meta.url)) await report(run(0), { name: 'coba-2005', title: 'A network that excites and inhibits itself' });
