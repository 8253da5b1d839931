// What `u` holds: the units, the class, the mathematics. One page lists it.
export * from './generated/units.js';
export { Dimension } from './dimension.js';
export { abstractRepr } from './display.js';
export type { AxisIndex, Index } from './indexing.js';
export { slice } from '../engine/index.js';
export * as math from './math.js';
export {
  getMantissa,
  getUnit,
  isQuantity,
  Quantity,
  type AnyQuantity,
  type BoolQuantity,
  type Numeric,
  type NumericArray,
  type Plain,
} from './quantity.js';
export { isUnit, unitless, type AnyUnit, type Unit } from './unit.js';
