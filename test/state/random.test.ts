import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { transform } from '../../src/index.js';
import { environ, random, RandomState } from '../../src/state/index.js';
import { ms, mV, unitless, uvolt, type Quantity } from '../../src/unit/index.js';

// Made with brainstate by tools/golden/draws.py.
interface Draw {
  seed: number;
  function: string;
  options: Record<string, number | number[] | boolean>;
  values: number[];
}
const golden = JSON.parse(readFileSync(new URL('../golden/random.json', import.meta.url), 'utf8')) as Record<'float32' | 'float64', Draw[]>;

type Options = Record<string, never>;
const functions: Record<string, (options: Options) => Quantity<'one'>> = {
  rand: ({ shape, key }) => random.rand(...(shape as number[]), { key }),
  randn: ({ shape }) => random.randn(...(shape as number[])),
  random: (options) => random.random(options),
  standardNormal: (options) => random.standardNormal(options),
  uniform: (options) => random.uniform(options),
  normal: (options) => random.normal(options),
  exponential: (options) => random.exponential(options as object),
  standardExponential: (options) => random.standardExponential(options),
  gamma: ({ shape, ...options }) => random.gamma(shape, options),
  standardGamma: ({ a, ...options }) => random.standardGamma(a, options),
  loggamma: ({ a, ...options }) => random.loggamma(a, options),
  truncatedNormal: ({ lower, upper, ...options }) => random.truncatedNormal(lower, upper, options as object),
  gumbel: (options) => random.gumbel(options as object),
  laplace: (options) => random.laplace(options as object),
  logistic: (options) => random.logistic(options as object),
  standardCauchy: (options) => random.standardCauchy(options),
  lognormal: (options) => random.lognormal(options),
  rayleigh: (options) => random.rayleigh(options as object),
  triangular: (options) => random.triangular(options as object),
  pareto: ({ a, ...options }) => random.pareto(a, options),
  power: ({ a, ...options }) => random.power(a, options),
  weibull: ({ a, ...options }) => random.weibull(a, options),
  weibullMin: ({ a, ...options }) => random.weibullMin(a, options as object),
  maxwell: (options) => random.maxwell(options),
  wald: ({ mean, scale, ...options }) => random.wald(mean as number, scale, options),
  beta: ({ a, b, ...options }) => random.beta(a, b, options),
  chisquare: ({ df, ...options }) => random.chisquare(df, options),
  noncentralChisquare: ({ df, nonc, ...options }) => random.noncentralChisquare(df, nonc, options),
  f: ({ dfnum, dfden, ...options }) => random.f(dfnum, dfden, options),
  noncentralF: ({ dfnum, dfden, nonc, ...options }) => random.noncentralF(dfnum, dfden, nonc, options),
  t: ({ df, ...options }) => random.t(df, options),
  standardT: ({ df, ...options }) => random.standardT(df, options),
  dirichlet: ({ alpha, ...options }) => random.dirichlet(alpha, options),
  bernoulli: ({ p, ...options }) => random.bernoulli(p, options),
  poisson: ({ rate, ...options }) => random.poisson(rate, options),
  binomial: ({ n, p, ...options }) => random.binomial(n, p, options),
  geometric: ({ p, ...options }) => random.geometric(p, options),
  negativeBinomial: ({ n, p, ...options }) => random.negativeBinomial(n, p, options),
  multinomial: ({ n, pvals, ...options }) => random.multinomial(n, pvals, options),
  permutation: ({ x }) => random.permutation(x as number),
  shuffle: ({ x }) => random.shuffle(x as number),
  categorical: ({ logits, ...options }) => random.categorical(logits, options),
  choice: ({ a, ...options }) => random.choice(a as number, options),
  randint: ({ low, high, ...options }) => random.randint(low, high, options),
  randomIntegers: ({ low, high, ...options }) => random.randomIntegers(low, high, options),
  splitKey: ({ n }) => random.splitKey(n),
};

const u64 = (x: Quantity<'voltage'>): Quantity<'voltage'> => x.astype('float64');

function draw({ function: f, options }: Draw): ArrayLike<number> {
  return Array.from(functions[f](options as Options).reshape([-1]).toTypedArray(), Number);
}

/** Draws that are the same to the bit. */
const exact = new Set([
  ...['rand', 'random', 'uniform', 'bernoulli', 'randint', 'randomIntegers', 'permutation', 'shuffle', 'choice', 'splitKey'],
  ...['categorical', 'poisson', 'binomial', 'geometric', 'negativeBinomial', 'multinomial'],
]);

/** How far a draw may be from brainstate's, relative to it. */
function tolerance(f: string, dtype: 'float32' | 'float64'): number {
  if (exact.has(f)) return 0;
  // brainstate takes another way to the bounds of a truncated normal, which costs it digits.
  if (dtype === 'float32') return f === 'truncatedNormal' ? 1e-5 : 1e-6;
  return 1e-13;
}

describe.each(['float32', 'float64'] as const)('draws in %s', (dtype) => {
  const cases = golden[dtype];
  const drawn = (): ArrayLike<number>[] => {
    let seed = -1;
    return cases.map((c) => {
      if (c.seed !== seed) random.seed((seed = c.seed));
      return draw(c);
    });
  };
  const results = environ.context({ precision: dtype === 'float64' ? 64 : 32 }, drawn);

  it.each(cases.map((c, i) => [i, c] as const))('%i equal those of brainstate', (i, { function: f, values }) => {
    expect(results[i].length).toBe(values.length);
    const near = tolerance(f, dtype);
    values.forEach((v, j) => expect(Math.abs(results[i][j] - v)).toBeLessThanOrEqual(near * Math.abs(v)));
  });
});

describe('random', () => {
  it('starts from the seed of the tutorial', () => {
    random.seed(42);
    expect(String(random.rand(5))).toBe('[0.72766423 0.78786755 0.18169427 0.26263022 0.11072934]');
  });

  it('draws quantities, in the unit of the first parameter', () => {
    random.seed(1);
    const V = random.normal({ loc: mV(-65), scale: uvolt(2000), size: 1000 });
    expect(V.unit).toBe(mV);
    expect(Math.abs(V.mean().item(mV) + 65)).toBeLessThan(0.3);
    expect(random.normal({ loc: mV([1, 2, 3]) }).shape).toEqual([3]);
  });

  it('goes on from the seed it is given, apart from every other source', () => {
    const a = new RandomState(3);
    const b = new RandomState(3);
    random.rand(4);
    expect(String(a.rand(3))).toBe(String(b.rand(3)));
    expect(String(a.rand(3))).not.toBe(String(new RandomState(3).rand(3)));
  });

  it('draws quantities from every distribution that has a scale or a range', () => {
    random.seed(2);
    expect(random.exponential({ scale: ms(5), size: 3 }).unit).toBe(ms);
    expect(random.gamma(2, { scale: ms([1, 2]) }).shape).toEqual([2]);
    expect(random.truncatedNormal(mV(-70), mV(-60), { loc: mV(-65), scale: uvolt(5000), size: 4 }).unit).toBe(mV);
    const V = random.truncatedNormal(mV(-70), mV(-60), { loc: mV(-65), scale: mV(5), size: 1000 });
    expect(V.max().item(mV)).toBeLessThan(-60);
    expect(V.min().item(mV)).toBeGreaterThan(-70);
    expect(random.choice(mV([1, 2, 3]), { size: [2, 2] }).unit).toBe(mV);
    expect(String(random.permutation(mV([1, 2, 3])).sum())).toBe('6. mV');
    expect(random.bernoulli([0, 1]).toArray()).toEqual([false, true]);
    expect(random.randint([5, 6], [6, 7]).toArray()).toEqual([5, 6]);
  });

  it('draws in a context as if seeded, and goes on as before', () => {
    random.seed(5);
    const next = String(new RandomState(5).rand(3));
    const inside = random.seedContext(7, () => String(random.rand(2)));
    expect(inside).toBe(String(new RandomState(7).rand(2)));
    expect(String(random.rand(3))).toBe(next);
  });

  it('draws with a key of its own without moving on', () => {
    random.seed(5);
    const key = random.getKey();
    const drawn = [random.rand(3, { key: 7 }), random.t(5, { size: 3, key }), random.choice(9, { size: 2, key })];
    expect(String(random.getKey())).toBe(String(key));
    expect(String(drawn[0])).toBe(String(new RandomState(7).seedContext(7, () => random.rand(3, { key: 7 }))));
    expect(() => random.rand(2, { key: mV(1) as never })).toThrow('a key is uint32 of shape (2,), as random.splitKey() gives it');
  });

  it('gives out keys, remembers one and goes back to it', () => {
    const source = new RandomState(1);
    expect([source.splitKey().shape, source.splitKey(3).shape, source.splitKeys(1).shape]).toEqual([[2], [3, 2], [1, 2]]);
    const before = String(source.getKey());
    source.splitKey(2, { backup: true });
    expect(() => source.splitKey(2, { backup: true })).toThrow('a key is remembered already: call restoreKey first');
    source.restoreKey();
    expect(String(source.getKey())).toBe(before);
    expect(() => source.restoreKey()).toThrow('no key is remembered: pass { backup: true } to splitKey first');
    expect(() => source.splitKey(0)).toThrow('a number of keys is a positive integer, got 0');
    source.setKey(random.defaultRng(9).getKey());
    expect(String(source.rand(2))).toBe(String(random.defaultRng(9).rand(2)));
  });

  it('has sources of its own beside the shared one', () => {
    random.seed(4);
    expect(random.defaultRng()).toBe(random.defaultRng());
    const clone = random.cloneRng();
    const same = new RandomState(new RandomState(4).splitKey());
    expect(String(clone.rand(3))).toBe(String(same.rand(3)));
    expect(String(random.cloneRng(8).rand(3))).toBe(String(new RandomState(8).rand(3)));
  });

  it('draws in the shape and dtype of another array', () => {
    const like = u64(mV([[1, 2, 3]]));
    expect([random.randLike(like).shape, random.randnLike(like).dtype]).toEqual([[1, 3], 'float64']);
    const counts = random.randintLike(unitless(Int32Array.of(4, 4, 4)));
    expect([counts.shape, counts.dtype, counts.max().item() < 4]).toEqual([[3], 'int32', true]);
    expect(random.randintLike(unitless([1, 1]), 5, 6).toArray()).toEqual([5, 5]);
  });

  it('draws multinomial counts that add up to n, also for several n', () => {
    const drawn = random.multinomial([3, 0, 12], [0.2, 0.3, 0.5], { size: 4 });
    expect(drawn.shape).toEqual([3, 4, 3]);
    expect(drawn.sum(-1).toArray()).toEqual([3, 0, 12].map((n) => [n, n, n, n]));
  });

  it.each<[string, () => Quantity<'one'>, number, number]>([
    ['gumbel', () => random.gumbel({ size: 20_000 }), 0.5772, 0.03],
    ['logistic', () => random.logistic({ size: 20_000 }), 0, 0.05],
    ['laplace', () => random.laplace({ size: 20_000 }), 0, 0.04],
    ['rayleigh', () => random.rayleigh({ size: 20_000 }), Math.sqrt(Math.PI / 2), 0.02],
    ['wald', () => random.wald(2, 3, { size: 20_000 }), 2, 0.05],
    ['triangular', () => random.triangular({ left: 0, mode: 1, right: 5, size: 20_000 }), 2, 0.03],
    ['maxwell', () => random.maxwell({ size: 20_000 }), 2 * Math.sqrt(2 / Math.PI), 0.02],
    ['beta', () => random.beta(2, 3, { size: 20_000 }), 0.4, 0.01],
    ['negativeBinomial', () => random.negativeBinomial(3, 0.4, { size: 20_000 }), 4.5, 0.1],
    ['geometric', () => random.geometric(0.2, { size: 20_000 }), 5, 0.15],
    ['noncentralChisquare', () => random.noncentralChisquare(3, 1.5, { size: 20_000 }), 4.5, 0.12],
    ['noncentralChisquare of few degrees', () => random.noncentralChisquare(0.5, 1.5, { size: 20_000 }), 2, 0.1],
  ])('%s has its mean', (_name, draws, mean, near) => {
    random.seed(1);
    expect(Math.abs(draws().mean().item() - mean)).toBeLessThan(near);
  });

  it('draws in a loop what it draws at once', () => {
    const draws = () => [
      random.gamma(0.7, { scale: mV(2), size: 3 }),
      random.poisson(40, { size: 3 }),
      random.binomial(100, 0.5, { size: 3 }),
      random.permutation(4),
      random.choice(mV([1, 2, 3]), { size: 2 }),
      random.bernoulli(0.5, { size: 3 }),
      random.wald(ms(2), ms(3), { size: 3 }),
      random.beta(2, 3, { size: 3 }),
      random.multinomial(5, [0.2, 0.8]),
      random.t(4, { size: 2 }),
    ];
    random.seed(8);
    const atOnce = [draws(), draws()].map((step) => step.map((x) => x.toArray()));
    random.seed(8);
    const looped = transform.forLoop(draws, unitless([0, 1])).map((x) => x.toArray());
    // What is composed of draws is rounded once more or less in a compiled program.
    const numbers = (x: unknown): number[] => [x].flat(Infinity).map(Number);
    looped.forEach((x, k) => {
      const wants = numbers(atOnce.map((step) => step[k]));
      numbers(x).forEach((got, i) => expect(Math.abs(got - wants[i])).toBeLessThanOrEqual(1e-6 * Math.abs(wants[i])));
    });
  });

  it('refuses probabilities, integers and samples that are none', () => {
    expect(() => random.bernoulli(1.5)).toThrow('p is a probability and lies between 0 and 1, got 1.5');
    expect(() => random.randint([0.5])).toThrow('high wants integers, got [0.5]');
    expect(() => random.randint(0, 2 ** 33)).toThrow('randint: high must be an integer from -2^31 to 2^31 - 1');
    expect(() => random.geometric(0)).toThrow('p must be greater than 0, got 0');
    expect(() => random.pareto([1, -1])).toThrow('a must be greater than 0, got -1');
    expect(() => random.wald(ms(1), mV(1) as never)).toThrow('scale wants a time, got 1 mV');
    expect(() => random.triangular({ left: mV(1), mode: mV(0), right: mV(2) })).toThrow(
      'triangular wants left <= mode <= right and left < right, got 1. mV, 0. mV and 2. mV',
    );
    expect(() => random.multinomial(3, [0.9, 0.9, 0.1])).toThrow('those before the last add up to 1.8');
    expect(() => random.dirichlet(1)).toThrow('alpha wants one axis or more, got shape ()');
    expect(() => random.choice(3, { size: 4, replace: false })).toThrow('cannot draw 4 of 3 entries without replacement');
    expect(() => random.choice(3, { p: [0.5, 0.5] })).toThrow('p wants one probability for each of 3 entries, got shape (2,)');
    expect(() => random.poisson(ms(1) as never)).toThrow('rate wants a plain number, got 1 ms');
  });

  it('refuses what is no seed, no shape, or of two dimensions', () => {
    expect(() => random.seed(1.5)).toThrow('a seed is an integer from 0 to 2^53, got 1.5');
    expect(() => random.rand(-1)).toThrow('a shape is made of integers of 0 or more, got [-1]');
    expect(() => random.normal({ loc: mV(1), scale: ms(1) as never })).toThrow('scale wants a voltage, got 1 ms');
  });
});

it('draws other numbers in each step where nothing was seeded or drawn before', async () => {
  vi.resetModules();
  const fresh = await import('../../src/index.js');
  const draw = (): number[][] => fresh.transform.forLoop.with({ length: 3 })(() => fresh.random.rand(2)).toArray() as number[][];
  const [one, two, three] = draw();
  expect(two).not.toEqual(one);
  expect(three).not.toEqual(two);
  expect(draw()[0]).not.toEqual(one);
});
