import { fail } from '../../core/error.js';
import * as engine from '../../engine/index.js';
import type { DType, Operand, Shape } from '../../engine/index.js';
import { joined } from '../arithmetic.js';
import { alike, measured, plain, requireAlike, type Measured, type Term } from '../measured.js';
import { isQuantity, Quantity, wrap, type AnyQuantity, type Numeric } from '../quantity.js';
import { concrete, converted, item } from '../reading.js';
import { unitless, type AnyUnit, type Unit } from '../unit.js';
import { shapeFrom, type Like, type PlainTerm } from './terms.js';

/**
 * An array with a unit; see `Quantity`. Of a quantity, or of a list of quantities, the same counted in `unit` (by
 * default in that of the first).
 *
 * @throws if the quantities, or they and the unit, are of unlike dimensions.
 * @example
 * ```ts
 * u.math.array([[1, 2], [3, 4]], u.mV);
 * u.math.array([u.mV(1), u.volt(1)]); // [   1. 1000.] mV
 * ```
 */
export function array<D>(value: Quantity<D>, unit?: Unit<NoInfer<D>>, dtype?: DType): Quantity<D>;
export function array(value: Numeric, unit?: undefined, dtype?: DType): Quantity<'one'>;
export function array<D>(value: Numeric, unit: Unit<D>, dtype?: DType): Quantity<D>;
export function array<D>(value: readonly Quantity<D>[], unit?: Unit<NoInfer<D>>, dtype?: DType): Quantity<D>;
export function array(
  value: Numeric | AnyQuantity | readonly AnyQuantity[],
  unit?: AnyUnit,
  dtype?: DType,
): AnyQuantity {
  if (Array.isArray(value) && value.length > 0 && isQuantity(value[0])) {
    const items = value as readonly AnyQuantity[];
    return array(wrap(joined(items, 'put together', (xs) => engine.stack(xs))), unit, dtype);
  }
  if (!isQuantity(value) || value.unit.isUnitless) return new Quantity(value as Numeric, unit ?? unitless, dtype);
  const x = unit === undefined ? value : value.in(unit);
  return dtype === undefined ? x : x.astype(dtype);
}

/** As `array`. */
export const asarray: typeof array = array;

/** Zeros of a shape: `zeros([3], mV)`. Without a unit dimensionless, without a dtype float. */
export function zeros(shape: Shape | number, unit?: undefined, dtype?: DType): Quantity<'one'>;
export function zeros<D>(shape: Shape | number, unit: Unit<D>, dtype?: DType): Quantity<D>;
export function zeros(shape: Shape | number, unit: AnyUnit = unitless, dtype?: DType): AnyQuantity {
  return new Quantity(engine.zeros(shapeFrom(shape), dtype), unit);
}

/** Ones of a shape, counted in `unit`. */
export function ones(shape: Shape | number, unit?: undefined, dtype?: DType): Quantity<'one'>;
export function ones<D>(shape: Shape | number, unit: Unit<D>, dtype?: DType): Quantity<D>;
export function ones(shape: Shape | number, unit: AnyUnit = unitless, dtype?: DType): AnyQuantity {
  return new Quantity(engine.ones(shapeFrom(shape), dtype), unit);
}

/** As `zeros`: no array of ours holds what happened to be in memory. */
export const empty: typeof zeros = zeros;

/** `value` everywhere: `full([3], mV(-60))`. */
export function full<D = 'one'>(shape: Shape | number, value: Like<D>, dtype?: DType): Quantity<D> {
  const { mantissa, unit } = measured(value as Term, 'full');
  const kind = dtype ?? engine.dtypeOf(mantissa);
  return wrap({ mantissa: engine.full(shapeFrom(shape), engine.cast(mantissa, kind), kind), unit });
}

/** Zeros with the shape, unit and dtype of another quantity. */
export function zerosLike<D>(x: Quantity<D>): Quantity<D> {
  return zeros(x.shape, x.unit, x.dtype);
}

/** Ones with the shape, unit and dtype of another quantity. */
export function onesLike<D>(x: Quantity<D>): Quantity<D> {
  return ones(x.shape, x.unit, x.dtype);
}

/** As `zerosLike`. */
export const emptyLike: typeof zerosLike = zerosLike;

/** `value` everywhere, with the shape, unit and dtype of another quantity. */
export function fullLike<D>(x: Quantity<D>, value: Like<NoInfer<D>>): Quantity<D> {
  const { y } = alike(x, value as Term, 'fill');
  return wrap({ mantissa: engine.full(x.shape, engine.cast(y, x.dtype), x.dtype), unit: x.unit });
}

/**
 * Evenly spaced values from `start` up to but not including `stop`, counted in the unit of `start`:
 * `arange(ms(0), ms(200), ms(0.1))`. Element i is `start + i * step` in float32, bit for bit as jnp.arange has it.
 * With plain numbers, or one (the stop), the result is dimensionless.
 */
export function arange<D = 'one'>(stop: Like<D>): Quantity<D>;
export function arange<D = 'one'>(start: Like<D>, stop: Like<D>, step?: Like<D>, dtype?: DType): Quantity<D>;
export function arange(start: Term, stop?: Term, step?: Term, dtype?: DType): Quantity {
  if (stop === undefined) {
    const { unit } = measured(start, 'arange');
    return arange({ mantissa: 0, unit } as never, start as never);
  }
  const first = measured(start, 'arange');
  const numbers = [first, measured(stop, 'arange'), measured(step ?? { mantissa: 1, unit: first.unit }, 'arange')].map(
    (x) => {
      requireAlike(first, x, 'count between');
      return scalar(x, first.unit);
    },
  );
  return wrap({ mantissa: engine.arange(numbers[0], numbers[1], numbers[2], dtype), unit: first.unit });
}

/** The number that a concrete scalar is, counted in `unit`; a float32 scalar keeps its own rounding. */
function scalar(x: Measured, unit: AnyUnit): number {
  if (engine.isTraced(x.mantissa)) concrete(x, 'arange');
  const counted = converted(x, unit);
  return item({ mantissa: counted.mantissa, unit: unitless }, undefined);
}

/** How `linspace` and `logspace` count. */
export interface SpacingOptions {
  /** Whether `stop` is the last value. True by default. */
  readonly endpoint?: boolean;
  /** The dtype; float of the configured precision by default. */
  readonly dtype?: DType;
}

/**
 * `count` evenly spaced values from `start` to `stop`, counted in the unit of `start`, along a new axis in front where
 * these are arrays.
 */
export function linspace<D = 'one'>(
  start: Like<D>,
  stop: Like<D>,
  count = 50,
  { endpoint = true, dtype }: SpacingOptions = {},
): Quantity<D> {
  const { x, y, unit } = alike(start as Term, stop as Term, 'count between');
  if (!Number.isInteger(count) || count < 0) fail('engine/count', { operation: 'linspace', count });
  const shape = engine.broadcastShapes([engine.shapeOf(x), engine.shapeOf(y)], 'linspace');
  const kind = [x, y].map(engine.dtypeOf).reduce(engine.promote);
  const float = engine.isFloat(kind) ? kind : engine.floatDType();
  const [a, b] = [x, y].map((end) => engine.full(shape, engine.cast(end, float), float));
  const intervals = endpoint ? Math.max(1, count - 1) : Math.max(1, count);
  const along = [count, ...shape.map(() => 1)];
  const step = engine.reshape(engine.div(engine.cast(engine.iota(count), float), intervals), along);
  const values = engine.add(engine.mul(a, engine.sub(1, step)), engine.mul(b, step));
  // The last value is the stop itself, to the bit.
  const whole =
    endpoint && count > 1 ? engine.updateAt(values, [count - 1], b) : engine.broadcastTo(values, [count, ...shape]);
  return wrap({ mantissa: dtype === undefined ? whole : engine.cast(whole, dtype), unit });
}

/** `base` (10) to the powers of `linspace(start, stop, count)`, of plain numbers. */
export function logspace(
  start: PlainTerm,
  stop: PlainTerm,
  count = 50,
  { base = 10, dtype, ...options }: SpacingOptions & { readonly base?: number } = {},
): Quantity<'one'> {
  const exponents = linspace<'one'>(
    new Quantity(plain(start, 'logspace')),
    new Quantity(plain(stop, 'logspace')),
    count,
    options,
  );
  const values = engine.pow(base, exponents.mantissa);
  return new Quantity(dtype === undefined ? values : engine.cast(values, dtype));
}

/** The coordinates of a grid; a quantity of every dimension it was given, in the same order. */
export type Grid<T extends readonly AnyQuantity[]> = { -readonly [K in keyof T]: T[K] };

/**
 * The coordinates of a grid as one array for each of the one-dimensional `axes`, of the lengths of all of them.
 *
 * @param options - `indexing`: `'xy'` (default), by which the first two axes stand as in a picture (rows are the
 *   second),
 *   or `'ij'`, in their own order.
 */
export function meshgrid<const T extends readonly AnyQuantity[]>(
  axes: T,
  { indexing = 'xy' }: { readonly indexing?: 'xy' | 'ij' } = {},
): Grid<T> {
  const place = axes.map((_, i) => (indexing === 'xy' && axes.length > 1 && i < 2 ? 1 - i : i));
  const shape = axes.map(() => 1);
  axes.forEach((x, i) => (shape[place[i]] = x.size));
  const grids = axes.map((x, i) => {
    const own = shape.map((n, axis) => (axis === place[i] ? n : 1));
    return wrap({ mantissa: engine.broadcastTo(engine.reshape(x.mantissa, own), shape), unit: x.unit });
  });
  return grids as unknown as Grid<T>;
}

/**
 * The powers of a dimensionless list of numbers, one row for each: `x^(n-1), ..., x, 1`, or with `increasing` the other
 * way round. As many as there are numbers by default.
 */
export function vander(
  x: Quantity<'one'>,
  count: number = x.size,
  { increasing = false }: { readonly increasing?: boolean } = {},
): Quantity<'one'> {
  const base = plain(x, 'vander');
  const powers = Array.from({ length: count }, (_, i) => (increasing ? i : count - 1 - i));
  const columns = powers.map((n) =>
    n === 0 ? engine.ones(engine.shapeOf(base), engine.dtypeOf(base)) : power(base, n),
  );
  return new Quantity(engine.stack(columns, 1));
}

function power(x: Operand, n: number): Operand {
  return n === 1 ? x : engine.integerPow(x, n);
}
