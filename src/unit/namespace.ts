// What `u` holds: the units, the class, the mathematics. One page lists it.
export * from './generated/units.js';
export * from './celsius.js';
export * as constants from './constants.js';
export { Dimension } from './dimension.js';
export { abstractRepr, type DisplayOptions } from './display.js';
export type { AxisIndex, Index } from './indexing.js';
export { slice } from '../engine/index.js';
export { expr } from './expr/expr.js';
export { getDimension, type ExponentsByName } from './get-dimension.js';
export { nameDimension } from './name-dimension.js';
export * as autograd from './autograd.js';
export { assignUnits, checkDims, checkUnits, sameAs } from './checks.js';
export * as math from './math/index.js';
export { parseUnit } from './parse.js';
export {
  arrayWithUnit,
  assertQuantity,
  failForDimensionMismatch,
  failForUnitMismatch,
  getDim,
  getMagnitude,
  getMantissa,
  getUnit,
  hasSameUnit,
  haveSameDim,
  inUnit,
  isDimensionless,
  isScalarType,
  isUnitless,
  maybeDecimal,
  splitMantissaUnit,
  toDecimal,
  unitScaleAlignToFirst,
  type HasUnit,
} from './getters.js';
export {
  isQuantity,
  Quantity,
  type AnyQuantity,
  type BoolQuantity,
  type Numeric,
  type NumericArray,
  type Plain,
} from './quantity.js';
export { isUnit, Unit, unitless, type AnyUnit, type UnitSize } from './unit.js';
export * as sparse from './sparse.js';
