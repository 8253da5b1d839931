import type { Div, Pow, Quantity } from '../../unit/index.js';

/** The rates of change of a variable: in its unit per time, leaf by leaf. */
export type RateOf<T> = T extends Quantity<infer D> ? Quantity<Div<D, 'time'>> : { readonly [K in keyof T]: RateOf<T[K]> };

/** The diffusion of a variable: in its unit per square root of a time, leaf by leaf. */
export type DiffusionOf<T> =
  T extends Quantity<infer D> ? Quantity<Div<D, Pow<'time', 0.5>>> : { readonly [K in keyof T]: DiffusionOf<T[K]> };

/** The right-hand side of `dy/dt = f(y, t, ...args)`. */
export type RightHandSide<T, A extends readonly unknown[]> = (y: T, t: Quantity<'time'>, ...args: A) => RateOf<T>;

/** What multiplies the noise: `g` in `dy = f dt + g dW`. */
export type DiffusionFunction<T, A extends readonly unknown[]> = (y: T, t: Quantity<'time'>, ...args: A) => DiffusionOf<T>;

/** What every step can be told. */
export interface StepOptions<A extends readonly unknown[]> {
  /** What else the functions take, after y and t. Nothing unless given. */
  args?: A | undefined;
}

/** What a step with an embedded method can be told. */
export interface EmbeddedOptions<A extends readonly unknown[]> extends StepOptions<A> {
  /** Gives an estimate of the step's error too. False unless given. */
  returnError?: boolean | undefined;
}

/** In whose sense `g dW` is meant: Itô's, where g is taken before the noise acts, or Stratonovich's, where it is taken halfway. */
export type SdeType = 'ito' | 'stra';

/** What a step of a stochastic equation can be told. */
export interface SdeOptions<A extends readonly unknown[]> extends StepOptions<A> {
  /** In whose sense the equation is meant. `'ito'` unless given. */
  sdeType?: SdeType | undefined;
}

/** What `sdeMilsteinStep` can be told. */
export interface MilsteinOptions<A extends readonly unknown[]> extends SdeOptions<A> {
  /**
   * Where the derivative of the diffusion is taken in Stratonovich's sense. `'published'` looks aside by the noise alone, which
   * gives the strong order 1; `'braintools'`, as version 0.3 of that package, by the drift too, which leaves 1/2. In Itô's
   * sense both are alike in order, and the drift is taken along. `'published'` unless given.
   */
  scheme?: 'published' | 'braintools' | undefined;
}

/** How an equation `Y = known + dt f(Y)` is solved in each step. */
export type ImplicitSolver = 'fixed-point' | 'newton';

/** What an implicit step can be told. */
export interface ImplicitOptions<A extends readonly unknown[]> extends StepOptions<A> {
  /** How often the solution is improved. 2 unless given. */
  maxIter?: number | undefined;
  /**
   * `'fixed-point'` puts the last solution into f, which converges where a step changes f little: it is no cure for a
   * stiff f. `'newton'` uses the derivative of f, taken by differentiating f itself, and is; f must be elementwise in
   * each leaf of y and may not mix leaves in its stiff part. `'fixed-point'` unless given, as in braintools.
   */
  solver?: ImplicitSolver | undefined;
}
