import { fail } from '../core/error.js';
import {
  cast,
  dtypeOfTypedArray,
  floatDType,
  fromNested,
  isTraced,
  NDArray,
  type DType,
  type Nested,
  type Operand,
  type TypedArray,
} from '../engine/index.js';

/**
 * The mantissa that a person's value stands for. A number stays weak; nested arrays become float (or bool) unless
 * `dtype` says otherwise; typed arrays keep their dtype and are copied, since quantities are values.
 */
export function mantissaOf(value: unknown, dtype?: DType): Operand {
  const mantissa = read(value, dtype);
  if (dtype === undefined) return mantissa;
  return cast(mantissa, dtype);
}

function read(value: unknown, dtype: DType | undefined): Operand {
  if (typeof value === 'number' || value instanceof NDArray || isTraced(value)) return value;
  if (typeof value === 'boolean') return NDArray.scalar(Number(value), 'bool');
  if (Array.isArray(value)) {
    const nested = value as Nested<number | boolean>;
    return fromNested(nested, dtype ?? (holdsBooleans(nested) ? 'bool' : floatDType()));
  }
  if (ArrayBuffer.isView(value)) {
    const kind = dtypeOfTypedArray(value);
    if (kind !== undefined) {
      const data = (value as TypedArray).slice();
      return new NDArray([data.length], kind, data);
    }
  }
  const got = value === null ? 'null' : typeof value === 'object' ? value.constructor.name : typeof value;
  fail('unit/value', { got });
}

/** Whether all of them are: among numbers, true is 1. */
function holdsBooleans(nested: Nested<number | boolean>): boolean {
  const leaves = Array.isArray(nested) ? nested.flat(Infinity) : [nested];
  return leaves.length > 0 && leaves.every((leaf) => typeof leaf === 'boolean');
}
