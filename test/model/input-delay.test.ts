import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AlignPostProj, alignPostProjection, COBA, CurrentProj, Expon, InputDelay, LIF, STD } from '../../src/model/index.js';
import * as nn from '../../src/nn/index.js';
import { environ } from '../../src/state/index.js';
import { forLoop, grad } from '../../src/state/transform/index.js';
import { math, mS, ms, mV, unitless, type Quantity } from '../../src/unit/index.js';

beforeEach(() => environ.set({ dt: ms(0.1), precision: 64 }));
afterEach(() => environ.reset());

const cells = () => new LIF(3, { V_initializer: mV(0) });
const expon = () => Expon.desc(3, { tau: ms(5), g_initializer: mS(0) });
const coba = () => COBA.desc({ E: mV(0) });
const comms = [
  () => new nn.EventFixedNumConn(2, 3, 2, mS(1), { allowMultiConn: false, seed: 1 }),
  () => new nn.EventLinear(2, 3, mS(2)),
  () => new nn.EventLinear(2, 3, mS([[1, 2, 3], [4, 5, 6]])),
];

describe('events behind a delay between two steps', () => {
  it.each(comms)('bring their weight once, in two shares', (make) => {
    const post = cells();
    const comm = make();
    const proj = new AlignPostProj({ comm, syn: new Expon(3, { tau: ms(1e9), g_initializer: mS(0) }), out: new COBA({ E: mV(0) }), post, delay: ms(0.125) });
    nn.initAllStates(proj);
    const spike = unitless([1, 0]);
    const whole = comm.step(spike).in(mS).toArray() as number[];
    const after = [0, 1, 2, 3].map((i) => {
      proj.step(i === 0 ? spike : unitless([0, 0]));
      return proj.syn.g.value.in(mS).toArray() as number[];
    });
    [0, 0.75, 1, 1].forEach((share, i) => after[i].forEach((g, k) => expect(g).toBeCloseTo(share * whole[k], 6)));
  });

  it('are weighed by what their neuron released, before the delay', () => {
    const post = cells();
    const proj = alignPostProjection({ comm: comms[1](), syn: expon(), out: coba(), post, stp: new STD(2, { U: 0.5 }), delay: ms(0.2) });
    nn.initAllStates(proj);
    nn.initAllStates(post);
    const g = [1, 1, 0, 0].map((s) => {
      proj.step(unitless([s, 0]));
      post.step();
      return proj.projection.syn.g.value.get(0).item(mS);
    });
    // 1 is released, and then 1 - U of it; of the recovery in between there is little.
    expect(g.slice(0, 2)).toEqual([0, 0]);
    expect(g[2]).toBeCloseTo(2, 10);
    expect(g[3]).toBeCloseTo(2 * Math.exp(-0.02) + 1, 2);
  });
});

describe('InputDelay', () => {
  it('keeps the unit of what comes in', () => {
    const line = nn.initAllStates(new InputDelay<'conductance'>(2, { delay: ms([0.1, 0.25]) }));
    const out = [mS([1, 1]), mS([0, 0]), mS([0, 0]), mS([0, 0])].map((g) => line.step(g).in(mS).toArray() as number[]);
    expect(out.map(([a]) => a)).toEqual([0, 1, 0, 0]);
    out.forEach(([, b], i) => expect(b).toBeCloseTo([0, 0, 0.5, 0.5][i], 6));
    expect(() => line.step(mV([1, 1]) as never)).toThrow('InputDelay: it kept a conductance before, got [1. 1.] mV');
  });

  it('delays a conductance before graded connections', () => {
    const post = cells();
    const comm = new nn.Linear(2, 3, { wInit: unitless([[1, 1, 1], [1, 1, 1]]), bInit: null });
    const proj = new CurrentProj({ comm: comm as never, out: new COBA({ E: mV(10) }), post, delay: ms(0.1) });
    nn.initAllStates(proj);
    nn.initAllStates(post);
    const V = [1, 0, 0].map((g) => {
      proj.step(mS([g, 0]));
      post.step();
      return post.V.value.get(0).item(mV);
    });
    expect([V[0], V[1] > 0]).toEqual([0, true]);
  });

  it('has a batch', () => {
    const line = nn.initAllStates(new InputDelay(2, { delay: ms([0.1, 0.3]), indices: undefined }), { batchSize: 2 });
    const xs = unitless([[[1, 2], [3, 4]], [[0, 0], [0, 0]], [[0, 0], [0, 0]], [[0, 0], [0, 0]]]);
    expect(forLoop((x: Quantity<'one'>) => line.step(x), xs).toArray()).toEqual([
      [[0, 0], [0, 0]],
      [[1, 0], [3, 0]],
      [[0, 0], [0, 0]],
      [[0, 2], [0, 4]],
    ]);
  });

  it('is differentiated in what came in', () => {
    const line = new InputDelay(2, { delay: ms(0.15) });
    const loss = (x: Quantity<'one'>): Quantity<'one'> => {
      nn.initAllStates(line);
      const late = forLoop((x: Quantity<'one'>) => line.step(x), x);
      return math.sum(late.mul(unitless([[1, 1], [2, 2], [4, 4]])));
    };
    const [slope] = [grad(loss)(unitless([[0, 0], [0, 0], [0, 0]]))];
    const rows = (Array.isArray(slope) ? slope[0] : slope).toArray() as number[][];
    [[3, 3], [2, 2], [0, 0]].forEach((row, i) => row.forEach((x, k) => expect(rows[i][k]).toBeCloseTo(x, 5)));
  });

  it('refuses what is no delay of its neurons', () => {
    const of = (options: object) => () => new InputDelay(3, options as never);
    expect(of({ delay: ms([1, 2]) })).toThrow('InputDelay: there is one delay, or one for each of a row of presynaptic neurons, got delays of shape (2,) for neurons of shape (3,)');
    expect(of({ delay: ms([1, 2]), indices: [0, 1, 2] })).toThrow('InputDelay: with indices there is one delay for each, got delays of shape (2,) and 3 indices');
    expect(of({ delay: ms([1, 2]), indices: [0, 3] })).toThrow('InputDelay: indices are those of presynaptic neurons, 0 to 2, got 3');
    expect(of({ delay: ms(0.05) })).toThrow('Delay: a delay is 0 or at least one time step, got 0.05 ms at a time step of 0.1 ms');
    expect(of({ delay: ms(-1) })).toThrow('a delay is a time of 0 or more, got -1 ms');
    expect(of({ delay: mV(1) })).toThrow('a delay is a time of 0 or more, got 1 mV');
    expect(of({ late: ms(1) })).toThrow('InputDelay has no option late');
    const line = nn.initAllStates(new InputDelay(3, { delay: ms(1) }));
    environ.set({ dt: ms(0.2) });
    expect(() => line.step(unitless([0, 0, 0]))).toThrow('0.1 ms');
  });

  it('wants connections that know how many neurons they come from', () => {
    const make = () => new AlignPostProj({ comm: (x: Quantity<'one'>) => x.mul(mS(1)), syn: expon(), out: coba(), post: cells(), delay: ms(1) });
    expect(make).toThrow('AlignPostProj: a delay wants connections that know how many neurons they come from');
  });
});
