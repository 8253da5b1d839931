// Networks that are trained, on numbers that every peer can make for itself: see `peers/training.py`.
import { Dynamics, environ, Expon, init, LIF, metric, nn, optim, ParamState, random, surrogate, transform, u } from 'braints';
import { noise } from './engine.mjs';
import { c } from './peers.mjs';
import { python } from './python.mjs';

const { Hz, mA, ms, mV, ohm } = u;

/** What a potential keeps of itself from step to step, of 1 ms. */
const DECAY = Math.exp(-1 / 20);

export const SHD = { steps: 100, batch: 64, inputs: 700, hidden: 128, outputs: 20, density: 0.02 };
export const LAYER = { steps: 500, batch: 16, size: 4096 };
export const TUTORIAL = { steps: 200, batch: 256, inputs: 100, hidden: 4, outputs: 2 };
export const LONG = { steps: 10_000, size: 1000, base: 100 };

/** Additions and multiplications of the products with dense matrices, forwards and backwards: inputs get no gradient. */
export const operations = {
  shd({ steps, batch, inputs, hidden, outputs }) {
    return 2 * steps * batch * (2 * inputs * hidden + 3 * hidden * hidden + 3 * hidden * outputs);
  },
  layer({ steps, batch, size }) {
    return 2 * steps * batch * 2 * size * size;
  },
  tutorial({ steps, batch, inputs, hidden, outputs }) {
    return 2 * steps * batch * (2 * inputs * hidden + 3 * hidden * outputs);
  },
};

/** A contender: how long so many operations take at the speed of a large product in C. */
export function arithmeticBound(count) {
  const [rows, size, steps] = [256, 512, 20];
  const product = c('matmul', rows, size, steps);
  return Object.assign(
    () => {
      const found = product();
      return found && { ms: (found.ms * count) / (2 * rows * size * size * steps) };
    },
    { once: true },
  );
}

const scripts = { snntorch: 'training_torch.py', spikingjelly: 'training_torch.py', brainpy: 'training_brainpy.py' };

/** A peer's value and gradient of a network here, as `python` gives it: on one core, or free. */
export function peer(library, network, sizes, options = {}) {
  const torch = library !== 'brainpy';
  const args = [...(torch ? [library] : []), network, JSON.stringify(sizes)];
  return python(scripts[library], { variables: torch ? ['TORCH_PYTHON'] : ['BRAINPY_PYTHON', 'PYTHON'], args, ...options });
}

/** All of them, each on one core and free. */
export function peers(network, sizes) {
  return Object.fromEntries(
    Object.keys(scripts).flatMap((library) =>
      [false, true].map((free) => [free ? `${library}, free` : library, peer(library, network, sizes, { free })]),
    ),
  );
}

/** Numbers of a shape: `f` of the noise at the positions from `stretch` * 2^26 on. */
function numbers(shape, stretch, f) {
  const from = stretch * 2 ** 26;
  return u.math.asarray(Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => f(noise(from + i)))).reshape(shape);
}

/** Cells that add up what comes in, and lose some of it in each step. */
const cells = (size) =>
  new LIF(size, { tau: ms(20), R: ohm(1 / (1 - DECAY)), V_th: mV(1), spkFun: new surrogate.Arctan({ alpha: 2 }) });

/** Spikes by layers of cells with connections among themselves, in the shape of the Heidelberg digits. */
class Recurrent extends Dynamics {
  constructor({ inputs, hidden, outputs }) {
    super(inputs);
    this.toHidden = new nn.EventLinear(inputs, hidden, mA(numbers([inputs, hidden], 1, (x) => 0.08 * (x - 0.3))));
    this.among = new nn.Linear(hidden, hidden, { wInit: mA(numbers([hidden, hidden], 2, (x) => 0.05 * (x - 0.5))), bInit: null });
    this.hidden = cells(hidden);
    this.toOut = new nn.Linear(hidden, outputs, { wInit: numbers([hidden, outputs], 3, (x) => 0.2 * (x - 0.5)), bInit: null });
    this.evidence = new Expon(outputs, { tau: ms(20), g_initializer: u.unitless(0) });
  }

  update(spikes) {
    const current = this.toHidden.step(spikes).add(this.among.step(this.hidden.getSpike()));
    return this.evidence.step(this.toOut.step(this.hidden.step(current)));
  }
}

/** A full layer and its cells. */
class Layer extends Dynamics {
  constructor({ size }) {
    super(size);
    this.connections = new nn.Linear(size, size, { wInit: mA(numbers([size, size], 1, (x) => (x - 0.5) / 64)) });
    this.cells = cells(size);
  }

  update(x) {
    return this.cells.step(this.connections.step(x));
  }
}

/** What all contenders have to agree on: the loss, and the sum of what each gradient is at every place times a noise. */
function checkOf(loss, gradients) {
  const parts = gradients.map((g) => {
    let sum = 0;
    g.data.forEach((x, i) => (sum += x * (noise(i) - 0.5)));
    return sum;
  });
  return [loss, ...parts];
}

/** A contender: value and gradient of a loss of the spikes of `net` along `inputs`. Keeps the numbers of its first call. */
function trained(net, batch, inputs, lossOf) {
  environ.set({ dt: ms(1) });
  const weights = net.states(ParamState);
  const loss = () => {
    nn.initAllStates(net, { batchSize: batch });
    return lossOf(transform.forLoop((x) => net.step(x), inputs));
  };
  const gradient = transform.grad(loss, { gradStates: weights, returnValue: true });
  const run = transform.prepare.with({ length: 1 })(() => gradient());
  let check;
  return () => {
    const start = performance.now();
    const [gradients, value] = run.start();
    const elapsed = performance.now() - start;
    check ??= checkOf(value.item(), leaves(gradients));
    return { ms: elapsed, check };
  };
}

/** The arrays of a tree of quantities, by their names. */
function leaves(tree) {
  if (tree instanceof u.Quantity) return [tree.mantissa];
  const entries = tree instanceof Map ? [...tree] : Object.entries(tree);
  return entries.sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, part]) => leaves(part));
}

/** Value and gradient of the loss of a recurrent network that tells spike trains apart. */
export function shd(sizes = SHD) {
  const { steps, batch, inputs, outputs, density } = sizes;
  const spikes = numbers([steps, batch, inputs], 4, (x) => (x < density ? 1 : 0));
  const labels = u.math.asarray(Int32Array.from({ length: batch }, (_, i) => Math.floor(noise(5 * 2 ** 26 + i) * outputs)));
  return trained(new Recurrent(sizes), batch, spikes, (evidence) =>
    metric.softmaxCrossEntropyWithIntegerLabels(evidence.mean(0), labels).mean(),
  );
}

/** Value and gradient of the share of spikes of one large layer. */
export function layer(sizes = LAYER) {
  const { steps, batch, size } = sizes;
  return trained(new Layer(sizes), batch, numbers([steps, batch, size], 2, (x) => x), (spikes) => spikes.mean());
}

/** One epoch of Tutorial 4, as `examples/04-train-an-snn.ts` has it. What is compared is the first loss. */
export function tutorial({ steps, batch, inputs, hidden, outputs } = TUTORIAL) {
  environ.set({ dt: ms(1) });
  random.seed(42);
  class Network extends Dynamics {
    constructor() {
      super(inputs);
      this.toHidden = new nn.Linear(inputs, hidden, { wInit: new init.KaimingNormal({ unit: mA }) });
      this.current = new Expon(hidden, { tau: ms(5), g_initializer: new init.Constant(mA(0)) });
      this.hidden = new LIF(hidden, { tau: ms(20), V_th: mV(1), spkFun: new surrogate.ReluGrad() });
      this.toOut = new nn.Linear(hidden, outputs, { wInit: new init.KaimingNormal() });
      this.evidence = new Expon(outputs, { tau: ms(10), g_initializer: new init.Constant(u.unitless(0)) });
    }

    update(spikes) {
      return this.evidence.step(this.toOut.step(this.hidden.step(this.current.step(this.toHidden.step(spikes)))));
    }
  }
  const net = new Network();
  const spikes = random.rand(steps, batch, inputs).lt(u.math.multiply(Hz(5), environ.getDt())).astype('float32');
  const labels = random.rand(batch).lt(0.5).astype('int32');
  const weights = net.states(ParamState);
  const optimizer = new optim.Adam({ lr: 3e-3 });
  optimizer.registerTrainableWeights(weights);
  const loss = () => {
    nn.initAllStates(net, { batchSize: batch });
    const evidence = transform.forLoop((x) => net.step(x), spikes);
    return metric.softmaxCrossEntropyWithIntegerLabels(evidence.mean(0), labels).mean();
  };
  const train = transform.prepare.with({ length: 1 })(() => {
    const [gradients, value] = transform.grad(loss, { gradStates: weights, returnValue: true })();
    optimizer.step(gradients);
    return value;
  });
  let check;
  return () => {
    const start = performance.now();
    const value = train.start();
    const elapsed = performance.now() - start;
    check ??= value.item();
    return { ms: elapsed, check };
  };
}

/**
 * A long run of cells whose input is drawn in every step, through a gain that is trained: the gradient of a loss, with what
 * every step needs on the way back kept, or computed again. `memoryBytes` is what a run of it plans.
 */
export function long(checkpointed, { steps, size, base } = LONG) {
  environ.set({ dt: ms(1) });
  const net = nn.initAllStates(cells(size));
  const gain = new ParamState(u.unitless(u.math.ones([size])));
  const step = () => net.step(mA(random.rand(size)).mul(gain.value).mul(0.1)).mean();
  const loop = checkpointed ? transform.checkpointedForLoop.with({ length: steps, base }) : transform.forLoop.with({ length: steps });
  const loss = () => {
    nn.initAllStates(net);
    return loop(step).mean();
  };
  const gradient = transform.grad(loss, { gradStates: { gain }, returnValue: true });
  const run = transform.prepare.with({ length: 1 })(() => gradient());
  const contender = () => {
    random.seed(1);
    const start = performance.now();
    const [gradients, value] = run.start();
    return { ms: performance.now() - start, check: [value.get(0).item(), u.math.sum(gradients.gain).item()] };
  };
  return Object.assign(contender, { memoryBytes: run.report.memoryBytes });
}
