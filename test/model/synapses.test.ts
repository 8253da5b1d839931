import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Alpha, AMPA, BioNMDA, COBA, CUBA, DualExpon, Expon, GABAa, MgBlock, STD, STP } from '../../src/model/index.js';
import { initAllStates, resetAllStates } from '../../src/nn/index.js';
import { environ } from '../../src/state/index.js';
import { forLoop, grad } from '../../src/state/transform/index.js';
import * as init from '../../src/tools/init/index.js';
import { mA, math, mM, mS, ms, mV, unitless, type Quantity } from '../../src/unit/index.js';

beforeEach(() => environ.set({ dt: ms(0.1), precision: 64 }));
afterEach(() => environ.reset());

/** What a synapse gives for one unit of input in the first of so many steps. */
function response(syn: Expon | DualExpon | Alpha, steps: number): number[] {
  initAllStates(syn);
  return Array.from({ length: steps }, (_, i) => syn.step(i === 0 ? mS([1]) : undefined).get(0).item(mS));
}

// Computed in float64 from the equations, and the same as brainpy_state 0.1.0 gives.
describe('one unit of input', () => {
  it('Expon: 1 at once, then exp(-t / tau)', () => {
    const g = response(new Expon(1), 11);
    expect(g[0]).toBe(1);
    expect(g[1]).toBeCloseTo(0.9875778, 7);
    expect(g[10]).toBeCloseTo(0.8824969, 7);
  });

  it('DualExpon: a peak of amplitude', () => {
    const g = response(new DualExpon(1), 100);
    expect(Math.max(...g)).toBeCloseTo(0.99991489, 8);
    expect(g.indexOf(Math.max(...g))).toBe(26);
  });

  it('Alpha: from the next step on, with a peak of 1 / e at tau', () => {
    const g = response(new Alpha(1), 200);
    expect(g[0]).toBe(0);
    expect(g[1]).toBeCloseTo(0.0124222, 7);
    expect(Math.max(...g)).toBeCloseTo(0.3701883, 7);
    expect(g.indexOf(Math.max(...g))).toBe(80);
  });

  it('STP: what five spikes release', () => {
    const stp = initAllStates(new STP(1));
    const released = Array.from({ length: 801 }, (_, i) => stp.step(unitless([i % 200 === 0 ? 1 : 0])).get(0).item());
    [0.27749, 0.28664, 0.241863, 0.185889, 0.143117].forEach((x, k) => expect(released[200 * k]).toBeCloseTo(x, 5));
    expect(released[1]).toBe(0);
  });

  it('STD: the first spike is whole, the next one less', () => {
    const std = initAllStates(new STD(1));
    expect(std.step(unitless([1])).get(0).item()).toBe(1);
    expect(std.step(unitless([0])).get(0).item()).toBe(0);
    const x = 1 - 0.07 * Math.exp(-0.2 / 200);
    expect(std.step(unitless([1])).get(0).item()).toBeCloseTo(x, 12);
  });

  it('AMPA and GABAa open for the length of a pulse, and saturate', () => {
    for (const [Model, alpha, T, steps] of [[AMPA, 0.98, 0.5, 5], [GABAa, 0.53, 1, 10]] as const) {
      const syn = initAllStates(new Model(1));
      const step = (i: number) => environ.context({ t: ms(i).mul(0.1) }, () => syn.step(unitless([i === 0 ? 1 : 0])).get(0).item(mS));
      const g = Array.from({ length: steps + 5 }, (_, i) => step(i));
      // dg/dt = a (1 - g) - b g is exact under exponential Euler.
      const rate = alpha * T + 0.18;
      expect(g[0]).toBeCloseTo(((alpha * T) / rate) * (1 - Math.exp(-rate * 0.1)), 12);
      expect(g[steps - 1]).toBeGreaterThan(g[steps - 2]);
      expect(g[steps + 1] / g[steps]).toBeCloseTo(Math.exp(-0.018), 10);
    }
  });
});

describe('units and shapes', () => {
  it('a conductance may have any dimension: that of its first value', () => {
    const syn = initAllStates(new Expon(3, { tau: ms(5), g_initializer: mA(0) }));
    syn.addDeltaInput('x', mA([1, 2, 3]));
    const g: Quantity<'current'> = syn.step();
    expect(g.in(mA).toArray()).toEqual([1, 2, 3]);
  });

  it('a batch has a leading axis', () => {
    for (const syn of [new Expon(3), new DualExpon(3), new Alpha(3)]) {
      initAllStates(syn, { batchSize: 2 });
      expect(syn.step(mS([[1, 2, 3], [4, 5, 6]])).shape).toEqual([2, 3]);
    }
    for (const syn of [new AMPA(3), new BioNMDA(3), new STP(3), new STD(3)]) {
      initAllStates(syn, { batchSize: 2 });
      const out: { readonly shape: readonly number[] } = environ.context({ t: ms(0) }, () => syn.step(math.zeros([2, 3])));
      expect(out.shape).toEqual([2, 3]);
    }
  });

  it('a parameter for each synapse, and a rule for the first values', () => {
    const syn = initAllStates(new Expon(2, { tau: ms([5, 10]), g_initializer: new init.Constant(mS(2)) }));
    syn.step();
    const [a, b] = syn.g.value.in(mS).toArray() as unknown as number[];
    expect([a, b]).toEqual([2 * Math.exp(-0.02), 2 * Math.exp(-0.01)].map((x) => expect.closeTo(x, 12)));
    resetAllStates(syn);
    expect(syn.g.value.in(mS).toArray()).toEqual([2, 2]);
  });

  it('prints as in BrainPy', () => {
    expect(String(new COBA({ E: mV(0) }))).toBe('COBA(\n  E=Quantity(0., "mV")\n)');
    expect(String(Expon.desc(3, { tau: ms(5) }))).toBe('ParamDescriber(Expon(3, tau=Quantity(5., "ms")))');
  });
});

describe('outputs', () => {
  const V = () => mV([-60, 0]);

  it('COBA, CUBA and MgBlock', () => {
    const current = (out: COBA | CUBA | MgBlock) => {
      out.bindCond(mS([2, 2]));
      return out.step(V()).in(mA).toArray();
    };
    const close = (...x: number[]) => x.map((y) => expect.closeTo(y, 12));
    expect(current(new COBA({ E: mV(-80) }))).toEqual(close(-0.04, -0.16));
    expect(current(new CUBA())).toEqual(close(2, 2));
    expect(current(new MgBlock({ cc_Mg: mM(0), E: mV(10) }))).toEqual(close(0.14, 0.02));
    expect(current(new MgBlock())).toEqual(close(0.12 / (1 + (1.2 / 3.57) * Math.exp(0.062 * 60)), 0));
    // Concentrations as BrainPy has them, in numbers of mM.
    for (const options of [{ cc_Mg: 1.2, beta: 3.57 }, { cc_Mg: unitless(1.2), beta: mM(3.57) }, { cc_Mg: mM(1.2), beta: 3.57 }]) {
      expect(current(new MgBlock(options))).toEqual(current(new MgBlock()));
    }
  });

  it('without a bound conductance, an error', () => {
    const out = new COBA({ E: mV(0) });
    expect(() => out.step(V())).toThrow('COBA has no conductance bound to it');
    out.bindCond(mS([1, 1]));
    expect(out.isBound).toBe(true);
    out.unbindCond();
    expect(() => out.step(V())).toThrow('step the projection before the neurons');
  });

  it('a conductance of a trace is bound for the length of it, and none is left by one that failed', () => {
    const out = new COBA({ E: mV(0) });
    const loop = (fails: boolean) =>
      forLoop((g: Quantity<'one'>) => {
        out.bindCond(g.mul(mS(1)));
        if (fails) throw new Error('stop');
        return out.step(mV(-60));
      }, unitless([1, 2]));
    expect(loop(false).in(mA).toArray()).toEqual([0.06, 0.12].map((x) => expect.closeTo(x, 12)));
    expect(() => out.step(V())).toThrow('no conductance bound');
    out.bindCond(mS([1, 1]));
    expect(() => loop(true)).toThrow('stop');
    expect(out.step(V()).in(mA).toArray()).toEqual([0.06, 0].map((x) => expect.closeTo(x, 12)));
  });
});

it('gradients go through a synapse', () => {
  const syn = new Expon(1);
  const loss = (w: Quantity<'conductance'>) => {
    initAllStates(syn);
    syn.step(w.reshape([1]));
    return syn.step().sum().div(mS(1));
  };
  expect(grad(loss)(mS(1)).item(mS)).toBeCloseTo(Math.exp(-0.1 / 8), 10);
});

describe('bad input', () => {
  it.each([
    [() => new Expon(1, { tau: ms(0) }), 'tau must be positive'],
    [() => new Expon(1, { tau: mV(1) as never }), 'tau wants a time'],
    [() => new Expon(1, { taus: ms(1) } as never), 'no option taus: did you mean tau?'],
    [() => new Expon(1, { spkReset: 'soft' } as never), 'no option spkReset'],
    [() => new Expon(1, { g_initializer: 0 as never }), 'g_initializer wants a quantity'],
    [() => new DualExpon(1, { tau_rise: ms(3), tau_decay: ms(3) }), 'must differ'],
    [() => new DualExpon(1, { normalize: 1 as never }), 'normalize is true or false, got 1'],
    [() => new AMPA(1, { T: mM(-1) }), 'T must not be negative'],
    [() => new AMPA(1, { T_dur: ms(0) }), 'T_dur must be positive'],
    [() => new STP(1, { U: 1.5 }), 'U is a share from 0 to 1'],
    [() => new STD(1, { U: -0.1 }), 'U is a share from 0 to 1'],
    [() => new COBA({} as never), 'E wants a voltage'],
    [() => new COBA({ E: mS(1) as never }), 'E wants a voltage'],
    [() => new COBA(mV(0) as never), 'takes its options as an object'],
    [() => new MgBlock({ alpha: mV(1) as never }), 'alpha wants'],
    [() => new CUBA({ scale: 1 as never }), 'scale wants a voltage, got 1'],
  ])('%s', (make, text) => {
    expect(make).toThrow(text);
  });

  it('a batch that the States were not made for', () => {
    const syn = initAllStates(new Expon(3));
    expect(() => syn.step(mS([[1, 2, 3]]))).toThrow('cannot become one of shape (1, 3)');
    const stp = initAllStates(new STP(3));
    expect(() => stp.step(math.zeros([2, 3]))).toThrow('initAllStates(…, { batchSize })');
    const ampa = initAllStates(new AMPA(3));
    expect(() => environ.context({ t: ms(0) }, () => ampa.step(math.zeros([4])))).toThrow('spikes of shape (4,)');
    expect(() => environ.context({ t: ms(0) }, () => ampa.step(mV([1, 0, 0]) as never))).toThrow('spikes, which have no unit');
  });

  it('an input of another dimension names its key', () => {
    const syn = initAllStates(new Expon(1));
    syn.addDeltaInput('x', mV([1]));
    expect(() => syn.step()).toThrow("the input 'x' cannot be added");
  });
});
