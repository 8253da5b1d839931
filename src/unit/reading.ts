import { fail } from '../core/error.js';
import { showShape } from '../core/print.js';
import {
  elementsOf,
  isTraced,
  shapeOf,
  sizeOf,
  toNDArray,
  type DType,
  type NDArray,
  type TypedArray,
} from '../engine/index.js';
import { abstractRepr, brief } from './display.js';
import { countedIn, showDimension, type Measured } from './measured.js';
import { isUnit, unitless, type AnyUnit } from './unit.js';

/** Numbers or booleans, nested as deep as the array has axes. */
export type NestedValues = number | boolean | NestedValues[];

/** The mantissa as a concrete array; refuses a traced one. */
export function concrete(x: Measured, operation: string): NDArray {
  if (isTraced(x.mantissa)) {
    const remedy = 'return it from the function and read it afterwards';
    fail('unit/traced', { operation, value: abstractRepr(x), remedy });
  }
  return toNDArray(x.mantissa);
}

/** The same quantity counted in `unit`; refuses another dimension. */
export function converted(x: Measured, unit: AnyUnit): Measured {
  if (!isUnit(unit)) fail('unit/notUnit', { got: typeof unit });
  if (x.unit.dimension !== unit.dimension) {
    fail('unit/convert', {
      value: brief(x),
      unit: unit.symbol,
      dimA: showDimension(x.unit.dimension),
      dimB: showDimension(unit.dimension),
    });
  }
  return { mantissa: countedIn(x, unit), unit };
}

/** Plain numbers counted in `unit`: one number for a scalar, else a typed array. */
export function toDecimal(x: Measured, unit: AnyUnit): number | TypedArray {
  const { mantissa } = converted(x, unit);
  if (typeof mantissa === 'number') return mantissa;
  const array = concrete({ mantissa, unit }, 'toDecimal()');
  return array.shape.length === 0 ? array.data[0] : elementsOf(array);
}

/** The only element as a plain number. */
export function item(x: Measured, unit: AnyUnit | undefined): number {
  const shape = shapeOf(x.mantissa);
  if (sizeOf(shape) !== 1) fail('unit/item', { value: brief(x), shape: showShape(shape) });
  // A traced value has no number in any unit.
  if (typeof x.mantissa !== 'number') concrete(x, 'item()');
  if (unit === undefined && !x.unit.dimension.isOne) fail('unit/itemUnit', { value: brief(x), unit: x.unit.symbol });
  const { mantissa } = converted(x, unit ?? unitless);
  return typeof mantissa === 'number' ? mantissa : concrete({ mantissa, unit: x.unit }, 'item()').data[0];
}

export function toTypedArray(x: Measured, unit: AnyUnit | undefined): TypedArray {
  return elementsOf(concrete(unit === undefined ? x : converted(x, unit), 'toTypedArray()'));
}

export function toArray(x: Measured, unit: AnyUnit | undefined): NestedValues {
  const counted = unit === undefined ? x : converted(x, unit);
  if (typeof counted.mantissa === 'number') return counted.mantissa;
  const { data, shape, dtype } = concrete(counted, 'toArray()');
  return nest(data, shape, dtype);
}

function nest(data: TypedArray, shape: readonly number[], dtype: DType): NestedValues {
  const [n, ...rest] = shape;
  if (n === undefined) return dtype === 'bool' ? data[0] !== 0 : data[0];
  const step = sizeOf(rest);
  return Array.from({ length: n }, (_, i) => nest(data.subarray(i * step, (i + 1) * step), rest, dtype));
}
