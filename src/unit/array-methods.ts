import * as engine from '../engine/index.js';
import type { Axes, Operand, Shape } from '../engine/index.js';
import * as arithmetic from './arithmetic.js';
import { specOf } from './indexing.js';
import { measured, plain, type Measured, type Term } from './measured.js';
import type { AnyQuantity, BoolQuantity, Plain, Quantity } from './quantity.js';
import type { Mul, Pow } from './types/dimension.js';
import { unitless, type Unit } from './unit.js';

/**
 * What an array can be asked about its elements and be laid out anew as. `u.math` has the same as functions, with more
 * options, and many more.
 */
export abstract class ArrayMethods<in out D> {
  abstract readonly unit: Unit<D>;
  abstract readonly mantissa: Operand;

  /** A quantity around a result; its dimension is what the caller's signature says. */
  protected abstract around(x: Measured): AnyQuantity;

  private keeping(mantissa: Operand): Quantity<D> {
    return this.around({ mantissa, unit: this.unit });
  }

  private plainly(mantissa: Operand): Quantity<'one'> {
    return this.around({ mantissa, unit: unitless });
  }

  // ---- layout: the unit stays

  /** The same elements in another shape; one length may be -1, which stands for what is left. */
  reshape(shape: Shape): Quantity<D> {
    const size = engine.sizeOf(engine.shapeOf(this.mantissa));
    const rest = -shape.reduce((product, n) => product * n, 1);
    const full = shape.map((n) => (n === -1 && rest > 0 ? size / rest : n));
    return this.keeping(engine.reshape(this.mantissa, full));
  }

  /** All elements in row-major order. */
  flatten(): Quantity<D> {
    return this.reshape([engine.sizeOf(engine.shapeOf(this.mantissa))]);
  }

  /** As `flatten`. */
  ravel(): Quantity<D> {
    return this.flatten();
  }

  /** The axes in another order; by default reversed. */
  transpose(axes?: readonly number[]): Quantity<D> {
    return this.keeping(engine.transpose(this.mantissa, axes));
  }

  /** The axes reversed. */
  get T(): Quantity<D> {
    return this.transpose();
  }

  /** Two axes exchanged. */
  swapaxes(axis1: number, axis2: number): Quantity<D> {
    const order = [...engine.shapeOf(this.mantissa).keys()];
    const [i, j] = [axis1, axis2].map((axis) => engine.normaliseAxis(axis, order.length, 'swapaxes'));
    [order[i], order[j]] = [order[j], order[i]];
    return this.transpose(order);
  }

  /** A new axis of length 1. */
  expandDims(axis: number): Quantity<D> {
    return this.keeping(engine.expandDims(this.mantissa, axis));
  }

  /** Without axes of length 1: those named, or all there are. */
  squeeze(axes?: number | readonly number[]): Quantity<D> {
    return this.keeping(engine.squeeze(this.mantissa, axes));
  }

  /** The elements repeated along axes of length 1 until the shape is reached. */
  broadcastTo(shape: Shape): Quantity<D> {
    return this.keeping(engine.broadcastTo(this.mantissa, shape));
  }

  /** Each element `count` times in a row along an axis, or of all elements in row-major order. */
  repeat(count: number, axis?: number): Quantity<D> {
    return this.keeping(engine.repeat(this.mantissa, count, axis));
  }

  /** The elements at positions along an axis; without an axis, of all elements in row-major order. */
  take(at: number | Int32Array | Quantity<'one'>, axis?: number): Quantity<D> {
    const flat = axis === undefined ? this.flatten().mantissa : this.mantissa;
    return this.keeping(engine.take(flat, specOf(at) as Exclude<ReturnType<typeof specOf>, engine.Slice>, axis));
  }

  /** The elements along an axis in ascending order, NaN last. */
  sort(axis = -1): Quantity<D> {
    return this.keeping(engine.sort(this.mantissa, axis));
  }

  /** Kept between `low` and `high`; `undefined` leaves a side open. */
  clip(low?: Quantity<D> | Plain<D>, high?: Quantity<D> | Plain<D>): Quantity<D> {
    return this.around(arithmetic.clip(this as Measured, low as Term | undefined, high as Term | undefined));
  }

  // ---- what elements come to: the unit stays, or is raised

  /** The sum along axes, or of all elements. Of bools: how many are true. */
  sum(axes?: Axes): Quantity<D> {
    return this.keeping(engine.sum(this.mantissa, axes));
  }

  /** The mean along axes, or of all elements. */
  mean(axes?: Axes): Quantity<D> {
    return this.keeping(engine.mean(this.mantissa, axes));
  }

  /** The largest along axes, or of all elements. */
  max(axes?: Axes): Quantity<D> {
    return this.keeping(engine.max(this.mantissa, axes));
  }

  /** The smallest along axes, or of all elements. */
  min(axes?: Axes): Quantity<D> {
    return this.keeping(engine.min(this.mantissa, axes));
  }

  /** The largest less the smallest. */
  ptp(axes?: Axes): Quantity<D> {
    return this.keeping(engine.sub(engine.max(this.mantissa, axes), engine.min(this.mantissa, axes)));
  }

  /** The square root of the variance; `ddof` 1 is for a sample. */
  std(axes?: Axes, options: { ddof?: number } = {}): Quantity<D> {
    return this.keeping(engine.std(this.mantissa, axes, options));
  }

  /** The mean square distance from the mean; `ddof` 1 is for a sample. */
  var(axes?: Axes, options: { ddof?: number } = {}): Quantity<Pow<D, 2>> {
    return this.around(arithmetic.folded(engine.variance(this.mantissa, axes, options), this.unit.pow(2)));
  }

  /**
   * The product along axes, or of all elements. The unit is raised to the number of factors: `.as(unit)` says what it
   * is.
   */
  prod(axes?: Axes): 'one' extends D ? Quantity<D> : AnyQuantity {
    return this.around(arithmetic.prod(this, axes));
  }

  /** Running sums along an axis, or of all elements in row-major order. */
  cumsum(axis?: number): Quantity<D> {
    return this.keeping(engine.cumsum(this.mantissa, axis));
  }

  /** The sum of products with another array over the last axis of this one and the one before the last of that. */
  dot<B>(b: Quantity<B>): Quantity<Mul<D, B>> {
    const x = engine.dot(engine.toValue(this.mantissa), engine.toValue(b.mantissa));
    return this.around(arithmetic.folded(x, (this as Measured).unit.mul(measured(b, 'dot').unit)));
  }

  // ---- where elements are, and whether they hold: the unit goes

  /** The position of the largest element along an axis, or of all in row-major order; of equals the first. */
  argmax(axis?: number): Quantity<'one'> {
    return this.plainly(engine.argmax(this.mantissa, axis));
  }

  /** The position of the smallest element; see `argmax`. */
  argmin(axis?: number): Quantity<'one'> {
    return this.plainly(engine.argmin(this.mantissa, axis));
  }

  /** The positions along an axis in the order of their elements: ascending, equal ones as they stand, NaN last. */
  argsort(axis = -1): Quantity<'one'> {
    return this.plainly(engine.argsort(this.mantissa, axis));
  }

  /** Whether any along axes is true, or not 0; of plain numbers. */
  any(this: Quantity<'one'>, axes?: Axes): BoolQuantity {
    return asBools(this, engine.any(plain(this, 'any'), axes));
  }

  /** Whether all along axes are true, or not 0; of plain numbers. */
  all(this: Quantity<'one'>, axes?: Axes): BoolQuantity {
    return asBools(this, engine.all(plain(this, 'all'), axes));
  }
}

function asBools(x: unknown, mantissa: Operand): BoolQuantity {
  const { around } = x as { around(x: Measured): AnyQuantity };
  return around.call(x, { mantissa, unit: unitless }) as unknown as BoolQuantity;
}
