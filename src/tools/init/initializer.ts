import { describe, inspect, type Described } from '../../core/print.js';
import type { Shape } from '../../engine/index.js';
import type { RandomState } from '../../state/index.js';
import type { Quantity } from '../../unit/index.js';

/** A rule that makes the first values of a parameter or a State, given a shape. */
export abstract class Initializer<in out D> implements Described {
  /** The name of the dimension of what it makes. */
  abstract get dim(): D;

  /** Values of this shape. A random rule draws them from `random`, the shared source unless given. */
  abstract sample(shape: Shape, random?: RandomState): Quantity<D>;

  abstract [describe](): string;

  toString(): string {
    return this[describe]();
  }

  [inspect](): string {
    return this[describe]();
  }
}

/** What a parameter can be given as: a value, a rule, or a function from a shape to a value. */
export type Init<D> = Quantity<D> | Initializer<D> | ((shape: Shape) => Quantity<D>);
