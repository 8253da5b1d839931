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

/** Random numbers, the same as brainstate's from the same seed. */
export const random = { seed, rand, uniform, normal } as const;
