// Gradients of loops with products: what is multiplied for many steps at once, before the loop or after it, gives what the
// steps written out one by one give.
import { describe, expect, test } from 'vitest';
import {
  add,
  allOps,
  index,
  matmul,
  mean,
  mul,
  NDArray,
  optimise,
  scan,
  sparse,
  stack,
  sum,
  traceOperands,
  valueAndGrad,
  type Equation,
  type Operand,
  type Program,
} from '../../src/engine/index.js';

const noise = (shape: readonly number[], seed: number): NDArray => {
  const size = shape.reduce((a, b) => a * b, 1);
  const data = Float64Array.from({ length: size }, (_, i) => Math.sin(12.9898 * (i + 1) + 78.233 * seed) / 2);
  return new NDArray(shape, 'float64', data);
};
const spikes = (shape: readonly number[]): NDArray => {
  const size = shape.reduce((a, b) => a * b, 1);
  return new NDArray(shape, 'float64', Float64Array.from({ length: size }, (_, i) => ((i * 7) % 10 < 3 ? 1 : 0)));
};
/** What has a bounded state and a simple derivative. */
const squash = (h: Operand): Operand => mul(add(h, mul(h, h)), 0.3);

type Step = (weights: readonly Operand[], h: Operand, x: Operand) => Operand;
/** The mean of all states along the inputs, as a loop or written out. */
const loss =
  (step: Step, looped: boolean, reverse: boolean) =>
  (weights: readonly Operand[], h: Operand, xs: NDArray): Operand => {
    const both = (c: Operand, x: Operand): readonly [Operand, Operand] => {
      const next = step(weights, c, x);
      return [next, next];
    };
    if (looped) return mean(scan(both, h, xs, { reverse })[1]);
    const steps = [...Array(xs.shape[0]).keys()];
    const states: Operand[] = [];
    for (const t of reverse ? steps.reverse() : steps) states.push((h = step(weights, h, index(xs, t))));
    return mean(stack(states));
  };

interface Case {
  readonly step: Step;
  readonly weights: readonly NDArray[];
  readonly h: NDArray;
  readonly xs: NDArray;
}

const conn = { indices: new NDArray([5, 2], 'int32', Int32Array.of(0, 1, 1, 2, 0, 2, 2, 0, 1, 2)) };
const cases: Record<string, Case> = {
  'rows times a matrix': {
    step: ([w, v], h, x) => squash(add(matmul(x, w), matmul(h, v))),
    weights: [noise([5, 3], 1), noise([3, 3], 2)],
    h: noise([2, 3], 3),
    xs: noise([6, 2, 5], 4),
  },
  'vectors on either side of a matrix': {
    step: ([w, v], h, x) => squash(add(matmul(w, x), matmul(h, v))),
    weights: [noise([3, 5], 1), noise([3, 3], 2)],
    h: noise([3], 3),
    xs: noise([6, 5], 4),
  },
  'weights that are masked, and used twice': {
    step: ([w], h, x) => squash(add(matmul(x, mul(w, spikes([3, 3]))), add(matmul(h, w), mul(h, sum(w))))),
    weights: [noise([3, 3], 1)],
    h: noise([2, 3], 3),
    xs: noise([6, 2, 3], 4),
  },
  'events and a dense matrix': {
    step: ([w], h, x) => squash(add(h, sparse.eventVecmat(x, new sparse.Dense(w)))),
    weights: [noise([5, 3], 1)],
    h: noise([2, 3], 3),
    xs: spikes([6, 2, 5]),
  },
  'events and a sparse matrix': {
    step: ([w], h, x) => squash(add(h, sparse.eventVecmat(x, new sparse.FixedOut(w, conn.indices, [5, 3])))),
    weights: [noise([5, 2], 1)],
    h: noise([2, 3], 3),
    xs: spikes([6, 2, 5]),
  },
  'a matrix larger than the caches': {
    step: ([w], h, x) => squash(add(h, mul(matmul(mul(x, 2), w), 0.01))),
    weights: [noise([256, 256], 1)],
    h: noise([2, 256], 3),
    xs: noise([6, 2, 256], 4),
  },
  'more than is stacked at a time': {
    step: ([w], h, x) => squash(add(h, matmul(x, w))),
    weights: [noise([2, 1536], 1)],
    h: noise([256, 1536], 3),
    xs: noise([8, 256, 2], 4),
  },
  'a large matrix and more than is stacked at a time': {
    step: ([w], h, x) => squash(add(h, mul(matmul(x, w), 0.1))),
    weights: [noise([16, 8192], 1)],
    h: noise([64, 8192], 3),
    xs: noise([8, 64, 16], 4),
  },
};
const near = (a: NDArray, b: NDArray): void => {
  expect(a.shape).toEqual(b.shape);
  let [scale, worst] = [0, 0];
  a.data.forEach((x, i) => {
    scale = Math.max(scale, Math.abs(b.data[i]));
    worst = Math.max(worst, Math.abs(x - b.data[i]));
  });
  expect(scale).toBeGreaterThan(0);
  expect(worst).toBeLessThan(1e-9 * scale);
};

describe.each(Object.entries(cases))('%s', (_, { step, weights, h, xs }) => {
  test.each([false, true])('reverse: %s', (reverse) => {
    const [found, wanted] = [true, false].map(
      (looped) => valueAndGrad(loss(step, looped, reverse), { argnums: [0, 1] })(weights, h, xs) as [NDArray, [NDArray[], NDArray]],
    );
    near(found[0], wanted[0]);
    weights.forEach((__, i) => near(found[1][0][i], wanted[1][0][i]));
    near(found[1][1], wanted[1][1]);
  });
});

/** The optimised program of a case's gradient. */
function programOf({ step, weights, h, xs }: Case): Program {
  const count = weights.length;
  const gradients = (ins: readonly Operand[]): Operand[] => {
    const lossOf = (w: readonly Operand[], first: Operand, rows: Operand): Operand => loss(step, true, false)(w, first, rows as NDArray);
    return [...(valueAndGrad(lossOf)(ins.slice(0, count), ins[count], ins[count + 1]) as [Operand, Operand[]])[1]];
  };
  const { program } = traceOperands(gradients, [...weights, h, xs]);
  return optimise(program);
}

const inLoops = (program: Program, depth = 0): { name: string; depth: number; e: Equation }[] =>
  program.equations.flatMap((e) => [
    { name: e.op.name, depth, e },
    ...(e.op.programs?.(e.params) ?? []).flatMap((inner) => inLoops(inner, depth + 1)),
  ]);

describe('where products stand', () => {
  const weightGradients = (c: Case): number[] =>
    inLoops(programOf(c))
      .filter(({ name, e }) => name.endsWith('Outer') || (name === 'matmul' && e.params['transposeA'] === true))
      .map(({ depth }) => depth);

  test('gradients of weights are taken after the loop', () => {
    expect(weightGradients(cases['rows times a matrix'])).toEqual([0, 0]);
    expect(weightGradients(cases['vectors on either side of a matrix'])).toEqual([0, 0]);
    expect(weightGradients(cases['weights that are masked, and used twice'])).toEqual([0, 0]);
    expect(weightGradients(cases['events and a dense matrix'])).toEqual([0]);
    expect(weightGradients(cases['events and a sparse matrix'])).toEqual([0]);
  });

  test('or after a stretch of it, where the whole would take much memory', () => {
    expect(weightGradients(cases['more than is stacked at a time'])).toEqual([1]);
    expect(weightGradients(cases['a large matrix and more than is stacked at a time'])).toEqual([1]);
  });

  test('an input meets a large matrix before the loop, and a small one in it', () => {
    const forwards = (c: Case): number[] =>
      inLoops(programOf(c)).filter(({ name, e }) => name === 'matmul' && e.params['transposeA'] === false).map(({ depth }) => depth);
    expect(forwards(cases['a matrix larger than the caches'])).toEqual([0]);
    expect(forwards(cases['a large matrix and more than is stacked at a time'])).toEqual([1]);
    expect(forwards(cases['events and a dense matrix'])).toEqual([]);
    expect(forwards(cases['rows times a matrix']).every((depth) => depth === 1)).toBe(true);
  });

  test('the derivative of a mean is one number, not one for each element', () => {
    const sizes = inLoops(programOf(cases['rows times a matrix']))
      .filter(({ name, depth }) => name === 'broadcast' && depth === 0)
      .map(({ e }) => e.outs[0].shape);
    expect(sizes.every((shape) => shape[0] !== 6)).toBe(true);
  });
});

test('every op that says how to add up over steps is one of products with weights', () => {
  const names = allOps.filter((op) => op.transposeSteps !== undefined).map(({ name }) => name);
  expect(names.sort()).toEqual([
    'csrGather', 'csrScatter', 'denseGather', 'denseScatter', 'fixedGather', 'fixedScatter', 'matmul', 'proceduralGather', 'proceduralScatter',
  ]);
});
