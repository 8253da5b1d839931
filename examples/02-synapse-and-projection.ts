// Tutorial 2: synapses and projections.
//
// Twenty neurons that fire drive ten others through synapses: who is connected with whom (comm), what a spike leaves
// behind (syn), how that becomes a current (out), and whose current it is (post).
//
//   --no-png   writes the figure as SVG alone
import { AlignPostProj, COBA, environ, Expon, LIFRef, Module, nn, random, show, transform, u, type Quantity } from 'braints';
import * as visualize from 'braints/visualize';

const { mA, mS, ms, mV, ohm } = u;
const [N_PRE, N_POST] = [20, 10];
random.seed(42);

// ---- 1. Two populations and what is between them ------------------------------------------------------------------
//
// The synapses stand with the postsynaptic neurons: one conductance for each of them, however many connections lead
// there. That is exact for synapses that decay exponentially, and it is what descriptors (`Expon.desc`) are for:
// projections to the same neurons with equal descriptors share one synapse.
//
// The membrane of the postsynaptic neurons has 200 ohm. A conductance of some mS against a driving force of 60 mV is a
// current of less than a milliampere: at 1 ohm, as the presynaptic neurons have it, nobody would notice.
class TwoPopulations extends Module {
  readonly pre = new LIFRef(N_PRE, {
    R: ohm(1),
    tau: ms(20),
    V_rest: mV(-60),
    V_th: mV(-50),
    V_reset: mV(-60),
    tau_ref: ms(5),
    V_initializer: mV(Array.from({ length: N_PRE }, (_, i) => -60 + i / 2)),
  });
  readonly post = new LIFRef(N_POST, {
    R: ohm(200),
    tau: ms(20),
    V_rest: mV(-60),
    V_th: mV(-50),
    V_reset: mV(-60),
    tau_ref: ms(5),
    V_initializer: mV(-60),
  });
  readonly proj = new AlignPostProj({
    comm: new nn.EventFixedProb(N_PRE, N_POST, 0.5, mS(0.5)), // each neuron reaches half of the others
    syn: Expon.desc(N_POST, { tau: ms(5) }), //                  a spike's conductance is gone after some 5 ms
    out: COBA.desc({ E: mV(0) }), //                             I = g (E - V)
    post: this.post,
  });

  // One step, in the order that matters: the projection is given the spikes of the step before, and then the
  // populations go on. So a spike is in the conductance of the step after it.
  override update(t: Quantity<'time'>) {
    return environ.context({ t }, () => {
      this.proj.step(this.pre.getSpike());
      this.pre.step(mA(30));
      this.post.step();
      return [this.pre.getSpike(), this.proj.syn.g.value, this.post.V.value] as const;
    });
  }
}

// ---- 2. Two hundred milliseconds ----------------------------------------------------------------------------------
const [times, spikes, g, V] = environ.context({ dt: ms(0.1) }, () => {
  const net = nn.initAllStates(new TwoPopulations());
  const times = u.math.arange(ms(0), ms(200), environ.getDt());
  return [times, ...transform.forLoop((t: Quantity<'time'>) => net.update(t), times)] as const;
});

const shape = (x: { readonly shape: readonly number[] }): string => `(${x.shape.join(', ')})`;
show(`presynaptic spikes: ${u.math.sum(spikes).item()}`);
show(`conductance: ${shape(g)} in ${g.unit.symbol}`);
show(`postsynaptic potential: ${shape(V)}`);
show(`postsynaptic spikes: ${u.math.sum(V.ge(mV(-50)).astype('int32')).item()}`);

// ---- 3. A figure of three rows ------------------------------------------------------------------------------------
const fig = visualize.getFigure(3, 1, { rowLen: 2, colLen: 6 });
visualize.rasterPlot(fig.at(0, 0), times, spikes, { title: 'presynaptic spikes', markersize: 3 });
visualize.linePlot(fig.at(1, 0), times, g, { ylabel: 'conductance', plotIds: [0, 1, 2] });
visualize.linePlot(fig.at(2, 0), times, V, { xlabel: 'time', ylabel: 'membrane potential', plotIds: [0, 1, 2] });
visualize.hline(fig.at(2, 0), mV(-50), { label: 'threshold' });

const endings = process.argv.includes('--no-png') ? ['svg'] : ['svg', 'png'];
for (const ending of endings) {
  const path = `figures/02-synapse-and-projection.${ending}`;
  await fig.save(path);
  show(`wrote ${path}`);
}
