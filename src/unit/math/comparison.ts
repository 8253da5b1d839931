import * as engine from '../../engine/index.js';
import type { Axes, Operand } from '../../engine/index.js';
import * as arithmetic from '../arithmetic.js';
import { alike, asFloat, measured, plain, type Measured, type Term } from '../measured.js';
import { bools, Quantity, type AnyQuantity, type BoolQuantity } from '../quantity.js';
import { unitless } from '../unit.js';
import { isNegative } from './elementwise.js';
import { dropping, type Like, type PlainTerm } from './terms.js';

// The unit goes. Comparisons want one dimension; logic wants none.

/** `a == b`, element by element. */
export function equal<D = 'one'>(a: Like<D>, b: Like<D>): BoolQuantity {
  return bools(arithmetic.eq(a as Term, b as Term));
}

/** `a != b`, element by element. */
export function notEqual<D = 'one'>(a: Like<D>, b: Like<D>): BoolQuantity {
  return bools(arithmetic.ne(a as Term, b as Term));
}

/** `a > b`, element by element. */
export function greater<D = 'one'>(a: Like<D>, b: Like<D>): BoolQuantity {
  return bools(arithmetic.gt(a as Term, b as Term));
}

/** `a >= b`, element by element. */
export function greaterEqual<D = 'one'>(a: Like<D>, b: Like<D>): BoolQuantity {
  return bools(arithmetic.ge(a as Term, b as Term));
}

/** `a < b`, element by element. */
export function less<D = 'one'>(a: Like<D>, b: Like<D>): BoolQuantity {
  return bools(arithmetic.lt(a as Term, b as Term));
}

/** `a <= b`, element by element. */
export function lessEqual<D = 'one'>(a: Like<D>, b: Like<D>): BoolQuantity {
  return bools(arithmetic.le(a as Term, b as Term));
}

/** How near is near. */
export interface NearOptions<D> {
  /** Relative to the second: 1e-5 by default. */
  readonly rtol?: number;
  /** Absolute: by default 1e-8 of the unit of the first. */
  readonly atol?: Like<D>;
  /** Whether NaN is near NaN. False by default. */
  readonly equalNaN?: boolean;
}

function near(
  a: unknown,
  b: unknown,
  { rtol = 1e-5, atol, equalNaN = false }: NearOptions<AnyQuantity['dim']>,
): Operand {
  const { x, y, unit } = alike(a as Term, b as Term, 'compare');
  const absolute = atol === undefined ? 1e-8 : alike({ mantissa: 1, unit }, atol as Term, 'compare').y;
  const [left, right] = [asFloat(x), asFloat(y)];
  const within = engine.le(
    engine.abs(engine.sub(left, right)),
    engine.add(absolute, engine.mul(engine.abs(right), rtol)),
  );
  // An infinity is near itself alone.
  const close = engine.logicalOr(
    engine.eq(left, right),
    engine.logicalAnd(within, engine.logicalAnd(engine.isfinite(left), engine.isfinite(right))),
  );
  return equalNaN ? engine.logicalOr(close, engine.logicalAnd(engine.isnan(left), engine.isnan(right))) : close;
}

/** `|a - b| <= atol + rtol * |b|`, element by element. */
export function isclose<D = 'one'>(a: Like<D>, b: Like<D>, options: NearOptions<NoInfer<D>> = {}): BoolQuantity {
  return bools({ mantissa: near(a, b, options as NearOptions<AnyQuantity['dim']>), unit: unitless });
}

/** Whether `isclose` holds everywhere. */
export function allclose<D = 'one'>(a: Like<D>, b: Like<D>, options: NearOptions<NoInfer<D>> = {}): BoolQuantity {
  return bools({ mantissa: engine.all(near(a, b, options as NearOptions<AnyQuantity['dim']>)), unit: unitless });
}

/** Whether shapes and elements are the same, counted in one unit; `equalNaN` takes NaN for equal to NaN. */
export function arrayEqual<D = 'one'>(
  a: Like<D>,
  b: Like<D>,
  { equalNaN = false }: { readonly equalNaN?: boolean } = {},
): BoolQuantity {
  const { x, y } = alike(a as Term, b as Term, 'compare');
  if (!engine.sameShape(engine.shapeOf(x), engine.shapeOf(y))) return new Quantity(false) as unknown as BoolQuantity;
  const same = engine.eq(x, y);
  const both = equalNaN ? engine.logicalOr(same, engine.logicalAnd(engine.isnan(x), engine.isnan(y))) : same;
  return bools({ mantissa: engine.all(both), unit: unitless });
}

// ---- what a number is

/** Where it is NaN. */
export function isnan(x: AnyQuantity | number): BoolQuantity {
  return asked(x, 'isnan', engine.isnan);
}

/** Where it is infinite, of either sign. */
export function isinf(x: AnyQuantity | number): BoolQuantity {
  return asked(x, 'isinf', engine.isinf);
}

/** Where it is neither infinite nor NaN. */
export function isfinite(x: AnyQuantity | number): BoolQuantity {
  return asked(x, 'isfinite', engine.isfinite);
}

/** Whether the sign is minus, that of -0 too. */
export function signbit(x: AnyQuantity | number): BoolQuantity {
  return asked(x, 'signbit', isNegative);
}

function asked(x: Term, operation: string, ask: (m: Operand) => Operand): BoolQuantity {
  return bools({ mantissa: ask(measured(x, operation).mantissa), unit: unitless });
}

/** -1, 0 or 1, dimensionless. */
export function sign(x: AnyQuantity | number): Quantity<'one'> {
  return dropping(x, 'sign', engine.sign);
}

/** 0 of what is negative, 1 of what is positive, and `atZero`, a plain number, between. */
export function heaviside(x: AnyQuantity | number, atZero: PlainTerm): Quantity<'one'> {
  const middle = plain(atZero, 'heaviside');
  return dropping(x, 'heaviside', (m) => {
    const value = asFloat(m);
    const step = engine.select(engine.lt(value, 0), 0, engine.select(engine.eq(value, 0), middle, 1));
    return engine.select(engine.isnan(value), value, step);
  });
}

// ---- logic

/** Whether any along axes is true, or not 0. Plain numbers only: what is zero of a temperature is a matter of taste. */
export function any(x: Quantity<'one'>, axes?: Axes): BoolQuantity {
  return bools({ mantissa: engine.any(plain(x, 'any'), axes), unit: unitless });
}

/** Whether all along axes are true, or not 0. Plain numbers only. */
export function all(x: Quantity<'one'>, axes?: Axes): BoolQuantity {
  return bools({ mantissa: engine.all(plain(x, 'all'), axes), unit: unitless });
}

/** As `all`. */
export const alltrue: typeof all = all;

/** As `any`. */
export const sometrue: typeof any = any;

function truth(x: unknown, operation: string): Operand {
  const value = engine.toValue(plain(x as Term, operation));
  return value.dtype === 'bool' ? value : engine.ne(value, 0);
}

function logic(
  operation: string,
  of: (x: Operand, y: Operand) => Operand,
): (a: PlainTerm, b: PlainTerm) => BoolQuantity {
  return (a, b) => {
    const result: Measured = { mantissa: of(truth(a, operation), truth(b, operation)), unit: unitless };
    return bools(result);
  };
}

/** Both; a number is true where it is not 0. */
export const logicalAnd: (a: PlainTerm, b: PlainTerm) => BoolQuantity = /* @__PURE__ */ logic('logicalAnd', (x, y) =>
  engine.logicalAnd(x, y),
);

/** Either; a number is true where it is not 0. */
export const logicalOr: (a: PlainTerm, b: PlainTerm) => BoolQuantity = /* @__PURE__ */ logic('logicalOr', (x, y) =>
  engine.logicalOr(x, y),
);

/** One of the two; a number is true where it is not 0. */
export const logicalXor: (a: PlainTerm, b: PlainTerm) => BoolQuantity = /* @__PURE__ */ logic('logicalXor', (x, y) =>
  engine.logicalXor(x, y),
);

/** The opposite; a number is true where it is not 0. */
export function logicalNot(a: PlainTerm): BoolQuantity {
  return bools({ mantissa: engine.logicalNot(truth(a, 'logicalNot')), unit: unitless });
}
