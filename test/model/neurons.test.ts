import { afterEach, describe, expect, it, vi } from 'vitest';
import { EventArray } from '../../src/engine/index.js';
import * as braints from '../../src/index.js';
import {
  AdExIF, AdQuaIFRef, ALIF, environ, ExpIF, ExpIFRef, FitzHughNagumo, Gif, HH, HindmarshRose, IF, init, Izhikevich,
  IzhikevichRef, LIF, LIFRef, MorrisLecar, nn, QuaIF, transform, u, WangBuzsakiHH,
  type AnyQuantity, type Neuron, type Quantity,
} from '../../src/index.js';

const { kHz, mA, mS, ms, mV, uA, unitless } = u;

afterEach(() => {
  environ.reset();
  vi.restoreAllMocks();
});

const models = [
  'IF', 'LIF', 'LIFRef', 'ALIF', 'ExpIF', 'ExpIFRef', 'AdExIF', 'AdExIFRef', 'QuaIF', 'AdQuaIF', 'AdQuaIFRef', 'Gif', 'GifRef',
  'Izhikevich', 'IzhikevichRef', 'HH', 'MorrisLecar', 'WangBuzsakiHH', 'FitzHughNagumo', 'HindmarshRose',
];
type Make = new (size: number | readonly [number, ...number[]], options?: object) => Neuron & { V: { value: AnyQuantity } };
const classOf = (model: string): Make => (braints as unknown as Record<string, Make>)[model];

/** Something to take in: 5 of the unit that the model takes. */
function some(neuron: Neuron): AnyQuantity {
  return (neuron as unknown as { inputUnit: u.AnyUnit }).inputUnit(5) as AnyQuantity;
}

/** One step, at the time of this many steps of 0.1 ms. */
function step(neuron: Neuron, i = 0, x?: AnyQuantity): Quantity {
  return environ.context({ dt: ms(0.1), t: ms(i * 0.1) }, () => neuron.step(x as never)) as Quantity;
}

describe.each(models)('%s', (model) => {
  const Model = classOf(model);
  const states = (neuron: Neuron): AnyQuantity[] => [...neuron.states().values()].map((state) => state.value as AnyQuantity);

  it('has its spikes recorded as events', () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const spikes = environ.context({ dt: ms(0.1) }, () => {
      const neuron = nn.initAllStates(new Model(4));
      const step = (t: Quantity<'time'>) => environ.context({ t }, () => neuron.step(some(neuron) as never)) as Quantity;
      return transform.forLoop(step, u.math.arange(ms(0), ms(2), ms(0.1)));
    });
    expect(spikes.mantissa).toBeInstanceOf(EventArray);
  });

  it('steps without an input, on a grid and in batches', () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const grid = nn.initAllStates(new Model([2, 3]));
    expect(step(grid).shape).toEqual([2, 3]);
    const batch = nn.initAllStates(new Model(3), { batchSize: 4 });
    expect(step(batch).shape).toEqual([4, 3]);
    expect(batch.getSpike().shape).toEqual([4, 3]);
    for (const value of states(batch)) expect(value.shape).toEqual([4, 3]);
  });

  it('starts again after a reset, and a copy goes its own way', () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const neuron = nn.initAllStates(new Model(2, { V_initializer: model === 'HH' || model === 'MorrisLecar' ? mV(-62) : undefined }));
    const before = states(neuron).map(String);
    const copy = neuron.copy();
    step(neuron, 0, some(neuron));
    step(neuron, 1, some(neuron));
    expect(states(neuron).map(String)).not.toEqual(before);
    expect(states(copy).map(String)).toEqual(before);
    nn.resetAllStates(neuron);
    expect(states(neuron).map(String)).toEqual(before);
  });

  it('refuses an input of another dimension', () => {
    const neuron = nn.initAllStates(new Model(1));
    expect(() => step(neuron, 0, u.meter(1))).toThrow(new RegExp(`^${model}: its input wants a`));
    expect(() => step(neuron, 0, neuron instanceof FitzHughNagumo || neuron instanceof HindmarshRose ? unitless([1, 2]) : u.meter([1, 2]))).toThrow(model);
  });

  it('has a derivative with respect to its first potential', () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const neuron = nn.initAllStates(new Model(2));
    const { value } = neuron.V;
    const loss = (V: AnyQuantity): AnyQuantity => {
      neuron.V.value = V;
      step(neuron);
      step(neuron, 1);
      return neuron.V.value.div(V.unit as u.AnyUnit).sum();
    };
    const gradient = transform.grad(loss as never)(value as never) as unknown as AnyQuantity;
    expect(gradient.shape).toEqual([2]);
    for (const g of gradient.toTypedArray()) expect(Number.isFinite(g) && g !== 0).toBe(true);
  });
});

describe('a refractory period', () => {
  it('is told by refVar', () => {
    const neuron = nn.initAllStates(new ExpIFRef(3, { V_initializer: mV([-30.001, -65, -65]), spkReset: 'hard', refVar: true, tau_ref: ms(0.15) }));
    expect(neuron.refractory.value.dtype).toBe('bool');
    step(neuron);
    expect(neuron.refractory.value.toArray()).toEqual([true, false, false]);
    step(neuron, 1);
    expect(neuron.refractory.value.toArray()).toEqual([true, false, false]);
    step(neuron, 2);
    expect(neuron.refractory.value.toArray()).toEqual([false, false, false]);
    expect(neuron.lastSpikeTime.value.toArray(ms)).toEqual([0, -1e7, -1e7]);
  });

  it('without refVar keeps no such State, and says so', () => {
    const neuron = nn.initAllStates(new AdQuaIFRef(1));
    expect(() => neuron.refractory).toThrow('AdQuaIFRef keeps no State refractory: make it with { refVar: true }');
    expect(() => new AdQuaIFRef(1, { refVar: true }).refractory).toThrow('AdQuaIFRef has no refractory yet');
    expect([...neuron.states().keys()]).toEqual(['V', 'lastSpikeTime', 'w']);
    expect(() => new AdQuaIFRef(1, { refVar: 1 as never })).toThrow('AdQuaIFRef: refVar is false or true, got 1');
  });

  it('of the tutorial\'s neuron can be told too, and is printed when it is', () => {
    const neuron = nn.initAllStates(new LIFRef(1, { refVar: true }), { batchSize: 2 });
    expect(neuron.refractory.value.shape).toEqual([2, 1]);
    expect(String(neuron)).toContain('ref_var=True');
    expect(String(new LIFRef(1))).not.toContain('ref_var');
  });

  it('wants the time', () => {
    const neuron = nn.initAllStates(new IzhikevichRef(1));
    expect(() => environ.context({ dt: ms(0.1) }, () => neuron.step())).toThrow('no t in the environment');
  });
});

describe('a threshold', () => {
  it.each([
    ['IF', { V_th: mV(-50), V_initializer: mV([-60, -50, -40]) }, [0, 1, 1]],
    ['IF', { V_th: mV(-50), V_initializer: mV([-60, -50, -40]), spikeScale: 'V_th' }, [1, 1, 0]],
    ['Izhikevich', { V_th: mV(-10), V_initializer: mV([-60, -10, 0]) }, [0, 1, 1]],
    ['Izhikevich', { V_th: mV([-10, -10, 10]), V_initializer: mV([-60, 0, 0]), spikeScale: 'V_th' }, [1, 0, 0]],
    ['HH', { V_th: mV(-20), V_initializer: mV([-60, -20, 0]) }, [0, 1, 1]],
    ['HH', { V_th: mV(0), V_initializer: mV([-60, 0, 20]) }, [0, 1, 1]],
    ['MorrisLecar', { V_th: mV([0, -10, 10]), V_initializer: mV([-1, -5, 5]) }, [0, 1, 0]],
    ['WangBuzsakiHH', { V_th: mV(-20), V_initializer: mV([-60, -20, 0]) }, [0, 1, 1]],
    ['FitzHughNagumo', { V_th: -0.5, V_initializer: unitless([-1, -0.5, 0]) }, [0, 1, 1]],
    ['HindmarshRose', { V_th: 0, V_initializer: unitless([-1, 0, 1]) }, [0, 1, 1]],
  ])('below or at zero is one: %s %o', (model, options, spikes) => {
    expect(nn.initAllStates(new (classOf(model))(3, options)).getSpike().toArray()).toEqual(spikes);
  });

  it.each([LIF, LIFRef, ALIF, ExpIF, ExpIFRef, AdExIF, QuaIF])('at V_reset is refused: %o', (Model) => {
    expect(() => new Model(1, { V_th: mV(-60), V_reset: mV(-60) })).toThrow('V_th must be above V_reset everywhere, got V_th -60 mV and V_reset -60 mV');
  });

  it('that moves is above V_reset to begin with', () => {
    expect(() => new Gif(1, { V_th_inf: mV(-70) })).toThrow('Gif: V_th_inf must be above V_reset everywhere');
    expect(() => new Gif(1, { V_th_reset: mV(-75) })).toThrow('Gif: V_th_reset must be above V_reset everywhere');
    expect(() => new Gif(1, { V_th_initializer: mV(-70) })).toThrow('Gif: V_th_initializer must be above V_reset everywhere');
    expect(() => new Gif(2, { V_th_initializer: new init.Constant(mV([-60, -80])) })).toThrow('Gif: V_th_initializer must be above V_reset');
  });
});

describe('a model that makes its own action potentials', () => {
  it.each([
    [() => new HH(1, { V_initializer: mV(-65) }), uA(10), 0.05],
    [() => new WangBuzsakiHH(1), uA(1), 0.05],
    [() => new FitzHughNagumo(1), unitless(0.5), 0.1],
  ] as const)('returns one spike for each: %o', (make, x, dt) => {
    const [spikes, above, V] = environ.context({ dt: ms(dt) }, () => {
      const neuron = nn.initAllStates((make as () => Neuron & { V: { value: AnyQuantity } })());
      return transform.forLoop(() => [neuron.step(x as never) as Quantity, neuron.getSpike(), neuron.V.value] as const, u.math.arange(2000));
    });
    const level = Array.from(above.toTypedArray());
    const rises = level.map((now, i) => (now === 1 && (i === 0 || level[i - 1] === 0) ? 1 : 0));
    expect(Array.from(spikes.toTypedArray())).toEqual(rises);
    const count = rises.filter(Boolean).length;
    expect(count).toBeGreaterThan(1);
    expect(level.filter(Boolean).length).toBeGreaterThan(2 * count);
    expect(V.shape).toEqual([2000, 1]);
  });

  it('takes numbers for what has no unit', () => {
    const neuron = nn.initAllStates(new FitzHughNagumo(2, { a: 0.6, w_initializer: -0.5 }));
    expect(neuron.a.item()).toBe(0.6);
    expect(environ.context({ dt: ms(0.1) }, () => neuron.step(0.5)).shape).toEqual([2]);
    expect(() => new FitzHughNagumo(1, { tau: 1 as never })).toThrow('FitzHughNagumo: tau wants a time, got 1: write ms(1)');
  });

  it('starts its gates where they rest, or as told', () => {
    const neuron = nn.initAllStates(new HH(1, { V_initializer: mV(-65), h_initializer: 0.5, n_initializer: null }));
    expect(neuron.m.value.get(0).item()).toBeCloseTo(0.0529, 4);
    expect(neuron.h.value.get(0).item()).toBe(0.5);
    expect(neuron.n.value.get(0).item()).toBeCloseTo(0.3177, 4);
    nn.resetAllStates(neuron);
    expect(neuron.h.value.get(0).item()).toBe(0.5);
  });

  it('has no reset to choose', () => {
    expect(() => new HH(1, { spkReset: 'hard' } as object)).toThrow("HH makes its own action potentials, so it takes no spkReset, got 'hard': leave it out");
    expect(() => new Izhikevich(1, { spkReset: 'soft' } as object)).toThrow("Izhikevich sets V to c at every spike, so it takes no spkReset, got 'soft'");
    expect(new Izhikevich(1, { spkReset: 'hard' }).spkReset).toBe('hard');
  });

  it('refuses parameters that make no sense', () => {
    expect(() => new HH(1, { gNa: mS(-1) })).toThrow('HH: gNa must not be negative, got -1 mS');
    expect(() => new HH(1, { C: u.uF(0) })).toThrow('HH: C must be positive, got 0 uF');
    expect(() => new MorrisLecar(1, { V2: mV(0) })).toThrow('MorrisLecar: V2 must be positive, got 0 mV');
    expect(() => new HH(1, { method: 'rk4' as never })).toThrow("HH: method is 'expEuler' or 'euler', got 'rk4'");
  });

  it('of Wang and Buzsáki is ten times faster on demand, as it was in older versions of brainpy.state', () => {
    const [published, older] = [new WangBuzsakiHH(1), new WangBuzsakiHH(1, { alpha_n: kHz(1) })].map((cell) => cell.n_alpha(mV(-40)).item(kHz));
    // 0.01 (V + 34) / (1 - exp(-0.1 (V + 34))), of the paper.
    expect(published).toBeCloseTo((0.01 * -6) / (1 - Math.exp(0.6)), 6);
    expect(older / published).toBeCloseTo(10, 6);
  });
});

describe('the neurons of Wang and Buzsáki want short steps', () => {
  // Halving steps leads to 59.7 Hz. The numbers stand in the documentation of the class.
  it.each([[0.01, 57.9], [0.05, 51.8]])('under 1 uA with a dt of %d ms they fire at %d Hz', (dt, wanted) => {
    const spikes = environ.context({ dt: ms(dt) }, () => {
      const neuron = nn.initAllStates(new WangBuzsakiHH(1));
      return transform.forLoop.with({ length: Math.round(1500 / dt) })(() => neuron.step(uA(1)));
    });
    const at = Array.from(spikes.toTypedArray()).flatMap((x, i) => (x === 1 ? [i * dt] : [])).slice(10);
    expect((1000 * (at.length - 1)) / (at.at(-1)! - at[0])).toBeCloseTo(wanted, 0);
  });
});

describe('a step that cannot go well is warned of, once', () => {
  function warnings(run: () => void): string[] {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    run();
    return warn.mock.calls.map(([text]) => String(text));
  }
  const rollout = (make: () => Neuron, dt = 0.1) => () => {
    environ.context({ dt: ms(dt), t: ms(0) }, () => {
      const neuron = nn.initAllStates(make());
      neuron.step();
      neuron.step();
      transform.forLoop(() => void neuron.step(), u.math.arange(3));
    });
  };

  it('an ExpIF under a soft reset', () => {
    const [text, ...more] = warnings(rollout(() => new ExpIF(2, { V_reset: mV([-68.5, -60]) })));
    expect(text).toMatch(/^warning: ExpIF: with dt 0\.1 ms a spike takes V from V_th = -30 mV to .*mV, and a soft reset takes back no more than 38\.5 mV/);
    expect(text).toContain("Reset with spkReset: 'hard', or take a smaller dt");
    expect(more).toEqual([]);
  });

  it('an AdExIF of which w follows the overshoot, under a hard reset as well', () => {
    const options = { V_th: mV(-31), spkReset: 'hard' } as const;
    expect(warnings(rollout(() => new AdExIF(1, options)))).toEqual([
      expect.stringMatching(/^warning: AdExIF: with dt 0\.1 ms a spike takes V from V_th = -31 mV to .*mV, and w follows it there/),
    ]);
  });

  it('an HH by forward Euler', () => {
    const [text, ...more] = warnings(rollout(() => new HH(1, { method: 'euler' })));
    expect(text).toMatch(/^warning: HH: forward Euler with dt 0\.1 ms diverges in a spike, when the conductances over C reach up to 156 kHz: leave method out/);
    expect(more).toEqual([]);
  });

  it.each<[string, () => Neuron, number?]>([
    ['an ExpIF with a small dt', () => new ExpIF(1), 0.001],
    ['an ExpIF under a hard reset', () => new ExpIF(1, { spkReset: 'hard' })],
    ['an ExpIF with V_th near V_T', () => new ExpIF(1, { V_th: mV(-52) })],
    ['an AdExIF', () => new AdExIF(1)],
    ['a QuaIF', () => new QuaIF(1)],
    ['an HH by exponential Euler', () => new HH(1)],
    ['an HH by forward Euler with dt 0.05 ms', () => new HH(1, { method: 'euler' }), 0.05],
    ['a MorrisLecar by forward Euler', () => new MorrisLecar(1, { method: 'euler' })],
  ])('not %s', (_, make, dt) => {
    expect(warnings(rollout(make, dt))).toEqual([]);
  });
});

describe('a hard reset', () => {
  it.each([32, 64] as const)('finds V_reset again after any overshoot, with precision %i', (precision) => {
    const V = environ.context({ dt: ms(0.1), precision }, () => {
      const neuron = nn.initAllStates(new ExpIF(1, { spkReset: 'hard', V_initializer: mV(-30.0001) }));
      return transform.forLoop(() => (neuron.step(), neuron.V.value), u.math.arange(3)).toTypedArray();
    });
    expect(V[0]).toBeGreaterThan(1e20);
    // From -68 mV the leak alone, one step on.
    expect(V[1]).toBeCloseTo(-65 - 3 * Math.exp(-0.01), 2);
  });
});

it('inputs of every kind meet in the step: a conductance in the Jacobian, a pulse once, a kick on top', () => {
  const neuron = nn.initAllStates(new LIF(1, { V_th: mV(100) }));
  neuron.addCurrentInput('synapse', (V: Quantity<'voltage'>) => mV(50).sub(V).mul(u.siemens(3)));
  neuron.addCurrentInput('pulse', mA(2));
  neuron.addDeltaInput('kick', mV(1));
  environ.context({ precision: 64 }, () => step(neuron));
  // dV/dt = (-V + 3 (50 - V) + 2) / 5: to 38 with tau 5/4, then 1 mV on top.
  expect(neuron.V.value.get(0).item(mV)).toBeCloseTo(38 * (1 - Math.exp(-0.08)) + 1, 5);
  step(neuron);
  const from = 38 * (1 - Math.exp(-0.08)) + 1;
  expect(neuron.V.value.get(0).item(mV)).toBeCloseTo(37.5 + (from - 37.5) * Math.exp(-0.08), 5);
});

it('a derivative flows through a spike and its soft reset, by the surrogate', () => {
  const neuron = nn.initAllStates(new IF(1, { V_th: mV(1), tau: ms(5) }));
  const loss = (V: Quantity<'voltage'>): Quantity => {
    neuron.V.value = V;
    step(neuron);
    return neuron.V.value.div(mV(1)).sum();
  };
  const gradient = transform.grad(loss)(mV([1.5])) as AnyQuantity;
  // V' = e^-0.02 (V - V_th s(V)), s' = max(0.3 - 0.3 |0.5|, 0) / V_th.
  expect(gradient.toTypedArray()[0]).toBeCloseTo(Math.exp(-0.02) * (1 - 0.15), 5);
});
