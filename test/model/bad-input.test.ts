// What cannot be meant is refused, or warned of: each text has the rule, the values and the way out.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  AlignPostProj, alignPreProjection, AMPA, COBA, conn, CurrentProj, DeltaProj, environ, ExpIF, Expon, HH, InputDelay, LeakyRateReadout,
  LIFRef, MgBlock, nn, PoissonSpike, SpikeTime, STDP, STP, SymmetryGapJunction, transform, u, type Quantity,
} from '../../src/index.js';

const { Hz, mA, mM, mS, ms, mV, uA, unitless } = u;

beforeEach(() => environ.set({ dt: ms(0.1) }));
afterEach(() => {
  environ.reset();
  vi.restoreAllMocks();
});

const cells = (n = 3) => new LIFRef(n, { V_initializer: mV(-60), V_rest: mV(-60), V_reset: mV(-60), V_th: mV(-50) });
const expon = (n = 3) => Expon.desc(n, { tau: ms(5) });
const coba = () => COBA.desc({ E: mV(0) });
const dense = (from: number, to: number) => new nn.EventLinear(from, to, mS(1));
const at = <T>(t: number, f: () => T): T => environ.context({ t: ms(t) }, f);

/** What is warned of while something runs. */
function warnings(run: () => void): string {
  const said = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  said.mockClear();
  run();
  return said.mock.calls.flat().map(String).join('\n');
}

describe('a projection of mismatched sizes', () => {
  it.each([
    ['connections to other neurons', () => new AlignPostProj({ comm: dense(2, 4), syn: expon(), out: coba(), post: cells() }), 'AlignPostProj: comm (EventLinear) has the size (4,), and post has (3,): they must be the same'],
    ['a synapse of another size', () => new AlignPostProj({ comm: dense(2, 3), syn: expon(4), out: coba(), post: cells() }), 'AlignPostProj: syn (Expon) has the size (4,), and post has (3,): they must be the same'],
    ['of DeltaProj', () => new DeltaProj({ comm: new nn.EventLinear(2, 4, mV(1)), post: cells() }), 'DeltaProj: comm (EventLinear) has the size (4,), and post has (3,)'],
    ['of CurrentProj', () => new CurrentProj({ comm: dense(2, 4), out: new COBA({ E: mV(0) }), post: cells() }), 'CurrentProj: comm (EventLinear) has the size (4,), and post has (3,)'],
    ['of alignPreProjection', () => alignPreProjection({ syn: new AMPA(2), comm: dense(2, 4), out: new COBA({ E: mV(0) }), post: cells() }), 'CurrentProj: comm (EventLinear) has the size (4,), and post has (3,)'],
  ])('%s', (_, make, text) => expect(make).toThrow(text));

  it('spikes of another number of neurons than the connections take', () => {
    const proj = new AlignPostProj({ comm: dense(2, 3), syn: expon(), out: coba(), post: cells() });
    nn.initAllStates(proj);
    expect(() => proj.step(unitless([1, 0, 1]))).toThrow(/EventLinear.*2.*\(3,\)/);
  });

  it('connections by a function that give another number', () => {
    const proj = new AlignPostProj({ comm: () => mS([1, 2]), syn: expon(), out: coba(), post: cells() });
    nn.initAllStates(proj);
    expect(() => proj.step(unitless([1]))).toThrow('AlignPostProj: its connections gave the shape (2,), and its target has the size (3,)');
  });
});

describe('a delay shorter than the time step', () => {
  const text = 'a delay is 0 or at least one time step, got 0.05 ms at a time step of 0.1 ms: lengthen it, or shorten dt';
  it.each([
    ['of a buffer', () => new nn.Delay(mV([0]), { time: ms(0.05) })],
    ['of an output', () => cells().outputDelay(ms(0.05))],
    ['of a State', () => cells().prefetchDelay('V', ms(0.05))],
    ['of one synapse among others', () => cells().prefetchDelay('V', ms([1, 0.05, 2]), [Int32Array.of(0, 1, 2)])],
    ['of a projection', () => new AlignPostProj({ comm: dense(2, 3), syn: expon(), out: coba(), post: cells(), delay: ms([0.05, 1]) })],
    ['of a line', () => new InputDelay(2, { delay: ms(0.05) })],
  ])('%s', (_, make) => expect(make).toThrow(/a delay is 0 or at least one time step, got .*0\.05.* ms at a time step of 0\.1 ms: lengthen it, or shorten dt/));
  it('says so with its values', () => expect(() => new nn.Delay(mV([0]), { time: ms(0.05) })).toThrow(text));
});

describe('another time step than the one something was made with', () => {
  const other = (f: () => unknown) => () => environ.context({ dt: ms(0.2), t: ms(0) }, f);
  it.each([
    ['SpikeTime', () => { const x = new SpikeTime(1, { indices: [0], times: ms([1]) }); return () => x.step(); }],
    ['LeakyRateReadout', () => { const x = nn.initAllStates(new LeakyRateReadout(2, 1)); return () => x.step(unitless([0, 0])); }],
    ['Delay', () => { const x = nn.initAllStates(new nn.Delay(mV([0]), { time: ms(1) })); return () => x.update(mV([1])); }],
    ['Delay that is read', () => { const x = nn.initAllStates(new nn.Delay(mV([0]), { time: ms(1) })); return () => x.retrieveAtStep(1); }],
    ['Delay of a projection', () => { const x = nn.initAllStates(new InputDelay(1, { delay: ms(1) })); return () => x.step(unitless([1])); }],
  ])('%s', (name, make) => {
    const step = make();
    expect(other(step)).toThrow(/0\.1 ms/);
    expect(other(step)).toThrow(/0\.2 ms/);
    expect(other(step)).toThrow(name.split(' ')[0]);
  });
});

describe('negative weights where a model forbids them', () => {
  it('plastic weights below w_min', () => {
    const weights = u.sparse.fixedOut({ data: mS([[0.1, -0.1]]), indices: Int32Array.of(0, 1), shape: [1, 2] });
    expect(() => new STDP(weights, { w_max: mS(1) })).toThrow(/STDP.*-0\.1 mS.*0 mS.*1 mS/s);
  });
  it('conductances of a membrane', () => {
    expect(() => new HH(1, { gNa: mS(-1) })).toThrow('HH: gNa must not be negative, got -1 mS');
  });
  it('conductances of a gap junction', () => {
    const make = () => new SymmetryGapJunction({ couples: cells(2), states: 'V', conn: () => [[0], [1]], weight: mS([-1]) });
    expect(make).toThrow(/SymmetryGapJunction: weight must not be negative, got .*-1/);
  });
  it('concentrations', () => {
    expect(() => new MgBlock({ cc_Mg: mM(-1) })).toThrow('MgBlock: cc_Mg must not be negative, got -1 mM');
    expect(() => new MgBlock({ cc_Mg: -1 })).toThrow('MgBlock: cc_Mg must not be negative, got -1 mM');
    expect(() => new MgBlock({ beta: 0 })).toThrow('MgBlock: beta must be positive, got 0 mM');
  });
  it('rates', () => {
    expect(() => new PoissonSpike(2, { freqs: Hz(-1) })).toThrow(/PoissonSpike.*-1 Hz/s);
  });
});

it('duplicate hook keys', () => {
  const neurons = cells();
  neurons.addBeforeUpdate('count', () => undefined);
  neurons.addAfterUpdate('count', () => undefined);
  expect(() => neurons.addBeforeUpdate('count', () => undefined)).toThrow(/LIFRef.*'count'/);
  expect(() => neurons.addAfterUpdate('count', () => undefined)).toThrow(/LIFRef.*'count'/);
  neurons.addCurrentInput('drive', () => mA(1));
  expect(() => neurons.addCurrentInput('drive', () => mA(1))).toThrow(/LIFRef.*'drive'/);
});

describe('probabilities outside [0, 1]', () => {
  it.each([
    ['FixedProb', () => new conn.FixedProb(1.5, { weight: mS(1) }), /1\.5/],
    ['a negative one', () => new conn.FixedProb(-0.1, { weight: mS(1) }), /-0\.1/],
    ['NaN', () => new conn.FixedProb(NaN, { weight: mS(1) }), /nan|NaN/],
    ['the share of neurons with targets', () => new nn.EventFixedProb(10, 10, 0.5, mS(1), { afferentRatio: 1.5 }), /EventFixedNumConn|EventFixedProb/],
    ['Dropout', () => new nn.Dropout(1.5), /1\.5/],
    ['STP', () => new STP(2, { U: 1.5 }), 'STP: U is a share from 0 to 1, got 1.5'],
  ])('%s', (_, make, text) => expect(make).toThrow(text));
});

it('connections that are none', () => {
  const text = /EventFixedNumConn.*0\.001.*10/s;
  expect(() => new nn.EventFixedProb(10, 10, 0.001, mS(1))).toThrow(text);
  expect(() => new nn.EventFixedProb(10, 10, 0, mS(1))).toThrow('EventFixedNumConn');
});

describe('a COBA without a conductance', () => {
  it('says what to do first', () => {
    const text = 'COBA has no conductance bound to it: step the projection before the neurons, or call bindCond(g) first';
    expect(() => new COBA({ E: mV(0) }).step(mV(-60))).toThrow(text);
    const post = cells();
    new AlignPostProj({ comm: dense(2, 3), syn: new Expon(3), out: new COBA({ E: mV(0) }), post });
    nn.initAllStates(post);
    expect(() => at(0, () => post.step())).toThrow(text);
  });

  it('is left with none by a trace that threw', () => {
    const post = cells();
    const proj = new AlignPostProj({ comm: dense(2, 3), syn: new Expon(3), out: new COBA({ E: mV(0) }), post });
    nn.initAllStates(proj);
    nn.initAllStates(post);
    const failing = (x: Quantity<'one'>) => {
      proj.step(x);
      throw new Error('stopped');
    };
    expect(() => transform.forLoop(failing as never, unitless([[1, 0]]))).toThrow('stopped');
    expect(proj.out.isBound).toBe(false);
    expect(() => at(0, () => post.step())).toThrow('COBA has no conductance bound to it');
  });
});

describe('a batch without new States', () => {
  it('of a neuron', () => {
    const neurons = nn.initAllStates(cells());
    expect(() => at(0, () => neurons.step(mA([[1, 2, 3], [4, 5, 6]])))).toThrow(/LIFRef.*\(2, 3\).*\(3,\)/s);
  });
  it('of a synapse', () => {
    const synapse = nn.initAllStates(new Expon(3));
    expect(() => synapse.step(mS([[1, 2, 3], [4, 5, 6]]))).toThrow(/Expon.*\(3,\).*\(2, 3\).*batchSize/s);
  });
  it('of a delay', () => {
    const line = nn.initAllStates(new InputDelay(3, { delay: ms(1) }));
    expect(() => line.step(unitless([[1, 2, 3], [4, 5, 6]]))).toThrow(/\(3,\).*\(2, 3\)/s);
  });
  it('of a readout', () => {
    const readout = nn.initAllStates(new LeakyRateReadout(2, 1));
    expect(() => readout.step(unitless([[1, 2], [3, 4]]))).toThrow(/LeakyRateReadout.*\(1,\).*\(2, 1\).*batchSize/s);
  });
  it('of plastic weights', () => {
    const comm = new STDP(new nn.EventFixedProb(2, 3, 2, mS(0.1)), { w_max: mS(1) });
    expect(() => nn.initAllStates(comm, { batchSize: 2 })).toThrow('STDP');
  });
});

describe('a step that would diverge', () => {
  it('ExpIF under a soft reset', () => {
    const neuron = nn.initAllStates(new ExpIF(1));
    const said = warnings(() => neuron.step(mA(10)));
    expect(said).toMatch(/ExpIF: with dt 0\.1 ms a spike takes V from V_th = -30 mV to .* mV, and a soft reset takes back no more than 38 mV/);
    expect(said).toContain("Reset with spkReset: 'hard', or take a smaller dt");
    expect(warnings(() => nn.initAllStates(new ExpIF(1, { spkReset: 'hard' })).step(mA(10)))).toBe('');
  });

  it('HH by forward Euler at 0.1 ms', () => {
    const said = warnings(() => nn.initAllStates(new HH(1, { method: 'euler' })).step(uA(10)));
    expect(said).toMatch(/HH: forward Euler with dt 0\.1 ms diverges in a spike.*leave method out \(exponential Euler holds at any dt\), or take a smaller dt/);
    expect(warnings(() => nn.initAllStates(new HH(1)).step(uA(10)))).toBe('');
    environ.set({ dt: ms(0.02) });
    expect(warnings(() => nn.initAllStates(new HH(1, { method: 'euler' })).step(uA(10)))).toBe('');
  });

  it('and by default it does not', () => {
    const neuron = nn.initAllStates(new HH(1, { V_initializer: mV(-65) }));
    const step = () => {
      neuron.step(uA(10));
      return neuron.V.value;
    };
    const V = transform.forLoop(step, u.math.arange(500));
    expect(Number.isFinite(u.math.max(u.math.abs(V)).item(mV))).toBe(true);
  });
});
