import type { Negatives, Products, Sums } from '../generated/exponents.js';

/** The exponents of metre, kilogram, second, ampere, kelvin, mole and candela. */
export type Exponents = readonly [number, number, number, number, number, number, number];

/** Powers that the tables know. */
export type Power =
  | -4 | -3.5 | -3 | -2.5 | -2 | -1.5 | -1 | -0.5
  | 0 | 0.5 | 1 | 1.5 | 2 | 2.5 | 3 | 3.5 | 4;

// Every slot is taken out with `infer x extends number` before it looks anything up: a bare `${A[i]}` makes the
// compiler multiply out all the numbers it could be.

/** The exponents of a product. */
export type AddExponents<A, B> = A extends readonly [
  infer a0 extends number, infer a1 extends number, infer a2 extends number, infer a3 extends number,
  infer a4 extends number, infer a5 extends number, infer a6 extends number,
]
  ? B extends readonly [
      infer b0 extends number, infer b1 extends number, infer b2 extends number, infer b3 extends number,
      infer b4 extends number, infer b5 extends number, infer b6 extends number,
    ]
    ? [Add<a0, b0>, Add<a1, b1>, Add<a2, b2>, Add<a3, b3>, Add<a4, b4>, Add<a5, b5>, Add<a6, b6>]
    : never
  : never;

/** The exponents of a reciprocal. */
export type NegateExponents<A> = A extends readonly [
  infer a0 extends number, infer a1 extends number, infer a2 extends number, infer a3 extends number,
  infer a4 extends number, infer a5 extends number, infer a6 extends number,
]
  ? [Negate<a0>, Negate<a1>, Negate<a2>, Negate<a3>, Negate<a4>, Negate<a5>, Negate<a6>]
  : never;

/** The exponents of a power. */
export type ScaleExponents<A, N extends number> = A extends readonly [
  infer a0 extends number, infer a1 extends number, infer a2 extends number, infer a3 extends number,
  infer a4 extends number, infer a5 extends number, infer a6 extends number,
]
  ? [Times<N, a0>, Times<N, a1>, Times<N, a2>, Times<N, a3>, Times<N, a4>, Times<N, a5>, Times<N, a6>]
  : never;

// Outside of the tables: never, which the caller turns into `any`.
type Add<A extends number, B extends number> = `${A}` extends infer K extends keyof Sums
  ? `${B}` extends infer L extends keyof Sums[K]
    ? Sums[K][L]
    : never
  : never;

type Negate<A extends number> = `${A}` extends infer K extends keyof Negatives ? Negatives[K] : never;

type Times<N extends number, A extends number> = `${N}` extends infer K extends keyof Products
  ? `${A}` extends infer L extends keyof Products[K]
    ? Products[K][L]
    : never
  : never;
