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
export { argmax, argmin } from './arg-reduce.js';
export { bitAnd, bitNot, bitOr, bitXor, shiftLeft, shiftRight } from './bits.js';
export { cast } from './cast.js';
export { isfinite, isinf, isnan } from './classify.js';
export { eq, ge, gt, le, lt, ne } from './compare.js';
export { dot, matmul } from './contraction.js';
export { arange, full, iota, ones, zeros } from './create.js';
export { dynamicSlice, dynamicUpdate } from './dynamic-slice.js';
export { einsum } from './einsum.js';
export { erfinv } from './erfinv.js';
export { erf, erfc } from './error-function.js';
export { exp, expm1, exprel, log, log1p } from './exponential.js';
export { acosh, asinh, atanh, cosh, sigmoid, sinh, tanh } from './hyperbolic.js';
export { addAt, index, maxAt, minAt, mulAt, slice, Slice, updateAt, type IndexSpec } from './indexing.js';
export { acos, asin, atan, atan2 } from './inverse-trigonometric.js';
export { logicalAnd, logicalNot, logicalOr, logicalXor } from './logic.js';
export { broadcastTo, concatenate, expandDims, reshape, stack, transpose } from './movement.js';
export { nonzero, nonzeroOfSize } from './nonzero.js';
export { conv, lexsort, linalg } from './not-there.js';
export { dtypeOf, shapeOf, toNDArray, toValue } from './operand.js';
export { isIndexArray, type IndexArray } from './positions.js';
export { flip, pad, repeat, squeeze, tile, type PadWidth } from './rearrange.js';
export { all, any, max, mean, min, prod, sum, type Axes } from './reduce.js';
export { cumsum } from './running.js';
export { pow } from './power.js';
export { clip, mod, rem } from './remainder.js';
export { select } from './select.js';
export { argsort, sort } from './sort.js';
export { spike, stopGradient, type SpikeSurrogate } from './spike.js';
export { logsumexp, std, variance } from './statistics.js';
export { take, takeAlongAxis } from './take.js';
export { cos, sin, tan } from './trigonometric.js';
