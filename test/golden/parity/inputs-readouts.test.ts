// Inputs of spikes and the readout beside those of brainpy_state: tools/golden/inputs_readouts.py.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LeakyRateReadout, PoissonEncoder, poissonInput, PoissonSpike, SpikeTime } from '../../../src/model/index.js';
import * as nn from '../../../src/nn/index.js';
import { environ, random, ShortTermState } from '../../../src/state/index.js';
import { forLoop } from '../../../src/state/transform/index.js';
import { Hz, math, ms, mV, unitless, type AnyQuantity, type Quantity } from '../../../src/unit/index.js';
import { deviation } from './synapses.js';

type Pairs = readonly (readonly [number, number])[];
type Trace = readonly (readonly number[])[];
type Rounding = 'round' | 'floor' | 'ceil';
interface Runs {
  /** Step, neuron, and what it brings. */
  readonly SpikeTime: Readonly<Record<Rounding, readonly (readonly [number, number, number])[]>>;
  readonly PoissonSpike: Pairs;
  readonly PoissonEncoder: Pairs;
  readonly poissonInput: Readonly<Record<'few' | 'many', Trace>>;
  readonly LeakyRateReadout: Trace;
}
const golden = JSON.parse(readFileSync(new URL('../inputs-readouts.json', import.meta.url), 'utf8')) as {
  readonly steps: number;
  readonly every: number;
  readonly rates: readonly number[];
  readonly times: readonly number[];
  readonly neurons: readonly number[];
  readonly weights: readonly number[];
  readonly train: Pairs;
  readonly matrix: Trace;
  readonly tau: readonly number[];
  readonly many: Readonly<Record<'few' | 'many', readonly [number, number]>>;
  readonly float32: Runs;
  readonly float64: Runs;
};
type Precision = 32 | 64;
const theirs = (precision: Precision): Runs => golden[`float${precision}`];
const precisions: Precision[] = [32, 64];

/** Every step of a run, by its number. */
function eachStep(precision: Precision, seed: number, make: () => (i: Quantity<'one'>) => AnyQuantity): number[][] {
  return environ.context({ precision, dt: ms(0.1), deterministic: true }, () => {
    random.seed(seed);
    const step = make();
    const one = (i: Quantity<'one'>): AnyQuantity => environ.context({ i }, () => step(i));
    return (forLoop(one, math.arange(golden.steps).astype('int32')) as AnyQuantity).toArray() as unknown as number[][];
  });
}
const spikesIn = (rows: Trace): Pairs => rows.flatMap((row, i) => row.flatMap((x, j) => (x === 0 ? [] : [[i, j] as const])));
const kept = (rows: Trace): Trace => rows.filter((_, i) => (i + 1) % golden.every === 0);

describe.each(precisions)('in float%i', (precision) => {
  it.each(['round', 'floor', 'ceil'] as const)('SpikeTime gives the same at the same steps: %s', (timeAsStep) => {
    const rows = eachStep(precision, 0, () => {
      const options = { indices: [...golden.neurons], times: ms([...golden.times]), weights: [...golden.weights], timeAsStep };
      const given = new SpikeTime(4, options);
      return () => given.step();
    });
    const wants = theirs(precision).SpikeTime[timeAsStep];
    expect(spikesIn(rows)).toEqual(wants.map(([step, neuron]) => [step, neuron]));
    for (const [step, neuron, x] of wants) expect(rows[step][neuron]).toBeCloseTo(x, 5);
  });

  it('PoissonSpike draws the same spikes', () => {
    const rows = eachStep(precision, 42, () => {
      const source = new PoissonSpike(6, { freqs: Hz([...golden.rates]), spkType: 'float' });
      return () => source.step();
    });
    expect(spikesIn(rows)).toEqual(theirs(precision).PoissonSpike);
  });

  it('PoissonEncoder draws the same spikes', () => {
    const rows = eachStep(precision, 43, () => {
      const encoder = new PoissonEncoder(6, { spkType: 'float' });
      return (i) => encoder.step(Hz([...golden.rates]).mul(i.mod(100).div(100)));
    });
    expect(spikesIn(rows)).toEqual(theirs(precision).PoissonEncoder);
  });

  it.each(['few', 'many'] as const)('poissonInput adds the same events: %s', (which) => {
    const [numInput, rate] = golden.many[which];
    const rows = eachStep(precision, 44, () => {
      const V = new ShortTermState(math.zeros([4]).mul(mV(1)));
      return () => {
        poissonInput({ freq: Hz(rate), numInput, weight: mV(0.5), target: V });
        return V.value.div(mV(1));
      };
    });
    expect(deviation(theirs(precision).poissonInput[which], kept(rows))).toBeLessThan(1e-10);
  });

  it('LeakyRateReadout', () => {
    const train = new Float64Array(golden.steps * 5);
    for (const [i, j] of golden.train) train[i * 5 + j] = 1;
    const rows = eachStep(precision, 0, () => {
      const weights = unitless(golden.matrix.map((row) => [...row]));
      const readout = nn.initAllStates(new LeakyRateReadout(5, 3, { tau: ms([...golden.tau]), wInit: weights }));
      const spikes = unitless(train).reshape([golden.steps, 5]).astype(environ.floatDType());
      return (i) => readout.step(spikes.get(i));
    });
    const own = deviation(theirs(64).LeakyRateReadout, theirs(32).LeakyRateReadout);
    const limit = precision === 64 ? 1e-10 : Math.max(4 * own, 1e-5);
    expect(deviation(theirs(precision).LeakyRateReadout, kept(rows))).toBeLessThan(limit);
  });
});
