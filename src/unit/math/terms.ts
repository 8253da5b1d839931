import * as engine from '../../engine/index.js';
import type { Operand, Shape } from '../../engine/index.js';
import { measured, plain, type Term } from '../measured.js';
import { Quantity, wrap, type AnyQuantity, type Plain } from '../quantity.js';

/** A quantity of dimension D; where D is dimensionless, a plain number too. */
export type Like<D> = Quantity<D> | Plain<D>;

/** A dimensionless quantity or a plain number. */
export type PlainTerm = Quantity<'one'> | number;

/** The unit and shape stay behind; a caller's signature says of which dimension the result is. */
export function keeping(x: unknown, operation: string, run: (mantissa: Operand) => Operand): AnyQuantity {
  const { mantissa, unit } = measured(x as Term, operation);
  return wrap({ mantissa: run(mantissa), unit });
}

/** The unit goes: the result is dimensionless. */
export function dropping(x: unknown, operation: string, run: (mantissa: Operand) => Operand): Quantity<'one'> {
  return new Quantity(run(measured(x as Term, operation).mantissa));
}

/** The argument and the result are plain numbers. */
export function onPlain(x: unknown, operation: string, run: (mantissa: Operand) => Operand): Quantity<'one'> {
  return new Quantity(run(plain(x as Term, operation)));
}

export function mantissaOf(x: unknown, operation: string): Operand {
  return measured(x as Term, operation).mantissa;
}

/** `3` is the shape `[3]`. */
export function shapeFrom(shape: Shape | number): Shape {
  return typeof shape === 'number' ? [shape] : shape;
}

/** The number of elements of a quantity or a number. */
export function countOf(x: Operand): number {
  return engine.sizeOf(engine.shapeOf(x));
}

/** An axis counted from the front; refuses one that is not there. */
export function axisOf(axis: number, rank: number, operation: string): number {
  return engine.normaliseAxis(axis, rank, operation);
}
