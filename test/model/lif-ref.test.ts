import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LIFRef, type LIFRefOptions } from '../../src/model/index.js';
import { initAllStates, resetAllStates } from '../../src/nn/index.js';
import { environ } from '../../src/state/index.js';
import * as init from '../../src/tools/init/index.js';
import { InvSquareGrad } from '../../src/tools/surrogate/index.js';
import { mA, math, mS, ms, mV, ohm, type Quantity } from '../../src/unit/index.js';

const tutorial: LIFRefOptions = { R: ohm(1), tau: ms(20), V_rest: mV(-60), V_th: mV(-50), V_reset: mV(-60), tau_ref: ms(5) };

/** The steps at which one neuron spikes under a constant current, stepped one by one. */
function spikeSteps(current: Quantity<'current'>, options: LIFRefOptions = tutorial): { steps: number[]; V: number } {
  return environ.context({ dt: ms(0.1) }, () => {
    const neuron = initAllStates(new LIFRef(1, options));
    const times = math.arange(ms(0), ms(200), environ.getDt());
    const steps: number[] = [];
    for (let i = 0; i < times.size; i++) {
      const spikes = environ.context({ t: times.get(i) }, () => neuron.step(current));
      if (spikes.sum().item() > 0) steps.push(i);
    }
    return { steps, V: neuron.V.value.get(0).item(mV) };
  });
}

describe('LIFRef', () => {
  // BrainPy's tutorial prints `total spikes: 17.0`; the steps were reproduced in float32 and float64.
  const seventeen = [0, 1, 2, 3, 54, 205, 357, 508, 659, 811, 962, 1113, 1265, 1416, 1567, 1719, 1870];

  it.each([32, 64] as const)('spikes 17 times in the tutorial, with precision %i', (precision) => {
    expect(environ.context({ precision }, () => spikeSteps(mA(25))).steps).toEqual(seventeen);
  });

  it('stays below threshold at 8 mA, after the four spikes that starting from 0 mV causes', () => {
    const { steps, V } = spikeSteps(mA(8));
    expect(steps).toEqual([0, 1, 2, 3]);
    expect(V).toBeCloseTo(-52, 3);
  });

  it('spikes 13 times when it starts from rest', () => {
    const { steps } = spikeSteps(mA(25), { ...tutorial, V_initializer: mV(-60) });
    expect([steps.length, steps[0], steps.at(-1)]).toEqual([13, 102, 1918]);
  });

  it('prints as in BrainPy', () => {
    const neuron = initAllStates(new LIFRef(1, tutorial));
    expect(String(neuron)).toBe(`LIFRef(
  in_size=(1,),
  out_size=(1,),
  spk_reset=soft,
  spk_fun=ReluGrad(alpha=0.3, width=1.0),
  R=Quantity(1., "ohm"),
  tau=Quantity(20., "ms"),
  tau_ref=Quantity(5., "ms"),
  V_th=Quantity(-50., "mV"),
  V_rest=Quantity(-60., "mV"),
  V_reset=Quantity(-60., "mV"),
  V_initializer=Constant(value=0. mV),
  V=HiddenState(
    value=Quantity(~float32[1], "mV")
  ),
  last_spike_time=ShortTermState(
    value=Quantity(~float32[1], "ms")
  )
)`);
  });

  it('prints a state that was drawn or computed as BrainPy does, without the tilde', () => {
    const neuron = initAllStates(new LIFRef(2, { V_initializer: new init.Normal(mV(-65), mV(2)) }));
    expect(String(neuron.V)).toBe('HiddenState(\n  value=Quantity(float32[2], "mV")\n)');
    expect(String(neuron)).toContain('V_initializer=Normal(mean=-65. mV, std=2. mV)');
  });

  it('takes its name, reset, spike function and rules for parameters', () => {
    const spkFun = new InvSquareGrad();
    const neuron = new LIFRef([2, 2], { name: 'pop', spkReset: 'hard', spkFun, tau: new init.Uniform(ms(5), ms(10)) });
    expect(neuron.name).toBe('pop');
    expect(neuron.tau.shape).toEqual([2, 2]);
    expect(String(neuron)).toMatch(/^LIFRef\(\n {2}name=pop,\n {2}in_size=\(2, 2\),\n {2}out_size=\(2, 2\),\n {2}spk_reset=hard,\n {2}spk_fun=InvSquare/);
  });

  it('has a batch axis when asked for one', () => {
    const neuron = initAllStates(new LIFRef(3, tutorial), { batchSize: 2 });
    expect(neuron.V.value.shape).toEqual([2, 3]);
    expect(environ.context({ dt: ms(0.1), t: ms(0) }, () => neuron.step(mA(1))).shape).toEqual([2, 3]);
  });

  it('starts again after a reset', () => {
    const neuron = initAllStates(new LIFRef(1, tutorial));
    const { V } = neuron;
    environ.context({ dt: ms(0.1), t: ms(0) }, () => neuron.step(mA(25)));
    resetAllStates(neuron);
    expect(neuron.V).toBe(V);
    expect(String(V.value)).toBe('[0.] mV');
    expect(neuron.lastSpikeTime.value.get(0).item(ms)).toBe(-1e7);
  });
});

// Made with brainpy by tools/golden/lif_ref.py.
interface Run {
  reset: 'soft' | 'hard';
  inputs: boolean;
  V: number[][];
  spikes: number[][];
}
const golden = JSON.parse(readFileSync(new URL('../golden/lif-ref.json', import.meta.url), 'utf8')) as Record<string, Run[]>;

describe.each(['float32', 'float64'])('three neurons in %s', (dtype) => {
  it.each(golden[dtype])('with $reset reset, further inputs: $inputs', ({ reset, inputs, V, spikes }) => {
    const tolerance = dtype === 'float32' ? 2e-6 : 1e-13;
    environ.context({ dt: ms(0.1), precision: dtype === 'float32' ? 32 : 64 }, () => {
      const neuron = new LIFRef(3, {
        R: ohm(2),
        tau: ms([5, 10, 20]),
        tau_ref: ms(1),
        V_th: mV(-50),
        V_rest: mV(-65),
        V_reset: mV(-60),
        V_initializer: mV(-55),
        spkReset: reset,
      });
      initAllStates(neuron);
      if (inputs) neuron.addCurrentInput('leak', (v: Quantity<'voltage'>) => mV(-60).sub(v).mul(mS(40)));
      for (let i = 0; i < V.length; i++) {
        if (inputs && i % 20 === 3) neuron.addCurrentInput('pulse', mA([100, 0, 50]));
        if (inputs && i % 25 === 5) neuron.addDeltaInput('kick', mV(4));
        const spike = environ.context({ t: ms(i * 0.1) }, () => neuron.step(mA([10, 30, 90])));
        expect(spike.toArray()).toEqual(spikes[i]);
        const potential = Array.from(neuron.V.value.toTypedArray());
        potential.forEach((v, j) => expect(Math.abs(v / V[i][j] - 1)).toBeLessThan(tolerance));
      }
    });
  });
});
