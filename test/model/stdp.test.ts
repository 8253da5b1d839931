import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AlignPostProj, COBA, Expon, LIFRef, STD, STDP, type STDPOptions } from '../../src/model/index.js';
import * as nn from '../../src/nn/index.js';
import { environ } from '../../src/state/index.js';
import { forLoop, grad, vmap } from '../../src/state/transform/index.js';
import * as conn from '../../src/tools/conn/index.js';
import { mA, mS, ms, mV, ohm, sparse, unitless, type Quantity } from '../../src/unit/index.js';

beforeEach(() => environ.set({ dt: ms(0.1), precision: 64 }));
afterEach(() => environ.reset());

const spikes = (...x: number[]) => unitless(x);
const one = (w = 0.5, options: Partial<STDPOptions<'one'>> = {}) =>
  nn.initAllStates(
    new STDP(sparse.csr({ data: unitless([w]), indices: [0], indptr: [0, 1], shape: [1, 1] }), {
      w_max: unitless(1),
      A_pre: unitless(0.1),
      A_post: unitless(-0.2),
      ...options,
    }),
  );
/** The weight after spikes in these steps of one connection. */
function after(syn: STDP<'one'>, pre: readonly number[], post: readonly number[], steps = 50): number {
  for (let i = 0; i < steps; i++) syn.step(spikes(pre.includes(i) ? 1 : 0), spikes(post.includes(i) ? 1 : 0));
  return syn.weight.value.get(0).item();
}

describe('a pair of spikes', () => {
  it('pre before post is potentiated by what is left of the trace', () => {
    expect(after(one(), [5], [25])).toBeCloseTo(0.5 + 0.1 * Math.exp(-2 / 20), 12);
  });

  it('post before pre is depressed', () => {
    expect(after(one(), [25], [5])).toBeCloseTo(0.5 - 0.2 * Math.exp(-2 / 20), 12);
  });

  it('both in one step: first the presynaptic one, so it is potentiated', () => {
    expect(after(one(), [5], [5])).toBeCloseTo(0.6, 12);
  });

  it('all pairs count', () => {
    const e = (steps: number) => Math.exp(-steps * 0.1 / 20);
    expect(after(one(), [0, 10], [20, 30])).toBeCloseTo(0.5 + 0.1 * (e(20) + e(10) + e(30) + e(20)), 12);
  });

  it('the weight stays within its bounds', () => {
    expect(after(one(0.95), [5], [6])).toBe(1);
    expect(after(one(0.1), [6], [5])).toBe(0);
    expect(after(one(0.3, { w_min: unitless(0.25) }), [6], [5])).toBe(0.25);
  });

  it('by default as in Song, Miller and Abbott (2000)', () => {
    const syn = new STDP(sparse.csr({ data: mS([1]), indices: [0], indptr: [0, 1], shape: [1, 1] }), { w_max: mS(2), tau_post: ms(10) });
    expect(syn.A_pre.item(mS)).toBeCloseTo(0.02, 12);
    expect(syn.A_post.item(mS)).toBeCloseTo(-0.042, 12);
  });
});

it('a spike brings the weight that it finds, and a number that stands for a spike does not matter', () => {
  const syn = one();
  syn.step(spikes(0), spikes(1));
  expect(syn.step(spikes(3), spikes(0)).get(0).item()).toBe(0.5);
  expect(syn.weight.value.get(0).item()).toBeCloseTo(0.5 - 0.2 * Math.exp(-0.1 / 20), 12);
});

it('in a projection, with the spikes of the neurons it leads to', () => {
  const post = new LIFRef(3, { V_th: mV(-50), V_reset: mV(-60), V_rest: mV(-60), V_initializer: mV(-40), R: ohm(1) });
  const connections = new nn.EventFixedNumConn(4, 3, 2, mS(0.5), { seed: 1 });
  const comm = new STDP(connections, { w_max: mS(1), A_pre: mS(0.1), A_post: mS(-0.2), post });
  const proj = new AlignPostProj({ comm, syn: Expon.desc(3), out: COBA.desc({ E: mV(0) }), post });
  nn.initAllStates(proj);
  const step = (x: Quantity<'one'>, t: Quantity<'time'>) =>
    environ.context({ t }, () => {
      proj.step(x);
      post.step(mA(0));
      return comm.weight.value;
    });
  // Every neuron spikes in the first step, being above threshold: all connections that are driven are potentiated.
  const weights = forLoop(step, unitless([[1, 1, 0, 0]]), ms([0])).in(mS);
  expect(weights.toArray()).toEqual([[[0.6, 0.6], [0.6, 0.6], [0.5, 0.5], [0.5, 0.5]]].map((m) => m.map((r) => r.map((x) => expect.closeTo(x, 12)))));
  expect(comm.weight.value.shape).toEqual([4, 2]);
});

it('behind short-term plasticity it brings what a spike releases, and learns from each spike alike', () => {
  const post = new LIFRef(1, { V_initializer: mV(0) });
  const comm = new STDP(sparse.csr({ data: mS([0.5]), indices: [0], indptr: [0, 1], shape: [1, 1] }), { w_max: mS(1), A_post: mS(-0.2), post });
  const std = new STD(1, { U: 0.5, tau: ms(1e9) }); // no recovery: a spike releases 1, and the next one 1/2
  const proj = new AlignPostProj(std, { comm, syn: Expon.desc(1, { tau: ms(1e9) }), out: COBA.desc({ E: mV(0) }), post });
  nn.initAllStates(proj);
  const conductances = [0, 1].map((i) =>
    environ.context({ t: ms(i) }, () => {
      proj.step(spikes(1));
      post.step();
      return proj.syn.g.value.in(mS).get(0).item(mS);
    }),
  );
  expect(conductances).toEqual([0.5, 0.75].map((g) => expect.closeTo(g, 6)));
  expect(comm.preTrace.value.get(0).item(mS)).toBeCloseTo(0.01 * (1 + Math.exp(-0.1 / 20)), 9);
});

it('fixed in-degree and fixed out-degree as CSR of the same connections', () => {
  const indices = unitless(Int32Array.of(0, 2, 1, 1, 2, 0)).reshape([3, 2]);
  const weights = unitless([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]]);
  const [pre, post, low, high] = [spikes(1, 0, 1), spikes(0.2, 0.3, -0.2), unitless(0.25), unitless(0.7)];
  const out = sparse.fixedOut({ data: weights, indices, shape: [3, 3] });
  const into = sparse.fixedIn({ data: weights, indices, shape: [3, 3] });
  const rows = sparse.csr({ data: weights.reshape([-1]), indices: indices.reshape([-1]), indptr: [0, 2, 4, 6], shape: [3, 3] });
  const close = (x: Quantity<'one'>) => Array.from(x.toTypedArray(), (n) => expect.closeTo(n, 12));
  // Row 0 reaches 0 and 2, row 2 reaches 2 and 0; 0.1 + 0.2, 0.2 - 0.2, 0.5 - 0.2, 0.6 + 0.2, within 0.25 and 0.7.
  const wants = [0.3, 0.25, 0.3, 0.4, 0.3, 0.7].map((x) => expect.closeTo(x, 12));
  expect([...rows.updateOnPre(pre, post, low, high).data.toTypedArray()]).toEqual(wants);
  expect([...out.updateOnPre(pre, post, low, high).data.toTypedArray()]).toEqual(wants);
  // Columns of one are rows of the other.
  expect([...into.updateOnPost(post, pre, low, high).data.toTypedArray()]).toEqual(wants);
  const back = rows.updateOnPost(pre, spikes(0, 1, 1), low, high).data;
  expect([...out.updateOnPost(pre, spikes(0, 1, 1), low, high).data.toTypedArray()]).toEqual(close(back));
  expect([...into.updateOnPre(spikes(0, 1, 1), pre, low, high).data.toTypedArray()]).toEqual(close(back));
});

it('connections of a rule, as they are or as a layer, are those of their matrix', () => {
  const pairs = new conn.FixedProb(0.5, { seed: 3, weight: mS(0.5) }).generate(6, 5);
  const [pre, post] = [spikes(1, 0, 1, 1, 0, 1), spikes(0, 1, 1, 0, 1)];
  const learned = [pairs, pairs.toCsr(), new nn.EventSparseLinear(pairs)].map((connections) => {
    const syn = nn.initAllStates(new STDP(connections, { w_max: mS(1) }));
    syn.step(pre, post);
    syn.step(post.get(0).mul(pre), post);
    return [syn.weight.value.toTypedArray(mS), syn.step(pre, post).toTypedArray(mS)];
  });
  for (const other of learned) expect(other).toEqual(learned[0]);
  expect(new Set(learned[0][0]).size).toBeGreaterThan(1);
  expect(() => new STDP(new conn.OneToOne({ weight: mS(0.5), delay: ms(1) }).generate(2, 2), { w_max: mS(1) })).toThrow('STDP has no delays');
  expect(() => new STDP(sparse.dense(mS([[1, 2]])), { w_max: mS(3) })).toThrow('STDP wants connections with a weight each');
});

it('under vmap each lane has weights of its own', () => {
  const W = sparse.csr({ data: unitless([0.5, 0.5, 0.5]), indices: [0, 1, 0], indptr: [0, 2, 3], shape: [2, 2] });
  const update = (x: Quantity<'one'>) => W.updateOnPre(x, unitless([0.1, 0.2]), unitless(0), unitless(1)).data;
  const rows = vmap(update)(unitless([[1, 0], [0, 1], [1, 1]])).toArray() as unknown as number[][];
  expect(rows).toEqual([[0.6, 0.7, 0.5], [0.5, 0.5, 0.6], [0.6, 0.7, 0.6]].map((r) => r.map((x) => expect.closeTo(x, 12))));
});

it('plastic weights have no derivative, and say so', () => {
  const W = sparse.csr({ data: unitless([0.5]), indices: [0], indptr: [0, 1], shape: [1, 1] });
  const loss = (x: Quantity<'one'>) => W.withData(x).updateOnPre(spikes(1), spikes(0.1), unitless(0), unitless(1)).data.sum();
  expect(() => grad(loss)(unitless([0.5]))).toThrow('a plastic weight has no derivative');
});

describe('bad input', () => {
  const W = (data: Quantity<'one'>) => sparse.csr({ data, indices: [0, 1], indptr: [0, 1, 2], shape: [2, 2] });
  const max = unitless(1);

  it.each([
    ['a weight below w_min', () => new STDP(W(unitless([0.5, -0.1])), { w_max: max }), 'weights start between w_min and w_max'],
    ['a weight above w_max', () => new STDP(W(unitless([0.5, 1.1])), { w_max: max }), 'weights start between w_min and w_max'],
    ['bounds the wrong way round', () => new STDP(W(unitless([0.5, 0.5])), { w_max: max, w_min: unitless(2) }), 'w_min must be below w_max'],
    ['another dimension', () => new STDP(W(unitless([0.5, 0.5])), { w_max: mS(1) as never }), 'w_max is in the dimension of the weights'],
    ['no time', () => new STDP(W(unitless([0.5, 0.5])), { w_max: max, tau_pre: ms(0) }), 'tau_pre must be positive'],
    ['no w_max', () => new STDP(W(unitless([0.5, 0.5])), {} as never), 'w_max is in the dimension'],
    ['a matrix that keeps no entries', () => new STDP(sparse.dense(unitless([[0.5]])), { w_max: max }), 'connections with a weight each'],
    ['no connections', () => new STDP(3 as never, { w_max: max }), 'STDP wants connections'],
    ['a batch', () => nn.initAllStates(one(), { batchSize: 2 }), 'one set of weights, so it takes no batch'],
    ['no postsynaptic spikes', () => one().step(spikes(1)), 'needs the postsynaptic spikes'],
    ['spikes of another size', () => one().step(spikes(1, 0), spikes(1)), 'spikes of shape (2,)'],
  ])('%s', (_, make, text) => {
    expect(make).toThrow(text);
  });
});
