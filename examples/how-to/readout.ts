// How to train a readout.
//
// A LeakyRateReadout weighs the spikes of eight neurons and lets them leak: three continuous outputs, of which the loss is
// taken. It and the layer before it are trained together, by gradients through all 150 steps.
//
// BrainPy's page on readouts goes from a loss of 1.0986 to 0.8690 with draws of its own; with those of this seed BrainPy
// ends at 0.8295.
//
//   --no-png   writes the figure as SVG alone
import { Dynamics, environ, Expon, init, LeakyRateReadout, LIF, nn, random, show, transform, u, type Quantity } from 'braints';
import * as visualize from 'braints/visualize';
import { saveFigure } from '../gallery/program.js';
import { spikeTrains, train } from './classifier.js';

const { Hz, mA, ms, mV } = u;
const [N_IN, N_REC, N_OUT] = [100, 8, 3];
const [STEPS, BATCH, EPOCHS] = [150, 128, 200];
environ.set({ dt: ms(1) });
random.seed(42);

class Network extends Dynamics {
  readonly toHidden = new nn.Linear(N_IN, N_REC, { wInit: new init.KaimingNormal({ unit: mA }) });
  readonly current = new Expon(N_REC, { tau: ms(5), g_initializer: new init.Constant(mA(0)) });
  readonly hidden = new LIF(N_REC, { tau: ms(20), V_th: mV(1) });
  readonly readout = new LeakyRateReadout(N_REC, N_OUT, { tau: ms(10) });

  constructor() {
    super(N_IN);
  }

  override update(spikes: Quantity<'one'>): Quantity<'one'> {
    return this.readout.step(this.hidden.step(this.current.step(this.toHidden.step(spikes))));
  }
}

const net = new Network();
const inputs = spikeTrains(STEPS, BATCH, N_IN, Hz(6));
const labels = random.randint(0, N_OUT, { size: BATCH });

export const losses = train(net, inputs, labels, { lr: 2e-3, epochs: EPOCHS });
show(`first ${losses[0].toFixed(4)}  last ${losses[EPOCHS - 1].toFixed(4)}`);

// What the trained outputs of one sample look like, by the class that it belongs to.
nn.initAllStates(net, { batchSize: BATCH });
const outputs = transform.forLoop((spikes: Quantity<'one'>) => net.step(spikes), inputs).get(u.slice(), 0);
const times = u.math.arange(ms(0), ms(STEPS), environ.getDt());

const fig = visualize.getFigure(1, 2, { rowLen: 3, colLen: 4 });
visualize.linePlot(fig.at(0, 0), u.math.arange(EPOCHS), losses, { xlabel: 'epoch', ylabel: 'loss', title: 'Training' });
const ylabel = `outputs for a sample of class ${labels.get(0).item()}`;
visualize.linePlot(fig.at(0, 1), times, outputs, { xlabel: 'time', ylabel, label: ['class 0', '1', '2'] });
await saveFigure(fig, 'how-to-readout');
