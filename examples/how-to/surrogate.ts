// How to choose a surrogate.
//
// The same network, weights and data, trained three times: what differs is the derivative that stands in for that of a
// spike. All three learn. A surrogate that is wide (Arctan has no end) finds a gradient for a neuron far below its
// threshold; a narrow one (ReluGrad is zero one threshold away) leaves a silent neuron alone, and is true to the neurons
// that are near.
//
// Neftci, Mostafa & Zenke (2019), Surrogate gradient learning in spiking neural networks, IEEE Signal Processing Magazine
// 36(6). Zenke & Vogels (2021), The remarkable robustness of surrogate gradient learning for instilling complex function
// in spiking neural networks, Neural Computation 33(4).
//
//   --no-png   writes the figure as SVG alone
import { environ, random, show, surrogate, u } from 'braints';
import * as visualize from 'braints/visualize';
import { saveFigure } from '../gallery/program.js';
import { Classifier, spikeTrains, train } from './classifier.js';

const { Hz, ms } = u;
const EPOCHS = 150;
environ.set({ dt: ms(1) });

const surrogates = { ReluGrad: new surrogate.ReluGrad(), Sigmoid: new surrogate.Sigmoid(), Arctan: new surrogate.Arctan() };
type Name = keyof typeof surrogates;
const names = Object.keys(surrogates) as Name[];

/** The losses of each epoch. */
function learn(spkFun: surrogate.Surrogate): number[] {
  random.seed(42);
  const net = new Classifier(100, 4, 2, spkFun);
  const inputs = spikeTrains(200, 256, 100, Hz(5));
  const labels = random.rand(256).lt(0.5).astype('int32');
  return train(net, inputs, labels, { lr: 3e-3, epochs: EPOCHS });
}

export const losses = Object.fromEntries(names.map((name) => [name, learn(surrogates[name])])) as Record<Name, number[]>;
for (const name of names) show(`${name.padEnd(8)}  first ${losses[name][0].toFixed(4)}  last ${losses[name][EPOCHS - 1].toFixed(4)}`);

const x = u.math.linspace(u.unitless(-2), u.unitless(2), 401);
const slopes = u.math.stack(names.map((name) => surrogates[name].derivative(x)), 1);
const curves = u.math.stack(names.map((name) => u.unitless(losses[name])), 1);

const fig = visualize.getFigure(1, 2, { rowLen: 3, colLen: 4 });
const shared = { label: names };
visualize.linePlot(fig.at(0, 0), x, slopes, { ...shared, xlabel: '(V - V_th) / (V_th - V_reset)', ylabel: 'derivative of a spike' });
visualize.linePlot(fig.at(0, 1), u.math.arange(EPOCHS), curves, { ...shared, xlabel: 'epoch', ylabel: 'loss' });
await saveFigure(fig, 'how-to-surrogate');
