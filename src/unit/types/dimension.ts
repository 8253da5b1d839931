/* eslint-disable @typescript-eslint/no-explicit-any -- `any` in means `any` out: Quantity<any> is the way out of checking */
import type { ExponentsOf, MisspeltIn, NameOf } from './base-form.js';
import type { NamedDimensions } from './named-dimensions.js';
import type { AddExponents, NegateExponents, ScaleExponents } from './exponents.js';

type IsAny<T> = 0 extends 1 & T ? true : false;

/** The dimension of a product: `Mul<'resistance', 'current'>` is `'voltage'`. */
export type Mul<A, B> = IsAny<A> extends true
  ? any
  : IsAny<B> extends true
    ? any
    : B extends 'one'
      ? A
      : A extends 'one'
        ? B
        : NameOf<AddExponents<ExponentsOf<A>, ExponentsOf<B>>>;

/** The dimension of a quotient: `Div<'voltage', 'time'>` is `'voltageRate'`. */
export type Div<A, B> = IsAny<A> extends true
  ? any
  : IsAny<B> extends true
    ? any
    : B extends 'one'
      ? A
      : NameOf<AddExponents<ExponentsOf<A>, NegateExponents<ExponentsOf<B>>>>;

/** The dimension of a power, in halves from -4 to 4: `Pow<'length', 2>` is `'area'`; `any` where n is not known. */
export type Pow<A, N extends number> = IsAny<A> extends true
  ? any
  : A extends 'one'
    ? A
    : NameOf<ScaleExponents<ExponentsOf<A>, N>>;

/**
 * The dimension that a base form spells: `Dim<'kg m^2 s^-3 A^-1'>` is `'voltage'`. A name stands for itself. What is
 * neither gives a text that says so, which is the dimension of nothing.
 */
export type Dim<S extends string> = S extends keyof NamedDimensions
  ? S
  : [MisspeltIn<S>] extends [never]
    ? NameOf<ExponentsOf<S>>
    : `no dimension and no base unit is called '${MisspeltIn<S> & string}'`;
