import type { AnyQuantity, Quantity } from '../unit/index.js';
import {
  RandomState,
  type NormalOptions,
  type PlainNormalOptions,
  type PlainUniformOptions,
  type UniformOptions,
} from './random-state.js';

let shared: RandomState | undefined;

/** The State that the functions below draw from. Every run starts from a fresh seed until `random.seed` is called. */
export function defaultRandom(): RandomState {
  return (shared ??= new RandomState());
}

/** Starts the shared source of random numbers again: from `value`, or from a fresh seed without one. */
function seed(value?: number): void {
  defaultRandom().seed(value);
}

/** Uniform numbers in [0, 1): `random.rand(5)`, `random.rand(2, 3)`; one scalar without a shape. */
function rand(...shape: readonly number[]): Quantity<'one'> {
  return defaultRandom().rand(...shape);
}

/** Uniform numbers in [low, high); 0 and 1 unless given. */
function uniform(options?: PlainUniformOptions): Quantity<'one'>;
function uniform<D>(options: UniformOptions<D>): Quantity<D>;
function uniform(options: PlainUniformOptions | UniformOptions<unknown> = {}): AnyQuantity {
  return defaultRandom().uniform(options as UniformOptions<unknown>);
}

/**
 * Normally distributed numbers of mean `loc` (0 unless given) and standard deviation `scale` (1 unless given).
 *
 * @example
 * random.seed(42);
 * random.normal({ loc: mV(-65), scale: mV(2), size: 100 });
 */
function normal(options?: PlainNormalOptions): Quantity<'one'>;
function normal<D>(options: NormalOptions<D>): Quantity<D>;
function normal(options: PlainNormalOptions | NormalOptions<unknown> = {}): AnyQuantity {
  return defaultRandom().normal(options as NormalOptions<unknown>);
}

/** Runs `f` as if the shared source had been seeded, and puts its key back. */
function seedContext<T>(value: number, f: () => T): T {
  return defaultRandom().seedContext(value, f);
}

/** Draws that go by the same name as a method of the shared source. */
type Draw =
  | 'randn'
  | 'randint'
  | 'bernoulli'
  | 'choice'
  | 'permutation'
  | 'exponential'
  | 'poisson'
  | 'gamma'
  | 'binomial'
  | 'categorical'
  | 'truncatedNormal';

/** The method of the shared source as a function. */
function ofShared<K extends Draw>(name: K): RandomState[K] {
  const draw = (...args: unknown[]): unknown => (defaultRandom()[name] as (...args: unknown[]) => unknown).apply(defaultRandom(), args);
  return draw as RandomState[K];
}

/** Random numbers, the same as brainstate's from the same seed. */
export const random = {
  seed,
  seedContext,
  rand,
  uniform,
  normal,
  randn: ofShared('randn'),
  randint: ofShared('randint'),
  bernoulli: ofShared('bernoulli'),
  choice: ofShared('choice'),
  permutation: ofShared('permutation'),
  exponential: ofShared('exponential'),
  poisson: ofShared('poisson'),
  gamma: ofShared('gamma'),
  binomial: ofShared('binomial'),
  categorical: ofShared('categorical'),
  truncatedNormal: ofShared('truncatedNormal'),
} as const;
