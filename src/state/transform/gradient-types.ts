import type { AnyQuantity, Div, Mul, Quantity } from '../../unit/index.js';
import type { State } from '../state.js';
import type { Result } from './types.js';

/** The dimension of what is differentiated. */
export type DimensionOf<L> = L extends Quantity<infer D> ? D : 'one';

/** A gradient of what is not known: a tree of quantities, of the structure that the value has. */
export type GradientTree = AnyQuantity | readonly GradientTree[] | { readonly [key: string]: GradientTree };

/**
 * A gradient of a tree `T`, of a value of dimension `L`. `U` says in which dimensions: true those of a derivative, false
 * those of `T`, 'times' those of L and T multiplied, 'none' none. Of a tree that is not known, such as the States in
 * `net.states(ParamState)` hold, it is one of the same structure.
 */
export type GradientOf<T, L, U> = unknown extends T
  ? GradientTree
  : T extends Quantity<infer D>
    ? Quantity<InDimension<D, L, U>>
    : T extends number | boolean
      ? Quantity<InDimension<'one', L, U>>
      : T extends null | undefined
        ? T
        : T extends object
          ? { -readonly [K in keyof T]: GradientOf<T[K], L, U> }
          : never;

type InDimension<D, L, U> = U extends true ? Div<L, D> : U extends 'times' ? Mul<L, D> : U extends 'none' ? 'one' : D;

/** Gradients in the tree of their States. */
export type StateGradients<S, L, U> =
  S extends State<unknown>
    ? GradientOf<S['value'], L, U>
    : S extends ReadonlyMap<infer K, infer V extends State<unknown>>
      ? Map<K, GradientOf<V['value'], L, U>>
      : S extends object
        ? { -readonly [K in keyof S]: StateGradients<S[K], L, U> }
        : never;

/** Gradients of arguments: one for a position, a list for a list. */
export type ArgumentGradients<A extends readonly unknown[], N, L, U> = N extends number
  ? GradientOf<A[N], L, U>
  : N extends readonly number[]
    ? { -readonly [K in keyof N]: GradientOf<A[N[K] & number], L, U> }
    : never;

/** The gradients alone: by States, by arguments, or both. */
export type Gradients<A extends readonly unknown[], L, S, N, U> = [S] extends [undefined]
  ? ArgumentGradients<A, [N] extends [undefined] ? 0 : N, DimensionOf<L>, U>
  : [N] extends [undefined]
    ? StateGradients<S, DimensionOf<L>, U>
    : [StateGradients<S, DimensionOf<L>, U>, ArgumentGradients<A, N, DimensionOf<L>, U>];

/** Gradients, then the value and what was returned besides, where they are asked for. */
export type Answer<G, L, V, X extends readonly unknown[]> = V extends true
  ? [G, Result<L>, ...Result<X>]
  : X extends readonly [infer Y]
    ? [G, Result<Y>]
    : G;

/** What a gradient function returns. */
export type GradientResult<A extends readonly unknown[], L, S, N, V, U, X extends readonly unknown[]> = Answer<
  Gradients<A, L, S, N, U>,
  L,
  V,
  X
>;

/** The Jacobian of a tree of results: for each of its leaves the gradients of that. */
export type JacobianOf<A extends readonly unknown[], L, S, N, U> =
  L extends Quantity<infer _> | number
    ? Gradients<A, L, S, N, U>
    : { -readonly [K in keyof L]: JacobianOf<A, L[K], S, N, U> };

/** What a Jacobian function returns. By States and arguments together of a tree of results, its type is not told. */
export type JacobianResult<A extends readonly unknown[], L, S, N, V, U, X extends readonly unknown[]> = Answer<
  JacobianOf<A, L, S, N, U>,
  L,
  V,
  X
>;

/** Of a tree of quantities: in the place of each the gradients of that place. */
type Seconds<G, A extends readonly unknown[], L, S, N, U> =
  G extends Quantity<infer D>
    ? Gradients<A, Quantity<U extends true ? Div<DimensionOf<L>, D> : D>, S, N, U extends true ? true : 'times'>
    : G extends Map<infer K, infer T>
      ? Map<K, Seconds<T, A, L, S, N, U>>
      : { [K in keyof G]: Seconds<G[K], A, L, S, N, U> };

/** What a Hessian function returns: the tree of the gradient, with the same again in each place. */
export type HessianResult<A extends readonly unknown[], L, S, N, V, U, X extends readonly unknown[]> = Answer<
  Seconds<Gradients<A, L, S, N, false>, A, L, S, N, U>,
  L,
  V,
  X
>;
