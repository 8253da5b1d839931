// Golden values of braintools.metric for spikes and correlations, made by tools/golden/spike_metrics.py.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EventArray } from '../../src/engine/index.js';
import { environ } from '../../src/state/index.js';
import * as metric from '../../src/tools/metric/index.js';
import { Hz, kHz, math, ms, mV, Quantity, second, unitless, type AnyQuantity } from '../../src/unit/index.js';

const golden = JSON.parse(readFileSync(new URL('spike-metrics.json', import.meta.url), 'utf8')) as {
  steps: number;
  neurons: number;
  events: [number, number][];
  V: number[];
  matrices: number[][];
  w: number[];
  trains: number[][];
  isiCv: (number | null)[];
  values: Record<string, { shape: number[]; values: number[] }>;
};

const { steps, neurons, events } = golden;
const wide = <R>(run: () => R): R => environ.context({ dt: ms(0.5), precision: 64 }, run);

/** The spikes as a matrix, and as a run records them. */
const clothes: Record<string, () => Quantity> = {
  'a matrix': () => {
    const data = new Float64Array(steps * neurons);
    for (const [step, neuron] of events) data[step * neurons + neuron] = 1;
    return unitless(data).reshape([steps, neurons]);
  },
  events: () => {
    const ends = Int32Array.from({ length: steps }, (_, t) => events.filter(([step]) => step <= t).length);
    return new Quantity(new EventArray([steps, neurons], 'float32', ends, Int32Array.from(events, ([, neuron]) => neuron)));
  },
  bits: () => new Quantity((clothes.events().mantissa as EventArray).toBits()),
};

const V = () => mV(Float64Array.from(golden.V)).reshape([steps, neurons]);
const matrices = () => golden.matrices.map((m) => unitless(Float64Array.from(m)).reshape([neurons, neurons]));
const trains = () => golden.trains.map((t) => ms(Float64Array.from(t)));

const ofSpikes: Record<string, (spikes: Quantity) => AnyQuantity> = {
  rasterIndex: (spikes) => metric.rasterPlot(spikes, math.arange(ms(0), ms(steps * 0.5), ms(0.5)))[0],
  rasterTime: (spikes) => metric.rasterPlot(spikes, math.arange(ms(0), ms(steps * 0.5), ms(0.5)))[1],
  firingRate: (spikes) => metric.firingRate(spikes, ms(7)),
  firingRateEven: (spikes) => metric.firingRate(spikes, second(0.001), { dt: ms(0.5) }),
  crossCorrelation: (spikes) => metric.crossCorrelation(spikes, ms(2)),
  crossCorrelationUneven: (spikes) => metric.crossCorrelation(spikes, ms(3.5)),
  spikeTrainSynchrony: (spikes) => metric.spikeTrainSynchrony(spikes, ms(3)),
  burstSynchronyIndex: (spikes) => metric.burstSynchronyIndex(spikes, { maxIsi: ms(2) }),
  burstSynchronyIndexLong: (spikes) => metric.burstSynchronyIndex(spikes, { maxIsi: ms(4), burstThreshold: 4 }),
  phaseLockingValue: (spikes) => metric.phaseLockingValue(spikes, Hz(37)),
  tiling: (spikes) => metric.spikeTimeTilingCoefficient(spikes, { tau: ms(2) }),
  correlationIndex: (spikes) => metric.correlationIndex(spikes, ms(5)),
};

const ofOthers: Record<string, () => AnyQuantity> = {
  voltageFluctuation: () => metric.voltageFluctuation(V()),
  victorPurpura: () => metric.victorPurpuraDistance(trains()[0], trains()[1].in(second), { costFactor: kHz(0.3) }),
  victorPurpuraDefault: () => metric.victorPurpuraDistance(trains()[0], trains()[1]),
  vanRossum: () => metric.vanRossumDistance(trains()[0], trains()[1], { tau: ms(5) }),
  vanRossumUntil: () => metric.vanRossumDistance(trains()[0], trains()[1], { tau: ms(2), tMax: ms(60) }),
  matrixCorrelation: () => metric.matrixCorrelation(matrices()[0], matrices()[1]),
  weightedCorrelation: () => {
    const column = (i: number) => mV(Float64Array.from({ length: 40 }, (_, t) => golden.V[t * neurons + i]));
    return metric.weightedCorrelation(column(0), column(1), unitless(Float64Array.from(golden.w)));
  },
  functionalConnectivity: () => metric.functionalConnectivity(V()),
  functionalConnectivityDynamics: () => metric.functionalConnectivityDynamics(V(), { windowSize: 40, stepSize: 20 }),
};

function expectGolden(name: string, found: AnyQuantity): void {
  const { shape, values } = golden.values[name];
  expect(found.shape).toEqual(shape);
  const size = Math.max(1, ...values.map(Math.abs));
  found.toTypedArray().forEach((x, i) => expect(Math.abs(x - values[i]), `element ${i}`).toBeLessThanOrEqual(1e-12 * size));
}

describe.each(Object.keys(clothes))('measures of spikes given as %s', (form) => {
  it.each(Object.keys(ofSpikes))('%s', (name) => expectGolden(name, wide(() => ofSpikes[name](clothes[form]()))));

  it('isiCv, of numpy', () => {
    const found = wide(() => metric.isiCv(clothes[form]())).toTypedArray();
    golden.isiCv.forEach((cv, i) => (cv === null ? expect(found[i]).toBeNaN() : expect(found[i]).toBeCloseTo(cv, 13)));
  });
});

describe('measures of other things', () => {
  it.each(Object.keys(ofOthers))('%s', (name) => expectGolden(name, wide(ofOthers[name])));

  it('leave none out', () => {
    expect([...Object.keys(ofSpikes), ...Object.keys(ofOthers)].sort()).toEqual(Object.keys(golden.values).sort());
  });
});
