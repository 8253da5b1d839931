import { fail } from '../../core/error.js';
import * as engine from '../../engine/index.js';
import type { Axes, Operand } from '../../engine/index.js';
import { folded } from '../arithmetic.js';
import { alike, asFloat, measured, plain, type Term } from '../measured.js';
import { Quantity, wrap, type AnyQuantity } from '../quantity.js';
import { converted } from '../reading.js';
import type { Pow } from '../types/dimension.js';
import type { Unit } from '../unit.js';
import { onPlain, type Like, type PlainTerm } from './terms.js';

// Plain numbers in, plain numbers out. A quantity with a dimension has to say in which unit its number is to be taken.

/** The unit in which the number of a quantity with a dimension is taken. */
export interface Scaling<D> {
  readonly unitToScale: Unit<D>;
}

/** Of a unit that is known at run time only. */
export type AnyScaling = Scaling<AnyQuantity['dim']>;

/**
 * A function of a plain number, or of the number of a quantity in a unit that is named: `exp(V, { unitToScale: mV })`.
 */
export interface PlainFunction {
  (x: PlainTerm): Quantity<'one'>;
  <D>(x: Quantity<D>, options: Scaling<D>): Quantity<'one'>;
}

/** The number of a term: of a plain one as it is, of another one in the unit that the options name. */
export function numberOf(x: Term, operation: string, options?: AnyScaling): Operand {
  if (options === undefined) return plain(x, operation);
  if (typeof x === 'number')
    fail('unit/scaleOfNumber', { operation, value: String(x), unit: options.unitToScale.symbol });
  return converted(measured(x, operation), options.unitToScale).mantissa;
}

/** A function of the table below. */
export function plainFunction(name: string, operation: (x: Operand) => Operand): PlainFunction {
  return (x: Term, options?: AnyScaling) => new Quantity<'one'>(operation(numberOf(x, name, options)));
}

/** e to the x. */
export const exp: PlainFunction = /* @__PURE__ */ plainFunction('exp', (x) => engine.exp(x));

/** 2 to the x. */
export const exp2: PlainFunction = /* @__PURE__ */ plainFunction('exp2', (x) => engine.pow(2, asFloat(x)));

/** `exp(x) - 1`, exact near zero. */
export const expm1: PlainFunction = /* @__PURE__ */ plainFunction('expm1', (x) => engine.expm1(x));

/** `(exp(x) - 1) / x`, 1 at zero, as exact near zero as elsewhere. */
export const exprel: PlainFunction = /* @__PURE__ */ plainFunction('exprel', (x) => engine.exprel(x));

/** The natural logarithm. */
export const log: PlainFunction = /* @__PURE__ */ plainFunction('log', (x) => engine.log(x));

/** The logarithm to base 10. */
export const log10: PlainFunction = /* @__PURE__ */ plainFunction('log10', (x) => engine.div(engine.log(x), Math.LN10));

/** The logarithm to base 2. */
export const log2: PlainFunction = /* @__PURE__ */ plainFunction('log2', (x) => engine.div(engine.log(x), Math.LN2));

/** `log(1 + x)`, exact near zero. */
export const log1p: PlainFunction = /* @__PURE__ */ plainFunction('log1p', (x) => engine.log1p(x));

/** The sine. */
export const sin: PlainFunction = /* @__PURE__ */ plainFunction('sin', (x) => engine.sin(x));

/** The cosine. */
export const cos: PlainFunction = /* @__PURE__ */ plainFunction('cos', (x) => engine.cos(x));

/** The tangent. */
export const tan: PlainFunction = /* @__PURE__ */ plainFunction('tan', (x) => engine.tan(x));

/** The angle of this sine, from -pi/2 to pi/2. */
export const arcsin: PlainFunction = /* @__PURE__ */ plainFunction('arcsin', (x) => engine.asin(x));

/** The angle of this cosine, from 0 to pi. */
export const arccos: PlainFunction = /* @__PURE__ */ plainFunction('arccos', (x) => engine.acos(x));

/** The angle of this tangent, from -pi/2 to pi/2. */
export const arctan: PlainFunction = /* @__PURE__ */ plainFunction('arctan', (x) => engine.atan(x));

/** The hyperbolic sine. */
export const sinh: PlainFunction = /* @__PURE__ */ plainFunction('sinh', (x) => engine.sinh(x));

/** The hyperbolic cosine. */
export const cosh: PlainFunction = /* @__PURE__ */ plainFunction('cosh', (x) => engine.cosh(x));

/** The hyperbolic tangent. */
export const tanh: PlainFunction = /* @__PURE__ */ plainFunction('tanh', (x) => engine.tanh(x));

/** The number of this hyperbolic sine. */
export const arcsinh: PlainFunction = /* @__PURE__ */ plainFunction('arcsinh', (x) => engine.asinh(x));

/** The number of 0 or more of this hyperbolic cosine. */
export const arccosh: PlainFunction = /* @__PURE__ */ plainFunction('arccosh', (x) => engine.acosh(x));

/** The number of this hyperbolic tangent. */
export const arctanh: PlainFunction = /* @__PURE__ */ plainFunction('arctanh', (x) => engine.atanh(x));

/** `sin(pi x) / (pi x)`, 1 at zero. */
export const sinc: PlainFunction = /* @__PURE__ */ plainFunction('sinc', (x) => {
  const angle = engine.mul(asFloat(x), Math.PI);
  const atZero = engine.eq(angle, 0);
  const safe = engine.select(atZero, 1, angle);
  return engine.select(atZero, 1, engine.div(engine.sin(safe), safe));
});

/** Radians of an angle in degrees. */
export const deg2rad: PlainFunction = /* @__PURE__ */ plainFunction('deg2rad', (x) =>
  engine.mul(asFloat(x), Math.PI / 180),
);

/** Degrees of an angle in radians. */
export const rad2deg: PlainFunction = /* @__PURE__ */ plainFunction('rad2deg', (x) =>
  engine.mul(asFloat(x), 180 / Math.PI),
);

/** As `deg2rad`. */
export const radians: PlainFunction = deg2rad;

/** As `rad2deg`. */
export const degrees: PlainFunction = rad2deg;

/** The error function. */
export const erf: PlainFunction = /* @__PURE__ */ plainFunction('erf', (x) => engine.erf(x));

/** One less the error function, exact where that is near 1. */
export const erfc: PlainFunction = /* @__PURE__ */ plainFunction('erfc', (x) => engine.erfc(x));

/** The number of this error function. */
export const erfinv: PlainFunction = /* @__PURE__ */ plainFunction('erfinv', (x) => engine.erfinv(x));

// ---- of two numbers

/** A function of two plain numbers, or of the numbers of two like quantities in a unit that is named. */
export interface PlainFunction2 {
  (x: PlainTerm, y: PlainTerm): Quantity<'one'>;
  <D>(x: Quantity<D>, y: Quantity<D>, options: Scaling<D>): Quantity<'one'>;
}

function plainFunction2(name: string, operation: (x: Operand, y: Operand) => Operand): PlainFunction2 {
  return (x: Term, y: Term, options?: AnyScaling) =>
    new Quantity<'one'>(operation(numberOf(x, name, options), numberOf(y, name, options)));
}

/** The angle of the point (x, y), from -pi to pi: `arctan2(y, x)`. */
export const arctan2: PlainFunction2 = /* @__PURE__ */ plainFunction2('arctan2', (y, x) => engine.atan2(y, x));

/** `sqrt(x^2 + y^2)`, where the squares would be too large or too small as well. */
export const hypot: PlainFunction2 = /* @__PURE__ */ plainFunction2('hypot', (x, y) => {
  const [a, b] = [engine.abs(asFloat(x)), engine.abs(asFloat(y))];
  const [long, short] = [engine.maximum(a, b), engine.minimum(a, b)];
  const none = engine.eq(long, 0);
  const share = engine.div(short, engine.select(none, 1, long));
  const length = engine.mul(long, engine.sqrt(engine.add(1, engine.mul(share, share))));
  return engine.select(engine.logicalOr(none, engine.eq(long, Infinity)), long, length);
});

/** How rows and columns of samples are read. */
export interface CovarianceOptions {
  /** Whether rows are the variables. True by default. */
  readonly rowvar?: boolean;
  /** Subtracted from the number of samples. 1 by default. */
  readonly ddof?: number;
}

/** Samples as a matrix of one row for each variable, those of `y` below those of `x`. */
function variables(x: Operand, y: Operand | undefined, rowvar: boolean): Operand {
  const rows = (m: Operand): Operand => {
    const matrix = engine.shapeOf(m).length < 2 ? engine.reshape(m, [1, -1]) : m;
    return rowvar || engine.shapeOf(m).length < 2 ? matrix : engine.transpose(matrix);
  };
  return y === undefined ? rows(x) : engine.concatenate([rows(x), rows(y)], 0);
}

function covariances(samples: Operand, ddof: number): Operand {
  const [rows, n] = engine.shapeOf(samples);
  const apart = engine.sub(samples, engine.reshape(engine.mean(samples, 1), [rows, 1]));
  return engine.div(engine.matmul(apart, engine.transpose(apart)), n - ddof);
}

/** A matrix of one row and column is a number. */
function squeezed(matrix: Operand): Operand {
  return engine.shapeOf(matrix)[0] === 1 ? engine.reshape(matrix, []) : matrix;
}

/**
 * The covariances of variables, of which the rows are samples; of one variable its variance. In the unit of the first,
 * squared.
 */
export function cov<D = 'one'>(
  x: Like<D>,
  y?: Like<NoInfer<D>>,
  { rowvar = true, ddof = 1 }: CovarianceOptions = {},
): Quantity<Pow<D, 2>> {
  const { mantissa, unit } = measured(x as Term, 'cov');
  const other = y === undefined ? undefined : asFloat(alike(x as Term, y as Term, 'take the covariance of').y);
  const matrix = covariances(variables(asFloat(engine.toValue(mantissa)), other, rowvar), ddof);
  return wrap(folded(squeezed(matrix), unit.pow(2)));
}

/** The correlation coefficients of variables, of which the rows are samples. */
export function corrcoef(x: PlainTerm, y?: PlainTerm, options?: { readonly rowvar?: boolean }): Quantity<'one'>;
export function corrcoef<D>(
  x: Quantity<D>,
  y: Quantity<D> | undefined,
  options: { readonly rowvar?: boolean } & Scaling<D>,
): Quantity<'one'>;
export function corrcoef(
  x: Term,
  y?: Term,
  options: { readonly rowvar?: boolean } & Partial<AnyScaling> = {},
): Quantity<'one'> {
  const { rowvar = true, unitToScale } = options;
  const scaling = unitToScale === undefined ? undefined : { unitToScale };
  const number = (term: Term): Operand => asFloat(engine.toValue(numberOf(term, 'corrcoef', scaling)));
  const matrix = covariances(variables(number(x), y === undefined ? undefined : number(y), rowvar), 1);
  const [n] = engine.shapeOf(matrix);
  const own = Int32Array.from({ length: n }, (_, i) => i * (n + 1));
  const deviations = engine.sqrt(engine.take(engine.reshape(matrix, [n * n]), own, 0));
  const scaled = engine.div(engine.div(matrix, engine.reshape(deviations, [n, 1])), engine.reshape(deviations, [1, n]));
  return new Quantity(squeezed(engine.clip(scaled, -1, 1)));
}

/** `log(sum(exp(x)))` along axes, or of all elements; it does not overflow. */
export function logsumexp(x: Quantity<'one'>, axes?: Axes): Quantity<'one'> {
  return onPlain(x, 'logsumexp', (m) => engine.logsumexp(m, axes));
}

// ---- bits of integers

/** A function of integers, bit by bit; arrays of int32 or uint32, of which one may be a number. */
export type BitFunction = (a: PlainTerm, b: PlainTerm) => Quantity<'one'>;

function bitFunction(name: string, operation: (x: Operand, y: Operand) => Operand): BitFunction {
  return (a, b) => new Quantity<'one'>(operation(plain(a, name), plain(b, name)));
}

/** The bits that both have. */
export const bitwiseAnd: BitFunction = /* @__PURE__ */ bitFunction('bitwiseAnd', (a, b) => engine.bitAnd(a, b));

/** The bits that either has. */
export const bitwiseOr: BitFunction = /* @__PURE__ */ bitFunction('bitwiseOr', (a, b) => engine.bitOr(a, b));

/** The bits that one of the two has. */
export const bitwiseXor: BitFunction = /* @__PURE__ */ bitFunction('bitwiseXor', (a, b) => engine.bitXor(a, b));

/** The bits that it does not have. */
export function bitwiseNot(a: Quantity<'one'>): Quantity<'one'> {
  return onPlain(a, 'bitwiseNot', engine.bitNot);
}

/** As `bitwiseNot`. */
export const invert: typeof bitwiseNot = bitwiseNot;

/** `a << b`; 0 where b is not from 0 to 31. */
export const leftShift: BitFunction = /* @__PURE__ */ bitFunction('leftShift', (a, b) => engine.shiftLeft(a, b));

/** `a >> b`, which keeps the sign of an int32. */
export const rightShift: BitFunction = /* @__PURE__ */ bitFunction('rightShift', (a, b) => engine.shiftRight(a, b));
