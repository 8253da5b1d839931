// Golden values of braintools.metric, made by tools/golden/metric.py.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { grad } from '../../src/state/transform/index.js';
import * as metric from '../../src/tools/metric/index.js';
import { math, Quantity } from '../../src/unit/index.js';
import { near } from '../tools/near.js';

type Numbers = Quantity<'one'>;

interface Saved {
  shape: number[];
  values: (number | '-Infinity')[];
  int?: boolean;
}

interface Case {
  name: string;
  args: Saved[];
  options: Record<string, unknown>;
  value: Saved;
  gradient?: Saved;
}

const golden = JSON.parse(readFileSync(new URL('metric.json', import.meta.url), 'utf8')) as {
  cases: Case[];
  ranked: Record<'logits' | 'labels' | 'where' | 'weights' | 'mean' | 'sum' | 'none', Saved>;
  ctc: { args: Saved[]; loss: Saved; blank: Saved; label: Saved; gradient: Saved };
  norms: Record<'x' | 'two' | 'rows' | 'ones' | 'largest', Saved>;
  fenchel: { scores: Saved; targets: Saved; value: Saved };
};

const array = ({ shape, values, int }: Saved): Numbers => {
  const numbers = values.map(Number);
  return new Quantity(int === true ? Int32Array.from(numbers) : Float64Array.from(numbers)).reshape(shape);
};

function alike(got: Numbers, wants: Saved, tolerance = 1e-10): void {
  expect(got.shape).toEqual(wants.shape);
  near(got, wants.values.map(Number), tolerance, 1e-12);
}

type Loss = (...args: unknown[]) => Numbers;

/** The loss of that name with its options where they belong. */
function lossOf({ name, options }: Case): Loss {
  const camel = name.replace(/_(.)/g, (_, c: string) => c.toUpperCase());
  const f = metric[camel as 'squaredError'] as Loss;
  if (name === 'smooth_labels') return (labels) => f(labels, options.alpha);
  const wantsTargets = !/pairwise|squared|absolute|l1|l2|huber|log_cosh/.test(name);
  return (x, y) => (wantsTargets || y !== undefined ? f(x, y, options) : f(x, undefined, options));
}

describe('losses are those of braintools', () => {
  it.each(golden.cases.map((c, i) => [`${i} ${c.name} ${JSON.stringify(c.options)}`, c] as const))('%s', (_, c) => {
    const args = c.args.map(array);
    const loss = lossOf(c);
    alike(loss(...args), c.value);
    if (c.gradient !== undefined) alike(grad((x: Numbers) => loss(x, ...args.slice(1)).sum())(args[0]), c.gradient);
  });

  it('rankings of items that are not all there', () => {
    const { logits, labels, where, weights, mean, sum, none } = golden.ranked;
    const [x, y, w, there] = [logits, labels, weights, where].map(array);
    alike(metric.rankingSoftmaxLoss(x, y, { where: there, weights: w }), mean);
    alike(metric.rankingSoftmaxLoss(x, y, { where: there, reduction: 'sum' }), sum);
    alike(metric.rankingSoftmaxLoss(x, y, { weights: w, reduction: 'none' }), none);
    const gradient = grad((x: Numbers) => metric.rankingSoftmaxLoss(x, y, { where: there }))(x);
    expect(math.isfinite(gradient).all().item()).toBe(1);
  });

  it('sequences without times', () => {
    const [logits, paddings, labels, labelPaddings] = golden.ctc.args.map(array);
    const [loss, blank, label] = metric.ctcLossWithForwardProbs(logits, paddings, labels, labelPaddings);
    alike(loss, golden.ctc.loss);
    alike(blank, golden.ctc.blank);
    alike(label, golden.ctc.label);
    alike(grad((x: Numbers) => metric.ctcLoss(x, paddings, labels, labelPaddings).sum())(logits), golden.ctc.gradient, 1e-9);
  });

  it('norms', () => {
    const { x, two, rows, ones, largest } = golden.norms;
    alike(metric.safeNorm(array(x), 1e-3), two);
    alike(metric.safeNorm(array(x), 3, { axis: 1, keepdims: true }), rows);
    alike(metric.safeNorm(array(x), 1e-3, { ord: 1, axis: 0 }), ones);
    alike(metric.safeNorm(array(x), 2, { ord: Infinity, axis: 1 }), largest);
  });

  it('of a smoothed maximum', () => {
    const { scores, targets, value } = golden.fenchel;
    const loss = metric.makeFenchelYoungLoss((x) => math.logsumexp(x));
    alike(loss(array(scores), array(targets)), value);
    alike(loss(array(scores).get(0), array(targets).get(0)), { shape: [], values: [value.values[0]] });
  });
});
