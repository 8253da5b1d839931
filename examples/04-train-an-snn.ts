// Tutorial 4: training a spiking network by gradients.
//
// A hidden layer of four LIF neurons between two synapses learns to tell two classes of random spike trains apart. A spike
// has no derivative; a surrogate stands in for it, and the whole rollout of 200 steps is differentiated.
//
// Neftci, Mostafa & Zenke (2019), Surrogate gradient learning in spiking neural networks, IEEE Signal Processing Magazine
// 36(6).
//
//   --no-png   writes the figure as SVG alone
import { Dynamics, environ, Expon, init, LIF, metric, nn, optim, ParamState, random, show, surrogate, transform, u, type Quantity } from 'braints';
import * as visualize from 'braints/visualize';

const { Hz, mA, ms, mV } = u;
const [N_IN, N_REC, N_OUT] = [100, 4, 2];
const [STEPS, BATCH, EPOCHS] = [200, 256, 200];
environ.set({ dt: ms(1) });
random.seed(42);

// ---- 1. The network -----------------------------------------------------------------------------------------------
//
// Weights of the first layer are currents: what spikes bring. The synapse before the neurons filters currents, the one
// behind the second layer plain numbers: its values at the end are the evidence for each class.
class Network extends Dynamics {
  readonly toHidden = new nn.Linear(N_IN, N_REC, { wInit: new init.KaimingNormal({ unit: mA }) });
  readonly current = new Expon(N_REC, { tau: ms(5), g_initializer: new init.Constant(mA(0)) });
  readonly hidden = new LIF(N_REC, { tau: ms(20), V_th: mV(1), spkFun: new surrogate.ReluGrad() });
  readonly toOut = new nn.Linear(N_REC, N_OUT, { wInit: new init.KaimingNormal() });
  readonly evidence = new Expon(N_OUT, { tau: ms(10), g_initializer: new init.Constant(u.unitless(0)) });

  constructor() {
    super(N_IN);
  }

  override update(spikes: Quantity<'one'>): Quantity<'one'> {
    const fired = this.hidden.step(this.current.step(this.toHidden.step(spikes)));
    return this.evidence.step(this.toOut.step(fired));
  }
}
const net = new Network();

// ---- 2. The data --------------------------------------------------------------------------------------------------
//
// Spike trains of 5 Hz, and labels that have nothing to do with them: what is learned, is learned by heart.
const chance = u.math.multiply(Hz(5), environ.getDt());
const inputs = random.rand(STEPS, BATCH, N_IN).lt(chance).astype('float32');
const labels = random.rand(BATCH).lt(0.5).astype('int32');
show(`inputs: (${inputs.shape.join(', ')})   labels: (${labels.shape.join(', ')},)`);

// ---- 3. Loss and training step --------------------------------------------------------------------------------------
//
// Every evaluation starts from fresh states. The loss, its gradient through all 200 steps and the step of Adam are one
// compiled program.
const weights = net.states(ParamState);
const optimizer = new optim.Adam({ lr: 3e-3 });
optimizer.registerTrainableWeights(weights);

function loss(): Quantity<'one'> {
  nn.initAllStates(net, { batchSize: BATCH });
  const evidence = transform.forLoop((spikes: Quantity<'one'>) => net.step(spikes), inputs);
  return metric.softmaxCrossEntropyWithIntegerLabels(evidence.mean(0), labels).mean();
}

function train(): Quantity<'one'> {
  const [gradients, value] = transform.grad(loss, { gradStates: weights, returnValue: true })();
  optimizer.step(gradients);
  return value;
}

// ---- 4. Two hundred epochs ------------------------------------------------------------------------------------------
//
// They are a loop as well: the whole training is traced and compiled once.
export const losses: readonly number[] = transform.forLoop.with({ length: EPOCHS })(train).toArray() as number[];
show(`first loss: ${losses[0].toFixed(4)}   last loss: ${losses[EPOCHS - 1].toFixed(4)}`);

const fig = visualize.getFigure(1, 1, { rowLen: 3, colLen: 6 });
visualize.linePlot(fig.at(0, 0), u.math.arange(EPOCHS), losses, { xlabel: 'epoch', ylabel: 'loss', title: 'Training' });

const endings = process.argv.includes('--no-png') ? ['svg'] : ['svg', 'png'];
for (const ending of endings) {
  const path = `figures/04-train-an-snn.${ending}`;
  await fig.save(path);
  show(`wrote ${path}`);
}
