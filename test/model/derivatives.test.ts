import { beforeEach, afterEach, describe, expect, it, vi } from 'vitest';
import * as braints from '../../src/index.js';
import {
  AlignPostProj, Alpha, alignPostProjection, alignPreProjection, AMPA, AsymmetryGapJunction, BioNMDA, COBA, CUBA, CurrentProj, DeltaProj, DualExpon, Dynamics, environ, Expon, GABAa,
  init, LeakyRateReadout, LeakySpikeReadout, LIF, LIFRef, MgBlock, Module, nn, random, STD, STP, surrogate, SymmetryGapJunction, transform, u,
  type AnyQuantity, type Neuron, type Quantity, type SynOut,
} from '../../src/index.js';
import { between, rollout } from './rollouts.js';

// Derivatives of whole rollouts, of every model: against differences where the model is smooth, and backwards against
// forwards everywhere. A smoothed model has the smooth function of a surrogate in the place of its spikes, which is what
// a gradient sees.

const { mA, mS, ms, mV, unitless } = u;
const { checkGrads } = transform;
const STEPS = 12;

beforeEach(() => {
  environ.set({ dt: ms(0.1), precision: 64 });
  random.seed(7);
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => {
  environ.reset();
  vi.restoreAllMocks();
});

/** Options that make something happen in twelve steps, where potentials start, and how much comes in. */
const exponential = [{ V_th: mV(-57), V_reset: mV(-64) }, [-62, -57], 20] as const;
const quadratic = [{ V_th: mV(-40), V_reset: mV(-55) }, [-50, -40], 5] as const;
const neurons: Readonly<Record<string, readonly [options: object, V: readonly [number, number], input: number]>> = {
  IF: [{}, [0.5, 1.2], 5],
  LIF: [{}, [0.5, 1.2], 5],
  LIFRef: [{ tau_ref: ms(0.35) }, [0.5, 1.2], 5],
  ALIF: [{}, [0.5, 1.2], 5],
  ExpIF: exponential,
  ExpIFRef: exponential,
  AdExIF: exponential,
  AdExIFRef: exponential,
  QuaIF: quadratic,
  AdQuaIF: quadratic,
  AdQuaIFRef: quadratic,
  Gif: [{ A1: mA(0.1), A2: mA(-0.1), a: u.Hz(5) }, [-56, -49], 1],
  GifRef: [{ A1: mA(0.1), A2: mA(-0.1), a: u.Hz(5) }, [-56, -49], 1],
  Izhikevich: [{}, [20, 34], 10],
  IzhikevichRef: [{ tau_ref: ms(0.35) }, [20, 34], 10],
  HH: [{}, [-65, -40], 10],
  MorrisLecar: [{}, [-60, 0], 100],
  WangBuzsakiHH: [{}, [-65, -40], 2],
  FitzHughNagumo: [{}, [-1, 1.2], 0.5],
  HindmarshRose: [{}, [-1, 1.2], 2],
};

function neuronOf(model: string, spkFun?: surrogate.Surrogate) {
  const [options, [low, high], drive] = neurons[model];
  const Model = (braints as unknown as Record<string, new (size: number, options: object) => Neuron>)[model];
  const plain = model === 'FitzHughNagumo' || model === 'HindmarshRose';
  const V_initializer = between(low, high, plain ? unitless : mV, 3);
  const neuron = nn.initAllStates(new Model(3, { V_initializer, ...options, ...(spkFun === undefined ? {} : { spkFun }) }));
  const { inputUnit } = neuron as unknown as { inputUnit: u.AnyUnit };
  return { neuron, ...rollout(neuron, (x) => neuron.step(x as never), between(0, 2 * drive, inputUnit as never, STEPS, 3)) };
}

it('all neurons are here', () => {
  const isNeuron = (x: unknown): boolean => typeof x === 'function' && (x as { prototype: unknown }).prototype instanceof braints.Neuron;
  const abstract = ['Neuron', 'IntegrateAndFire', 'ContinuousNeuron', 'ConductanceNeuron', 'LeakySpikeReadout'];
  const models = Object.entries(braints).filter(([name, x]) => isNeuron(x) && !abstract.includes(name));
  expect(models.map(([name]) => name).sort()).toEqual(Object.keys(neurons).sort());
});

describe.each(Object.keys(neurons))('%s', (model) => {
  it('has the derivatives of its smoothed self', () => {
    // What is reset wherever a spike is above zero wants a spike that ends.
    const spike = model.startsWith('Izhikevich') ? new surrogate.PiecewiseQuadratic({ alpha: 3 }) : new surrogate.Sigmoid({ alpha: 3 });
    const { f, args } = neuronOf(model, new surrogate.Smoothed(spike));
    checkGrads(f, args);
  });

  it('has the same derivatives backwards as forwards, spikes and all', () => {
    const { f, args, neuron } = neuronOf(model);
    expect(neuron.spkFun).toBeInstanceOf(surrogate.ReluGrad);
    checkGrads(f, args, { modes: ['reverse'] });
  });
});

const smooth = () => new surrogate.Smoothed(new surrogate.Sigmoid({ alpha: 3 }));
/** Numbers in the place of spikes, from 0 to 1. */
const releases = (n: number) => between(0, 1, unitless, STEPS, n);
/** Spikes, some in every step: floats of 0 and 1. */
const trains = (n: number) => random.rand(STEPS, n).lt(0.3).astype('float64');
const conductances = (n: number) => between(0.1, 0.9, mS, n);

describe('a synapse', () => {
  it.each([
    ['Expon', () => new Expon(3, { g_initializer: conductances(3) })],
    ['DualExpon', () => new DualExpon(3, { g_initializer: conductances(3) })],
    ['Alpha', () => new Alpha(3, { g_initializer: conductances(3) })],
  ] as const)('%s', (_, make) => {
    const syn = nn.initAllStates(make() as Expon);
    const { f, args } = rollout(syn, (x) => syn.step(x as Quantity<'conductance'>), between(0, 1, mS, STEPS, 3));
    checkGrads(f, args, { order: 2 });
  });

  it.each([
    ['AMPA', () => new AMPA(3, { g_initializer: conductances(3) })],
    ['GABAa', () => new GABAa(3, { g_initializer: conductances(3) })],
    ['BioNMDA', () => new BioNMDA(3, { g_initializer: conductances(3), x_initializer: unitless([0.1, 0.2, 0.3]) })],
  ] as const)('%s, which spikes open', (_, make) => {
    const syn = nn.initAllStates(make() as AMPA);
    const spikes = trains(3);
    const { f, args } = rollout(syn, (x) => syn.step(x as Quantity<'one'>), spikes);
    // Only that a spike came counts, so there is no derivative by spikes.
    checkGrads((start) => f(start as never, spikes), [args[0]]);
  });

  it.each([['STP', () => new STP(3)], ['STD', () => new STD(3)]] as const)('%s', (_, make) => {
    const stp = nn.initAllStates(make() as STP);
    const { f, args } = rollout(stp, (x) => stp.step(x as Quantity<'one'>), releases(3));
    checkGrads(f, args, { order: 2 });
  });
});

describe('an output', () => {
  it.each([
    ['COBA', () => new COBA({ E: mV(0) })],
    ['CUBA', () => new CUBA()],
    ['MgBlock', () => new MgBlock()],
  ] as const)('%s', (_, make) => {
    const out = make() as SynOut;
    const current = (g: AnyQuantity, V: AnyQuantity): AnyQuantity => {
      out.bindCond(g);
      return out.step(V);
    };
    checkGrads(current, [conductances(3), between(-70, -20, mV, 3)], { order: 2 });
  });
});

/** Two populations and what is between them, stepped together: the projection, then both. */
class Pair extends Module {
  readonly pre: LIF;
  readonly post: LIF;
  readonly proj: Module;

  constructor(spkFun: surrogate.Surrogate, connect: (pre: LIF, post: LIF) => Module) {
    super();
    [this.pre, this.post] = [4, 3].map((n) => new LIF(n, { V_initializer: between(0.3, 1.2, mV, n) as Quantity<'voltage'>, spkFun }));
    this.proj = connect(this.pre, this.post);
  }

  override update(x: Quantity<'current'>) {
    this.proj.step(...([this.pre.getSpike()] as never[]));
    return [this.pre.step(x), this.post.step(mA(0.5))] as const;
  }
}

const comm = () => new nn.Linear(4, 3, { wInit: between(0, 0.4, mS, 4, 3) as Quantity<'conductance'> });
const junctions = () => [[0, 1, 2, 3], [0, 1, 2, 2]] as const;
const coba = () => COBA.desc({ E: mV(5) });
const projections: Readonly<Record<string, (pre: LIF, post: LIF) => Module>> = {
  AlignPostProj: (_, post) => new AlignPostProj({ comm: comm(), syn: Expon.desc(3, { tau: ms(5) }), out: coba(), post }),
  'AlignPostProj through a delay': (pre, post) =>
    alignPostProjection(pre.outputDelay(ms(0.3)), { comm: comm(), syn: Expon.desc(3), out: coba(), post }),
  'align_post_projection with plasticity': (_, post) =>
    alignPostProjection({ comm: comm(), syn: DualExpon.desc(3), out: coba(), post, stp: new STD(4) }),
  'align_pre_projection': (_, post) =>
    alignPreProjection({ syn: new Alpha<'one'>(4, { g_initializer: unitless(0) }) as never, comm: comm(), out: new COBA({ E: mV(5) }), post }),
  DeltaProj: (_, post) => new DeltaProj({ comm: new nn.Linear(4, 3, { wInit: between(0, 0.1, mV, 4, 3) as Quantity<'voltage'> }), post }),
  CurrentProj: (pre, post) => {
    const graded = new nn.Linear(4, 3, { wInit: between(0, 0.4, mS.div(mV), 4, 3) as never, bInit: null });
    return new Quiet(new CurrentProj(pre.prefetch('V'), { comm: graded as never, out: new COBA({ E: mV(5) }), post }));
  },
  SymmetryGapJunction: (pre, post) =>
    new Quiet(new SymmetryGapJunction({ couples: [pre, post], states: 'V', conn: junctions, weight: mS(0.5) } as never)),
  AsymmetryGapJunction: (pre, post) => {
    const weight = mS([[0.5, 0.1], [0.2, 0.3], [0, 0.4], [0.6, 0]]);
    return new Quiet(new AsymmetryGapJunction({ pre, preState: 'V', post, postState: 'V', conn: junctions, weight } as never));
  },
};

/** A projection that is not told of spikes. */
class Quiet extends Module {
  constructor(readonly inner: Module) {
    super();
  }

  override update() {
    return this.inner.step();
  }
}

/** Connections that are driven by events bring the weight of whatever is not zero: for spikes alone. */
const eventDriven: typeof projections = {
  'AlignPostProj by events': (_, post) =>
    new AlignPostProj({ comm: new nn.EventLinear(4, 3, between(0, 0.4, mS, 4, 3) as Quantity<'conductance'>), syn: Expon.desc(3), out: coba(), post }),
  'AlignPostProj by sparse events': (_, post) =>
    new AlignPostProj({ comm: new nn.EventFixedProb(4, 3, 0.7, mS(0.3), { seed: 1 }), syn: Expon.desc(3), out: coba(), post }),
};

it.each(Object.keys(eventDriven))('%s has the same derivatives backwards as forwards', (name) => {
  const net = nn.initAllStates(new Pair(new surrogate.ReluGrad(), eventDriven[name]));
  const { f, args } = rollout(net, (x) => net.step(x as Quantity<'current'>), between(0, 8, mA, STEPS, 4));
  checkGrads(f, args, { modes: ['reverse'] });
});

describe('a reset', () => {
  // One step of dt, in which V0 = 1.1 V_th has spiked: by hand with the surrogate's derivative s' at x = 0.1.
  const slope = (1 - 0.1) * 0.3;
  it.each([
    ['soft', 1 - slope],
    // The V that is taken away is a constant: V0 + (V_reset - V0) spike.
    ['hard', 1 + (0 - 1.1) * slope],
  ] as const)('that is %s', (spkReset, byHand) => {
    const neuron = new LIF(1, { spkReset });
    const after = (V: Quantity<'voltage'>): Quantity<'one'> => {
      nn.initAllStates(neuron);
      neuron.V.value = V;
      neuron.step();
      return neuron.V.value.div(mV(1)).sum();
    };
    const decay = Math.exp(-0.1 / 5);
    expect(transform.grad(after)(mV([1.1])).item(mV)).toBeCloseTo(byHand * decay, 12);
  });
});

describe('what has no derivative', () => {
  it('a refractory neuron hands on its frozen potential, and takes nothing in', () => {
    const neuron = new LIFRef(1, { tau_ref: ms(5) });
    const after = (V: Quantity<'voltage'>, I: Quantity<'current'>): Quantity<'one'> => {
      nn.initAllStates(neuron);
      neuron.lastSpikeTime.value = ms([0]);
      neuron.V.value = V;
      environ.context({ t: ms(1) }, () => neuron.step(I));
      return neuron.V.value.div(mV(1)).sum();
    };
    const [byV, byI] = transform.grad(after, { argnums: [0, 1] })(mV([0.2]), mA([3]));
    // The reset that a spike would bring has the surrogate's slope, at x = -0.8.
    expect(byV.item(mV)).toBeCloseTo(1 - 0.3 * 0.2, 12);
    expect(byI.item(mA)).toBe(0);
  });

  it('a kinetic synapse by the spikes that open it', () => {
    const syn = new AMPA(2);
    const after = (spikes: Quantity<'one'>): Quantity<'one'> => {
      nn.initAllStates(syn);
      return environ.context({ t: ms(0) }, () => syn.step(spikes)).div(mS(1)).sum();
    };
    expect(after(unitless([1, 0])).item()).toBeGreaterThan(0);
    expect(transform.grad(after)(unitless([1, 0])).toArray()).toEqual([0, 0]);
  });
});

describe.each(Object.keys(projections))('%s', (name) => {
  const pair = (spkFun: surrogate.Surrogate) => {
    const net = nn.initAllStates(new Pair(spkFun, projections[name]));
    return rollout(net, (x) => net.step(x as Quantity<'current'>), between(0, 8, mA, STEPS, 4));
  };

  it('has the derivatives of its smoothed self, by weights too', () => {
    const { f, args } = pair(smooth());
    if (!name.endsWith('GapJunction')) expect(Object.keys(args[0]).some((path) => path.includes('weight.weight'))).toBe(true);
    checkGrads(f, args);
  });

  it('has the same derivatives backwards as forwards, spikes and all', () => {
    const { f, args } = pair(new surrogate.ReluGrad());
    checkGrads(f, args, { modes: ['reverse'] });
  });
});

describe('a readout', () => {
  it('LeakyRateReadout', () => {
    const readout = nn.initAllStates(new LeakyRateReadout(3, 2));
    const { f, args } = rollout(readout, (x) => readout.step(x as Quantity<'one'>), releases(3));
    checkGrads(f, args, { order: 2 });
  });

  it('LeakySpikeReadout', () => {
    const make = (spkFun: surrogate.Surrogate) => {
      const readout = nn.initAllStates(new LeakySpikeReadout(3, { spkFun, V_initializer: between(0.5, 1.2, mV, 3) as Quantity<'voltage'> }));
      return rollout(readout, (x) => readout.step(x as Quantity<'one'>), releases(3));
    };
    const smoothed = make(smooth());
    checkGrads(smoothed.f, smoothed.args);
    const spiking = make(new surrogate.ReluGrad());
    checkGrads(spiking.f, spiking.args, { modes: ['reverse'] });
  });
});

// Tutorial 4 with a small batch: what is trained there, by everything it depends on.
describe('a network with batches', () => {
  class Network extends Dynamics {
    readonly toHidden = new nn.Linear(5, 4, { wInit: new init.KaimingNormal({ scale: 40, unit: mA }) });
    readonly current = new Expon(4, { tau: ms(5), g_initializer: new init.Constant(mA(0)) });
    readonly hidden: LIF;
    readonly readout = new LeakyRateReadout(4, 2);

    constructor(spkFun: surrogate.Surrogate) {
      super(5);
      this.hidden = new LIF(4, { V_th: mV(1), spkFun });
    }

    override update(x: Quantity<'one'>): Quantity<'one'> {
      return this.readout.step(this.hidden.step(this.current.step(this.toHidden.step(x))));
    }
  }

  it.each([['smoothed', ['forward', 'reverse']], ['spiking', ['reverse']]] as const)('%s', (kind, modes) => {
    const net = nn.initAllStates(new Network(kind === 'smoothed' ? smooth() : new surrogate.ReluGrad()), { batchSize: 3 });
    const { f, args } = rollout(net, (x) => net.step(x as Quantity<'one'>), random.rand(STEPS, 3, 5));
    checkGrads(f, args, { modes });
  });
});
