import { describe, inspect, showShape, type Described } from '../../core/print.js';
import { unflatten } from '../../core/tree.js';
import type { DType, Shape } from '../../engine/index.js';
import type { AnyUnit, Quantity, Unit } from '../../unit/index.js';
import { requireFunction } from './checks.js';
import { avalsOf } from './fit.js';
import { putTogether, takeApart } from './leaves.js';
import { traceAside, traceStateful } from './stateful-program.js';

/** What is known of a quantity without computing it. */
export class ShapeDtype<D = 'one'> implements Described {
  constructor(
    readonly shape: Shape,
    readonly dtype: DType,
    readonly unit: Unit<D>,
  ) {}

  [describe](): string {
    const unit = this.unit.symbol === '1' ? '' : `, unit=${this.unit.symbol}`;
    return `ShapeDtype(shape=${showShape(this.shape)}, dtype=${this.dtype}${unit})`;
  }

  toString(): string {
    return this[describe]();
  }

  [inspect](): string {
    return this[describe]();
  }
}

/** The tree of a function's results with shapes, dtypes and units for the quantities. */
export type Shapes<T> =
  T extends Quantity<infer D>
    ? ShapeDtype<D>
    : T extends number | boolean
      ? ShapeDtype<'one'>
      : T extends null | undefined
        ? T
        : T extends object
          ? { -readonly [K in keyof T]: Shapes<T[K]> }
          : never;

/**
 * What a function returns for arguments like these, by shape, dtype and unit alone. Nothing is computed, and no State or
 * pending input changes.
 *
 * @example
 * String(transform.evalShape((x: Quantity<'voltage'>) => x.mul(2), mV([1, 2, 3]))); // 'ShapeDtype(shape=(3,), dtype=float32, unit=mV)'
 */
export function evalShape<A extends readonly unknown[], R>(f: (...args: A) => R, ...args: A): Shapes<R> {
  requireFunction('evalShape', 'the function', f);
  const leaves = takeApart(args, 'an argument');
  const { program, results, written } = traceAside(() =>
    traceStateful(avalsOf(leaves), (ins) => f(...(putTogether(leaves, ins) as unknown as A))),
  );
  const shapes = program.outs
    .slice(written)
    .map(({ shape, dtype }, i) => new ShapeDtype(shape, dtype, results.units[i] as AnyUnit));
  return unflatten(results.shape, shapes) as Shapes<R>;
}
