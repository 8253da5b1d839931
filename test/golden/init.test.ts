// Golden values of braintools.init and brainstate.nn.init, made by tools/golden/init.py.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as layers from '../../src/nn/init/index.js';
import { random } from '../../src/state/index.js';
import * as init from '../../src/tools/init/index.js';
import { mV, um, unitless } from '../../src/unit/index.js';

interface Drawn {
  shape: number[];
  unit: string;
  values: number[];
  repr?: string;
}

const golden = JSON.parse(readFileSync(new URL('init.json', import.meta.url), 'utf8')) as {
  seed: number;
  rules: Record<string, Drawn>;
  layers: Record<string, Drawn>;
  distances: number[];
  profiles: Record<string, { values: number[]; repr: string }>;
};

const rules: Record<string, init.AnyInitializer> = {
  Uniform: new init.Uniform(mV(-65), mV(-55)),
  Normal: new init.Normal(mV(-65), mV(2)),
  TruncatedNormal: new init.TruncatedNormal(mV(-65), mV(5), { low: mV(-75), high: mV(-55) }),
  TruncatedNormalBelow: new init.TruncatedNormal(mV(-65), mV(5), { high: mV(-66) }),
  LogNormal: new init.LogNormal(mV(0.5), mV(0.2)),
  Gamma: new init.Gamma(2, mV(3)),
  Exponential: new init.Exponential(mV(3)),
  Beta: new init.Beta(2, 5, mV(0), mV(10)),
  Weibull: new init.Weibull(1.5, mV(3)),
  Identity: new init.Identity({ scale: 2 }),
  Identity1: new init.Identity({ scale: 2 }),
  VarianceScaling: new init.VarianceScaling({ scale: 2, mode: 'fan_avg', distribution: 'truncated_normal' }),
  KaimingNormal: new init.KaimingNormal({ unit: mV }),
  KaimingNormal4: new init.KaimingNormal({ mode: 'fan_out' }),
  KaimingUniform: new init.KaimingUniform({ nonlinearity: 'leaky_relu', negativeSlope: 0.2 }),
  XavierNormal: new init.XavierNormal({ unit: mV }),
  XavierUniform: new init.XavierUniform(),
  LecunNormal: new init.LecunNormal(),
  LecunUniform: new init.LecunUniform(),
  Orthogonal: new init.Orthogonal({ scale: 2 }),
  OrthogonalTall: new init.Orthogonal(),
  OrthogonalWide: new init.Orthogonal(),
  DeltaOrthogonal: new init.DeltaOrthogonal(),
  Mixture: new init.Mixture([new init.Normal(mV(-70), mV(1)), new init.Normal(mV(-50), mV(1))], [0.8, 0.2]),
  Conditional: new init.Conditional((i) => i < 4, new init.Normal(mV(1), mV(0.1)), new init.Constant(mV(6))),
  Sum: new init.Normal(mV(-65), mV(2)).add(mV(5)).clip(mV(-62), mV(-58)),
};

const layerRules: Record<string, init.AnyInitializer> = {
  Normal: new layers.Normal(mV(1), mV(0.5)),
  TruncatedNormal: new layers.TruncatedNormal(),
  Uniform: new layers.Uniform(unitless(-1), unitless(2)),
  KaimingNormal: new layers.KaimingNormal(),
  KaimingUniform: new layers.KaimingUniform(),
  XavierNormal: new layers.XavierNormal({ unit: mV }),
  XavierUniform: new layers.XavierUniform(),
  LecunNormal: new layers.LecunNormal(),
  LecunUniform: new layers.LecunUniform(),
  Orthogonal: new layers.Orthogonal({ scale: 2 }),
  OrthogonalTall: new layers.Orthogonal(),
  OrthogonalWide: new layers.Orthogonal(),
  DeltaOrthogonal: new layers.DeltaOrthogonal(),
  Identity: new layers.Identity({ scale: 2 }),
};

const profiles: Record<string, init.DistanceProfile> = {
  Gaussian: new init.GaussianProfile(um(100), { maxDistance: um(300) }),
  Exponential: new init.ExponentialProfile(um(100)),
  PowerLaw: new init.PowerLawProfile(2),
  PowerLawFrom: new init.PowerLawProfile(1.5, { minDistance: um(50), maxDistance: um(300) }),
  Linear: new init.LinearProfile(um(200)),
  Step: new init.StepProfile(um(100), { insideProb: 0.8, outsideProb: 0.1 }),
  Sigmoid: new init.SigmoidProfile(um(100)),
  DoG: new init.DoGProfile(um(50), um(150)),
  Logistic: new init.LogisticProfile(0.1, um(100)),
  Bimodal: new init.BimodalProfile(um(30), um(40), { center2: um(250), amplitude2: 0.5 }),
  MexicanHat: new init.MexicanHatProfile(um(100), { amplitude: 2 }),
  Composed: new init.GaussianProfile(um(100)).mul(0.5).add(new init.StepProfile(um(50))).clip(0.1, 1.2),
};

/** Ours draws the same bits; what is made of them rounds in another order here and there. */
function expectDrawn(rule: init.AnyInitializer, { shape, unit, values }: Drawn): void {
  random.seed(golden.seed);
  const drawn = rule.sample(shape);
  expect(drawn.shape).toEqual(shape);
  expect(drawn.unit.symbol).toBe(unit);
  const size = Math.max(...values.map(Math.abs));
  drawn.toTypedArray().forEach((x, i) => expect(Math.abs(x - values[i]), `element ${i}`).toBeLessThanOrEqual(2e-6 * size));
}

describe('init draws what braintools.init draws', () => {
  it.each(Object.keys(golden.rules))('%s', (name) => expectDrawn(rules[name], golden.rules[name]));

  it.each(Object.keys(golden.rules).filter((name) => !/Mixture|Conditional/.test(name)))('%s prints alike', (name) => {
    // A quantity of a whole number prints with a point, as brainunit's floats do.
    const bare = (text: string): string => text.replaceAll(/(\d)\.0?(?=[ ,)])/g, '$1');
    expect(bare(String(rules[name]))).toBe(bare(golden.rules[name].repr!));
  });
});

describe('nn.init draws what brainstate.nn.init draws', () => {
  it.each(Object.keys(golden.layers))('%s', (name) => expectDrawn(layerRules[name], golden.layers[name]));
});

describe('distance profiles', () => {
  it.each(Object.keys(golden.profiles))('%s', (name) => {
    const values = profiles[name].probability(um(golden.distances)).toTypedArray();
    golden.profiles[name].values.forEach((x, i) => expect(Math.abs(values[i] - x)).toBeLessThanOrEqual(1e-6 * Math.max(1, x)));
    const bare = (text: string): string => text.replaceAll(/(\d)\.0?(?=[ ,)])/g, '$1');
    expect(bare(String(profiles[name]))).toBe(bare(golden.profiles[name].repr));
  });
});
