import * as engine from '../../engine/index.js';
import type { Operand } from '../../engine/index.js';
import * as arithmetic from '../arithmetic.js';
import { alike, asFloat, measured, plain, type Term } from '../measured.js';
import { Quantity, wrap, type AnyQuantity } from '../quantity.js';
import type { Div } from '../types/dimension.js';
import { keeping, mantissaOf, type Like, type PlainTerm } from './terms.js';

// Element by element, of one quantity or of several of one dimension. The unit is that of the first.

/** The sum; units as in `Quantity.add`. */
export function add<D = 'one'>(a: Like<D>, b: Like<D>): Quantity<D> {
  return wrap(arithmetic.add(a as Term, b as Term));
}

/** The difference; `subtract(1, x)` for a dimensionless x. */
export function subtract<D = 'one'>(a: Like<D>, b: Like<D>): Quantity<D> {
  return wrap(arithmetic.sub(a as Term, b as Term));
}

/** The smaller of two; NaN where either is. */
export function minimum<D = 'one'>(a: Like<D>, b: Like<D>): Quantity<D> {
  return wrap(arithmetic.minimum(a as Term, b as Term));
}

/** The larger of two; NaN where either is. */
export function maximum<D = 'one'>(a: Like<D>, b: Like<D>): Quantity<D> {
  return wrap(arithmetic.maximum(a as Term, b as Term));
}

/** A function of like quantities that takes the other one where one is NaN. */
function pastNaN(operation: string, of: (x: Operand, y: Operand) => Operand, a: unknown, b: unknown): Quantity {
  const { x, y, unit } = alike(a as Term, b as Term, operation);
  const [noX, noY] = [engine.isnan(x), engine.isnan(y)];
  return wrap({ mantissa: engine.select(noX, y, engine.select(noY, x, of(x, y))), unit });
}

/** The larger of two; of a number and NaN the number. */
export function fmax<D = 'one'>(a: Like<D>, b: Like<D>): Quantity<D> {
  return pastNaN('take the maximum of', engine.maximum, a, b) as AnyQuantity;
}

/** The smaller of two; of a number and NaN the number. */
export function fmin<D = 'one'>(a: Like<D>, b: Like<D>): Quantity<D> {
  return pastNaN('take the minimum of', engine.minimum, a, b) as AnyQuantity;
}

/** `x` kept between `low` and `high`; `undefined` leaves a side open. */
export function clip<D = 'one'>(x: Like<D>, low?: Like<NoInfer<D>>, high?: Like<NoInfer<D>>): Quantity<D> {
  return wrap(arithmetic.clip(x as Term, low as Term | undefined, high as Term | undefined));
}

/** `|x|` */
export function abs<D = 'one'>(x: Like<D>): Quantity<D> {
  return keeping(x, 'abs', engine.abs);
}

/** As `abs`. */
export const absolute: typeof abs = abs;

/** As `abs`, always of floats. */
export function fabs<D = 'one'>(x: Like<D>): Quantity<D> {
  return keeping(x, 'fabs', (m) => engine.abs(asFloat(m)));
}

/** `-x` */
export function negative<D = 'one'>(x: Like<D>): Quantity<D> {
  return keeping(x, 'negative', engine.neg);
}

/** `x` itself. */
export function positive<D = 'one'>(x: Like<D>): Quantity<D> {
  return keeping(x, 'positive', (m) => m);
}

/** The remainder of `a / b` with the sign of b, as Python's `%`. Both are of one dimension. */
export function mod<D = 'one'>(a: Like<D>, b: Like<D>): Quantity<D> {
  return wrap(arithmetic.mod(a as Term, b as Term));
}

/** As `mod`. */
export const remainder: typeof mod = mod;

/** The remainder of `a / b` with the sign of a, as C's fmod and `%` of JavaScript. Both are of one dimension. */
export function fmod<D = 'one'>(a: Like<D>, b: Like<D>): Quantity<D> {
  return wrap(arithmetic.rem(a as Term, b as Term));
}

/** `|a|` with the sign of b, which may be of any dimension. The sign of -0 is minus. */
export function copysign<D = 'one', E = 'one'>(a: Like<D>, b: Like<E>): Quantity<D> {
  const minus = isNegative(mantissaOf(b, 'copysign'));
  return keeping(a, 'copysign', (m) => {
    const size = engine.abs(asFloat(m));
    return engine.select(minus, engine.neg(size), size);
  });
}

/** Whether the sign is minus, that of -0 too. */
export function isNegative(x: Operand): Operand {
  const below = engine.lt(x, 0);
  // 1 / -0 is minus infinity.
  return engine.isFloat(engine.dtypeOf(x))
    ? engine.logicalOr(below, engine.lt(engine.div(1, engine.toValue(x)), 0))
    : below;
}

/** What to put in the place of what is no number. */
export interface NanToNumOptions<D> {
  /** 0 by default. */
  readonly nan?: Like<D>;
  /** The largest float by default. */
  readonly posinf?: Like<D>;
  /** Minus the largest float by default. */
  readonly neginf?: Like<D>;
}

/** NaN and infinities replaced: by default by 0 and the largest floats. */
export function nanToNum<D = 'one'>(
  x: Like<D>,
  { nan, posinf, neginf }: NanToNumOptions<NoInfer<D>> = {},
): Quantity<D> {
  const largest =
    engine.dtypeOf(measured(x as Term, 'nanToNum').mantissa) === 'float64'
      ? Number.MAX_VALUE
      : (2 - 2 ** -23) * 2 ** 127;
  const value = (given: unknown, otherwise: number): Operand =>
    given === undefined ? otherwise : alike(x as Term, given as Term, 'put together').y;
  const [atNaN, atTop, atBottom] = [value(nan, 0), value(posinf, largest), value(neginf, -largest)];
  return keeping(x, 'nanToNum', (m) => {
    const top = engine.select(engine.eq(m, Infinity), atTop, m);
    const both = engine.select(engine.eq(m, -Infinity), atBottom, top);
    return engine.select(engine.isnan(m), atNaN, both);
  });
}

/** `log(exp(a) + exp(b))` of plain numbers; it does not overflow. */
export function logaddexp(a: PlainTerm, b: PlainTerm): Quantity<'one'> {
  return new Quantity(logAddExp(plain(a, 'logaddexp'), plain(b, 'logaddexp')));
}

/** `log2(2^a + 2^b)` of plain numbers; it does not overflow. */
export function logaddexp2(a: PlainTerm, b: PlainTerm): Quantity<'one'> {
  const [x, y] = [plain(a, 'logaddexp2'), plain(b, 'logaddexp2')];
  return new Quantity(engine.div(logAddExp(engine.mul(x, Math.LN2), engine.mul(y, Math.LN2)), Math.LN2));
}

export function logAddExp(x: Operand, y: Operand): Operand {
  const [a, b] = [asFloat(x), asFloat(y)];
  const first = engine.ge(a, b);
  // The same one is the larger for the value and for the derivative, which so is right where they are equal.
  const [large, small] = [engine.select(first, a, b), engine.select(first, b, a)];
  const apart = engine.sub(small, large);
  const usual = engine.add(large, engine.log1p(engine.exp(apart)));
  // Two infinities of one sign have no difference.
  return engine.select(engine.isnan(apart), engine.add(a, b), usual);
}

/**
 * The derivative of samples along an axis: half the difference of the neighbours, at the ends the difference to one.
 */
export function gradient<D, S = 'one'>(x: Quantity<D>, spacing?: Like<S>, axis = -1): Quantity<Div<D, S>> {
  const steps = keeping(x, 'gradient', (m) =>
    slopes(m, engine.normaliseAxis(axis, engine.shapeOf(m).length, 'gradient')),
  );
  return spacing === undefined ? (steps as AnyQuantity) : wrap(arithmetic.div(steps, spacing as Term));
}

function slopes(x: Operand, axis: number): Operand {
  const whole = Array.from({ length: axis }, () => engine.slice());
  const part = (start?: number, stop?: number): Operand => engine.index(x, ...whole, engine.slice(start, stop));
  const inner = engine.mul(engine.sub(part(2), part(undefined, -2)), 0.5);
  return engine.concatenate([engine.sub(part(1, 2), part(0, 1)), inner, engine.sub(part(-1), part(-2, -1))], axis);
}
