import { NDArray } from '../engine/index.js';
import type { AnyQuantity } from '../unit/index.js';

/** The numbers of a quantity that are known now, in its own unit: none of a traced one. */
export function knownNumbers({ mantissa }: AnyQuantity): readonly number[] {
  if (typeof mantissa === 'number') return [mantissa];
  return mantissa instanceof NDArray ? Array.from(mantissa.data) : [];
}
