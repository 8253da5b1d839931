import { fail } from '../core/error.js';
import { cast, dtypeOf, floatDType, isFloat, mul, type Operand } from '../engine/index.js';
import type { Dimension } from './dimension.js';
import { brief } from './display.js';
import { isUnit, ratio, unitless, type AnyUnit } from './unit.js';

/** A value and its unit: what a Quantity holds. */
export interface Measured {
  readonly mantissa: Operand;
  readonly unit: AnyUnit;
}

/** An operand of an operation: a quantity, a plain JavaScript number, or a unit, which stands for one of itself. */
export type Term = Measured | number | AnyUnit;

/** Names an operation for an error: `cannot {action} 4 mV and 3 ms`. */
export type Action = string;

/** A term with its unit; a plain number is dimensionless. */
export function measured(term: Term, operation: string): Measured {
  if (typeof term === 'number') return { mantissa: term, unit: unitless };
  if (typeof term === 'object' && term !== null && 'mantissa' in term && 'unit' in term) return term;
  if (isUnit(term)) return { mantissa: 1, unit: term };
  fail('unit/notQuantity', { operation, got: typeof term });
}

/** A dimension for an error: `voltage`; a plain number has none. */
export function showDimension(dimension: Dimension): string {
  return dimension.isOne ? 'a plain number' : dimension.name;
}

/** The mantissa counted in `unit`: one multiplication, and none where the size is the same. */
export function countedIn(x: Measured, unit: AnyUnit): Operand {
  return times(x.mantissa, ratio(x.unit, unit));
}

/** Integers become floats first: a dtype must not depend on which units meet. */
export function times(x: Operand, factor: number): Operand {
  if (factor === 1) return x;
  return typeof x === 'number' ? x * factor : mul(asFloat(x), factor);
}

/** A float array as it is, others cast to the configured float. */
export function asFloat(x: Operand): Operand {
  return typeof x === 'number' || isFloat(dtypeOf(x)) ? x : cast(x, floatDType());
}

/**
 * The operands of an operation on like quantities, counted in the unit of the first. Refuses unlike dimensions
 * before anything is computed.
 */
export function alike(a: Term, b: Term, action: Action): { x: Operand; y: Operand; unit: AnyUnit } {
  const [left, right] = requireAlike(a, b, action);
  const [x, y] = meet(a, left.mantissa, b, countedIn(right, left.unit));
  return { x, y, unit: left.unit };
}

/** Refuses terms of unlike dimensions, naming both. */
export function requireAlike(a: Term, b: Term, action: Action): [Measured, Measured] {
  const left = measured(a, action);
  const right = measured(b, action);
  if (left.unit.dimension === right.unit.dimension) return [left, right];
  const unit = left.unit.dimension.isOne ? right.unit : left.unit;
  const plainNumber = typeof a === 'number' || typeof b === 'number';
  fail('unit/mismatch', {
    action,
    a: brief(left),
    b: brief(right),
    dimA: showDimension(left.unit.dimension),
    dimB: showDimension(right.unit.dimension),
    ...(plainNumber ? { remedy: `give the number a unit: ${unit.symbol}(${brief(plainTerm(a, b))})` } : {}),
  });
}

function plainTerm(a: Term, b: Term): Measured {
  return measured(typeof a === 'number' ? a : b, '');
}

/**
 * Brings a weak *quantity* and an integer array together as floats. A plain JavaScript number is left to the
 * engine's own rule, by which integers stay integers.
 */
export function meet(a: Term, x: Operand, b: Term, y: Operand): [Operand, Operand] {
  const weak = (term: Term, value: Operand): boolean => typeof value === 'number' && typeof term !== 'number';
  if (weak(a, x) && typeof y !== 'number') return [x, asFloat(y)];
  if (weak(b, y) && typeof x !== 'number') return [asFloat(x), y];
  return [x, y];
}

/** The mantissa of a dimensionless term as a plain number; refuses any other. */
export function plain(term: Term, operation: string): Operand {
  const x = measured(term, operation);
  if (!x.unit.dimension.isOne) {
    fail('unit/dimensionless', { operation, value: brief(x), dim: x.unit.dimension.name, unit: x.unit.symbol });
  }
  return countedIn(x, unitless);
}
