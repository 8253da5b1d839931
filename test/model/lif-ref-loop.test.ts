import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LIFRef } from '../../src/model/index.js';
import { initAllStates } from '../../src/nn/index.js';
import { environ, random } from '../../src/state/index.js';
import * as transform from '../../src/state/transform/index.js';
import * as init from '../../src/tools/init/index.js';
import { mA, math, mS, ms, mV, ohm, type Quantity } from '../../src/unit/index.js';

// Made with brainpy by tools/golden/lif_ref.py.
interface Run {
  reset: 'soft' | 'hard';
  inputs: boolean;
  V: number[][];
  spikes: number[][];
}
const golden = JSON.parse(readFileSync(new URL('../golden/lif-ref.json', import.meta.url), 'utf8')) as Record<string, Run[]>;

describe.each(['wasm', 'reference'] as const)('a rollout on the backend %s', (backend) => {
  it.each([
    [32, 'soft'],
    [32, 'hard'],
    [64, 'soft'],
    [64, 'hard'],
  ] as const)('with precision %i and %s reset equals that of BrainPy', (precision, reset) => {
    const { V, spikes } = golden[`float${precision}`].find((run) => run.reset === reset && !run.inputs)!;
    const [vs, out] = environ.context({ dt: ms(0.1), precision, backend }, () => {
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
      const step = (t: Quantity<'time'>) =>
        environ.context({ t }, () => {
          const spike = neuron.step(mA([10, 30, 90]));
          return [neuron.V.value, spike];
        });
      return transform.forLoop(step, math.arange(ms(0), ms(8), ms(0.1)));
    });
    expect(out.toArray()).toEqual(spikes);
    const tolerance = precision === 32 ? 2e-6 : 1e-13;
    Array.from(vs.toTypedArray()).forEach((v, i) => expect(Math.abs(v / V.flat()[i] - 1)).toBeLessThan(tolerance));
  });

  // 1100 spikes: printed by BrainPy's tutorial on neurons.
  it('of a hundred neurons from random potentials has 1100 spikes', () => {
    const spikes = environ.context({ dt: ms(0.1), backend }, () => {
      const neuron = new LIFRef(100, {
        tau: ms(10),
        tau_ref: ms(2),
        V_rest: mV(-65),
        V_th: mV(-50),
        V_reset: mV(-65),
        V_initializer: new init.Normal(mV(-65), mV(2)),
      });
      initAllStates(neuron);
      const step = (t: Quantity<'time'>) => environ.context({ t }, () => neuron.step(mA(30)));
      return transform.forLoop(step, math.arange(ms(0), ms(100), ms(0.1)));
    });
    expect(spikes.shape).toEqual([1000, 100]);
    expect(spikes.sum().item()).toBe(1100);
  });

  it('draws new random numbers at every step, the same as stepping one by one', () => {
    environ.context({ backend }, () => {
      random.seed(7);
      const looped = transform.forLoop((_: Quantity) => random.rand(3), math.arange(4));
      const next = random.rand(2);
      random.seed(7);
      const stepped = [0, 1, 2, 3].map(() => random.rand(3).toArray());
      expect(looped.toArray()).toEqual(stepped);
      expect(next.toArray()).toEqual(random.rand(2).toArray());
    });
  });

  it('asks functions among the inputs at every step', () => {
    const run = (inLoop: boolean): number[] =>
      environ.context({ dt: ms(0.1), backend }, () => {
        const neuron = initAllStates(new LIFRef(1, { V_initializer: mV(-1) }));
        neuron.addCurrentInput('leak', (v: Quantity<'voltage'>) => mV(1).sub(v).mul(mS(200)));
        const step = (t: Quantity<'time'>) => environ.context({ t }, () => (neuron.step(mA(1)), neuron.V.value));
        const times = math.arange(ms(0), ms(5), ms(0.1));
        if (inLoop) return Array.from(transform.forLoop(step, times).toTypedArray());
        return Array.from({ length: times.size }, (_, i) => step(times.get(i)).item(mV));
      });
    const [looped, stepped] = [run(true), run(false)];
    // A compiled step divides by a constant by multiplying with its reciprocal, which may cost a last bit.
    looped.forEach((v, i) => expect(v).toBeCloseTo(stepped[i], 5));
  });

  it('that fails while it is traced leaves states and inputs as they were', () => {
    environ.context({ dt: ms(0.1), backend }, () => {
      const neuron = initAllStates(new LIFRef(1));
      neuron.addDeltaInput('kick', mV(3));
      const step = (t: Quantity<'time'>) =>
        environ.context({ t }, () => {
          neuron.step(mA(1));
          throw new Error('no');
        });
      expect(() => transform.forLoop(step, math.arange(ms(0), ms(5), ms(0.1)))).toThrow('no');
      expect(String(neuron.V.value)).toBe('[0.] mV');
      expect(neuron.getInput('kick')).toBeDefined();
    });
  });
});
