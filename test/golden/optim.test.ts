// Golden values of braintools.optim, made by tools/golden/optim.py.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ParamState } from '../../src/state/index.js';
import { grad } from '../../src/state/transform/index.js';
import * as optim from '../../src/tools/optim/index.js';
import { math, unitless, type Quantity } from '../../src/unit/index.js';
import { near } from '../tools/near.js';

interface Kept {
  w: number[];
  b: number[];
}

const golden = JSON.parse(readFileSync(new URL('optim.json', import.meta.url), 'utf8')) as {
  x: number[];
  y: number[];
  w: number[];
  b: number[];
  kept: number[];
  steps: Record<string, { options: Record<string, unknown>; weights: Kept[] }>;
  factored: number[];
  metrics: number[];
  schedulers: { name: string; options: Record<string, unknown>; rates: number[][] }[];
};

/** Options by our names: `weight_decay` is `weightDecay`; what the literature writes with a symbol keeps it. */
function named(options: Record<string, unknown>): Record<string, unknown> {
  const name = (key: string): string => (/^(T_|eta_min)/.test(key) ? key : key.replace(/_(.)/g, (_, c: string) => c.toUpperCase()));
  return Object.fromEntries(Object.entries(options).map(([key, value]) => [name(key), value]));
}

/** Numbers in float64, or in float32. */
type Floats = Float64ArrayConstructor | Float32ArrayConstructor;

/** Twenty steps on the small problem, and the weights after some of them. */
function train(
  make: (weights: { w: ParamState; b: ParamState }) => { step(gradients: optim.Gradients): void },
  Floats: Floats = Float64Array,
): Kept[] {
  const [x, y, w, b] = [golden.x, golden.y, golden.w, golden.b].map((values) => unitless(Floats.from(values)));
  const weights = { w: new ParamState(w.reshape([4, 3])), b: new ParamState(b) };
  const optimizer = make(weights);
  const loss = (): Quantity<'one'> =>
    math.tanh(math.matmul(x.reshape([6, 4]), weights.w.value)).add(weights.b.value).sub(y.reshape([6, 3])).pow(2).mean();
  const gradients = grad(loss, { gradStates: weights });
  const kept: Kept[] = [];
  for (let i = 1; i <= 20; i++) {
    optimizer.step(gradients());
    const numbers = (state: ParamState): number[] => Array.from(state.value.toTypedArray() as Float32Array);
    if (golden.kept.includes(i)) kept.push({ w: numbers(weights.w), b: numbers(weights.b) });
  }
  return kept;
}

function expectAlike(got: Kept[], wants: Kept[], tolerance = 1e-9): void {
  golden.kept.forEach((_, i) => {
    near(unitless(Float64Array.from(got[i].w)), wants[i].w, tolerance, tolerance);
    near(unitless(Float64Array.from(got[i].b)), wants[i].b, tolerance, tolerance);
  });
}

describe('twenty steps end where those of braintools do', () => {
  const { Lookahead: ahead, 'Adam scheduled': scheduled, ...steps } = golden.steps;
  it.each(Object.entries(steps))('%s', (name, { options, weights }) => {
    const Class = optim[name.split(' ')[0] as 'Adam'] as new (options: object) => optim.Optimizer;
    const make = (states: optim.Weights): optim.Optimizer => new Class(named(options)).registerTrainableWeights(states);
    expectAlike(train(make), weights);
    expectAlike(train(make, Float32Array), weights, 1e-5);
  });

  it('Lookahead', () => {
    const base = new optim.SGD({ lr: 0.1, momentum: 0.9 });
    const make = (): optim.Optimizer => new optim.Lookahead(base, named(ahead.options));
    expectAlike(train((states) => make().registerTrainableWeights(states)), ahead.weights);
  });

  it('Adam with a schedule and a group of its own', () => {
    const got = train((states) => {
      const lr = new optim.StepLR({ baseLr: 0.1, stepSize: 2, gamma: 0.5 });
      const optimizer = new optim.Adam({ lr }).registerTrainableWeights(states);
      optimizer.addParamGroup({ b: states.b }, { lr: 0.01, weightDecay: 0.5 });
      return {
        step(gradients) {
          optimizer.step(gradients);
          lr.step();
        },
      };
    });
    expectAlike(got, scheduled.weights);
  });

  it('Adafactor with a matrix large enough to be factored', () => {
    const grid = (f: (i: number, j: number) => number): Quantity<'one'> =>
      unitless(Float64Array.from({ length: 130 * 128 }, (_, k) => f(Math.floor(k / 128), k % 128))).reshape([130, 128]);
    const w = new ParamState(grid((i, j) => Math.sin(0.1 * i) * Math.cos(0.07 * j)));
    const optimizer = new optim.Adafactor({ lr: 0.1 }).registerTrainableWeights({ w });
    for (let i = 0; i < 3; i++) optimizer.step({ w: grid((a, c) => Math.cos(0.3 * a + i) + 0.01 * c) });
    expect([...optimizer.states().keys()].filter((path) => path.includes('slots'))).toEqual([
      'groups.0.slots.w.columns',
      'groups.0.slots.w.rows',
    ]);
    const all = w.value.toArray() as number[][];
    const corner = all.filter((_, i) => i % 37 === 0).flatMap((row) => row.filter((_, j) => j % 29 === 0));
    near(unitless(Float64Array.from(corner)), golden.factored, 1e-9, 1e-11);
  });
});

describe('fifty epochs have the learning rates of braintools', () => {
  function alike(scheduler: { step(metric?: number): void; getLastLr(): number[] }, rates: number[][], metrics?: number[]): void {
    rates.forEach((wants, epoch) => {
      if (epoch > 0) scheduler.step(metrics?.[epoch - 1]);
      near(unitless(Float64Array.from(scheduler.getLastLr())), wants, 1e-10, 1e-16);
    });
  }

  const several: Record<string, () => optim.LRScheduler> = {
    two: () => new optim.StepLR({ baseLr: [0.1, 0.01], stepSize: 20 }),
    chained: () =>
      new optim.ChainedScheduler([
        new optim.WarmupScheduler({ baseLr: 0.1, warmupEpochs: 10, warmupStartLr: 0.01 }),
        new optim.ExponentialLR({ baseLr: 0.1, gamma: 0.95 }),
      ]),
    sequential: () =>
      new optim.SequentialLR(
        [
          new optim.LinearLR({ baseLr: 0.1, totalIters: 10 }),
          new optim.ExponentialLR({ baseLr: 0.05, gamma: 0.9 }),
          new optim.ConstantLR({ baseLr: 0.01 }),
        ],
        { milestones: [10, 30] },
      ),
  };
  it.each(golden.schedulers.map((c) => [`${c.name} ${JSON.stringify(c.options)}`, c] as const))('%s', (_, { name, options, rates }) => {
    const Class = optim[name as 'StepLR'] as new (options: object) => optim.LRScheduler;
    const scheduler = several[name]?.() ?? new Class(named(options));
    alike(scheduler, rates, name === 'ReduceLROnPlateau' ? golden.metrics : undefined);
  });

  it('has every schedule in it', () => {
    const names = new Set(golden.schedulers.map(({ name }) => name));
    expect(names.size).toBe(18);
  });
});
