import { within } from '../engine/index.js';
import { RandomState } from './random-state.js';
import type { Seed } from './random-keys.js';

let shared: RandomState | undefined;

/** The State that the functions below draw from. Every run starts from a fresh seed until `random.seed` is called. */
export function defaultRandom(): RandomState {
  // Outside of the trace that may be open: made inside of one it would start anew in each step, and be gone afterwards.
  return (shared ??= within(null, () => new RandomState()));
}

/** Starts the shared source of random numbers again: from `value`, or from a fresh seed without one. */
function seed(value?: Seed): void {
  defaultRandom().seed(value);
}

/** Runs `f` as if the shared source had been seeded, and puts its key back. */
function seedContext<T>(value: Seed, f: () => T): T {
  return defaultRandom().seedContext(value, f);
}

/** The shared source; a source of its own for a seed or key. */
function defaultRng(value?: Seed): RandomState {
  return value === undefined ? defaultRandom() : new RandomState(value);
}

/** A source of its own: from a seed or key, else from a new key of the shared one. */
function cloneRng(value?: Seed): RandomState {
  return value === undefined ? defaultRandom().clone() : new RandomState(value);
}

/** The methods of the shared source that are functions here. */
const methods = [
  'rand',
  'uniform',
  'normal',
  'randn',
  'random',
  'randomSample',
  'ranf',
  'sample',
  'standardNormal',
  'randint',
  'randomIntegers',
  'bernoulli',
  'choice',
  'permutation',
  'shuffle',
  'randLike',
  'randnLike',
  'randintLike',
  'truncatedNormal',
  'exponential',
  'standardExponential',
  'gumbel',
  'laplace',
  'logistic',
  'standardCauchy',
  'lognormal',
  'rayleigh',
  'triangular',
  'pareto',
  'power',
  'weibull',
  'weibullMin',
  'maxwell',
  'wald',
  'gamma',
  'standardGamma',
  'loggamma',
  'beta',
  'chisquare',
  'noncentralChisquare',
  'f',
  'noncentralF',
  't',
  'standardT',
  'dirichlet',
  'poisson',
  'binomial',
  'geometric',
  'negativeBinomial',
  'multinomial',
  'categorical',
  'getKey',
  'setKey',
  'splitKey',
  'splitKeys',
  'restoreKey',
] as const satisfies readonly (keyof RandomState)[];

type Methods = { readonly [K in (typeof methods)[number]]: RandomState[K] };

function ofShared(name: (typeof methods)[number]): unknown {
  return (...args: unknown[]): unknown => (defaultRandom()[name] as (...args: unknown[]) => unknown).apply(defaultRandom(), args);
}

/**
 * Random numbers, the same as brainstate's from the same seed.
 *
 * @example
 * random.seed(42);
 * random.rand(5);
 * random.normal({ loc: mV(-65), scale: mV(2), size: 100 });
 */
export const random = {
  seed,
  seedContext,
  defaultRng,
  cloneRng,
  ...(Object.fromEntries(methods.map((name) => [name, ofShared(name)])) as unknown as Methods),
} as const;
