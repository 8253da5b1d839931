// Tutorial 3: a balanced network of excitation and inhibition.
//
// 3200 excitatory and 800 inhibitory neurons, each with 80 targets among all of them, and the same drive for all. Strong
// inhibition catches up with what excitation would start: the neurons fire irregularly, at about 20 spikes in a second.
//
// Vogels & Abbott (2005), Signal propagation and logic gating in networks of integrate-and-fire neurons, Journal of
// Neuroscience 25(46); as the benchmark COBA of Brette et al. (2007), Journal of Computational Neuroscience 23(3).
//
//   --no-png   writes the figure as SVG alone
import { AlignPostProj, COBA, environ, Expon, init, LIFRef, Module, nn, random, show, transform, u, type Quantity } from 'braints';
import * as visualize from 'braints/visualize';

const { mA, ms, mV, ohm, siemens } = u;
const [N_E, N_I] = [3200, 800];
const N = N_E + N_I;
random.seed(42);

// ---- 1. The network -----------------------------------------------------------------------------------------------
//
// One population holds all neurons; two projections lead from parts of it to all of it. Weights count in leak
// conductances: through 1 ohm the leak is 1 S, and one spike of an excitatory neuron is worth 0.6 of that. (BrainPy's
// page has 0.6 mS and 6.7 mS with the same 1 ohm. At that nothing reaches anybody: every neuron fires at the 51 Hz that
// its drive makes.)
class BalancedNetwork extends Module {
  readonly neurons = new LIFRef(N, {
    R: ohm(1),
    tau: ms(20),
    V_rest: mV(-60),
    V_th: mV(-50),
    V_reset: mV(-60),
    tau_ref: ms(5),
    V_initializer: new init.Normal(mV(-55), mV(2)),
  });
  readonly excitation = new AlignPostProj({
    comm: new nn.EventFixedProb(N_E, N, 0.02, siemens(0.6)),
    syn: Expon.desc(N, { tau: ms(5) }),
    out: COBA.desc({ E: mV(0) }),
    post: this.neurons,
  });
  readonly inhibition = new AlignPostProj({
    comm: new nn.EventFixedProb(N_I, N, 0.02, siemens(6.7)),
    syn: Expon.desc(N, { tau: ms(10) }),
    out: COBA.desc({ E: mV(-80) }),
    post: this.neurons,
  });

  // Projections first, with the spikes of the step before; then the neurons.
  override update(t: Quantity<'time'>, drive: Quantity<'current'>): Quantity<'one'> {
    return environ.context({ t }, () => {
      const spikes = this.neurons.getSpike();
      this.excitation.step(spikes.get(u.slice(0, N_E)));
      this.inhibition.step(spikes.get(u.slice(N_E)));
      this.neurons.step(drive);
      return this.neurons.getSpike();
    });
  }
}

// ---- 2. One second ------------------------------------------------------------------------------------------------
//
// The progress bar has ten updates; where nobody watches a terminal it stays silent.
const [times, spikes] = environ.context({ dt: ms(0.1) }, () => {
  const net = nn.initAllStates(new BalancedNetwork());
  const times = u.math.arange(ms(0), ms(1000), environ.getDt());
  const pbar = new transform.ProgressBar({ count: 10 });
  return [times, transform.forLoop.with({ pbar })((t: Quantity<'time'>) => net.update(t, mA(20)), times)] as const;
});

// ---- 3. What came out ---------------------------------------------------------------------------------------------
show(`spike matrix: (${spikes.shape.join(', ')})`);
const rate = (part: Quantity<'one'>): string => (u.math.mean(part).item() / 1e-4).toFixed(1);
show(`mean rate: ${rate(spikes)} Hz`);
show(`excitatory: ${rate(spikes.get(u.slice(), u.slice(0, N_E)))} Hz, inhibitory: ${rate(spikes.get(u.slice(), u.slice(N_E)))} Hz`);

const fig = visualize.getFigure(1, 1, { rowLen: 4.5, colLen: 6 });
visualize.rasterPlot(fig.at(0, 0), times, spikes, { xlabel: 'time', title: 'E/I balanced network' });

const endings = process.argv.includes('--no-png') ? ['svg'] : ['svg', 'png'];
for (const ending of endings) {
  const path = `figures/03-ei-balanced-network.${ending}`;
  await fig.save(path);
  show(`wrote ${path}`);
}
