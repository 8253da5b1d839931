import { fail } from '../core/error.js';
import * as engine from '../engine/index.js';
import type { Axes, DType, Operand, Shape } from '../engine/index.js';
import * as arithmetic from './arithmetic.js';
import { onPlain } from './arithmetic.js';
import { abstractRepr } from './display.js';
import { measured, plain, requireAlike, type Measured, type Term } from './measured.js';
import { bools, Quantity, wrap, type AnyQuantity, type BoolQuantity, type Numeric, type Plain } from './quantity.js';
import { converted, concrete, item } from './reading.js';
import type { Div, Mul, Pow } from './types/dimension.js';
import { unitless, type AnyUnit, type Unit } from './unit.js';

// What an operation does to units is said by the group it stands in.

export * from './array-math.js';

// ---- creation

/** An array with a unit; see `Quantity`. */
export function array(value: Numeric, unit?: undefined, dtype?: DType): Quantity<'one'>;
export function array<D>(value: Numeric, unit: Unit<D>, dtype?: DType): Quantity<D>;
export function array(value: Numeric, unit: AnyUnit = unitless, dtype?: DType): AnyQuantity {
  return new Quantity(value, unit, dtype);
}

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

/** `value` everywhere: `full([3], mV(-60))`. */
export function full<D = 'one'>(shape: Shape | number, value: Quantity<D> | Plain<D>, dtype?: DType): Quantity<D> {
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

/**
 * Evenly spaced values from `start` up to but not including `stop`, counted in the unit of `start`:
 * `arange(ms(0), ms(200), ms(0.1))`. Element i is `start + i * step` in float32, bit for bit as jnp.arange has it.
 * With plain numbers, or one (the stop), the result is dimensionless.
 */
export function arange(stop: number): Quantity<'one'>;
export function arange<D = 'one'>(
  start: Quantity<D> | Plain<D>,
  stop: Quantity<D> | Plain<D>,
  step?: Quantity<D> | Plain<D>,
  dtype?: DType,
): Quantity<D>;
export function arange(start: Term, stop?: Term, step?: Term, dtype?: DType): Quantity {
  if (stop === undefined) return arange(0 as never, start as never);
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

// ---- the unit stays

/** The sum; units as in `Quantity.add`. */
export function add<D = 'one'>(a: Quantity<D> | Plain<D>, b: Quantity<D> | Plain<D>): Quantity<D> {
  return wrap(arithmetic.add(a as Term, b as Term));
}

/** The difference; `subtract(1, x)` for a dimensionless x. */
export function subtract<D = 'one'>(a: Quantity<D> | Plain<D>, b: Quantity<D> | Plain<D>): Quantity<D> {
  return wrap(arithmetic.sub(a as Term, b as Term));
}

/** The smaller of two, element by element. */
export function minimum<D = 'one'>(a: Quantity<D> | Plain<D>, b: Quantity<D> | Plain<D>): Quantity<D> {
  return wrap(arithmetic.minimum(a as Term, b as Term));
}

/** The larger of two, element by element. */
export function maximum<D = 'one'>(a: Quantity<D> | Plain<D>, b: Quantity<D> | Plain<D>): Quantity<D> {
  return wrap(arithmetic.maximum(a as Term, b as Term));
}

/** `x` kept between `low` and `high`. */
export function clip<D = 'one'>(
  x: Quantity<D>,
  low: Quantity<D> | Plain<D>,
  high: Quantity<D> | Plain<D>,
): Quantity<D> {
  return minimum(maximum(x, low), high);
}

/** `|x|` */
export function abs<D>(x: Quantity<D>): Quantity<D> {
  return x.abs();
}

/** The sum along axes, or of all elements. */
export function sum<D>(x: Quantity<D>, axes?: Axes): Quantity<D> {
  return x.sum(axes);
}

/** The mean along axes, or of all elements. */
export function mean<D>(x: Quantity<D>, axes?: Axes): Quantity<D> {
  return x.mean(axes);
}

/** The largest along axes, or of all elements. */
export function max<D>(x: Quantity<D>, axes?: Axes): Quantity<D> {
  return x.max(axes);
}

/** The smallest along axes, or of all elements. */
export function min<D>(x: Quantity<D>, axes?: Axes): Quantity<D> {
  return x.min(axes);
}

/** Arrays end to end along an existing axis, counted in the unit of the first. */
export function concatenate<D>(items: readonly Quantity<D>[], axis = 0): Quantity<D> {
  return wrap(arithmetic.joined(items, 'concatenate', (xs) => engine.concatenate(xs, axis)));
}

/** Arrays side by side along a new axis, counted in the unit of the first. */
export function stack<D>(items: readonly Quantity<D>[], axis = 0): Quantity<D> {
  return wrap(arithmetic.joined(items, 'stack', (xs) => engine.stack(xs, axis)));
}

/** The same elements in another shape. */
export function reshape<D>(x: Quantity<D>, shape: Shape): Quantity<D> {
  return x.reshape(shape);
}

/** The axes in another order; by default reversed. */
export function transpose<D>(x: Quantity<D>, axes?: readonly number[]): Quantity<D> {
  return wrap({ mantissa: engine.transpose(x.mantissa, axes), unit: x.unit });
}

/** A new axis of length 1. */
export function expandDims<D>(x: Quantity<D>, axis: number): Quantity<D> {
  return wrap({ mantissa: engine.expandDims(x.mantissa, axis), unit: x.unit });
}

/** The elements repeated along axes of length 1 until the shape is reached. */
export function broadcastTo<D>(x: Quantity<D>, shape: Shape): Quantity<D> {
  return wrap({ mantissa: engine.broadcastTo(x.mantissa, shape), unit: x.unit });
}

// ---- the unit changes

/** The product; `multiply(2, x)`. */
export function multiply(a: number, b: number): Quantity<'one'>;
export function multiply<B>(a: number, b: Quantity<B>): Quantity<B>;
export function multiply<A>(a: Quantity<A>, b: number): Quantity<A>;
export function multiply<A, B>(a: Quantity<A>, b: Quantity<B>): Quantity<Mul<A, B>>;
export function multiply(a: Term, b: Term): AnyQuantity {
  return wrap(arithmetic.mul(a, b));
}

/** The quotient; `divide(1, tau)` is a rate. */
export function divide(a: number, b: number): Quantity<'one'>;
export function divide<B>(a: number, b: Quantity<B>): Quantity<Div<'one', B>>;
export function divide<A>(a: Quantity<A>, b: number): Quantity<A>;
export function divide<A, B>(a: Quantity<A>, b: Quantity<B>): Quantity<Div<A, B>>;
export function divide(a: Term, b: Term): AnyQuantity {
  return wrap(arithmetic.div(a, b));
}

/** `x * x` */
export function square<D>(x: Quantity<D>): Quantity<Pow<D, 2>> {
  return x.pow(2);
}

/** The square root; the unit's too. */
export function sqrt<D = 'one'>(x: Quantity<D> | Plain<D>): Quantity<Pow<D, 0.5>> {
  return wrap(arithmetic.sqrt(measured(x as Term, 'sqrt')));
}

/** A power with a whole or half exponent. */
export function power<D, const N extends number>(x: Quantity<D>, n: N): Quantity<Pow<D, N>> {
  return x.pow(n);
}

// ---- the unit goes

/** -1, 0 or 1, dimensionless. */
export function sign<D>(x: Quantity<D>): Quantity<'one'> {
  return new Quantity(engine.sign(x.mantissa));
}

/** Whether any bool along axes is true. */
export function any(x: Quantity<'one'>, axes?: Axes): BoolQuantity {
  return bools({ mantissa: engine.any(plain(x, 'any'), axes), unit: unitless });
}

/** Whether all bools along axes are true. */
export function all(x: Quantity<'one'>, axes?: Axes): BoolQuantity {
  return bools({ mantissa: engine.all(plain(x, 'all'), axes), unit: unitless });
}

/** Both, of bools. */
export function logicalAnd(a: Quantity<'one'>, b: Quantity<'one'>): BoolQuantity {
  return a.and(b);
}

/** Either, of bools. */
export function logicalOr(a: Quantity<'one'>, b: Quantity<'one'>): BoolQuantity {
  return a.or(b);
}

/** The opposite, of bools. */
export function logicalNot(a: Quantity<'one'>): BoolQuantity {
  return a.not();
}

// ---- plain numbers only

type PlainFunction = (x: Quantity<'one'> | number) => Quantity<'one'>;

function plainFunction(name: string, operation: (x: Operand) => Operand): PlainFunction {
  const run = onPlain(name, operation);
  return (x) => wrap(run(x));
}

/** e to the x, of a dimensionless x. */
export const exp: PlainFunction = /* @__PURE__ */ plainFunction('exp', (x) => engine.exp(x));

/** `exp(x) - 1`, exact near zero. */
export const expm1: PlainFunction = /* @__PURE__ */ plainFunction('expm1', (x) => engine.expm1(x));

/** `(exp(x) - 1) / x`, 1 at zero. */
export const exprel: PlainFunction = /* @__PURE__ */ plainFunction('exprel', (x) => engine.exprel(x));

/** The natural logarithm. */
export const log: PlainFunction = /* @__PURE__ */ plainFunction('log', (x) => engine.log(x));

/** The largest integer not above, of a dimensionless x: what is whole depends on the unit. */
export const floor: PlainFunction = /* @__PURE__ */ plainFunction('floor', (x) => engine.floor(x));

/** The smallest integer not below, of a dimensionless x. */
export const ceil: PlainFunction = /* @__PURE__ */ plainFunction('ceil', (x) => engine.ceil(x));

/** The nearest integer, halves to even, of a dimensionless x. */
export const round: PlainFunction = /* @__PURE__ */ plainFunction('round', (x) => engine.round(x));

// ---- selection

/**
 * `where(condition, a, b)`: `a` where the condition holds and `b` elsewhere, element by element, counted in the
 * unit of `a`. A condition that is not bool holds where it is not zero.
 *
 * `where(x)`: the positions at which `x` is not zero, one list of indices for each axis. How many there are
 * depends on the data, so it works on values only and throws on a traced one.
 *
 * `where(x, { size, fill })`: the first `size` of these positions, in a traced function too; where there are fewer, the
 * rest of each list is `fill` (0).
 */
export function where<D>(x: Quantity<D>): Int32Array[];
export function where<D>(x: Quantity<D>, options: { size: number; fill?: number }): Quantity<'one'>[];
export function where<D = 'one'>(
  condition: Quantity<'one'>,
  a: Quantity<D> | Plain<D>,
  b: Quantity<D> | Plain<D>,
): Quantity<D>;
export function where(
  ...terms: [Term, (Term | { size: number; fill?: number })?, Term?]
): Quantity | Quantity[] | Int32Array[] {
  const [condition, a, b] = terms;
  if (terms.length === 1) return positions(measured(condition, 'where'));
  if (typeof a === 'object' && 'size' in a && !('mantissa' in a)) {
    const lists = engine.nonzeroOfSize(measured(condition, 'where').mantissa, a.size, a.fill);
    return lists.map((list) => new Quantity(list));
  }
  if (a === undefined || b === undefined) fail('unit/whereForm', { count: terms.length });
  return wrap(arithmetic.select(condition, a as Term, b));
}

function positions(x: Measured): Int32Array[] {
  if (engine.isTraced(x.mantissa)) fail('unit/whereSize', { value: abstractRepr(x) });
  return engine.nonzero(engine.toNDArray(x.mantissa));
}

function shapeFrom(shape: Shape | number): Shape {
  return typeof shape === 'number' ? [shape] : shape;
}
