import { fail } from '../../core/error.js';
import * as engine from '../../engine/index.js';
import type { Axes, Operand } from '../../engine/index.js';
import * as arithmetic from '../arithmetic.js';
import { folded } from '../arithmetic.js';
import { brief } from '../display.js';
import { asFloat, measured, plain, type Term } from '../measured.js';
import { Quantity, wrap, type AnyQuantity } from '../quantity.js';
import type { CubeRoot } from '../types/cube-root.js';
import type { Div, Mul, Pow } from '../types/dimension.js';
import type { Unit } from '../unit.js';
import { varianceOfNumbers, type DeviationOptions } from './reductions.js';
import { axisOf, countOf, onPlain, type Like, type PlainTerm } from './terms.js';

/** A quantity, or a unit, which stands for one of itself. */
export type Factor<D> = Quantity<D> | Unit<D>;

/** The product; `multiply(2, x)`, `multiply(3, mV)`. */
export function multiply(a: number, b: number): Quantity<'one'>;
export function multiply<B>(a: number, b: Factor<B>): Quantity<B>;
export function multiply<A>(a: Factor<A>, b: number): Quantity<A>;
export function multiply<A, B>(a: Factor<A>, b: Factor<B>): Quantity<Mul<A, B>>;
export function multiply(a: Term, b: Term): AnyQuantity {
  return wrap(arithmetic.mul(a, b));
}

/** The quotient; `divide(1, tau)` is a rate. */
export function divide(a: number, b: number): Quantity<'one'>;
export function divide<B>(a: number, b: Factor<B>): Quantity<Div<'one', B>>;
export function divide<A>(a: Factor<A>, b: number): Quantity<A>;
export function divide<A, B>(a: Factor<A>, b: Factor<B>): Quantity<Div<A, B>>;
export function divide(a: Term, b: Term): AnyQuantity {
  return wrap(arithmetic.div(a, b));
}

/** As `divide`. */
export const trueDivide: typeof divide = divide;

/**
 * `floor(a / b)` of two quantities of one dimension: a plain number. What is whole of another quotient depends on the
 * units.
 */
export function floorDivide<D = 'one'>(a: Like<D>, b: Like<D>): Quantity<'one'> {
  return new Quantity(arithmetic.floorDiv(a as Term, b as Term).mantissa);
}

/** `floorDivide` and `mod` in one: `a = quotient * b + rest`. */
export function divmod<D = 'one'>(a: Like<D>, b: Like<D>): [quotient: Quantity<'one'>, rest: Quantity<D>] {
  return [floorDivide(a, b), wrap(arithmetic.mod(a as Term, b as Term))];
}

/** `1 / x` */
export function reciprocal<D = 'one'>(x: Like<D>): Quantity<Div<'one', D>> {
  const { mantissa, unit } = measured(x as Term, 'reciprocal');
  return wrap(folded(engine.div(1, mantissa), unit.pow(-1)));
}

/** `x * x` */
export function square<D = 'one'>(x: Like<D>): Quantity<Pow<D, 2>> {
  return wrap(arithmetic.pow(measured(x as Term, 'square'), 2));
}

/** The square root; the unit's too. */
export function sqrt<D = 'one'>(x: Like<D>): Quantity<Pow<D, 0.5>> {
  return wrap(arithmetic.sqrt(measured(x as Term, 'sqrt')));
}

/**
 * The cube root, of negative numbers too; the unit's as well.
 *
 * @throws if the unit has none in whole and half exponents, as that of mV.
 */
export function cbrt<D = 'one'>(x: Like<D>): Quantity<CubeRoot<D>> {
  const value = measured(x as Term, 'cbrt');
  return wrap(folded(cubeRoot(asFloat(value.mantissa)), arithmetic.unitToPower(value, 1 / 3)));
}

function cubeRoot(x: Operand): Operand {
  const size = engine.abs(x);
  const near = engine.pow(size, 1 / 3);
  // One step of Newton's: a power of a third is not quite the root.
  const ordinary = engine.logicalAnd(engine.gt(size, 0), engine.isfinite(size));
  const safe = engine.select(ordinary, near, 1);
  const better = engine.sub(
    near,
    engine.div(engine.sub(safe, engine.div(engine.select(ordinary, size, 1), engine.mul(safe, safe))), 3),
  );
  return engine.mul(engine.sign(x), engine.select(ordinary, better, near));
}

/**
 * A power. Of a quantity with a dimension the exponent is a plain number, whole or half, that does not depend on data;
 * of
 * plain numbers it may be anything, an array too.
 */
export function power<D, const N extends number>(x: Quantity<D>, n: N): Quantity<Pow<D, N>>;
export function power(x: PlainTerm, n: PlainTerm): Quantity<'one'>;
export function power(x: Term, n: Term): AnyQuantity {
  const base = measured(x, 'power');
  if (typeof n === 'number') return wrap(arithmetic.pow(base, n));
  if (!base.unit.dimension.isOne)
    fail('unit/powerOfArray', { value: brief(base), exponent: brief(measured(n, 'power')) });
  return onPlain(n, 'power', (m) => engine.pow(plain(base, 'power'), m));
}

/** As `power`. */
export const floatPower: typeof power = power;

// ---- along axes

function variance<D = 'one'>(x: Like<D>, axes?: Axes, options: DeviationOptions = {}): Quantity<Pow<D, 2>> {
  return squared(x as Term, 'var', (m) => engine.variance(m, axes, options));
}

/**
 * `var(x, axes, { ddof })`: the mean square distance from the mean along axes, or of all elements, of the whole
 * population; `ddof` 1 is for a sample.
 */
export { variance as var };

/** The variance of what is not NaN. */
export function nanvar<D = 'one'>(x: Like<D>, axes?: Axes, options: DeviationOptions = {}): Quantity<Pow<D, 2>> {
  return squared(x as Term, 'nanvar', (m) => varianceOfNumbers(m, axes, options));
}

function squared(x: Term, operation: string, run: (m: Operand) => Operand): AnyQuantity {
  const { mantissa, unit } = measured(x, operation);
  return wrap(folded(run(mantissa), unit.pow(2)));
}

/**
 * The product along axes, or of all elements. The unit is raised to the number of factors, which the compiler does not
 * know: `.as(unit)` says what it is.
 */
export function prod(x: PlainTerm, axes?: Axes): Quantity<'one'>;
export function prod<D>(x: Quantity<D>, axes?: Axes): AnyQuantity;
export function prod(x: Term, axes?: Axes): AnyQuantity {
  return wrap(arithmetic.prod(measured(x, 'prod'), axes));
}

/**
 * The product of what is not NaN along axes, or of all elements. Plain numbers only: the unit would depend on the
 * data.
 */
export function nanprod(x: PlainTerm, axes?: Axes): Quantity<'one'> {
  return onPlain(x, 'nanprod', (m) => engine.prod(engine.select(engine.isnan(m), 1, m), axes));
}

/**
 * Running products along an axis, or of all elements in row-major order. Plain numbers only: each would have another
 * unit.
 */
export function cumprod(x: Quantity<'one'>, axis?: number): Quantity<'one'> {
  return onPlain(x, 'cumprod', (m) => runningProduct(m, axis, 'cumprod'));
}

/** As `cumprod`, with 1 for NaN. */
export function nancumprod(x: Quantity<'one'>, axis?: number): Quantity<'one'> {
  return onPlain(x, 'nancumprod', (m) => runningProduct(engine.select(engine.isnan(m), 1, m), axis, 'nancumprod'));
}

/** Each step multiplies by what stands a distance before, which doubles: after log2 n steps all of them are in. */
function runningProduct(x: Operand, axis: number | undefined, operation: string): Operand {
  const value = axis === undefined ? engine.reshape(engine.toValue(x), [countOf(x)]) : x;
  const shape = engine.shapeOf(value);
  const along = axisOf(axis ?? 0, shape.length, operation);
  const whole = Array.from({ length: along }, () => engine.slice());
  let product = value;
  for (let distance = 1; distance < shape[along]; distance *= 2) {
    const before = engine.index(product, ...whole, engine.slice(undefined, -distance));
    const ones = engine.ones(
      shape.map((n, i) => (i === along ? distance : n)),
      engine.dtypeOf(product),
    );
    product = engine.mul(product, engine.concatenate([ones, before], along));
  }
  return product;
}
