// Rollouts of every neuron as tools/golden/models.py made them with brainpy, and how far ours are from them.
import { readFileSync } from 'node:fs';
import * as braints from '../../../src/index.js';
import { environ, init, nn, transform, u, type AnyQuantity, type Quantity } from '../../../src/index.js';

/** A number, or one for each neuron, with its unit. */
type Measure = readonly [number | readonly number[], string];
type Option = Measure | number | string | boolean;

export interface Case {
  model: string;
  unit: string;
  constant: number;
  ramp: [number, number];
  noise: [number, number];
  options: Record<string, Option>;
  further: { g: Measure; E: Measure; pulse: Measure; kick: Measure } | null;
  dt: number;
  steps: number;
  why?: string;
  float32: Run;
  float64: Run;
  /** For each variable and neuron how far brainpy's two precisions are apart: see tools/golden/models.py. */
  own: Record<string, number[]>;
}

interface Run {
  /** For each neuron the steps at which it spikes. */
  spikes: number[][];
  /** For each variable and neuron every 20th value. */
  traces: Record<string, number[][]>;
}

interface Golden {
  source: string;
  every: number;
  noise: number[];
  cases: Case[];
  prints: Record<string, string>;
}

export const golden = JSON.parse(readFileSync(new URL('../models.json', import.meta.url), 'utf8')) as Golden;

/** What makes a model of ours behave as brainpy's where ours deviates on purpose. */
export const asUpstream: Readonly<Record<string, object>> = { HH: { gL: u.mS(0.03) } };

const { mV, ms } = u;
const units: Readonly<Record<string, u.AnyUnit>> = {
  mV, ms, mA: u.mA, uA: u.uA, ohm: u.ohm, S: u.siemens, mS: u.mS, uF: u.uF, kHz: u.kHz,
  'mV/ms': mV.div(ms), '1/mV': mV.pow(-1), '1': u.unitless,
};
const names: Readonly<Record<string, string>> = { spk_reset: 'spkReset', ref_var: 'refVar', last_spike_time: 'lastSpikeTime' };

function quantity([value, unit]: Measure): AnyQuantity {
  return units[unit](value as number | number[]) as AnyQuantity;
}

function option(name: string, value: Option): unknown {
  if (!Array.isArray(value)) return value;
  const got = quantity(value as unknown as Measure);
  return name.endsWith('_initializer') ? new init.Constant(got) : got;
}

/** The same rollout, by ours. */
export function rollout(of: Case, precision: 32 | 64, backend: 'wasm' | 'reference' = 'wasm'): Run {
  return environ.context({ dt: ms(of.dt), precision, backend, deterministic: true }, () => {
    const Model = (braints as unknown as Record<string, new (size: number, options: object) => braints.Neuron>)[of.model];
    const options = Object.fromEntries(Object.entries(of.options).map(([name, value]) => [names[name] ?? name, option(name, value)]));
    const neuron = nn.initAllStates(new Model(3, { ...asUpstream[of.model], ...options }));
    const variables = Object.keys(of.float64.traces);
    const own = neuron as unknown as Record<string, { value: AnyQuantity }>;
    const { further } = of;
    if (further !== null) {
      const [g, E] = [quantity(further.g), quantity(further.E)];
      neuron.addCurrentInput('conductance', (V: AnyQuantity) => E.sub(V).mul(g));
    }
    const step = (t: Quantity<'time'>, x: AnyQuantity, pulse: Quantity, kick: Quantity) =>
      environ.context({ t }, () => {
        if (further !== null) {
          neuron.addCurrentInput('pulse', pulse.mul(units[further.pulse[1]]));
          neuron.addDeltaInput('kick', kick.mul(units[further.kick[1]]));
        }
        const spikes = neuron.step(x as never) as Quantity;
        return [spikes, ...variables.map((name) => own[names[name] ?? name].value)];
      });
    const steps = Array.from({ length: of.steps }, (_, i) => i);
    const float = (values: readonly number[] | readonly (readonly number[])[]) => u.unitless(values as number[]);
    const [low, high] = of.ramp;
    const [mean, spread] = of.noise;
    const inputs = steps.map((i) => [of.constant, low + ((high - low) * i) / 999, mean + spread * golden.noise[i]]);
    const at = (amount: Measure | undefined, when: (i: number) => boolean) =>
      float(steps.map((i) => (when(i) && amount !== undefined ? (amount[0] as number) : 0)));
    const results = transform.forLoop(
      step,
      float(steps.map((i) => i * of.dt)).mul(ms),
      float(inputs).mul(units[of.unit]) as AnyQuantity,
      at(further?.pulse, (i) => i % 50 === 10),
      at(further?.kick, (i) => i % 70 === 30),
    ) as readonly AnyQuantity[];
    const columns = results.map((result) => [0, 1, 2].map((j) => Array.from(result.toTypedArray()).filter((_, i) => i % 3 === j)));
    const [spikes, ...traces] = columns;
    return {
      spikes: spikes.map((column) => column.flatMap((spike, i) => (spike === 0 ? [] : [i]))),
      traces: Object.fromEntries(
        variables.map((name, k) => [name, traces[k].map((column) => column.filter((_, i) => i % golden.every === golden.every - 1))]),
      ),
    };
  });
}

/** How far the traces of one neuron are apart, for one variable. */
export interface Deviation {
  variable: string;
  neuron: number;
  /** The range of the trace in float64. */
  range: number;
  /** Ours from brainpy's in float64, of the range. */
  float64: number;
  /** Ours from brainpy's in float32, of the range. */
  float32: number;
  /** Brainpy's in float32 from brainpy's in float64, of the range: the upper quartile of 32 rollouts. */
  upstream32: number;
}

/** The last spike of a neuron that has not spiked yet. */
const NEVER = -1e6;

export function deviations(of: Case, ours32: Run, ours64: Run): Deviation[] {
  return Object.entries(of.float64.traces).flatMap(([variable, traces]) =>
    traces.map((exact, neuron) => {
      const apart = (a: readonly number[], b: readonly number[]): number =>
        Math.max(...a.map((x, i) => (x < NEVER && b[i] < NEVER ? 0 : Math.abs(x - b[i]))));
      const there = exact.filter((x) => x > NEVER);
      // A trace that does not move has no range: its size stands in for it.
      const range = Math.max(...there) - Math.min(...there);
      const scale = there.length === 0 ? 1 : range > 0 ? range : Math.max(1, Math.abs(there[0]));
      const of32 = of.float32.traces[variable][neuron];
      return {
        variable,
        neuron,
        range: scale,
        float64: apart(ours64.traces[variable][neuron], exact) / scale,
        float32: apart(ours32.traces[variable][neuron], of32) / scale,
        upstream32: of.own[variable][neuron] / scale,
      };
    }),
  );
}
