// How to train on a stream.
//
// Where a run has no end, or none that memory reaches, gradients are taken through windows of it. States go from one window
// to the next as they are; a gradient ends where its window begins, since a State that a transform reads is a constant to
// it. That is truncated back-propagation through time, and needs nothing but a loop: `grad` of a window, a step of the
// optimiser, the next window.
//
// Forty LIF neurons listen to spike trains that repeat every second, and their readout learns to draw two periods of a sine.
//
// Williams & Peng (1990), An efficient gradient-based algorithm for on-line training of recurrent network trajectories,
// Neural Computation 2(4).
//
//   --no-png   writes the figure as SVG alone
import { Dynamics, environ, Expon, init, LeakyRateReadout, LIF, metric, nn, optim, ParamState, random, show, transform, u, type Quantity } from 'braints';
import * as visualize from 'braints/visualize';
import { saveFigure } from '../gallery/program.js';
import { spikeTrains } from './classifier.js';

const { Hz, mA, ms, mV } = u;
const [N_IN, N_REC, STEPS, PASSES] = [50, 40, 1000, 30];
environ.set({ dt: ms(1) });

class Network extends Dynamics {
  readonly toHidden = new nn.Linear(N_IN, N_REC, { wInit: new init.KaimingNormal({ scale: 40, unit: mA }) });
  readonly current = new Expon(N_REC, { tau: ms(5), g_initializer: new init.Constant(mA(0)) });
  readonly hidden = new LIF(N_REC, { tau: ms(20), V_th: mV(1) });
  readonly readout = new LeakyRateReadout(N_REC, 1, { tau: ms(20), wInit: new init.KaimingNormal({ scale: 0.1 }) });

  constructor() {
    super(N_IN);
  }

  override update(spikes: Quantity<'one'>): Quantity<'one'> {
    return this.readout.step(this.hidden.step(this.current.step(this.toHidden.step(spikes))));
  }
}

random.seed(1);
const inputs = spikeTrains(STEPS, 1, N_IN, Hz(20)).squeeze(1);
const target = u.math.sin(u.math.arange(STEPS).mul((4 * Math.PI) / STEPS)).expandDims(-1);

/** A network, and the gradient of the error in one window: a slice of the spike trains and of the target. */
function learner() {
  random.seed(2);
  const net = nn.initAllStates(new Network());
  const weights = net.states(ParamState);
  const errorIn = (spikes: Quantity<'one'>, wanted: Quantity<'one'>): Quantity<'one'> =>
    metric.squaredError(transform.forLoop((x: Quantity<'one'>) => net.step(x), spikes), wanted).mean();
  const gradient = transform.grad(errorIn, { gradStates: weights, returnValue: true });
  return { net, weights, gradient };
}

const windows = (length: number) => [inputs, target].map((x) => x.reshape([STEPS / length, length, -1]));

// ---- 1. Training --------------------------------------------------------------------------------------------------
function learn(length: number): number[] {
  const { net, weights, gradient } = learner();
  const optimizer = new optim.Adam({ lr: 2e-3 }).registerTrainableWeights(weights);
  const train = transform.jit((spikes: Quantity<'one'>, wanted: Quantity<'one'>) => {
    const [gradients, error] = gradient(spikes, wanted);
    optimizer.step(gradients);
    return error;
  });
  const [spikes, wanted] = windows(length);
  return Array.from({ length: PASSES }, () => {
    nn.resetAllStates(net);
    const errors = Array.from({ length: STEPS / length }, (_, i) => train(spikes.get(i), wanted.get(i)).item());
    return errors.reduce((sum, x) => sum + x, 0) / errors.length;
  });
}

export const errors = { truncated: learn(50), whole: learn(STEPS) };
for (const [name, of] of Object.entries(errors)) show(`${name}: mean squared error ${of[0].toFixed(4)} at first, ${of[PASSES - 1].toFixed(4)} after ${PASSES} passes`);

// ---- 2. How true a truncated gradient is --------------------------------------------------------------------------
//
// The gradients of all windows added up, beside the gradient through the whole second: the cosine of the angle between.
const LENGTHS = [5, 10, 20, 50, 100, 200, 500, 1000];

function gradientOf(length: number): Float64Array {
  const { net, gradient } = learner();
  const [spikes, wanted] = windows(length);
  const each = transform.jit((x: Quantity<'one'>, y: Quantity<'one'>) => gradient(x, y)[0]);
  const first = net.toHidden.weight.value.weight.shape;
  const sum = new Float64Array(first[0] * first[1]);
  for (let i = 0; i < STEPS / length; i++) {
    const found = each(spikes.get(i), wanted.get(i)).get('toHidden.weight') as unknown as { weight: Quantity };
    found.weight.toTypedArray().forEach((x, k) => (sum[k] += Number(x) * length));
  }
  return sum;
}

const whole = gradientOf(STEPS);
const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * b[i], 0);
export const cosines = LENGTHS.map((length) => {
  const truncated = gradientOf(length);
  return dot(truncated, whole) / Math.sqrt(dot(truncated, truncated) * dot(whole, whole));
});
LENGTHS.forEach((length, i) => show(`windows of ${length} ms: cosine ${cosines[i].toFixed(3)}`));

// ---- 3. The figure ------------------------------------------------------------------------------------------------
const fig = visualize.getFigure(1, 2, { rowLen: 3, colLen: 4 });
const passes = u.math.arange(PASSES);
visualize.linePlot(fig.at(0, 0), passes, errors.truncated, { label: 'windows of 50 ms', xlabel: 'passes', ylabel: 'mean squared error' });
visualize.linePlot(fig.at(0, 0), passes, errors.whole, { label: 'whole second' });
visualize.linePlot(fig.at(0, 1), u.math.log10(u.unitless(LENGTHS)), cosines, { xlabel: 'log10 of the length of a window (ms)', ylabel: 'cosine to the whole gradient' });
await saveFigure(fig, 'how-to-truncated-bptt');
