import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ParamState, transform } from '../../../src/index.js';
import * as metric from '../../../src/tools/metric/index.js';
import { math, ms, mV, Quantity, unitless, volt } from '../../../src/unit/index.js';
import { near } from '../near.js';

type Numbers = Quantity<'one'>;
const labelsOf = (...labels: number[]): Numbers => new Quantity(Int32Array.from(labels));

describe('a regression loss', () => {
  const [V, target] = [mV([-60, -50, -40]), mV([-58, -50, -46])];

  it('has the unit of what it measures', () => {
    expect(String(metric.squaredError(V, target))).toBe('[ 4.  0. 36.] mV^2');
    expect(String(metric.l2Loss(V, target, { reduction: 'sum' }))).toBe('20. mV^2');
    expect(metric.absoluteError(V, target).toDecimal(mV)).toBeCloseTo(8 / 3, 6);
    expect(String(metric.l1Loss(V, target, { reduction: 'none' }))).toBe('[2. 0. 6.] mV');
    expect(String(metric.l2Norm(V, target).as(mV).pow(2))).toMatch(/^(40|39\.99\d+)\. mV\^2$|^40\. mV\^2$/);
    expect(String(metric.huberLoss(V, target, { delta: mV(2) }))).toBe('[ 2.  0. 10.] mV^2');
    expect(metric.cosineSimilarity(V, ms([-6, -5, -4])).item()).toBeCloseTo(1, 6);
  });

  it('takes units of one dimension together', () => {
    near(metric.squaredError(V, volt([-0.058, -0.05, -0.046])), [4, 0, 36], 1e-4, 1e-4);
    near(metric.huberLoss(V, target, { delta: volt(0.002) }), [2, 0, 10], 1e-5);
  });

  it('takes errors without targets', () => {
    expect(metric.squaredError(mV([1, 2]), undefined, { reduction: 'mean' }).toDecimal(mV.pow(2) as never)).toBe(2.5);
  });

  it('is an object too, where one is handed on', () => {
    expect(String(new metric.L1Loss({ reduction: 'sum' }).update(V, target))).toBe('8. mV');
  });

  it('has a finite derivative where there is no error', () => {
    for (const loss of [metric.l2Norm, metric.huberLoss, metric.logCosh] as ((x: Numbers) => Numbers)[]) {
      expect(transform.grad((x: Numbers) => loss(x).sum())(unitless([0, 0])).toArray()).toEqual([0, 0]);
    }
  });

  it('trains a weight with a unit once it is divided by one', () => {
    const w = new ParamState(mV([1, 2]));
    const loss = (): Numbers => metric.squaredError(w.value, mV([2, 2]), { reduction: 'mean' }).div(mV(1).pow(2)) as Numbers;
    expect(String(transform.grad(loss, { gradStates: w })())).toBe('[-1.  0.] mV');
  });
});

describe('a classification loss', () => {
  const logits = unitless([[2, -1, 0.5], [0, 0, 3]]);

  it('says the same of integers, of one-hot labels and of log probabilities', () => {
    const oneHot = unitless([[1, 0, 0], [0, 0, 1]]);
    const wants = metric.softmaxCrossEntropy(logits, oneHot).toArray() as number[];
    near(metric.softmaxCrossEntropyWithIntegerLabels(logits, labelsOf(0, 2)), wants, 1e-6);
    near(metric.nllLoss(math.logSoftmax(logits), labelsOf(0, 2)), wants, 1e-6);
    near(metric.makeFenchelYoungLoss((x) => math.logsumexp(x))(logits, oneHot), wants, 1e-6, 1e-6);
  });

  it('of probability 1/n for each of n classes is log n', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 20 }), fc.float({ min: -50, max: 50, noNaN: true }), (n, level) => {
        const flat = unitless(new Float32Array(n).fill(level));
        expect(metric.softmaxCrossEntropyWithIntegerLabels(flat, new Quantity(Int32Array.of(n - 1)).get(0)).item()).toBeCloseTo(Math.log(n), 4);
      }),
    );
  });

  it('never overflows, in value or in derivative', () => {
    const wild = unitless([[-1e4, 0, 1e4], [500, -500, 88.8]]);
    const losses: ((x: Numbers) => Numbers)[] = [
      (x) => metric.softmaxCrossEntropyWithIntegerLabels(x, labelsOf(0, 1)),
      (x) => metric.sigmoidBinaryCrossEntropy(x, unitless([[1, 0, 0], [0, 1, 1]])),
      (x) => metric.sigmoidFocalLoss(x, unitless([[1, 0, 0], [0, 1, 1]])),
      (x) => metric.logCosh(x),
      (x) => metric.polyLossCrossEntropy(x, unitless([[1, 0, 0], [0, 1, 0]])),
    ];
    for (const loss of losses) {
      expect(math.isfinite(loss(wild)).all().item()).toBe(1);
      expect(math.isfinite(transform.grad((x: Numbers) => loss(x).sum())(wild)).all().item()).toBe(1);
    }
  });

  it('smooths labels to probabilities', () => {
    near(metric.smoothLabels(unitless([[1, 0, 0]]), 0.3).sum(-1), [1], 1e-6);
  });

  it('finds a sequence of one step and one label by its probability', () => {
    const scores = unitless([[[0.5, 2, -1]]]);
    const loss = metric.ctcLoss(scores, unitless([[0]]), new Quantity([[1]], undefined, 'int32'), unitless([[0]]));
    near(loss, [-(math.logSoftmax(scores).toArray() as number[][][])[0][0][1]], 1e-5);
  });
});

describe('bad input of a loss', () => {
  const logits = unitless([[1, 2, 3], [4, 5, 6]]);

  it.each<[string, () => unknown, string]>([
    ['a label too large', () => metric.softmaxCrossEntropyWithIntegerLabels(logits, labelsOf(0, 3)), 'softmaxCrossEntropyWithIntegerLabels wants labels from 0 to 2, got 3 at index 1'],
    ['a negative label', () => metric.nllLoss(logits, labelsOf(-1, 0)), 'nllLoss wants labels from 0 to 2, got -1 at index 0'],
    ['fractions for labels', () => metric.multiclassHingeLoss(logits, unitless([0, 1])), "multiclassHingeLoss: labels are integers without a unit, got float32: make them of u.unitless(Int32Array.from(…))"],
    ['labels with a unit', () => metric.multiclassHingeLoss(logits, mV([0, 1]) as never), 'got float32 of voltage'],
    ['a label too few', () => metric.softmaxCrossEntropyWithIntegerLabels(logits, labelsOf(0)), 'wants one label for each sample, of shape (2,), got (1,)'],
    ['one-hot labels for integers', () => metric.softmaxCrossEntropyWithIntegerLabels(logits, new Quantity(Int32Array.of(1, 0, 0, 0, 0, 1)).reshape([2, 3])), 'of shape (2,), got (2, 3)'],
    ['integers for probabilities', () => metric.softmaxCrossEntropy(logits, labelsOf(0, 1)), 'softmaxCrossEntropy wants logits and labels of one shape, got (2, 3) and (2,)'],
    ['shapes that would broadcast', () => metric.squaredError(unitless([[1], [2]]), unitless([1, 2])), 'squaredError wants predictions and targets of one shape, got (2, 1) and (2,)'],
    ['other dimensions', () => metric.squaredError(mV([1]), ms([1]) as never), 'squaredError: targets must be a voltage, got a time'],
    ['integers for predictions', () => metric.huberLoss(labelsOf(1, 2)), "huberLoss: predictions must be floats, got int32: cast with .astype('float32')"],
    ['a unit where there is none', () => metric.logCosh(mV([1]) as never), 'logCosh: predictions must be a number without a unit, got a voltage'],
    ['no quantity', () => metric.hingeLoss([1, 2] as never, unitless([1, 1])), 'hingeLoss: predictions must be a quantity, got [1, 2]: without a unit it is u.unitless(…)'],
    ['no targets', () => metric.klDivergence(logits, undefined as never), 'klDivergence: targets must be a quantity, got undefined'],
    ['an unknown reduction', () => metric.squaredError(unitless([1]), undefined, { reduction: 'avg' as never }), "squaredError: reduction must be 'none', 'mean' or 'sum', got 'avg'"],
    ['a share above 1', () => metric.smoothLabels(logits, 1.5), 'smoothLabels: alpha must be from 0 to 1, got 1.5'],
    ['a matrix without an axis', () => metric.l2Norm(logits), 'l2Norm of the shape (2, 3) wants the axis of its vectors: { axis: -1 }'],
    ['rows of two lengths', () => metric.pairwiseCosineSimilarity(logits, unitless([[1, 2]])), 'pairwiseCosineSimilarity wants matrices with equally long rows, got (2, 3) and (1, 2)'],
    ['sequences that do not fit', () => metric.ctcLoss(logits, logits, labelsOf(1, 2), logits), 'ctcLoss wants logits (B, T, K), logitPaddings (B, T), labels and labelPaddings (B, N), got (2, 3)'],
  ])('refuses %s', (_, run, message) => {
    expect(run).toThrow(message);
  });

  it('finds labels out of range in a compiled step, under a gradient too', () => {
    const w = new ParamState(logits);
    const step = transform.jit((labels: Numbers) =>
      transform.grad(() => metric.softmaxCrossEntropyWithIntegerLabels(w.value, labels).mean(), { gradStates: w })(),
    );
    expect(step(labelsOf(0, 1)).shape).toEqual([2, 3]);
    expect(() => step(labelsOf(0, 7))).toThrow('softmaxCrossEntropyWithIntegerLabels wants labels from 0 to 2, and there is another one');
    expect(() => step(labelsOf(-1, 0))).toThrow('wants labels from 0 to 2');
  });
});
