import { fail } from '../core/error.js';
import { add, broadcastShapes, cast, mul, shapeOf, type FloatDType, type Operand, type Shape } from '../engine/index.js';
import { Quantity, unitless, type AnyQuantity, type AnyUnit, type Numeric } from '../unit/index.js';
import type { Seed } from './random-keys.js';
import { aDimension, showValue } from './show-value.js';

/** The shape of a draw: a length, or lengths of the axes. */
export type DrawSize = number | Shape;

/** What every draw can be told. */
export interface KeyOptions {
  /** A seed or key for this draw alone; the source does not move on then. A new key of the source unless given. */
  key?: Seed | undefined;
}

/** What a draw of floats can be told. */
export interface DrawOptions extends KeyOptions {
  /** The dtype of the numbers. The float of the configured precision unless given. */
  dtype?: FloatDType | undefined;
}

/** What a draw can be told whose shape may be that of its parameters. */
export interface SizeOptions extends KeyOptions {
  /** The shape. That of the parameters together unless given. */
  size?: DrawSize | undefined;
}

/** What a draw of floats can be told whose shape may be that of its parameters. */
export interface FloatOptions extends DrawOptions, SizeOptions {}

/** What draws with a scale can be told. */
export interface ScaleOptions<D> extends FloatOptions {
  /** What the numbers are multiplied by. 1 unless given. */
  scale?: Quantity<D> | undefined;
}

/** `ScaleOptions` without units. */
export interface PlainScaleOptions extends FloatOptions {
  scale?: number | undefined;
}

/** What draws with a place and a scale can be told; both in one dimension, or plain numbers. */
export interface NormalOptions<D> extends ScaleOptions<D> {
  /** The mean, or the middle of the distribution. 0 unless given. */
  loc?: Quantity<D> | undefined;
}

/** `NormalOptions` without units. */
export interface PlainNormalOptions extends PlainScaleOptions {
  loc?: number | undefined;
}

/** What `uniform` can be told; both in one dimension, or plain numbers. */
export interface UniformOptions<D> extends FloatOptions {
  /** The least value. 0 unless given. */
  low?: Quantity<D> | undefined;
  /** The bound, not reached. 1 unless given. */
  high?: Quantity<D> | undefined;
}

/** `UniformOptions` without units. */
export interface PlainUniformOptions extends FloatOptions {
  low?: number | undefined;
  high?: number | undefined;
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

/** Shape and options of a draw that takes the lengths of its axes one by one: `rand(2, 3, { key })`. */
export function shapeAndOptions(given: readonly (number | DrawOptions)[]): { shape: Shape; options: DrawOptions } {
  const last = given.at(-1);
  const options = typeof last === 'object' ? last : {};
  return { shape: checkedShape((typeof last === 'object' ? given.slice(0, -1) : given) as Shape), options };
}

/** `drawn * scale + loc`, of those that are given. */
export function scaled(drawn: Operand, loc: Operand | undefined, scale: Operand | undefined): Operand {
  const wide = scale === undefined ? drawn : mul(drawn, scale);
  return loc === undefined ? wide : add(wide, loc);
}

/** A float parameter without a unit, in the dtype of the draw. */
export function floatParameter(name: string, x: Numeric, dtype: FloatDType): Operand {
  return cast(plainParameter(name, x), dtype);
}

/** A parameter that is greater than 0 wherever that is known before the program runs. */
export function positive(name: string, x: Operand): Operand {
  const known = typeof x === 'number' ? [x] : 'data' in x ? x.data : [];
  for (const value of known) if (!(value > 0)) fail('random/positive', { name, value: showValue(value) });
  return x;
}
