import type { Quantity } from '../../unit/index.js';

/**
 * What comes out of a transformed function that returns a `T`: the same tree with a quantity for every number. The
 * dimensions stay; shapes are not part of the types, so a stacked output has the type of one step's.
 */
export type Result<T> =
  T extends Quantity<infer D>
    ? Quantity<D>
    : T extends number | boolean
      ? Quantity<'one'>
      : T extends null | undefined
        ? T
        : T extends object
          ? { -readonly [K in keyof T]: Result<T[K]> }
          : never;
