import { fail } from '../core/error.js';
import * as engine from '../engine/index.js';
import type { Axes, Operand } from '../engine/index.js';
import { brief } from './display.js';
import { alike, asFloat, measured, meet, plain, times, type Measured, type Term } from './measured.js';
import { isUnit, unitless, type AnyUnit } from './unit.js';

/** An operation of the engine on one or two operands. */
type Unary = (x: Operand) => Operand;
type Binary = (x: Operand, y: Operand) => Operand;

/** Operations on like quantities; the result is in the unit of the first. */
function likeQuantities(operation: Binary, action: string): (a: Term, b: Term) => Measured {
  return (a, b) => {
    const { x, y, unit } = alike(a, b, action);
    return { mantissa: operation(x, y), unit };
  };
}

/** Comparisons of like quantities: dimensionless bools. */
function comparison(operation: Binary): (a: Term, b: Term) => Measured {
  return (a, b) => {
    const { x, y } = alike(a, b, 'compare');
    return { mantissa: operation(x, y), unit: unitless };
  };
}

function keepingUnit(operation: Unary): (a: Measured) => Measured {
  return (a) => ({ mantissa: operation(a.mantissa), unit: a.unit });
}

export const add = likeQuantities(engine.add, 'add');
export const sub = likeQuantities(engine.sub, 'subtract');
export const minimum = likeQuantities(engine.minimum, 'take the minimum of');
export const maximum = likeQuantities(engine.maximum, 'take the maximum of');

export const mod = likeQuantities(engine.mod, 'take the remainder of');
export const rem = likeQuantities(engine.rem, 'take the remainder of');

/** `floor(a / b)` of like quantities, dimensionless. What `mod` leaves is taken off first, so that `a = b * whole + rest`. */
export function floorDiv(a: Term, b: Term): Measured {
  const { x, y } = alike(a, b, 'divide to a whole number');
  const whole = engine.sub(x, engine.mod(x, y));
  const dtype = engine.dtypeOf(whole);
  if (engine.isFloat(dtype)) return { mantissa: engine.round(engine.div(whole, y)), unit: unitless };
  const quotient = engine.div(engine.cast(whole, 'float64'), engine.cast(y, 'float64'));
  return { mantissa: engine.cast(engine.round(quotient), dtype), unit: unitless };
}

/** `x` within bounds, of which either may be left open; in its own unit. */
export function clip(x: Term, low: Term | undefined, high: Term | undefined): Measured {
  const above = low === undefined ? x : maximum(x, low);
  return measured(high === undefined ? above : minimum(above, high), 'clip');
}

export const gt = comparison(engine.gt);
export const ge = comparison(engine.ge);
export const lt = comparison(engine.lt);
export const le = comparison(engine.le);
export const eq = comparison(engine.eq);
export const ne = comparison(engine.ne);

export const neg = keepingUnit(engine.neg);
export const abs = keepingUnit(engine.abs);

export function mul(a: Term, b: Term): Measured {
  const left = measured(a, 'mul');
  const right = measured(b, 'mul');
  // A unit counts nothing: the elements stay as they are, integers too.
  if (isUnit(b)) return folded(left.mantissa, left.unit.mul(b));
  if (isUnit(a)) return folded(right.mantissa, a.mul(right.unit));
  const [x, y] = meet(a, left.mantissa, b, right.mantissa);
  return folded(engine.mul(x, y), combined(a, b, left.unit, right.unit, 'mul'));
}

export function div(a: Term, b: Term): Measured {
  const left = measured(a, 'div');
  const right = measured(b, 'div');
  if (isUnit(b)) return folded(left.mantissa, left.unit.div(b));
  const [x, y] = meet(a, left.mantissa, b, right.mantissa);
  return folded(engine.div(x, y), combined(a, b, left.unit, right.unit, 'div'));
}

function combined(a: Term, b: Term, left: AnyUnit, right: AnyUnit, operation: 'mul' | 'div'): AnyUnit {
  if (typeof b === 'number') return left;
  if (typeof a === 'number' && operation === 'mul') return right;
  return left[operation](right);
}

/** A result without a dimension becomes a plain number: mV / V is not kept as a thousandth of something. */
export function folded(mantissa: Operand, unit: AnyUnit): Measured {
  if (!unit.dimension.isOne) return { mantissa, unit };
  return { mantissa: times(mantissa, unit.magnitude), unit: unitless };
}

/** A power, which the unit must know before anything runs; of a plain number any power. */
export function pow(a: Measured, n: number): Measured {
  const unit = unitToPower(a, n);
  if (Number.isInteger(n)) return folded(engine.integerPow(a.mantissa, n), unit);
  if (!Number.isInteger(2 * n)) return folded(engine.pow(asFloat(a.mantissa), n), unit);
  const root = engine.sqrt(a.mantissa);
  return folded(n === 0.5 ? root : engine.integerPow(root, 2 * n), unit);
}

/** The unit of a power; refuses one that is not made of whole and half exponents. */
export function unitToPower(a: Measured, n: number): AnyUnit {
  const { dimension } = a.unit;
  if (typeof n !== 'number' || !Number.isFinite(n) || !dimension.exponents.every((e) => Number.isInteger(2 * e * n))) {
    fail('unit/power', { value: brief(a), exponent: String(n) });
  }
  return a.unit.pow(n);
}

/** The product along axes; the unit is raised to the number of factors. */
export function prod({ mantissa, unit }: Measured, axes: Axes): Measured {
  const product = engine.prod(mantissa, axes);
  const [all, left] = [mantissa, product].map((x) => engine.sizeOf(engine.shapeOf(x)));
  const factors = left > 0 ? all / left : factorsOf(engine.shapeOf(mantissa), axes);
  return folded(product, unit.pow(factors));
}

/** How many factors each element of a product has, where there is no element to count by. */
function factorsOf(shape: engine.Shape, axes: Axes): number {
  const reduced = axes === undefined ? [...shape.keys()] : typeof axes === 'number' ? [axes] : axes;
  return engine.sizeOf(reduced.map((axis) => shape[engine.normaliseAxis(axis, shape.length, 'prod')]));
}

export function sqrt(a: Measured): Measured {
  return pow(a, 0.5);
}

/** An operation whose argument and result are plain numbers: exp, log, … */
export function onPlain(name: string, operation: Unary): (a: Term) => Measured {
  return (a) => ({ mantissa: operation(plain(a, name)), unit: unitless });
}

/** `condition ? a : b`; a condition that is not bool holds where it is not zero. */
export function select(condition: Term, a: Term, b: Term): Measured {
  const mask = plain(condition, 'where');
  const { x, y, unit } = alike(a, b, 'choose between');
  const bool = engine.dtypeOf(mask) === 'bool' ? mask : engine.ne(mask, 0);
  return { mantissa: engine.select(bool, x, y), unit };
}

/** Arrays joined by `join`, all counted in the unit of the first. */
export function joined(items: readonly Measured[], action: string, join: (xs: Operand[]) => Operand): Measured {
  if (items.length === 0) fail('unit/empty', { operation: action });
  const [first] = items;
  const mantissas = items.map((item) => (item === first ? first.mantissa : alike(first, item, action).y));
  const weak = mantissas.some((x) => typeof x === 'number');
  return { mantissa: join(weak ? mantissas.map(asFloat) : mantissas), unit: first.unit };
}
