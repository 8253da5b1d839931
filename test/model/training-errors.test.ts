import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  AlignPostProj, Alpha, AMPA, COBA, DeltaProj, DualExpon, Dynamics, environ, Expon, HH, init, LeakyRateReadout, LeakySpikeReadout, LIF, metric,
  Module, nn, optim, ParamState, random, STP, transform, u, type AnyQuantity, type Quantity,
} from '../../src/index.js';

// What goes wrong in training: each error names the place in the network.

const { mA, mS, ms, mV, uA, unitless } = u;
const BATCH = 8;

class Network extends Dynamics {
  readonly toHidden = new nn.Linear(10, 4, { wInit: new init.KaimingNormal({ scale: 40, unit: mA }) });
  readonly current = new Expon(4, { tau: ms(5), g_initializer: new init.Constant(mA(0)) });
  readonly hidden = new LIF(4, { tau: ms(20), V_th: mV(1) });
  readonly readout = new LeakyRateReadout(4, 2);

  constructor() {
    super(10);
  }

  override update(spikes: Quantity<'one'>): Quantity<'one'> {
    return this.readout.step(this.hidden.step(this.current.step(this.toHidden.step(spikes))));
  }
}

/** A module inside of another. */
class Holder extends Module {
  constructor(readonly part: Module) {
    super();
  }

  override update(x: AnyQuantity): unknown {
    return this.part.step(...([x] as never[]));
  }
}

let net: Network;
let inputs: Quantity<'one'>;

beforeEach(() => {
  environ.set({ dt: ms(1), t: ms(0) });
  random.seed(3);
  net = new Network();
  inputs = random.rand(20, BATCH, 10).lt(0.1).astype('float32');
});
afterEach(() => environ.reset());

const labels = (...classes: number[]) => unitless(Int32Array.from(classes));
const loss = (wanted: Quantity<'one'>) => (): Quantity<'one'> => {
  nn.initAllStates(net, { batchSize: BATCH });
  const out = transform.forLoop((x: Quantity<'one'>) => net.step(x), inputs).mean(0);
  return metric.softmaxCrossEntropyWithIntegerLabels(out, wanted).mean();
};

describe('a batch of another size than the States', () => {
  it('in a network', () => {
    nn.initAllStates(net, { batchSize: 4 });
    const run = () => transform.forLoop((x: Quantity<'one'>) => net.step(x), inputs);
    expect(run).toThrow('Network.current (Expon): its state Network.current.g of shape (4, 4) cannot become one of shape (8, 4)');
    nn.initAllStates(net);
    expect(run).toThrow('Network.current (Expon): its state Network.current.g of shape (4,) cannot become one of shape (8, 4)');
    nn.initAllStates(net, { batchSize: 8 });
    expect(run().shape).toEqual([20, 8, 2]);
  });

  const parts: readonly (readonly [string, () => Module, (x: AnyQuantity['mantissa']) => AnyQuantity, string])[] = [
    ['LIF', () => new LIF(4), mA, 'its input of shape (8, 4) does not broadcast to its neurons'],
    ['HH', () => new HH(4), uA, 'its input of shape (8, 4) does not broadcast to its neurons'],
    ['Expon', () => new Expon(4), mS, 'its state Holder.part.g of shape'],
    ['DualExpon', () => new DualExpon(4), mS, 'its state Holder.part.g_rise of shape'],
    ['Alpha', () => new Alpha(4), mS, 'its state Holder.part.h of shape'],
    ['AMPA', () => new AMPA(4), unitless, 'got spikes of shape (8, 4)'],
    ['STP', () => new STP(4), unitless, 'got spikes of shape (8, 4)'],
    ['LeakyRateReadout', () => new LeakyRateReadout(4, 2), unitless, 'its state Holder.part.r of shape'],
    ['LeakySpikeReadout', () => new LeakySpikeReadout(4), unitless, 'its state Holder.part.V of shape'],
    ['GRUCell', () => new nn.GRUCell(4, 3), unitless, 'its input of shape (8, 4) and its state of shape'],
  ];

  it.each(parts)('%s', (name, make, unit, text) => {
    const holder = new Holder(make());
    for (const batchSize of [undefined, 3]) {
      nn.initAllStates(holder, { batchSize });
      const step = () => holder.step(unit(u.math.ones([8, 4]).mantissa));
      expect(step).toThrow(`Holder.part (${name})`);
      expect(step).toThrow(text);
      expect(step).toThrow('nn.initAllStates(…, { batchSize');
    }
  });

  it('behind a projection', () => {
    class Pair extends Module {
      readonly post = new LIF(4);

      constructor(readonly proj: (post: LIF) => Module) {
        super();
        this.inner = proj(this.post);
      }

      readonly inner: Module;

      override update(x: Quantity<'one'>) {
        this.inner.step(...([x] as never[]));
        return this.post.step();
      }
    }
    const comm = () => new nn.Linear(5, 4, { wInit: new init.KaimingNormal({ unit: mS }) });
    const aligned = new Pair((post) => new AlignPostProj({ comm: comm(), syn: Expon.desc(4), out: COBA.desc({ E: mV(0) }), post }));
    const delta = new Pair((post) => new DeltaProj({ comm: new nn.Linear(5, 4, { wInit: new init.KaimingNormal({ unit: mV }) }), post }));
    for (const pair of [aligned, delta]) {
      nn.initAllStates(pair, { batchSize: 3 });
      expect(() => pair.step(u.math.ones([8, 5]))).toThrow(/^Pair\.\S.*the input '\w+' cannot be added: add: shapes do not broadcast: \(3, 4\) and \(8, 4\)/);
    }
  });

  it('a module on its own is named by its class', () => {
    const neuron = nn.initAllStates(new LIF(4), { batchSize: 3 });
    expect(() => neuron.step(mA(u.math.ones([8, 4]).mantissa))).toThrow(
      'LIF: its input of shape (8, 4) does not broadcast to its neurons, (3, 4): give a scalar, or one value for each; for a ' +
        'batch of 8 call nn.initAllStates(…, { batchSize: 8 }) first',
    );
    expect(() => neuron.step(mA([1, 2, 3]))).toThrow(/give a scalar, or one value for each$/);
  });
});

describe('weights', () => {
  it('that the loss never touches', () => {
    const spare = new ParamState(unitless([1, 2]));
    const weights = new Map([...net.states(ParamState), ['spare', spare]]);
    const gradient = transform.grad(loss(labels(0, 1, 0, 1, 0, 1, 0, 1)), { gradStates: weights });
    expect(() => gradient()).toThrow('grad: the function neither reads nor writes');
    class Larger extends Network {
      readonly unused = new nn.Linear(4, 4);
    }
    net = new Larger();
    const all = transform.grad(loss(labels(0, 1, 0, 1, 0, 1, 0, 1)), { gradStates: net.states(ParamState) });
    expect(() => all()).toThrow('grad: the function neither reads nor writes Larger.unused.weight');
  });

  it('of an optimiser that has none', () => {
    const optimizer = new optim.Adam();
    const step = () => optimizer.step(transform.grad(loss(labels(0, 1, 0, 1, 0, 1, 0, 1)), { gradStates: net.states(ParamState) })());
    expect(step).toThrow('Adam has no weights yet: call registerTrainableWeights(net.states(ParamState)) before step');
  });
});

describe('labels out of range', () => {
  it.each([[5], [-1], [2]])('%i', (label) => {
    const wanted = labels(0, 1, 0, label, 0, 1, 0, 1);
    const text = `softmaxCrossEntropyWithIntegerLabels wants labels from 0 to 1, got ${label} at index 3`;
    expect(loss(wanted)).toThrow(text);
    expect(() => transform.grad(loss(wanted), { gradStates: net.states(ParamState) })()).toThrow(text);
  });

  it('in a compiled step', () => {
    const step = transform.jit((wanted: Quantity<'one'>) => loss(wanted)());
    expect(Number.isFinite(step(labels(0, 1, 0, 1, 0, 1, 0, 1)).item())).toBe(true);
    expect(() => step(labels(0, 1, 0, 1, 0, 1, 2, 1))).toThrow('wants labels from 0 to 1, and there is another one (at index 6)');
  });
});

describe('a loss that is NaN', () => {
  const train = (optimizer: optim.Optimizer, bad: Quantity<'one'>) => {
    const weights = net.states(ParamState);
    const whole = (): Quantity<'one'> => loss(labels(0, 1, 0, 1, 0, 1, 0, 1))().mul(u.math.log(bad));
    const step = transform.jit(() => {
      const [gradients, value] = transform.grad(whole, { gradStates: weights, returnValue: true })();
      optimizer.step(gradients);
      return value;
    });
    return { weights, step };
  };

  it.each([[-1], [0]])('or infinite changes no weight, and the weight is named: log of %i', (x) => {
    const optimizer = new optim.Adam().registerTrainableWeights(net.states(ParamState));
    const { weights, step } = train(optimizer, unitless(x));
    const before = [...weights.values()].map((state) => String(state.value));
    expect(step).toThrow(/^Adam: the gradient of readout\.weight is not finite, and no weight has changed|^Adam: the gradient of toHidden\.weight\.weight is not finite/);
    expect([...weights.values()].map((state) => String(state.value))).toEqual(before);
    expect(optimizer.stepCount.value.item()).toBe(0);
  });

  it('is found by debugging, with the operation and its line', () => {
    const weights = net.states(ParamState);
    const optimizer = new optim.SGD({ lr: 0.1 }).registerTrainableWeights(weights);
    const wrong = (): Quantity<'one'> => u.math.log(loss(labels(0, 1, 0, 1, 0, 1, 0, 1))().sub(10));
    const step = transform.jit(() => optimizer.step(transform.grad(() => u.math.sqrt(wrong()), { gradStates: weights })()));
    environ.set({ debug: 'nan' });
    expect(step).toThrow(/^Network\.\S*weight.* is NaN.*: log of -[\d.]+ gives NaN \(at .*training-errors\.test\.ts/);
  });

  it('that clipping makes finite is taken', () => {
    const w = new ParamState(unitless([0, 1]), { name: 'w' });
    const root = () => u.math.sqrt(w.value).sum();
    const clipped = new optim.SGD({ lr: 0.1, gradClipValue: 1 }).registerTrainableWeights(w);
    clipped.step(transform.grad(root, { gradStates: w })());
    expect(Array.from(w.value.toTypedArray(), (x) => Number(Number(x).toFixed(6)))).toEqual([-0.1, 0.95]);
    w.value = unitless([0, 1]);
    const plain = new optim.SGD({ lr: 0.1 }).registerTrainableWeights(w);
    expect(() => plain.step(transform.grad(root, { gradStates: w })())).toThrow('SGD: the gradient of w is not finite');
    expect(w.value.toArray()).toEqual([0, 1]);
  });
});
