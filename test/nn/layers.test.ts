// Golden values of brainstate's layers, made by tools/golden/layers.py.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as nn from '../../src/nn/index.js';
import { environ, ParamState, random, type Module } from '../../src/state/index.js';
import * as transform from '../../src/state/transform/index.js';
import * as conn from '../../src/tools/conn/index.js';
import * as init from '../../src/tools/init/index.js';
import { mA, math, mS, ms, mV, Quantity, u, unitless, type AnyQuantity } from '../../src/unit/index.js';

type Numbers = number | Numbers[];
type Tree = Numbers | { [key: string]: Numbers };
interface Case {
  x: Numbers[];
  y: Numbers[];
  weights: Record<string, Tree>;
  gradients?: Record<string, Tree>;
}

const golden = JSON.parse(readFileSync(new URL('../golden/layers.json', import.meta.url), 'utf8')) as {
  layers: Record<string, Case>;
  cells: Record<string, { xs: Numbers[]; ys: Numbers[]; weights: Record<string, Tree>; gradients: Record<string, Tree> }>;
  points: number[];
  elementwise: Record<string, number[]>;
  transforms: Record<string, Record<'y' | 'x' | 'back' | 'at', number[]>>;
};

const flat = (x: Numbers): number[] => (typeof x === 'number' ? [x] : x.flatMap(flat));
const array = (x: Numbers): Quantity<'one'> => unitless(x as never);

function expectClose(got: AnyQuantity, wants: Numbers, tolerance = 3e-6): void {
  const numbers = flat(wants);
  expect(got.size).toBe(numbers.length);
  const size = Math.max(1, ...numbers.map(Math.abs));
  got.toTypedArray().forEach((x, i) => expect(Math.abs(x - numbers[i]), `element ${i}`).toBeLessThanOrEqual(tolerance * size));
}

const camel = (key: string): string => key.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Puts stored weights into a layer. */
function setWeights(layer: Module, weights: Record<string, Tree>): void {
  const states = layer.states(ParamState);
  expect([...states.keys()].sort()).toEqual(Object.keys(weights).sort());
  for (const [path, value] of Object.entries(weights)) {
    states.get(path)!.value =
      typeof value === 'number' || Array.isArray(value)
        ? array(value)
        : Object.fromEntries(Object.entries(value).map(([key, x]) => [camel(key), array(x)]));
  }
}

function expectGradients(got: ReadonlyMap<string, unknown>, wants: Record<string, Tree>): void {
  for (const [path, value] of Object.entries(wants)) {
    const gradient = got.get(path);
    if (typeof value === 'number' || Array.isArray(value)) expectClose(gradient as AnyQuantity, value, 2e-5);
    else for (const [key, x] of Object.entries(value)) expectClose((gradient as Record<string, AnyQuantity>)[camel(key)], x, 2e-5);
  }
}

const loss = (y: Quantity<'one'>): Quantity<'one'> => y.mul(math.cos(math.arange(y.size)).reshape(y.shape)).sum();

const layers: Record<string, () => Module & { update(x: never): unknown }> = {
  Linear: () => new nn.Linear(3, 4),
  LinearMasked: () => new nn.Linear(3, 4, { bInit: null, wMask: unitless([[1, 0, 1, 0], [0, 1, 1, 1], [1, 1, 0, 0]]) }),
  SignedWLinear: () => new nn.SignedWLinear(3, 4, { wSign: unitless([[1], [-1], [1]]) }),
  AllToAllScalar: () => new nn.AllToAll(3, 3, { wInit: unitless(0.7), includeSelf: false }),
  AllToAllLess: () => new nn.AllToAll(4, 2, { wInit: unitless(0.7), includeSelf: false }),
  AllToAllMore: () => new nn.AllToAll(3, 5, { wInit: unitless(0.7), includeSelf: false }),
  AllToAllMatrix: () => new nn.AllToAll(3, 3, { includeSelf: false }),
  OneToOne: () => new nn.OneToOne(3, { bInit: new nn.init.ZeroInit() }),
  LoRA: () => new nn.LoRA(3, 2, 4),
  LayerNorm: () => new nn.LayerNorm(4),
  LayerNorm2: () => new nn.LayerNorm([2, 4], { reductionAxes: [-2, -1], featureAxes: [-2, -1] }),
  Embedding: () => new nn.Embedding(5, 3, { paddingIdx: 1 }),
};

describe('layers give what brainstate gives, and the same gradients', () => {
  it.each(Object.keys(golden.layers))('%s', (name) => {
    const { x, y, weights, gradients } = golden.layers[name];
    const layer = layers[name]();
    setWeights(layer, weights);
    const input = name === 'Embedding' ? new Quantity(Int32Array.from(flat(x))).reshape([2, 2]) : array(x);
    const run = (): Quantity<'one'> => layer.step(input as never) as Quantity<'one'>;
    expectClose(run(), y);
    expectClose(transform.jit(run)(), y);
    if (gradients === undefined) return;
    const states = layer.states(ParamState);
    expectGradients(transform.grad(() => loss(run()), { gradStates: states })() as never, gradients);
  });
});

const cells: Record<string, () => nn.RNNCell> = {
  ValinaRNNCell: () => new nn.ValinaRNNCell(3, 4),
  GRUCell: () => new nn.GRUCell(3, 4),
  MGUCell: () => new nn.MGUCell(3, 4),
  LSTMCell: () => new nn.LSTMCell(3, 4),
};

describe('recurrent cells give what brainstate gives over five steps, and the same gradients', () => {
  it.each(Object.keys(golden.cells))('%s', (name) => {
    const { xs, ys, weights, gradients } = golden.cells[name];
    const cell = nn.initAllStates(cells[name](), { batchSize: 2 });
    setWeights(cell, weights);
    const run = (): Quantity<'one'> => transform.forLoop((x: Quantity<'one'>) => cell.step(x), array(xs));
    expectClose(run(), ys);
    nn.initAllStates(cell, { batchSize: 2 });
    expectGradients(transform.grad(() => loss(run()), { gradStates: cell.states(ParamState) })() as never, gradients);
  });

  it('refuses an activation that there is none of', () => {
    expect(() => new nn.GRUCell(3, 4, { activation: 'quick' as never })).toThrow("GRUCell: no activation 'quick': there is relu, tanh");
  });
});

describe('elementwise modules', () => {
  it.each(Object.keys(golden.elementwise))('%s', (name) => {
    const classes = nn as unknown as Record<string, new (...args: number[]) => Module & { step(x: unknown): AnyQuantity }>;
    const args: Record<string, number[]> = { Threshold: [0.1, 20], ELU: [0.5], CELU: [2] };
    const module = new classes[name](...(args[name] ?? []));
    expectClose(module.step(unitless(golden.points)), golden.elementwise[name], 1e-6);
    expect(String(module)).toContain(name);
  });
});

describe('bounds of parameters', () => {
  const transforms: Record<string, nn.Transform> = {
    IdentityT: new nn.IdentityT(),
    SigmoidT: new nn.SigmoidT(unitless(1), unitless(3)),
    SoftplusT: new nn.SoftplusT(unitless(1)),
    NegSoftplusT: new nn.NegSoftplusT(unitless(1)),
    LogT: new nn.LogT(unitless(1)),
    ExpT: new nn.ExpT(unitless(1)),
    TanhT: new nn.TanhT(unitless(1), unitless(3)),
    SoftsignT: new nn.SoftsignT(unitless(1), unitless(3)),
    ClipT: new nn.ClipT(unitless(1), unitless(3)),
    AffineT: new nn.AffineT(unitless(2), unitless(1)),
    PositiveT: new nn.PositiveT(),
    NegativeT: new nn.NegativeT(),
    ScaledSigmoidT: new nn.ScaledSigmoidT(unitless(1), unitless(3), 2),
    PowerT: new nn.PowerT(0.5),
    OrderedT: new nn.OrderedT(),
    SimplexT: new nn.SimplexT(),
    UnitVectorT: new nn.UnitVectorT(),
    ReluT: new nn.ReluT(unitless(1)),
  };

  it.each(Object.keys(golden.transforms))('%s maps as in brainstate, and back', (name) => {
    const { y, x, back, at } = golden.transforms[name];
    const t = transforms[name];
    expectClose(t.inverse(unitless(y)), x, 5e-5);
    expectClose(t.forward(unitless(x)), back, 1e-5);
    expectClose(t.forward(unitless(x).add(0.25)), at, 1e-5);
  });

  it('keep their units, and train what is free', () => {
    const tau = new nn.Param(ms(20), { t: new nn.SoftplusT(ms(1)) });
    expect(tau.value().toDecimal(ms)).toBeCloseTo(20, 4);
    expect(tau.states(ParamState).size).toBe(1);
    const gradient = transform.grad(() => tau.value().div(ms(1)), { gradStates: tau.val as ParamState })() as Quantity<'one'>;
    expect(gradient.item()).toBeCloseTo(1, 6);
    tau.setValue(ms(5));
    expect(tau.value().toDecimal(ms)).toBeCloseTo(5, 5);
    expect(() => tau.setValue(ms(0.5))).toThrow('0.5 ms is not within the bounds of SoftplusT(lower=1. ms)');
    expect(tau.value().toDecimal(ms)).toBeCloseTo(5, 5);
    const chained = new nn.Param(mV(-60), { t: new nn.ChainT<'voltage'>(new nn.AffineT(unitless(2), unitless(0)), new nn.SigmoidT(mV(-70), mV(-50))) });
    expect(chained.value().toDecimal(mV)).toBeCloseTo(-60, 4);
    expect(String(chained.t)).toBe('ChainT(AffineT(scale=2., shift=0.), SigmoidT(lower=-70. mV, upper=-50. mV))');
    expect(new nn.Const(ms(1)).states().size).toBe(0);
    expect(() => new nn.SigmoidT(mV(1), mV(1))).toThrow('SigmoidT: lower must be below upper');
  });
});

describe('units in layers', () => {
  it('weights with a unit make a current of spikes', () => {
    const layer = new nn.Linear(3, 2, { wInit: new nn.init.KaimingNormal({ unit: mA }) });
    const I: Quantity<'current'> = layer.step(unitless([1, 0, 1]));
    expect(I.unit).toBe(mA);
    expect(I.shape).toEqual([2]);
    const g = new nn.Linear<'conductance', 'voltage'>(3, 2, { wInit: new nn.init.KaimingNormal({ unit: mS }), bInit: new init.ZeroInit(mA) });
    const current: Quantity<'current'> = g.step(mV([1, 2, 3]));
    expect(String(current.unit)).toBe('uA');
    expect(() => new nn.Linear(3, 2, { wInit: new nn.init.KaimingNormal({ unit: mA }), bInit: mV([1, 2]) as never }).step(unitless([1, 0, 1]))).toThrow(
      'Linear: its input times its weights is a current, its bias a voltage: give bInit in mA',
    );
  });

  it('refuse inputs of another size', () => {
    expect(() => new nn.Linear(3, 2).step(unitless([1, 2]))).toThrow('Linear wants a last axis of length 3, got the shape (2,)');
    expect(() => new nn.Linear([2, 3], [4, 5])).toThrow('Linear works along the last axis');
    expect(() => new nn.LayerNorm(3).step(unitless([1, 2]))).toThrow('LayerNorm wants the last axes (3,), got the shape (2,)');
    expect(() => new nn.Embedding(3, 2, { paddingIdx: 3 })).toThrow('paddingIdx is an index below 3, got 3');
    expect(() => new nn.Linear(3, 2).step(3 as never)).toThrow('Linear wants a quantity, got 3');
  });
});

describe('sparse connections', () => {
  it('have so many targets for each neuron', () => {
    random.seed(1);
    const comm = new nn.EventFixedProb(100, 400, 0.1, mS(0.6));
    expect(comm.connNum).toBe(40);
    const dense = comm.conn.toDense();
    expect(dense.shape).toEqual([100, 400]);
    const rows = math.round(dense.sum(1).div(mS(0.6)));
    expect(new Set(rows.toTypedArray())).toEqual(new Set([40]));
    const spikes = math.where(math.mod(math.arange(100), 7).eq(0), unitless(1), unitless(0));
    expectClose(comm.step(spikes).in(mS), flat(math.matmul(spikes, dense).in(mS).toArray() as Numbers));
    // An event counts as one, whatever its value; a rate by its value.
    expectClose(comm.step(spikes.mul(0.5)).in(mS), flat(math.matmul(spikes, dense).in(mS).toArray() as Numbers));
    const rates = new nn.FixedNumConn(3, 5, 2, new init.Normal(mS(1), mS(0.1)), { seed: 3 });
    expectClose(rates.step(unitless([1, 0.5, 2])).in(mS), flat(math.matmul(unitless([1, 0.5, 2]), rates.conn.toDense()).in(mS).toArray() as Numbers));
    expect(rates.weight.value.shape).toEqual([3, 2]);
  });

  it('can be drawn without repetition, and for a part of the neurons', () => {
    const distinct = new nn.FixedNumConn(50, 20, 15, unitless(1), { allowMultiConn: false, seed: 5 });
    const dense = distinct.conn.toDense();
    expect(Math.max(...dense.toTypedArray())).toBe(1);
    expect(new Set(dense.sum(1).toTypedArray())).toEqual(new Set([15]));
    // Each target is as likely as any other.
    const counts = [...dense.sum(0).toTypedArray()];
    expect(Math.min(...counts)).toBeGreaterThan(25);
    const some = new nn.FixedNumConn(400, 20, 5, unitless(1), { afferentRatio: 0.25, seed: 6 });
    const sent = [...some.conn.toDense().sum(1).toTypedArray()];
    expect(new Set(sent)).toEqual(new Set([0, 5]));
    expect(sent.filter((n) => n > 0).length).toBeGreaterThan(60);
    expect(sent.filter((n) => n > 0).length).toBeLessThan(140);
  });

  it.each([true, false])('are drawn some rows at a time, all of them anew (allowMultiConn %s)', (allowMultiConn) => {
    // More than are drawn at once, and not a multiple of it.
    const [rows, each, out] = [3000, 400, 1000];
    const comm = new nn.EventFixedNumConn(rows, out, each, unitless(1), { allowMultiConn, seed: 7 });
    const inDegrees = (hit: (row: number) => boolean): number[] => {
      const spikes = unitless(Array.from({ length: rows }, (_, row) => (hit(row) ? 1 : 0)));
      return [...comm.step(spikes).toTypedArray()];
    };
    const total = (xs: number[]): number => xs.reduce((a, b) => a + b, 0);
    expect(total(inDegrees(() => true))).toBe(rows * each);
    // The last 100 rows: 40 on average for each target, with a deviation of at most 6.3.
    const late = inDegrees((row) => row >= rows - 100);
    expect(total(late)).toBe(100 * each);
    expect(Math.min(...late)).toBeGreaterThan(5);
    expect(Math.max(...late)).toBeLessThan(75);
    const targets = (row: number): string => String(inDegrees((other) => other === row));
    const atOnce = Math.floor(2 ** 18 / each);
    expect(targets(atOnce)).not.toBe(targets(0));
    expect(targets(rows - 1)).not.toBe(targets((rows - 1) % atOnce));
  });

  it('are the same from the same seed', () => {
    const targets = (): string => String(new nn.FixedNumConn(5, 9, 3, unitless(1), { seed: 9 }).conn.toDense());
    expect(targets()).toBe(targets());
  });

  it('have gradients to their weights and their inputs', () => {
    const comm = new nn.EventFixedProb(4, 3, 2, new init.Uniform(unitless(0), unitless(1)), { seed: 2 });
    const spikes = unitless([1, 0, 1, 0]);
    const gradient = transform.grad(() => comm.step(spikes).sum(), { gradStates: comm.weight })() as Quantity<'one'>;
    expect(gradient.toArray()).toEqual([[1, 1], [0, 0], [1, 1], [0, 0]]);
    const toSpikes = transform.grad((x: Quantity<'one'>) => comm.step(x).sum())(spikes) as Quantity<'one'>;
    expectClose(toSpikes, flat(comm.weight.value.sum(1).toArray() as Numbers));
  });

  it('of one weight count the events', () => {
    const one = new nn.EventLinear(4, 3, mS(2));
    expect(String(one.step(unitless([1, 0, 0.5, 0])))).toBe('[4. 4. 4.] mS');
    expect(String(new nn.EventLinear(4, 3, mS(2), { floatAsEvent: false }).step(unitless([1, 0, 0.5, 0])))).toBe('[3. 3. 3.] mS');
    const slope = transform.grad((x: Quantity<'one'>) => one.step(x).div(mS(1)).sum())(unitless([1, 0, 0.5, 0])) as Quantity<'one'>;
    expect(slope.toArray()).toEqual([6, 6, 6, 6]);
    const full = new nn.EventLinear(2, 2, mS([[1, 2], [3, 4]]));
    expect(String(full.step(unitless([[0, 1], [1, 0.5]])))).toBe('[[3. 4.]\n [4. 6.]] mS');
  });

  it('train the entries of a matrix that stands', () => {
    const W = u.sparse.csr({ data: mS([1, 2, 3]), indices: [1, 2, 0], indptr: [0, 2, 3], shape: [2, 3] });
    const layer = new nn.SparseLinear<'conductance', 'voltage'>(W);
    const I: Quantity<'current'> = layer.step(mV([1, 10]));
    expect(String(I)).toBe('[30.  1.  2.] uA');
    expect(String(W)).toBe('CSR(shape=(2, 3), unit=mS)');
    expect(String(W.matvec(unitless([1, 1, 1])))).toBe('[3. 3.] mS');
    expect(String(u.sparse.csrFromDense(mS([[0, 1], [2, 0]])).toDense())).toBe('[[0. 1.]\n [2. 0.]] mS');
  });

  describe('that a rule has drawn', () => {
    const pairs = new conn.FixedProb(0.3, { seed: 4, weight: mS(0.5) }).generate(20, 30);
    const spikes = math.where(math.mod(math.arange(20), 3).eq(0), unitless(1), unitless(0));

    it('are a layer that is driven by events, with their weights or others', () => {
      const wanted = math.matmul(spikes, pairs.toDense());
      for (const layer of [new nn.EventSparseLinear(pairs), new nn.EventSparseLinear(pairs.toCsr())]) {
        expect([layer.inSize, layer.outSize]).toEqual([[20], [30]]);
        const y: Quantity<'conductance'> = layer.step(spikes);
        expectClose(y.in(mS), flat(wanted.in(mS).toArray() as Numbers));
        // An event counts as one, whatever its value; an amount by its value.
        expectClose(layer.step(spikes.mul(0.5)).in(mS), flat(wanted.in(mS).toArray() as Numbers));
        expectClose(layer.updateByValue(spikes.mul(0.5)).in(mS), flat(wanted.mul(0.5).in(mS).toArray() as Numbers));
      }
      expectClose(new nn.SparseLinear(pairs).step(spikes.mul(2)).in(mS), flat(wanted.mul(2).in(mS).toArray() as Numbers));
      const jumps: Quantity<'voltage'> = new nn.EventSparseLinear(pairs, mV(2)).step(spikes);
      expectClose(jumps.in(mV), flat(wanted.div(mS(0.5)).mul(2).toArray() as Numbers));
      expect(new nn.EventSparseLinear(pairs, new init.Normal(mV(1), mV(0.1))).weight.value.shape).toEqual([pairs.nConnections]);
      const counts: Quantity<'one'> = new nn.EventSparseLinear(new conn.OneToOne().generate(3, 3)).step(unitless([0, 1, 1]));
      expect(counts.toArray()).toEqual([0, 1, 1]);
    });

    it('take a batch, and have gradients to their weights', () => {
      const layer = new nn.EventSparseLinear(new conn.OneToOne().generate(3, 3), unitless([1, 2, 3]));
      expect(layer.step(unitless([[1, 0, 1], [0, 1, 0]])).toArray()).toEqual([[1, 0, 3], [0, 2, 0]]);
      const gradient = transform.grad(() => layer.step(unitless([1, 0, 1])).sum(), { gradStates: layer.weight })() as Quantity<'one'>;
      expect(gradient.toArray()).toEqual([1, 0, 1]);
    });

    it('of a matrix without gaps too', () => {
      const layer = new nn.EventSparseLinear(u.sparse.dense(mS([[1, 2], [3, 4]])));
      expect(String(layer.step(unitless([0, 1])))).toBe('[3. 4.] mS');
      expect(new nn.EventSparseLinear(u.sparse.dense(mS([[1, 2], [3, 4]])), new init.Constant(mV(1))).weight.value.shape).toEqual([2, 2]);
    });

    it('are refused with delays, which a layer does not have, and if they are none', () => {
      const late = new conn.OneToOne({ weight: mS(1), delay: ms(2) }).generate(3, 3);
      expect(() => new nn.EventSparseLinear(late)).toThrow('EventSparseLinear has no delays');
      expect(() => new nn.SparseLinear(late)).toThrow('SparseLinear has no delays');
      expect(String(new nn.EventSparseLinear(late.toCsr()).step(unitless([1, 0, 0])))).toBe('[1. 0. 0.] mS');
      expect(() => new nn.EventSparseLinear(mS([[1]]) as never)).toThrow('EventSparseLinear wants connections');
      expect(() => new nn.EventSparseLinear(pairs, mV([1, 2]))).toThrow('EventSparseLinear: weight');
      expect(() => new nn.EventSparseLinear(pairs).step(unitless([1, 0]))).toThrow('EventSparseLinear wants a last axis of length 20');
    });
  });

  it('refuse what makes no sense', () => {
    expect(() => new nn.EventFixedProb(10, 10, 0.01, mS(1))).toThrow(
      'EventFixedNumConn: every neuron has at least one target, got connNum 0.01, which is 0 of 10 neurons',
    );
    expect(() => new nn.FixedNumConn(10, 10, 11, mS(1), { allowMultiConn: false })).toThrow('at most 10 different ones, got connNum 11');
    expect(() => new nn.FixedNumConn(10, 10, 2, mS(1), { afferentRatio: 2 })).toThrow('afferentRatio is a share from 0 to 1, got 2');
    expect(() => u.sparse.dense(mS([[1]])).eventVecmat(mV([1]) as never)).toThrow('events are bools or plain numbers');
  });
});

describe('dropout', () => {
  it('keeps what it says, in the mean as much as there was', () => {
    random.seed(3);
    const dropout = new nn.Dropout<'voltage'>(0.8);
    const x = math.ones([10_000], mV);
    const y: Quantity<'voltage'> = environ.context({ fit: true }, () => dropout.step(x));
    expect(new Set(y.toTypedArray())).toEqual(new Set([0, 1.25]));
    expect(y.mean().item(mV)).toBeCloseTo(1, 1);
    expect(environ.context({ fit: false }, () => dropout.step(x))).toBe(x);
    expect(() => dropout.step(x)).toThrow('no fit in the environment');
    const rows = environ.context({ fit: true }, () => new nn.Dropout(0.5, { broadcastDims: [1] }).step(math.ones([50, 4])));
    expect(new Set(rows.sum(1).toTypedArray())).toEqual(new Set([0, 8]));
    expect(() => new nn.Dropout(1.5)).toThrow('prob is the probability of keeping an element');
  });
});

describe('a Sequential', () => {
  it('hands on values and sizes', () => {
    const net = new nn.Sequential(new nn.Linear(3, 4), (x: Quantity<'one'>) => math.relu(x), nn.Linear.desc(undefined, 2) as never);
    expect(net.inSize).toEqual([3]);
    expect(net.outSize).toEqual([2]);
    expect((net.step(unitless([[1, 2, 3]])) as Quantity<'one'>).shape).toEqual([1, 2]);
    expect([...net.states(ParamState).keys()]).toEqual(['layers.0.weight', 'layers.2.weight']);
    expect(net.slice(0, 2).outSize).toEqual([4]);
    expect(net.at(-1)).toBeInstanceOf(nn.Linear);
  });

  it('names the part that fails, and refuses what is none', () => {
    const net = new nn.Sequential(new nn.Linear(3, 4), new nn.Linear(5, 2));
    expect(() => net.step(unitless([1, 2, 3]))).toThrow('Sequential: its part 1 (Linear) failed on');
    expect(() => new nn.Sequential(new nn.ReLU(), 3 as never)).toThrow('its parts are modules, functions and descriptors, got 3 at 1');
    expect(() => new nn.Sequential(new nn.ReLU(), nn.Linear.desc(undefined, 2) as never)).toThrow('does not know what size comes in');
  });
});

it('a bias of another dimension is refused by the name of its layer', () => {
  const linear = new nn.Linear(2, 3) as unknown as nn.Linear<'one', 'voltage'>;
  expect(() => linear.step(mV([1, 2]))).toThrow('Linear: its input times its weights is a voltage, its bias a number without a unit: give bInit in mV, or bInit: null');
  const each = new nn.OneToOne(2, { bInit: new init.Constant(unitless(1)) }) as unknown as nn.OneToOne<'one', 'voltage'>;
  expect(() => each.step(mV([1, 2]))).toThrow('OneToOne: its input times its weights is a voltage');
});
