export {
  abs,
  add,
  ceil,
  div,
  floor,
  integerPow,
  maximum,
  minimum,
  mul,
  neg,
  round,
  sign,
  sqrt,
  sub,
} from './arithmetic.js';
export { cast } from './cast.js';
export { eq, ge, gt, le, lt, ne } from './compare.js';
export { arange, full, iota, ones, zeros } from './create.js';
export { erfinv } from './erfinv.js';
export { exp, expm1, exprel, log } from './exponential.js';
export { addAt, index, slice, Slice, updateAt, type IndexSpec } from './indexing.js';
export { logicalAnd, logicalNot, logicalOr, logicalXor } from './logic.js';
export { broadcastTo, concatenate, expandDims, reshape, stack, transpose } from './movement.js';
export { nonzero } from './nonzero.js';
export { dtypeOf, shapeOf, toNDArray, toValue } from './operand.js';
export { all, any, max, mean, min, sum, type Axes } from './reduce.js';
export { select } from './select.js';
export { spike, stopGradient, type SpikeSurrogate } from './spike.js';
