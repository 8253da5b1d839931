import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { environ, Module, ParamState, State, transform } from '../../../src/index.js';
import * as file from '../../../src/tools/file/index.js';
import * as optim from '../../../src/tools/optim/index.js';
import { math, mV, unitless, volt, type Quantity } from '../../../src/unit/index.js';
import { near } from '../near.js';

type Numbers = Quantity<'one'>;

/** The smallest model: y = w x + b. */
class Line extends Module {
  w = new ParamState(unitless([0.5, -0.5]));
  b = new ParamState(unitless(0));
}

const x = unitless([[1, 2], [3, 1], [0, -1], [2, 2]]);
const y = unitless([1, 2, 3, 4]);
const lossOf = (net: Line): Numbers => math.matmul(x, net.w.value).add(net.b.value).sub(y).pow(2).mean();

afterEach(() => environ.reset());

describe('an optimiser', () => {
  it('trains what it was told to, and brings the loss down', () => {
    const net = new Line();
    const weights = net.states(ParamState);
    const optimizer = new optim.Adam({ lr: 0.1 }).registerTrainableWeights(weights);
    const gradient = transform.grad(() => lossOf(net), { gradStates: weights, returnValue: true });
    const losses: number[] = [];
    for (let i = 0; i < 200; i++) {
      const [gradients, loss] = gradient();
      optimizer.step(gradients);
      losses.push(loss.item());
    }
    expect(losses[199]).toBeLessThan(losses[0] / 3);
    expect(optimizer.stepCount.value.item()).toBe(200);
  });

  it('compiles with the rest of a training step, to the same weights', () => {
    const [one, two, three] = [new Line(), new Line(), new Line()];
    const trainerOf = (net: Line) => {
      const weights = net.states(ParamState);
      const lr = new optim.ExponentialLR({ baseLr: 0.05, gamma: 0.8 });
      const optimizer = new optim.Adam({ lr, gradClipNorm: 1 }).registerTrainableWeights(weights);
      return (): Numbers => {
        const [gradients, loss] = transform.grad(() => lossOf(net), { gradStates: weights, returnValue: true })();
        optimizer.step(gradients);
        lr.step();
        return loss;
      };
    };
    const [plain, compiled, looped] = [trainerOf(one), transform.jit(trainerOf(two)), trainerOf(three)];
    const losses = Array.from({ length: 12 }, () => plain().item());
    near(unitless(Float32Array.from({ length: 12 }, () => compiled().item())), losses, 1e-6);
    near(transform.forLoop.with({ length: 12 })(looped), losses, 1e-6);
    near(two.w.value, one.w.value.toArray() as number[], 1e-6);
    near(three.w.value, one.w.value.toArray() as number[], 1e-6);
  });

  it('keeps the unit of a weight, and counts in it', () => {
    const w = new ParamState(mV([1, 2]));
    const optimizer = new optim.SGD({ lr: 0.5 }).registerTrainableWeights(w);
    optimizer.step(mV([1, -1]));
    expect(String(w.value)).toBe('[0.5 2.5] mV');
    optimizer.step(volt([0.001, 0]));
    expect(String(w.value)).toBe('[0.  2.5] mV');
    const adam = new optim.Adam({ lr: 0.5 }).registerTrainableWeights(w);
    adam.step(mV([2, 0]));
    near(w.value, [-0.5, 2.5], 1e-6);
  });

  it('takes weights in any tree, and trees of quantities in a weight', () => {
    const layer = new ParamState({ weight: mV([1, 2]), bias: unitless(1) });
    const gain = new ParamState(unitless(3));
    const optimizer = new optim.SGD({ lr: 1, momentum: 0.5 }).registerTrainableWeights({ layers: [layer], gain });
    optimizer.step({ layers: [{ weight: mV([1, 0]), bias: unitless(0.5) }], gain: unitless(1) });
    expect(String(layer.value.weight)).toBe('[0. 2.] mV');
    expect(layer.value.bias.item()).toBe(0.5);
    expect(gain.value.item()).toBe(2);
    expect([...optimizer.states().keys()].filter((path) => path.includes('slots'))).toEqual([
      'groups.0.slots.gain.trace',
      'groups.0.slots.layers.0.bias.trace',
      'groups.0.slots.layers.0.weight.trace',
    ]);
  });

  it('trains a State once that is there twice', () => {
    const w = new ParamState(unitless(1));
    const optimizer = new optim.SGD({ lr: 1 }).registerTrainableWeights({ encoder: w, decoder: w });
    const gradients = transform.grad(() => w.value.mul(2), { gradStates: { encoder: w, decoder: w } })();
    optimizer.step(gradients);
    expect(w.value.item()).toBe(-1);
  });

  it('clips by norm, then by value, then adds the weight decay', () => {
    const w = new ParamState(unitless([1, 1]));
    const step = (options: optim.SGDOptions): unknown => {
      w.value = unitless([1, 1]);
      new optim.SGD({ lr: 1, ...options }).registerTrainableWeights(w).step(unitless([3, -4]));
      return w.value.sub(unitless([1, 1])).neg().toArray();
    };
    expect(step({})).toEqual([3, -4]);
    expect(step({ gradClipNorm: 10 })).toEqual([3, -4]);
    expect(step({ gradClipValue: 3.5 })).toEqual([3, -3.5]);
    near(unitless(step({ gradClipNorm: 1 }) as number[]), [0.6, -0.8], 1e-6);
    near(unitless(step({ gradClipNorm: 1, gradClipValue: 0.7 }) as number[]), [0.6, -0.7], 1e-6);
    near(unitless(step({ gradClipNorm: 1, gradClipValue: 0.7, weightDecay: 0.25 }) as number[]), [0.85, -0.45], 1e-6);
  });

  it('has groups with a learning rate and a weight decay of their own', () => {
    const net = new Line();
    const weights = net.states(ParamState);
    const optimizer = new optim.SGD({ lr: 0.1 }).registerTrainableWeights(weights);
    optimizer.addParamGroup({ b: net.b }, { lr: 0.5, weightDecay: 1 });
    net.b.value = unitless(2);
    optimizer.step(new Map([['w', unitless([1, 1])], ['b', unitless(1)]]));
    near(net.w.value, [0.4, -0.6], 1e-6);
    expect(net.b.value.item()).toBeCloseTo(2 - 0.5 * (1 + 2), 6);
    expect(optimizer.groups.map(({ lr }) => lr.value.item())).toEqual([0.1, 0.5]);
  });

  it('is a rule, and a rule of yours makes one', () => {
    const sign: optim.Rule = { slots: () => ({}), step: ({ gradient, lr }) => ({ change: lr.mul(math.sign(gradient)), slots: {} }) };
    const w = new ParamState(unitless([1, 1]));
    new optim.Optimizer(sign, { lr: 0.25 }).registerTrainableWeights(w).step(unitless([5, -5]));
    expect(w.value.toArray()).toEqual([0.75, 1.25]);
  });

  it.each([true, false])('finds the foot of a bowl in two steps of a secant (scaleInitPrecond: %s)', (scaleInitPrecond) => {
    const w = new ParamState(unitless(Float64Array.of(0.5)));
    const optimizer = new optim.LBFGS({ scaleInitPrecond }).registerTrainableWeights(w);
    for (let i = 0; i < 2; i++) optimizer.step(w.value.sub(2).mul(0.3));
    near(w.value, [2], 1e-12);
  });

  it('runs ahead with a base that looks at all weights together', () => {
    const w = { a: new ParamState(unitless(Float64Array.of(0.5))), b: new ParamState(unitless(Float64Array.of(-1))) };
    const optimizer = new optim.Lookahead(new optim.LBFGS(), { syncPeriod: 4, alpha: 1 }).registerTrainableWeights(w);
    for (let i = 0; i < 8; i++) optimizer.step({ a: w.a.value.sub(2).mul(0.3), b: w.b.value.sub(1).mul(3) });
    near(w.a.value, [2], 1e-6);
    near(w.b.value, [1], 1e-6);
    expect(String(optimizer)).toMatch(/^Lookahead\(lr=1\.0, base=LBFGS\(lr=1\.0, memory_size=10\), sync_period=4/);
  });

  it('trains float64 weights in float64, whatever the precision is', () => {
    const w = new ParamState(unitless(Float64Array.of(1, 2)));
    for (const optimizer of [new optim.Adam(), new optim.RAdam(), new optim.Nadam(), new optim.Lion(), new optim.Fromage(), new optim.SM3()]) {
      optimizer.registerTrainableWeights(w).step(unitless(Float64Array.of(0.5, -0.5)));
    }
    expect(w.value.dtype).toBe('float64');
    environ.set({ precision: 64 });
    const narrow = new ParamState(unitless(Float32Array.of(1, 2)));
    new optim.AdamW().registerTrainableWeights(narrow).step(unitless(Float32Array.of(0.5, -0.5)));
    expect(narrow.value.dtype).toBe('float32');
  });

  it('prints what it is', () => {
    expect(String(new optim.Adam())).toBe('Adam(lr=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0.0)');
    expect(String(new optim.SGD({ lr: 0.1, momentum: 0.9 }))).toBe('SGD(lr=0.1, momentum=0.9, weight_decay=0.0)');
    expect(String(new optim.StepLR({ baseLr: 0.1 }))).toBe('StepLR(base_lr=0.1, step_size=30, gamma=0.1)');
  });
});

describe('the learning rate', () => {
  it('can be set, is seen by a compiled step, and is what the schedule says', () => {
    const w = new ParamState(unitless(0));
    const lr = new optim.StepLR({ baseLr: 0.1, stepSize: 1, gamma: 0.5 });
    const optimizer = new optim.SGD({ lr }).registerTrainableWeights(w);
    const step = transform.jit(() => optimizer.step(unitless(-1)));
    step();
    expect(w.value.item()).toBeCloseTo(0.1, 6);
    lr.step();
    expect(optimizer.currentLr).toBe(0.05);
    step();
    expect(w.value.item()).toBeCloseTo(0.15, 6);
    optimizer.currentLr = 1;
    expect(optimizer.getLastLr()).toEqual([1]);
    step();
    expect(w.value.item()).toBeCloseTo(1.15, 6);
  });

  it('goes on in a compiled loop', () => {
    const lr = new optim.CosineAnnealingLR({ baseLr: 1, T_max: 10 });
    const rates = transform.forLoop.with({ length: 10 })(() => {
      lr.step();
      return lr.currentLrs.value.get(0);
    });
    const other = new optim.CosineAnnealingLR({ baseLr: 1, T_max: 10 });
    const wants = Array.from({ length: 10 }, () => {
      other.step();
      return other.getLastLr()[0];
    });
    near(rates, wants, 1e-12, 1e-15);
    expect(lr.lastEpoch.value.item()).toBe(10);
  });

  it('falls in a compiled step when the loss stops falling', () => {
    const lr = new optim.ReduceLROnPlateau({ baseLr: 1, patience: 1, factor: 0.5 });
    const optimizer = new optim.SGD({ lr }).registerTrainableWeights(new ParamState(unitless(1)));
    const seen = transform.jit((loss: Numbers) => lr.step(loss));
    [3, 2, 2, 2, 2, 2].forEach((loss) => seen(unitless(loss)));
    expect(optimizer.currentLr).toBe(0.25);
  });

  it('starts over at an epoch, is mapped, and goes back to its base', () => {
    const lr = new optim.ExponentialLR({ baseLr: 1, gamma: 0.5, lastEpoch: 2 });
    expect(lr.getLastLr()).toEqual([0.25]);
    lr.step(5);
    expect(lr.getLastLr()[0]).toBeCloseTo(1 / 32, 12);
    lr.apply((rate) => rate.mul(2));
    expect(lr.getLastLr()[0]).toBeCloseTo(1 / 16, 12);
    const optimizer = new optim.SGD({ lr: 3 }).registerTrainableWeights(new ParamState(unitless(1)));
    optimizer.addScheduler(lr);
    expect(optimizer.currentLr).toBeCloseTo(1 / 16, 12);
    lr.step();
    expect(optimizer.currentLr).toBeCloseTo(1 / 64, 12);
  });

  it('may be a rule of yours', () => {
    const halved = new optim.LRScheduler({ baseLr: 0.1 }, (epoch, lr) => math.power(0.5, epoch).mul(lr));
    halved.step();
    expect(halved.getLastLr()[0]).toBeCloseTo(0.05, 12);
  });
});

describe('what an optimiser keeps', () => {
  const folder = mkdtempSync(join(tmpdir(), 'braints-optim-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const trained = (steps: number): { net: Line; optimizer: optim.Optimizer; go(n: number): void } => {
    const net = new Line();
    const weights = net.states(ParamState);
    const lr = new optim.StepLR({ baseLr: 0.1, stepSize: 3 });
    const optimizer = new optim.Adam({ lr }).registerTrainableWeights(weights);
    optimizer.addParamGroup(new Map([['b', net.b]]), { lr: 0.3 });
    const go = (n: number): void => {
      for (let i = 0; i < n; i++) {
        optimizer.step(transform.grad(() => lossOf(net), { gradStates: weights })());
        lr.step();
      }
    };
    go(steps);
    return { net, optimizer, go };
  };

  it('is its States: saved and restored in a file, training goes on as if nothing had been', async () => {
    const whole = trained(10);
    const first = trained(5);
    const path = join(folder, 'half.npz');
    await file.save(path, { net: first.net.states(), optimizer: first.optimizer.states() });
    const second = trained(0);
    const loaded = (await file.load(path)) as { net: Map<string, Quantity>; optimizer: Map<string, Quantity> };
    second.net.states().forEach((state, key) => (state.value = loaded.net.get(key)));
    second.optimizer.loadStateDict(loaded.optimizer);
    second.go(5);
    expect(second.net.w.value.toArray()).toEqual(whole.net.w.value.toArray());
    expect(second.net.b.value.toArray()).toEqual(whole.net.b.value.toArray());
    expect(second.optimizer.currentLr).toBe(whole.optimizer.currentLr);
  });

  it('is restored by path alone as well', async () => {
    const first = trained(4);
    const bytes = await file.toBytes(first.optimizer.states());
    const second = trained(0);
    await file.restore(bytes, second.optimizer.states());
    expect(Object.keys(second.optimizer.stateDict())).toEqual(Object.keys(first.optimizer.stateDict()));
    for (const [path, value] of Object.entries(first.optimizer.stateDict())) {
      expect(String(second.optimizer.stateDict()[path])).toBe(String(value));
    }
  });

  it('does not hold the weights themselves', () => {
    const { optimizer } = trained(1);
    expect([...optimizer.states(ParamState).keys()]).toEqual([]);
  });

  it('refuses what belongs to other weights', () => {
    const { optimizer } = trained(1);
    const { stepCount, ...rest } = optimizer.stateDict();
    expect(() => optimizer.loadStateDict({ ...rest, extra: stepCount })).toThrow(
      'this is not what Adam keeps, and nothing has changed: stepCount is missing; extra is not known. Register the same weights first',
    );
    expect(() => new optim.Adam().loadStateDict(optimizer.stateDict())).toThrow(/groups\.0\.lr.* is not known/);
  });
});

describe('bad input of an optimiser', () => {
  const w = new ParamState(unitless([1, 2]));

  it.each<[string, () => unknown, string | RegExp]>([
    ['a step before registration', () => new optim.Adam().step(unitless(1)), 'Adam has no weights yet: call registerTrainableWeights'],
    ['a group before registration', () => new optim.Adam().addParamGroup(w), 'Adam has no weights yet'],
    ['a negative rate', () => new optim.SGD({ lr: -1 }), 'SGD: lr must be a finite number, zero or more, got -1'],
    ['a NaN rate', () => new optim.SGD({ lr: NaN }), 'SGD: lr must be a finite number, zero or more, got NaN'],
    ['a negative decay', () => new optim.Adam({ weightDecay: -0.1 }), 'Adam: weightDecay must be'],
    ['a bound of zero', () => new optim.Adam({ gradClipNorm: 0 }), 'Adam: gradClipNorm must be a positive, finite number, got 0'],
    ['betas of one', () => new optim.Adam({ betas: [0.9, 1] }), 'Adam: betas[1] must be from 0 to 1, 1 not included, got 1'],
    ['one beta', () => new optim.Adam({ betas: [0.9] as never }), 'Adam: betas must be two numbers, such as [0.9, 0.999], got [0.9]'],
    ['no weights', () => new optim.Adam().registerTrainableWeights({}), 'there are no weights here to train'],
    ['values for weights', () => new optim.Adam().registerTrainableWeights({ w: unitless(1) } as never), 'weights are States, such as net.states(ParamState), got 1 at w'],
    ['integers', () => new optim.Adam().registerTrainableWeights({ n: new State(unitless(Int32Array.of(1))) }), "a weight is a float, n is int32"],
    ['no rule', () => new optim.Optimizer({} as never), 'an optimiser wants a rule with slots(…) and step(…)'],
    ['a used base', () => new optim.Lookahead(new optim.SGD().registerTrainableWeights(w)), 'this SGD has weights already'],
    ['no base', () => new optim.Lookahead(3 as never), 'Lookahead wants an optimiser to run ahead'],
    ['half a cycle', () => new optim.OneCycleLR({ epochs: 3 }), 'OneCycleLR wants totalSteps, or epochs and stepsPerEpoch'],
    ['a step of no epochs', () => new optim.StepLR({ stepSize: 0 }), 'StepLR: stepSize must be a whole number of 1 or more, got 0'],
    ['too few milestones', () => new optim.SequentialLR([new optim.StepLR()], { milestones: [3] }), 'SequentialLR wants ascending milestones, one less than its 1 schedules, got [3]'],
    ['nothing to chain', () => new optim.ChainedScheduler([]), 'ChainedScheduler wants a list of schedules of the epoch'],
    ['a plateau in a chain', () => new optim.ChainedScheduler([new optim.ReduceLROnPlateau()]), 'ChainedScheduler wants a list of schedules of the epoch'],
    ['values that do not fit', () => new optim.PiecewiseConstantSchedule({ boundaries: [1], values: [1] }), 'wants one value more than boundaries, got 1 boundaries and 1 values'],
    ['no metric', () => new optim.ReduceLROnPlateau().step(undefined as never), 'ReduceLROnPlateau wants the metric of the epoch, step(loss)'],
    ['an unknown mode', () => new optim.CyclicLR({ mode: 'square' as never }), "CyclicLR: mode must be triangular or triangular2 or exp_range, got 'square'"],
  ])('refuses %s', (_, run, message) => {
    expect(run).toThrow(message);
  });

  describe.each<[string, unknown, string]>([
    ['a missing gradient', { w: unitless([1, 1]) }, 'there is none for layer.b'],
    ['a gradient too many', { w: unitless([1, 1]), layer: { b: mV(1), c: mV(1) } }, 'there is a gradient for layer.c, which is no weight of this optimiser: it has w, layer.b'],
    ['another shape', { w: unitless([1, 1, 1]), layer: { b: mV(1) } }, 'the gradient of w must have its shape (2,), got (3,)'],
    ['another unit', { w: unitless([1, 1]), layer: { b: unitless(1) } }, 'the gradient of layer.b must be a voltage, as the weight is, got a number without a unit'],
    ['a number', { w: unitless([1, 1]), layer: { b: 3 } }, 'the gradient of layer.b must be a quantity, got 3'],
  ])('refuses %s', (_, gradients, message) => {
    it('and leaves everything as it was', () => {
      const weights = { w: new ParamState(unitless([1, 2])), layer: { b: new ParamState(mV(1)) } };
      const optimizer = new optim.Adam().registerTrainableWeights(weights);
      const before = JSON.stringify(optimizer.stateDict());
      expect(() => optimizer.step(gradients as never)).toThrow(message);
      expect(weights.w.value.toArray()).toEqual([1, 2]);
      expect(JSON.stringify(optimizer.stateDict())).toBe(before);
    });
  });

  it('refuses two States under one path', () => {
    const optimizer = new optim.Adam().registerTrainableWeights({ w });
    expect(() => optimizer.registerTrainableWeights({ w: new ParamState(unitless(1)) })).toThrow(
      'Adam trains another State as w already',
    );
  });

  it('names a weight that the loss never touches, by its path', () => {
    class Net extends Module {
      used = new ParamState(unitless(1));
      inner = { unused: new ParamState(unitless(1)) };
    }
    const net = new Net();
    const gradient = transform.grad(() => net.used.value, { gradStates: net.states(ParamState) });
    expect(gradient).toThrow(/Net\.inner\.unused/);
  });

  it('finds the first NaN of a loss, where debugging asks for it', () => {
    environ.set({ debug: 'nan' });
    const weight = new ParamState(unitless([1, -1]), { name: 'rate' });
    const optimizer = new optim.SGD().registerTrainableWeights(weight);
    const train = transform.jit(() => {
      const [gradients, loss] = transform.grad(() => math.log(weight.value).sum(), { gradStates: weight, returnValue: true })();
      optimizer.step(gradients);
      return loss;
    });
    expect(train).toThrow(/log of -1 gives NaN/);
    expect(weight.value.toArray()).toEqual([1, -1]);
  });
});
