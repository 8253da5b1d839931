// What brainpy_state's synapses and projections gave (tools/golden/synapses.py), and the same runs here.
import { readFileSync } from 'node:fs';
import {
  Alpha,
  AlignPostProj,
  alignPreProjection,
  AMPA,
  AsymmetryGapJunction,
  BioNMDA,
  COBA,
  CUBA,
  CurrentProj,
  DeltaProj,
  DualExpon,
  Expon,
  GABAa,
  LIFRef,
  MgBlock,
  Projection,
  STD,
  STP,
  SymmetryGapJunction,
  type PreSynapse,
  type ReleaseModel,
  type SynOut,
} from '../../../src/model/index.js';
import * as nn from '../../../src/nn/index.js';
import { environ, Module } from '../../../src/state/index.js';
import { forLoop } from '../../../src/state/transform/index.js';
import { mA, math, mS, ms, mV, ohm, siemens, sparse, u, unitless, type AnyQuantity, type Mul, type Quantity } from '../../../src/unit/index.js';

type Pairs = readonly (readonly [number, number])[];
type Trace = readonly (readonly number[])[];

interface NetworkRun {
  readonly pre: Pairs;
  readonly post: Pairs;
  readonly V: Trace;
}

interface Runs {
  readonly models: Readonly<Record<string, readonly Trace[]>>;
  readonly outputs: Readonly<Record<string, readonly number[]>>;
  readonly networks: Readonly<Record<string, NetworkRun>>;
  readonly recurrent: Pairs;
}

interface Golden {
  readonly source: string;
  readonly steps: number;
  readonly every: number;
  readonly train: Pairs;
  readonly weights: readonly number[];
  readonly outputs: { readonly g: readonly number[]; readonly V: readonly number[] };
  readonly network: {
    readonly drive: readonly number[];
    readonly back: readonly number[];
    readonly V0: readonly number[];
    readonly W0: readonly number[];
    readonly connections: readonly Pairs[];
    readonly delays: readonly number[];
    readonly junctions: Pairs;
    readonly asymmetry: Trace;
  };
  readonly recurrent: { readonly V0: readonly number[]; readonly connections: Pairs };
  readonly float32: Runs;
  readonly float64: Runs;
}

export const golden = JSON.parse(readFileSync(new URL('../synapses.json', import.meta.url), 'utf8')) as Golden;
export type Precision = 32 | 64;

/** What BrainPy gave in this precision. */
export const theirs = (precision: Precision): Runs => golden[`float${precision}`];


function run<T>(precision: Precision, f: () => T): T {
  return environ.context({ precision, dt: ms(0.1), deterministic: true }, f);
}

/** Every 20th row, as BrainPy's were kept. */
function kept(x: AnyQuantity): number[][] {
  const rows = x.toArray() as unknown as number[][];
  return rows.filter((_, i) => (i + 1) % golden.every === 0);
}

function stepsOf(spikes: AnyQuantity): Pairs {
  const [steps, neurons] = math.where(spikes as Quantity<'one'>);
  return Array.from(steps, (step, i) => [step, neurons[i]] as const);
}

function clock(): Quantity<'time'> {
  return math.arange(ms(0), ms(golden.steps * 0.1), ms(0.1)).get(u.slice(0, golden.steps));
}

// ---- one model alone
const N = 3;
const weighted = (model: Expon | DualExpon | Alpha, spikes: Quantity<'one'>): AnyQuantity => {
  model.addDeltaInput('weights', spikes.mul(mS([...golden.weights])));
  return model.step();
};
const plainly = (model: PreSynapse, spikes: Quantity<'one'>): AnyQuantity => model.step(spikes);

interface Alone {
  make(): Module;
  step(model: never, spikes: Quantity<'one'>): AnyQuantity;
  /** Its States in the order of the stored traces. */
  readonly states: readonly string[];
}

export const models: Readonly<Record<string, Alone>> = {
  Expon: { make: () => new Expon(N), step: weighted, states: ['g'] },
  'Expon tau': { make: () => new Expon(N, { tau: ms([2, 5, 20]) }), step: weighted, states: ['g'] },
  DualExpon: { make: () => new DualExpon(N), step: weighted, states: ['g_rise', 'g_decay'] },
  'DualExpon plain': {
    make: () => new DualExpon(N, { tau_decay: ms(5), tau_rise: ms(0.5), amplitude: 2, normalize: false }),
    step: weighted,
    states: ['g_rise', 'g_decay'],
  },
  Alpha: { make: () => new Alpha(N), step: weighted, states: ['g', 'h'] },
  AMPA: { make: () => new AMPA(N), step: plainly, states: ['g'] },
  GABAa: { make: () => new GABAa(N), step: plainly, states: ['g'] },
  BioNMDA: { make: () => new BioNMDA(N), step: plainly, states: ['g', 'x'] },
  STP: { make: () => new STP(N), step: plainly, states: ['u', 'x'] },
  STD: { make: () => new STD(N), step: plainly, states: ['x'] },
};

/** The traces of a model under the stored spikes: of what its step gives, and of its States. */
export function modelRun(name: string, precision: Precision): Trace[] {
  return run(precision, () => {
    const { make, step, states } = models[name];
    const model = nn.initAllStates(make());
    const train = new Float32Array(golden.steps * N);
    for (const [i, j] of golden.train) train[i * N + j] = 1;
    const spikes = math.reshape(unitless(train), [golden.steps, N]);
    const one = (t: Quantity<'time'>, row: Quantity<'one'>): AnyQuantity[] =>
      environ.context({ t }, () => {
        const out = step(model as never, row.astype(environ.floatDType()));
        return [out, ...states.map((state) => (model as unknown as Record<string, { value: AnyQuantity }>)[state].value)];
      });
    return (forLoop(one, clock(), spikes) as AnyQuantity[]).map(kept);
  });
}

// ---- outputs
export const outputs: Readonly<Record<string, () => SynOut>> = {
  COBA: () => new COBA({ E: mV(-80) }),
  CUBA: () => new CUBA(),
  MgBlock: () => new MgBlock({ E: mV(5), V_offset: mV(2) }),
};

/** The currents at the stored conductances and potentials, in mA. */
export function outputRun(name: string, precision: Precision): number[] {
  return run(precision, () => {
    const out = outputs[name]();
    out.bindCond(mS([...golden.outputs.g]));
    return [...(out.step(mV([...golden.outputs.V])).in(mA).toTypedArray() as ArrayLike<number> & Iterable<number>)];
  });
}

// ---- two populations and what is between them
const { network } = golden;
const [PRE, POST] = [network.V0.length, network.W0.length];

function cells(V0: readonly number[]): LIFRef {
  return new LIFRef(V0.length, {
    R: ohm(1),
    tau: ms(20),
    V_rest: mV(-60),
    V_th: mV(-50),
    V_reset: mV(-60),
    tau_ref: ms(5),
    V_initializer: mV([...V0]),
  });
}

/** Connections that are driven by events. */
function events<D>(pairs: Pairs, weight: Quantity<D>, shape: readonly [number, number]): (spikes: Quantity<'one'>) => Quantity<D> {
  const indptr = Array.from({ length: shape[0] + 1 }, (_, i) => pairs.filter(([pre]) => pre < i).length);
  const W = sparse.csr({ data: weight, indices: pairs.map(([, post]) => post), indptr, shape });
  return (spikes) => W.eventVecmat(spikes);
}

/** Connections of values. */
function graded<D>(pairs: Pairs, weight: Quantity<D>): (x: AnyQuantity) => Quantity<Mul<'one', D>> {
  const matrix = new Float32Array(PRE * POST);
  for (const [i, j] of pairs) matrix[i * POST + j] = 1;
  return (x) => math.matmul(x, math.reshape(unitless(matrix), [PRE, POST]).astype(x.dtype as 'float32')).mul(weight) as AnyQuantity;
}

const spikesTo = <D>(which: number, weight: Quantity<D>) => events(network.connections[which], weight, [PRE, POST]);
const E = (): Quantity<'voltage'> => mV(0);
const I = (): Quantity<'voltage'> => mV(-80);
type Build = (pre: LIFRef, post: LIFRef) => Projection[];

const presynaptic =
  (syn: () => PreSynapse, out: () => SynOut, weight: number): Build =>
  (_, post) => [alignPreProjection({ syn: syn(), comm: graded(network.connections[0], siemens(weight).div(mS(1))), out: out(), post })];

const shortTerm =
  (stp: () => ReleaseModel): Build =>
  (_, post) => [
    new AlignPostProj(stp(), {
      comm: graded(network.connections[0], siemens(4)) as never,
      syn: Expon.desc(POST, { tau: ms(5) }),
      out: COBA.desc({ E: E() }),
      post,
    }),
  ];

/** A gap junction, which is given no spikes. */
class Coupled extends Projection {
  constructor(readonly gap: Projection) {
    super();
  }

  override update(): void {
    this.gap.step();
  }
}

class Filtered extends Projection {
  readonly syn = new Expon(PRE, { tau: ms(4), g_initializer: unitless(0) });
  readonly proj: CurrentProj;

  constructor(post: LIFRef) {
    super();
    const comm = graded(network.connections[0], siemens(0.4)) as never;
    this.proj = new CurrentProj(this.syn.prefetch('g'), { comm, out: new COBA({ E: E() }), post });
  }

  override update(spikes: Quantity<'one'>): void {
    this.syn.step(spikes);
    this.proj.step();
  }
}

const junctions = (): [number[], number[]] => [network.junctions.map(([i]) => i), network.junctions.map(([, j]) => j)];

export const networks: Readonly<Record<string, Build>> = {
  merged: (_, post) => [
    new AlignPostProj({ comm: spikesTo(0, siemens(0.6)), syn: Expon.desc(POST, { tau: ms(5) }), out: COBA.desc({ E: E() }), post }),
    new AlignPostProj({ comm: spikesTo(1, siemens(0.3)), syn: Expon.desc(POST, { tau: ms(5) }), out: COBA.desc({ E: E() }), post }),
    new AlignPostProj({ comm: spikesTo(2, siemens(0.7)), syn: Expon.desc(POST, { tau: ms(10) }), out: COBA.desc({ E: I() }), post }),
  ],
  unmerged: (_, post) => [
    new AlignPostProj({ comm: spikesTo(0, siemens(0.6)), syn: new Expon(POST, { tau: ms(5) }), out: new COBA({ E: E() }), post }),
    new AlignPostProj({ comm: spikesTo(1, siemens(0.3)), syn: new Expon(POST, { tau: ms(5) }), out: new COBA({ E: E() }), post }),
    new AlignPostProj({ comm: spikesTo(2, siemens(0.7)), syn: new Expon(POST, { tau: ms(10) }), out: new COBA({ E: I() }), post }),
  ],
  delay: (pre, post) => [
    new AlignPostProj(pre.outputDelay(ms(1.5)), {
      comm: spikesTo(0, siemens(0.6)),
      syn: Expon.desc(POST, { tau: ms(5) }),
      out: COBA.desc({ E: E() }),
      post,
    }),
  ],
  'delay of each synapse': (pre, post) => {
    const ends = network.connections[0];
    const pres = Int32Array.from(ends, ([i]) => i);
    const V = pre.prefetchDelay('V', ms([...network.delays]), [pres], { init: mV(-60) });
    // One row for each synapse, with its one target.
    const fan = events(ends.map(([, j], k) => [k, j] as const), siemens(0.6), [ends.length, POST]);
    const comm = (V: Quantity<'voltage'>): Quantity<'conductance'> => fan(V.ge(mV(-50)));
    return [new AlignPostProj(V, { comm, syn: Expon.desc(POST, { tau: ms(5) }), out: COBA.desc({ E: E() }), post })];
  },
  'CUBA, DualExpon': (_, post) => [
    new AlignPostProj({
      comm: spikesTo(0, mS(8)),
      syn: DualExpon.desc(POST, { tau_decay: ms(8), tau_rise: ms(2) }),
      out: CUBA.desc(),
      post,
    }),
  ],
  STP: shortTerm(() => new STP(PRE)),
  STD: shortTerm(() => new STD(PRE)),
  DeltaProj: (_, post) => [
    new DeltaProj({ comm: spikesTo(0, mV(1.5)), post }),
    new DeltaProj({ comm: spikesTo(1, mV(-0.75)), post }),
  ],
  AMPA: presynaptic(() => new AMPA(PRE), () => new COBA({ E: E() }), 0.5),
  GABAa: presynaptic(() => new GABAa(PRE), () => new COBA({ E: I() }), 0.2),
  'BioNMDA, MgBlock': presynaptic(() => new BioNMDA(PRE), () => new MgBlock(), 1),
  CurrentProj: (_, post) => [new Filtered(post)],
  SymmetryGapJunction: (pre, post) => [
    new Coupled(new SymmetryGapJunction({ couples: [pre, post], states: 'V', conn: junctions, weight: siemens(0.5) })),
  ],
  AsymmetryGapJunction: (pre, post) => {
    const weight = siemens(network.asymmetry.map((row) => [...row]));
    return [new Coupled(new AsymmetryGapJunction({ pre, preState: 'V', post, postState: 'V', conn: junctions, weight }))];
  },
};

/** Steps a network in the canonical order: projections with the spikes of the step before, then the neurons. */
export function networkRun(name: string, precision: Precision): NetworkRun {
  return run(precision, () => {
    const [pre, post] = [cells(network.V0), cells(network.W0)];
    const projections = networks[name](pre, post);
    const all = nn.initAllStates(new (class Net extends Module {
      readonly parts = [pre, post, ...projections];
    })());
    const [drive, back] = [mA([...network.drive]), mA([...network.back])];
    const step = (t: Quantity<'time'>): AnyQuantity[] =>
      environ.context({ t }, () => {
        const spikes = pre.getSpike();
        for (const proj of projections) proj.step(spikes);
        pre.step(drive);
        post.step(back);
        return [pre.getSpike(), post.getSpike(), post.V.value];
      });
    const [a, b, V] = forLoop(step, clock()) as AnyQuantity[];
    void all;
    return { pre: stepsOf(a), post: stepsOf(b), V: kept(V.in(mV)) };
  });
}

// ---- excitation and inhibition that feed back on each other
const CELLS = 100;
const EXC = 80;

/** All spikes of the recurrent network. */
export function recurrentRun(precision: Precision): Pairs {
  return run(precision, () => {
    const { V0, connections } = golden.recurrent;
    const neurons = cells(V0);
    const from = (low: number, high: number): Pairs =>
      connections.filter(([i]) => i >= low && i < high).map(([i, j]) => [i - low, j] as const);
    const exc = new AlignPostProj({
      comm: events(from(0, EXC), siemens(0.3), [EXC, CELLS]),
      syn: Expon.desc(CELLS, { tau: ms(5) }),
      out: COBA.desc({ E: E() }),
      post: neurons,
    });
    const inh = new AlignPostProj({
      comm: events(from(EXC, CELLS), siemens(3.3), [CELLS - EXC, CELLS]),
      syn: Expon.desc(CELLS, { tau: ms(10) }),
      out: COBA.desc({ E: I() }),
      post: neurons,
    });
    nn.initAllStates(neurons);
    const step = (t: Quantity<'time'>): AnyQuantity =>
      environ.context({ t }, () => {
        const spikes = neurons.getSpike();
        exc.step(spikes.get(u.slice(0, EXC)));
        inh.step(spikes.get(u.slice(EXC)));
        neurons.step(mA(20));
        return neurons.getSpike();
      });
    return stepsOf(forLoop(step, clock()));
  });
}

// ---- how far apart
/** The largest difference of two traces, in units of the range of the first. */
export function deviation(wants: Trace, got: Trace): number {
  const all = wants.flat();
  const range = Math.max(...all) - Math.min(...all);
  let worst = 0;
  wants.forEach((row, i) => row.forEach((x, j) => (worst = Math.max(worst, Math.abs(x - got[i][j])))));
  return worst / (range || 1);
}

/** What the table of parity shows of one case: deviations in units of the range. */
export interface SynapseParity {
  readonly name: string;
  /** Ours from BrainPy's, in float64. */
  readonly float64: number;
  /** Ours from BrainPy's, in float32. */
  readonly float32: number;
  /** BrainPy's own, from float64 to float32. */
  readonly own: number;
}

const worst = (a: readonly Trace[], b: readonly Trace[]): number => Math.max(...a.map((trace, i) => deviation(trace, b[i])));

/** Every case of this file, run here and compared: models, outputs and projections. */
export function synapseParity(): SynapseParity[] {
  const compare = (name: string, ours: (p: Precision) => readonly Trace[], reference: (p: Precision) => readonly Trace[]): SynapseParity => ({
    name,
    float64: worst(reference(64), ours(64)),
    float32: worst(reference(32), ours(32)),
    own: worst(reference(64), reference(32)),
  });
  return [
    ...Object.keys(models).map((name) => compare(name, (p) => modelRun(name, p), (p) => theirs(p).models[name])),
    ...Object.keys(outputs).map((name) => compare(name, (p) => [[outputRun(name, p)]], (p) => [[theirs(p).outputs[name]]])),
    ...Object.keys(networks).map((name) =>
      compare(`network: ${name}`, (p) => [networkRun(name, p).V], (p) => [theirs(p).networks[name].V]),
    ),
  ];
}
