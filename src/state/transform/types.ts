import type { Quantity } from '../../unit/index.js';
import type { Every } from '../record/every.js';
import type { Recorded } from '../record/recorded.js';
import type { GradientTree } from './gradient-types.js';

/**
 * What comes out of a transformed function that returns a `T`: the same tree with a quantity for every number; a Map is a
 * tree, too. The
 * dimensions stay; shapes are not part of the types, so a stacked output has the type of one step's.
 */
export type Result<T> =
  T extends Quantity<infer D>
    ? Quantity<D>
    : T extends Every<infer D>
      ? Quantity<D>
      : T extends number | boolean
        ? Quantity<'one'>
        : T extends Nothing | Recorded
          ? T
          : T extends ReadonlyMap<infer K, infer V>
            ? Map<K, GradientTree extends V ? V : Result<V>>
            : T extends object
              ? { -readonly [K in keyof T]: Result<T[K]> }
              : never;

/** A function that returns nothing gives nothing. */
// eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- that is what a function without return gives
type Nothing = null | undefined | void;

/** What may be handed on where a `T` was given first: quantities of its dimensions, and numbers where it has none. */
export type Carried<T> =
  T extends Quantity<infer D>
    ? Quantity<D> | ('one' extends D ? number | boolean : never)
    : T extends number | boolean
      ? Quantity<'one'> | number | boolean
      : T extends null | undefined
        ? T
        : T extends ReadonlyMap<infer K, infer V>
          ? ReadonlyMap<K, GradientTree extends V ? V : Carried<V>>
          : T extends object
            ? { readonly [K in keyof T]: Carried<T[K]> }
            : never;

/** What a transformed function is given for arguments `A`. */
export type Results<A extends readonly unknown[]> = { -readonly [K in keyof A]: Result<A[K]> };
