import { fail } from '../core/error.js';
import { broadcastShapes, shapeOf, type FloatDType, type Operand, type Shape } from '../engine/index.js';
import { Quantity, unitless, type AnyQuantity, type AnyUnit, type Numeric } from '../unit/index.js';
import { aDimension, showValue } from './show-value.js';

/** The shape of a draw: a length, or lengths of the axes. */
export type DrawSize = number | Shape;

/** What a draw can be told. */
export interface DrawOptions {
  /** The dtype of the numbers. The float of the configured precision unless given. */
  dtype?: FloatDType | undefined;
}

/** What a draw can be told whose shape may be that of its parameters. */
export interface SizeOptions {
  /** The shape. That of the parameters together unless given. */
  size?: DrawSize | undefined;
}

export type Parameter = Quantity<unknown> | number | undefined;

/** Parameters as numbers of one unit: that of the first that has one. A plain number is taken to be in it. */
export function inOneUnit(...named: readonly (readonly [string, Parameter])[]): {
  unit: AnyUnit;
  values: (Operand | undefined)[];
} {
  const first = named.find(([, x]) => x instanceof Quantity)?.[1] as AnyQuantity | undefined;
  const unit: AnyUnit = first === undefined ? unitless : first.unit;
  const values = named.map(([name, x]) => {
    if (!(x instanceof Quantity)) return x;
    if (x.dim !== unit.dim) fail('random/unit', { name, wants: aDimension(String(unit.dim)), value: showValue(x) });
    return (x as AnyQuantity).in(unit).mantissa;
  });
  return { unit, values };
}

/** A parameter without a unit. */
export function plainParameter(name: string, x: Numeric): Operand {
  if (x instanceof Quantity && !x.unit.isUnitless) {
    fail('random/unit', { name, wants: 'a plain number', value: showValue(x) });
  }
  return new Quantity(x).mantissa;
}

/** An integer parameter. */
export function integerParameter(name: string, x: Numeric): Operand {
  const value = plainParameter(name, x);
  if (typeof value === 'number' || !Array.isArray(x)) return value;
  const items = (x as readonly unknown[]).flat(Infinity);
  if (!items.every((item) => Number.isInteger(item))) fail('random/integers', { name, value: showValue(x) });
  return new Quantity(x as Numeric, undefined, 'int32').mantissa;
}

/** A probability: where it is known before the program runs, from 0 to 1. */
export function probability(name: string, x: Numeric): Operand {
  const value = plainParameter(name, x);
  const known = typeof value === 'number' ? [value] : 'data' in value ? value.data : [];
  for (const p of known) if (!(p >= 0 && p <= 1)) fail('random/probability', { name, value: showValue(p) });
  return value;
}

export function drawShape(size: DrawSize | undefined, ...parameters: readonly Operand[]): Shape {
  if (size === undefined) return broadcastShapes(parameters.map(shapeOf), 'random');
  return checkedShape(typeof size === 'number' ? [size] : size);
}

export function checkedShape(shape: Shape): Shape {
  if (!Array.isArray(shape) || !shape.every((n) => Number.isSafeInteger(n) && n >= 0)) {
    fail('random/shape', { value: showValue(shape) });
  }
  return [...shape];
}
