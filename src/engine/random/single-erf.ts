import { div, maximum, minimum, mul } from '../ops/index.js';
import { fma } from '../ops/fma.js';
import type { Operand } from '../program/op.js';

/** The float32 rational approximation of erf(x) / x in x^2 that XLA and Eigen use, highest power first. */
const NUMERATOR = [
  0.00022905065861350646, 0.0034082910107109506, 0.050955695062380861, 0.18520832239976145, 1.128379143519084,
];
const DENOMINATOR = [
  -1.1791602954361697e-7, 0.000023547966471313185, 0.0010179625278914885, 0.014070470171167667, 0.11098505178285362,
  0.49746925110067538, 1,
];
/** From here on erf is 1 in float32. */
const END = 3.832506856900711;

/**
 * erf of float32, to the bit what XLA computes. Where a draw is the small difference of two values of erf, the last bit of
 * those shows.
 */
export function singleErf(x: Operand): Operand {
  const bounded = minimum(maximum(x, -END), END);
  const square = mul(bounded, bounded);
  const at = (coefficients: readonly number[]): Operand =>
    coefficients.slice(1).reduce<Operand>((sum, c) => fma(sum, square, c), coefficients[0]);
  return div(mul(bounded, at(NUMERATOR)), at(DENOMINATOR));
}
