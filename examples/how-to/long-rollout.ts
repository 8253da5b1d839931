// How to train through long rollouts.
//
// A gradient through time keeps what every step needs on the way back, so its memory grows with the length of the run.
// checkpointedForLoop keeps the States between blocks of steps alone, and computes each block again on the way back: the
// same losses, a little more time, and hardly any memory.
//
// BrainPy's page on long rollouts trains through 400 steps, from a loss of 0.6931 to 0.6510, with draws of its own; with
// those of this seed BrainPy ends at 0.6206.
//
//   --no-png   writes the figure as SVG alone
import { environ, nn, random, show, transform, u, type Quantity } from 'braints';
import * as visualize from 'braints/visualize';
import { saveFigure } from '../gallery/program.js';
import { Classifier, spikeTrains, train } from './classifier.js';

const { Hz, ms } = u;
const [N_IN, N_REC, N_OUT] = [80, 8, 2];
const EPOCHS = 120;
environ.set({ dt: ms(1) });

// ---- 1. The same losses -------------------------------------------------------------------------------------------
type Loop = typeof transform.forLoop | transform.CheckpointedForLoop;
const loops = { plain: transform.forLoop, checkpointed: transform.checkpointedForLoop.with({ base: 16 }) };

function learn(loop: Loop): number[] {
  random.seed(42);
  const net = new Classifier(N_IN, N_REC, N_OUT);
  const inputs = spikeTrains(400, 64, N_IN, Hz(5));
  const labels = random.rand(64).lt(0.5).astype('int32');
  return train(net, inputs, labels, { lr: 2e-3, epochs: EPOCHS, loop });
}

export const losses = { plain: learn(loops.plain), checkpointed: learn(loops.checkpointed) };
for (const name of ['plain', 'checkpointed'] as const) {
  show(`${name} training: first ${losses[name][0].toFixed(4)}  last ${losses[name][EPOCHS - 1].toFixed(4)}`);
}

// ---- 2. How much memory -------------------------------------------------------------------------------------------
//
// A run says what it will need before it starts. Here spikes are drawn inside the loop: there is no input to keep, and
// on the way back the same ones are drawn again.
const LENGTHS = [100, 200, 500, 1000, 2000, 5000, 10_000];
const BATCH = 64;

function gradientMemory(loop: Loop, steps: number): number {
  const net = new Classifier(N_IN, N_REC, N_OUT);
  const step = (_: Quantity<'one'>): Quantity<'one'> => {
    const chance = u.math.multiply(Hz(5), environ.getDt());
    return net.step(random.rand(BATCH, N_IN).lt(chance).astype('float32')).mean();
  };
  const loss = (): Quantity<'one'> => {
    nn.initAllStates(net, { batchSize: BATCH });
    return loop(step, u.math.arange(steps)).mean();
  };
  const gradient = transform.grad(loss, { gradStates: [net.toHidden.weight, net.toOut.weight] });
  return transform.prepare.with({ length: 1 })(() => gradient()).report.memoryBytes;
}

export const memory = {
  plain: LENGTHS.map((steps) => gradientMemory(loops.plain, steps)),
  checkpointed: LENGTHS.map((steps) => gradientMemory(loops.checkpointed, steps)),
};
LENGTHS.forEach((steps, i) => {
  const [plain, checkpointed] = [memory.plain[i], memory.checkpointed[i]].map((bytes) => `${(bytes / 1e6).toFixed(1)} MB`);
  show(`${steps} steps: ${plain}, checkpointed ${checkpointed}`);
});

// ---- 3. The figure ------------------------------------------------------------------------------------------------
const names = ['plain', 'checkpointed'] as const;
const columns = (of: (name: (typeof names)[number]) => readonly number[]) => u.math.stack(names.map((name) => u.unitless(of(name))), 1);
const fig = visualize.getFigure(1, 2, { rowLen: 3, colLen: 4 });
visualize.linePlot(fig.at(0, 0), u.math.arange(EPOCHS), losses.plain, { label: 'plain', xlabel: 'epoch', ylabel: 'loss' });
visualize.linePlot(fig.at(0, 0), u.math.arange(EPOCHS), losses.checkpointed, { label: 'checkpointed', linestyle: 'dashed' });
visualize.linePlot(fig.at(0, 1), u.unitless(LENGTHS), columns((name) => memory[name].map((bytes) => bytes / 1e6)), {
  label: names,
  xlabel: 'steps',
  ylabel: 'memory of a gradient (MB)',
});
await saveFigure(fig, 'how-to-long-rollout');
