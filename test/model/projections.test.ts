import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  Alpha,
  AlignPostProj,
  alignPostProjection,
  alignPreProjection,
  AMPA,
  AsymmetryGapJunction,
  COBA,
  CUBA,
  CurrentProj,
  DeltaProj,
  Expon,
  LIFRef,
  Projection,
  STD,
  STP,
  SymmetryGapJunction,
} from '../../src/model/index.js';
import * as nn from '../../src/nn/index.js';
import { environ, Module } from '../../src/state/index.js';
import { forLoop } from '../../src/state/transform/index.js';
import * as conn from '../../src/tools/conn/index.js';
import { mA, math, mM, mS, ms, mV, ohm, siemens, u, unitless, type Quantity } from '../../src/unit/index.js';

beforeEach(() => environ.set({ dt: ms(0.1), precision: 64 }));
afterEach(() => environ.reset());

const cells = (n: number) => new LIFRef(n, { tau: ms(20), V_rest: mV(-60), V_th: mV(-50), V_reset: mV(-60), V_initializer: mV(-60), R: ohm(1) });
const all = (weight: Quantity<'conductance'>, from: number, to: number) => new nn.EventLinear(from, to, weight);
const spikes = (...x: number[]) => unitless(x);
const at = <T>(i: number, f: () => T): T => environ.context({ t: ms(i * 0.1) }, f);
const expon = (tau = ms(5)) => Expon.desc(3, { tau });
const coba = () => COBA.desc({ E: mV(0) });

describe('AlignPostProj', () => {
  it('equal descriptors share one synapse and one output, others do not', () => {
    const post = cells(3);
    const make = (syn = expon(), out = coba(), label?: string) => new AlignPostProj({ comm: all(mS(1), 2, 3), syn, out, post, label });
    const [a, b] = [make(), make()];
    expect([b.syn === a.syn, b.out === a.out]).toEqual([true, true]);
    const others = [make(expon(ms(10))), make(expon(), COBA.desc({ E: mV(-80) })), make(expon(), coba(), 'other')];
    expect(others.some((other) => other.syn === a.syn)).toBe(false);
    expect(post.beforeUpdates.size).toBe(4);
    // Units do not matter, values do.
    expect(make(expon(u.second(0.005))).syn === a.syn).toBe(true);
  });

  it('what both bring is added up, and the synapse is stepped once for each step of the neurons', () => {
    const post = cells(3);
    const [a, b] = [1, 2].map((w) => new AlignPostProj({ comm: all(mS(w), 2, 3), syn: expon(), out: coba(), post }));
    nn.initAllStates(post);
    at(0, () => {
      a.step(spikes(1, 0));
      b.step(spikes(1, 1));
      post.step();
    });
    expect(a.syn.g.value.in(mS).toArray()).toEqual([5, 5, 5]);
    at(1, () => post.step());
    expect(a.syn.g.value.get(0).item(mS)).toBeCloseTo(5 * Math.exp(-0.02), 12);
  });

  it('the size of a shared synapse may be left out', () => {
    const post = cells(3);
    const proj = new AlignPostProj({ comm: all(mS(1), 2, 3), syn: Expon.desc(undefined, { tau: ms(5) }), out: coba(), post });
    expect(proj.syn.varshape).toEqual([3]);
  });

  it('steps a synapse of its own at once', () => {
    const post = cells(3);
    const proj = new AlignPostProj({ comm: all(mS(1), 2, 3), syn: new Alpha(3), out: new COBA({ E: mV(0) }), post });
    nn.initAllStates(proj);
    proj.step(spikes(1, 1));
    expect(proj.syn.h.value.in(mS).toArray()).toEqual([2, 2, 2]);
    expect(proj.out.isBound).toBe(true);
  });

  it('a current that depends on the potential is part of the exponential Euler step', () => {
    const post = cells(1);
    const proj = new AlignPostProj({ comm: all(siemens(1), 1, 1), syn: Expon.desc(1), out: coba(), post });
    nn.initAllStates(post);
    at(0, () => {
      proj.step(spikes(1));
      post.step();
    });
    // tau dV/dt = -60 - V + g (0 - V) with g = 1: exact for a constant g.
    expect(post.V.value.get(0).item(mV)).toBeCloseTo(-30 - 30 * Math.exp(-0.01), 10);
  });

  it('a neuron that is stepped before its projection says so, where the synapse is not shared', () => {
    const post = cells(3);
    new AlignPostProj({ comm: all(mS(1), 2, 3), syn: new Expon(3), out: new COBA({ E: mV(0) }), post });
    nn.initAllStates(post);
    expect(() => at(0, () => post.step())).toThrow('COBA has no conductance bound to it: step the projection before the neurons');
  });

  it('a trace that fails leaves neither inputs nor a bound conductance', () => {
    const post = cells(3);
    const proj = new AlignPostProj({ comm: all(mS(1), 2, 3), syn: expon(), out: coba(), post });
    nn.initAllStates(post);
    const step = (fails: boolean) => (x: Quantity<'one'>) =>
      at(0, () => {
        proj.step(x);
        if (fails) throw new Error('stop');
        post.step();
        if (fails) throw new Error('stop');
        return proj.syn.g.value;
      });
    const trains = unitless([[1, 0], [1, 1]]);
    expect(() => forLoop(step(true), trains)).toThrow('stop');
    expect(proj.out.isBound).toBe(false);
    expect(forLoop(step(false), trains).in(mS).get(0).toArray()).toEqual([1, 1, 1]);
    expect(proj.out.isBound).toBe(false);
  });

  it('a copy of the network has synapses of its own', () => {
    class Net extends Module {
      readonly post = cells(3);
      readonly proj = new AlignPostProj({ comm: all(mS(1), 2, 3), syn: expon(), out: coba(), post: this.post });
    }
    const net = nn.initAllStates(new Net());
    const copy = net.copy();
    at(0, () => {
      copy.proj.step(spikes(1, 1));
      copy.post.step();
    });
    expect(copy.proj.syn.g.value.in(mS).toArray()).toEqual([2, 2, 2]);
    expect(net.proj.syn.g.value.in(mS).toArray()).toEqual([0, 0, 0]);
  });

  it('a batch of networks', () => {
    const post = cells(3);
    const proj = new AlignPostProj({ comm: all(mS(1), 2, 3), syn: expon(), out: coba(), post });
    nn.initAllStates(post, { batchSize: 2 });
    at(0, () => {
      proj.step(unitless([[1, 0], [1, 1]]));
      post.step();
    });
    expect(proj.syn.g.value.in(mS).toArray()).toEqual([[1, 1, 1], [2, 2, 2]]);
  });
});

describe('short-term plasticity', () => {
  const released = 0.15 + 0.15 * 0.85;

  it('connections weigh by what is released, events or not', () => {
    const comms = [
      new nn.EventFixedNumConn(2, 3, 2, mS(1), { allowMultiConn: false, seed: 1 }),
      new nn.EventLinear(2, 3, mS(2)),
      new nn.EventLinear(2, 3, mS([[1, 2, 3], [4, 5, 6]])),
      new nn.EventSparseLinear(new conn.AllToAll({ weight: mS(2) }).generate(2, 3)),
    ];
    for (const comm of comms) {
      const sum = (stp: STP | undefined) => {
        const post = cells(3);
        const proj = alignPostProjection({ comm, syn: expon(), out: coba(), post, stp });
        nn.initAllStates(proj);
        at(0, () => {
          proj.step(spikes(1, 0));
          post.step();
        });
        return proj.projection.syn.g.value.sum().item(mS);
      };
      const whole = sum(undefined);
      expect(whole).toBeGreaterThan(0);
      // u decays for one step first.
      expect(sum(new STP(2)) / whole).toBeCloseTo(0.15 * Math.exp(-0.1 / 1500) + 0.15 * 0.85, 10);
    }
    expect(released).toBeCloseTo(0.2775, 10);
  });

  it('as a module before the connections too', () => {
    const post = cells(3);
    const proj = new AlignPostProj(new STD(2, { U: 1 }), { comm: all(mS(1), 2, 3), syn: expon(), out: coba(), post });
    nn.initAllStates(proj);
    at(0, () => {
      proj.step(spikes(1, 0));
      post.step();
      proj.step(spikes(1, 0));
      post.step();
    });
    const recovered = 1 - Math.exp(-0.1 / 200);
    expect(proj.syn.g.value.get(0).item(mS)).toBeCloseTo(Math.exp(-0.02) + recovered, 10);
  });
});

describe('other projections', () => {
  it('DeltaProj makes the potential jump after the integration', () => {
    const post = cells(3);
    const proj = new DeltaProj({ comm: new nn.EventLinear(2, 3, mV(1.5)), post });
    nn.initAllStates(post);
    at(0, () => {
      proj.step(spikes(1, 1));
      post.step();
    });
    expect(post.V.value.in(mV).toArray()).toEqual([-57, -57, -57].map((x) => expect.closeTo(x, 12)));
  });

  it('CurrentProj reads what is prefetched', () => {
    const post = cells(2);
    const syn = new Expon(3, { g_initializer: unitless(1) });
    const comm = new nn.Linear(3, 2, { wInit: mA([[1, 2], [3, 4], [5, 6]]), bInit: null });
    const proj = new CurrentProj(syn.prefetch('g'), { comm, out: new CUBA({ scale: unitless(1) }), post });
    nn.initAllStates(proj);
    proj.step();
    expect(proj.out.step().in(mA).toArray()).toEqual([9, 12]);
  });

  it('alignPreProjection has one synapse for each presynaptic neuron', () => {
    const post = cells(2);
    const comm = new nn.Linear(3, 2, { wInit: unitless([[1, 0], [0, 1], [1, 1]]), bInit: null });
    const proj = alignPreProjection({ syn: new AMPA(3, { T: mM(1) }), comm: comm as never, out: new COBA({ E: mV(0) }), post });
    nn.initAllStates(proj);
    at(0, () => {
      proj.step(spikes(1, 0, 1));
      post.step();
    });
    const [g, none] = (proj.syn as AMPA).g.value.in(mS).toArray() as unknown as number[];
    expect(g).toBeCloseTo((0.98 / 1.16) * (1 - Math.exp(-0.116)), 10);
    expect(none).toBe(0);
  });

  it('gap junctions draw both ends together, and no charge is lost', () => {
    const [pre, post] = [cells(3), cells(2)];
    const gap = new SymmetryGapJunction({ couples: [pre, post], states: 'V', conn: () => [[0, 1, 1], [0, 0, 1]], weight: mS(2) });
    nn.initAllStates(gap);
    pre.V.value = mV([-50.5, -55, -60]);
    const out = gap.step();
    expect(out.in(mA).toArray()).toEqual([0.019, 0.02, 0].map((x) => expect.closeTo(x, 12)));
    const into = (post.getInput(keyOf(post)) as Quantity<'current'>).in(mA).toArray() as unknown as number[];
    expect(into).toEqual([0.029, 0.01].map((x) => expect.closeTo(x, 12)));
  });

  it('a gap junction of each direction, within one population, in a batch', () => {
    const pop = cells(2);
    const gap = new AsymmetryGapJunction({ pre: pop, preState: 'V', post: pop, postState: 'V', conn: () => [[0], [1]], weight: mS([[3, 1]]) });
    nn.initAllStates(gap, { batchSize: 2 });
    pop.V.value = mV([[-50, -60], [-60, -50]]);
    const out = gap.step();
    expect(out.in(mA).toArray()).toEqual([[0.01, 0], [-0.01, 0]].map((row) => row.map((x) => expect.closeTo(x, 12))));
    expect(() => at(0, () => pop.step())).not.toThrow();
  });

  it('a projection of projections steps its parts', () => {
    const post = cells(3);
    class Both extends Projection {
      readonly a = new DeltaProj({ comm: new nn.EventLinear(2, 3, mV(1)), post });
      readonly b = new DeltaProj({ comm: new nn.EventLinear(2, 3, mV(2)), post });
    }
    const both = nn.initAllStates(new Both());
    both.step(spikes(1, 0));
    at(0, () => post.step());
    expect(post.V.value.get(0).item(mV)).toBeCloseTo(-57, 12);
    expect(() => new Projection().step()).toThrow('nothing to step');
  });
});

function keyOf(post: LIFRef): string {
  return [...(post as unknown as { _currentInputs: Map<string, unknown> })._currentInputs.keys()][0];
}

describe('delays', () => {
  /** The step in which each postsynaptic neuron's conductance rises first, for one spike of each presynaptic one in step 0. */
  const arrivals = (delay: (pre: LIFRef) => Module) => {
    const [pre, post] = [cells(2), cells(2)];
    const comm = new nn.EventLinear(2, 2, mS([[1, 0], [0, 1]]));
    const proj = new AlignPostProj(delay(pre), { comm, syn: Expon.desc(2), out: coba(), post });
    class Net extends Module {
      readonly parts = [pre, post, proj];
    }
    nn.initAllStates(new Net());
    const step = (t: Quantity<'time'>, i: Quantity<'one'>) =>
      environ.context({ t }, () => {
        proj.step();
        pre.step(math.where(i.eq(0), mA(1e5), mA(0)));
        post.step();
        return proj.syn.g.value;
      });
    const g = forLoop(step, math.arange(ms(0), ms(4), ms(0.1)).get(u.slice(0, 40)), math.arange(40));
    return [0, 1].map((j) => (g.in(mS).toArray() as unknown as number[][]).findIndex((row) => row[j] > 0.5));
  };

  it('the same for all: a spike of step n is in the conductance of step n + delay + 1', () => {
    expect(arrivals((pre) => pre.outputDelay(ms(1.5)))).toEqual([16, 16]);
  });

  it('one for each', () => {
    expect(arrivals((pre) => pre.outputDelay(ms([0.5, 2]), [Int32Array.of(0, 1)]))).toEqual([6, 21]);
  });

  it('shorter than a time step: an error', () => {
    expect(() => cells(2).outputDelay(ms(0.05))).toThrow('a delay is 0 or at least one time step');
  });

  it('another time step than they were made with: an error', () => {
    const pre = cells(2);
    const delayed = pre.outputDelay(ms(1));
    nn.initAllStates(pre);
    expect(() => environ.context({ dt: ms(0.2) }, () => delayed.step())).toThrow('make it anew');
  });
});

describe('bad input', () => {
  const post = () => cells(3);
  const comm = () => all(mS(1), 2, 3);
  const options = () => ({ comm: comm(), syn: expon(), out: coba(), post: post() });

  it.each([
    ['another number of neurons behind the connections', () => new AlignPostProj({ ...options(), comm: all(mS(1), 2, 4) }), 'comm (EventLinear) has the size (4,), and post has (3,)'],
    ['a synapse of another size', () => new AlignPostProj({ ...options(), syn: Expon.desc(4) }), 'syn (Expon) has the size (4,), and post has (3,)'],
    ['one descriptor', () => new AlignPostProj({ ...options(), out: new COBA({ E: mV(0) }) as never }), 'syn and out are both descriptors'],
    ['a synapse that saturates', () => new AlignPostProj({ ...options(), syn: AMPA.desc(3) as unknown as ReturnType<typeof expon> }), 'belong to the presynaptic neurons'],
    ['an output that is none', () => new AlignPostProj({ ...options(), out: Expon.desc(3) as never }), 'out is an output such as COBA'],
    ['connections that are none', () => new AlignPostProj({ ...options(), comm: 3 as never }), 'comm is a module or a function'],
    ['a target that is none', () => new AlignPostProj({ ...options(), post: 3 as never }), 'post is a population'],
    ['a module that is none', () => new AlignPostProj(3 as never, options()), 'stands before the connections is a module'],
    ['no options', () => new AlignPostProj(post() as never), 'takes its options as an object'],
    ['an unknown option', () => new AlignPostProj({ ...options(), lable: 'x' } as never), 'no option lable: did you mean label?'],
    ['CurrentProj without anything that reads', () => new CurrentProj(new Expon(2), { comm: comm(), out: new COBA({ E: mV(0) }), post: post() }), 'a prefetched State'],
    ['DeltaProj of another size', () => new DeltaProj({ comm: new nn.EventLinear(2, 4, mV(1)), post: post() }), 'comm (EventLinear) has the size (4,)'],
    ['plasticity that is none', () => alignPostProjection({ ...options(), stp: new Expon(2) as never }), 'stp is an STP or an STD'],
    ['a position that is none', () => new SymmetryGapJunction({ couples: post(), states: 'V', conn: () => [[0], [3]], weight: mS(1) }), 'post has neurons 0 to 2, got the position 3'],
    ['ends that do not match', () => new SymmetryGapJunction({ couples: post(), states: 'V', conn: () => [[0, 1], [1]], weight: mS(1) }), '2 positions before and 1 behind'],
    ['weights that do not match', () => new AsymmetryGapJunction({ pre: post(), preState: 'V', post: post(), postState: 'V', conn: () => [[0], [1]], weight: mS(1) }), 'weight is (2,) or (1, 2)'],
  ])('%s', (_, make, text) => {
    expect(make).toThrow(text);
  });

  it('nothing stays behind of a projection that was refused', () => {
    const target = post();
    expect(() => new AlignPostProj({ ...options(), post: target, syn: Expon.desc(4) })).toThrow();
    expect(target.beforeUpdates.size).toBe(0);
    nn.initAllStates(target);
    expect(() => at(0, () => target.step())).not.toThrow();
  });

  it('spikes of another number of neurons than the connections take', () => {
    const proj = new AlignPostProj(options());
    nn.initAllStates(proj);
    expect(() => proj.step(spikes(1, 0, 1))).toThrow('EventLinear wants a last axis of length 2');
  });

  it('connections that give another shape or no quantity', () => {
    const proj = (f: () => unknown) => nn.initAllStates(new AlignPostProj({ ...options(), comm: f as never }));
    expect(() => proj(() => mS([1, 2])).step()).toThrow('gave the shape (2,), and its target has the size (3,)');
    expect(() => proj(() => 3).step()).toThrow('comm must give a quantity');
  });

  it('a projection that is stepped twice', () => {
    const proj = nn.initAllStates(new AlignPostProj(options()));
    proj.step(spikes(1, 0));
    expect(() => proj.step(spikes(1, 0))).toThrow("another input 'AlignPostProj");
  });

  it('a batch without new States', () => {
    const target = post();
    const proj = new AlignPostProj({ ...options(), post: target });
    nn.initAllStates(target);
    proj.step(unitless([[1, 0], [1, 1]]));
    expect(() => at(0, () => target.step())).toThrow('for a batch call nn.initAllStates');
  });

  it('a probability of connection outside of 0 to 1, or no connection', () => {
    expect(() => new nn.EventFixedProb(10, 10, -0.1, mS(1))).toThrow('every neuron has at least one target');
    expect(() => new nn.EventFixedProb(10, 10, 1.5, mS(1))).toThrow('every neuron has at least one target');
    expect(() => new nn.EventFixedProb(10, 10, 0, mS(1))).toThrow('every neuron has at least one target');
  });

  it('two hooks of one key', () => {
    const target = post();
    target.addBeforeUpdate('x', () => undefined);
    expect(() => target.addBeforeUpdate('x', () => undefined)).toThrow("has a hook 'x' already");
  });
});
