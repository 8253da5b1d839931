// Gamma oscillation of 100 interneurons that inhibit each other, and one condition for it.
//
// Every neuron alone would fire at its own time. Through inhibition they find one rhythm of about 39 Hz, and after ten
// cycles fire as one: between its spikes a neuron stays above the reversal potential of the synapses, so that
// inhibition holds back those that are early. With slower potassium channels (phi = 2) a spike ends below that
// potential. Then inhibition does not hold them back, and there is no common rhythm, whatever the frequency is.
//
// Wang & Buzsaki (1996), Gamma oscillation by synaptic inhibition in a hippocampal interneuronal network model, Journal
// of Neuroscience 16: figures 3A (phi = 5, 1 uA) and 3C (phi = 2, 1.4 uA), all neurons connected with all; and the
// random network of later figures, in which a pair is connected with a probability of 60 %. The first potentials, which
// the paper does not give, are those of the authors of model 26997 in ModelDB.
//
//   --no-png   writes the figure as SVG alone
import {
  COBA, conn, CurrentProj, environ, HiddenState, init, metric, Module, nn, quad, random, record, show, Synapse, transform, u,
  WangBuzsakiHH, type Quantity,
} from 'braints';
import * as visualize from 'braints/visualize';
import { isProgram, saveFigure } from './program.js';

const { Hz, kHz, mS, ms, mV, uA } = u;
const N = 100;

// ---- 1. The network -----------------------------------------------------------------------------------------------
//
// All quantities are those of a square centimetre of membrane. A synapse is graded: it opens with the potential of the
// presynaptic neuron, fast, and closes with a time constant of 10 ms.
//
//   ds/dt = 12 kHz F(V_pre) (1 - s) - 0.1 kHz s,   F(V) = 1 / (1 + exp(-V / 2 mV))
class Gaba extends Synapse {
  static override readonly name: string = 'Gaba';
  static override readonly states = ['s'];
  declare s: HiddenState<Quantity<'one'>>;

  override initState(): void {
    this.s = new HiddenState(u.math.zeros(this.varshape));
  }

  override update(V: Quantity<'voltage'>): Quantity<'one'> {
    const opens = kHz(12).div(u.math.exp(V.neg().div(mV(2))).add(1));
    const ds = (s: Quantity<'one'>) => opens.mul(s.neg().add(1)).sub(kHz(0.1).mul(s));
    this.s.value = quad.expEulerStep(ds, this.s.value);
    return this.s.value;
  }
}

/** What a network is made of. */
export interface NetworkOptions {
  /** How fast the channels are. */
  phi?: number;
  /** The current that drives every neuron. */
  I?: Quantity<'current'>;
  /** How many synapses each neuron has, on the average; each is the weaker the more there are. */
  M_syn?: number;
}

class InterneuronNetwork extends Module {
  readonly neurons: WangBuzsakiHH;
  readonly gaba = new Gaba(N);
  readonly proj: CurrentProj;

  constructor({ phi = 5, M_syn = N }: NetworkOptions) {
    super();
    this.neurons = new WangBuzsakiHH(N, { phi, V_th: mV(0), V_initializer: new init.Uniform(mV(-68), mV(-55)) });
    const rule = new conn.FixedProb(M_syn / N, { weight: mS(0.1).div(M_syn), allowSelfConnections: true });
    const comm = new nn.Linear(N, N, { wInit: rule.generate(N, N).toDense(), bInit: null });
    this.proj = new CurrentProj(this.gaba.prefetch('s'), { comm, out: new COBA({ E: mV(-75) }), post: this.neurons });
  }

  override update(I: Quantity<'current'>) {
    this.gaba.step(this.neurons.V.value);
    this.proj.step();
    return this.neurons.step(I);
  }
}

// ---- 2. A run, and what came out ----------------------------------------------------------------------------------

/** Times, spikes and, every 0.1 ms, two potentials; of the second half the frequency and coherence of the spikes. */
export function run(seed: number, { I = uA(1), ...options }: NetworkOptions = {}, duration = ms(500)) {
  random.seed(seed);
  return environ.context({ dt: ms(0.01) }, () => {
    const net = nn.initAllStates(new InterneuronNetwork(options));
    const { neurons } = net;
    // The channels begin where they rest at the first potentials.
    const V = neurons.V.value;
    [neurons.h.value, neurons.n.value] = [neurons.h_inf(V), neurons.n_inf(V)];
    const times = u.math.arange(ms(0), duration, environ.getDt());
    const [spikes, pair] = transform.forLoop(
      (t: Quantity<'time'>) =>
        environ.context({ t }, () => [net.update(I), record.every(10, record.only(neurons.V.value, [50, 97]))] as const),
      times,
    );
    const late = spikes.get(u.slice(times.size / 2));
    const frequency = metric.interspikeIntervals(late).mean().pow(-1).item(Hz);
    return { times, spikes, pair, frequency, coherence: metric.crossCorrelation(late, ms(1)).item() };
  });
}

if (isProgram(import.meta.url)) {
  const fig = visualize.getFigure(2, 2, { rowLen: [2.4, 1.8], colLen: 4.5 });
  [{ phi: 5, I: uA(1) }, { phi: 2, I: uA(1.4) }].forEach((options, i) => {
    const { times, spikes, pair, frequency, coherence } = run(1, options);
    const title = `phi = ${options.phi}, ${options.I.item(uA)} uA`;
    show(`${title}: ${frequency.toFixed(1)} Hz, coherence ${coherence.toFixed(2)}`);
    visualize.rasterPlot(fig.at(0, i), times, spikes, { title });
    const every = times.get(u.slice(0, times.size, 10));
    const labels = { xlabel: 'time', ylabel: 'potential of two' };
    visualize.linePlot(fig.at(1, i), every, pair, { ...labels, linewidth: 1, ylim: mV([-90, 60]) });
    visualize.hline(fig.at(1, i), mV(-75)); // the reversal potential of the synapses
  });
  const { frequency, coherence } = run(1, { M_syn: 60 });
  show(`random, 60 synapses for each neuron: ${frequency.toFixed(1)} Hz, coherence ${coherence.toFixed(2)}`);
  await saveFigure(fig, 'wang-buzsaki-1996');
}
