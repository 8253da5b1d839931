import { unitless } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import type { Numbers } from './rule.js';

/** A running mean: `(1 - decay) x + decay mean`. */
export function running(mean: Numbers, x: Numbers, decay: number): Numbers {
  return x.mul(1 - decay).add(mean.mul(decay));
}

/** A running mean that started at zero, after so many steps, without its bias. */
export function unbiased(mean: Numbers, decay: number, count: Numbers): Numbers {
  return mean.div(unitless(1).sub(toThe(decay, count)).astype(mean.dtype));
}

/** A number to the power of a count, in float64. */
export function toThe(base: number, count: Numbers): Numbers {
  return math.power(base, count);
}

/** `1 / sqrt(x)` where x is above zero, 0 elsewhere. */
export function inverseRoot(x: Numbers, eps: number): Numbers {
  const there = x.gt(0);
  return math.where(there, unitless(1).div(math.where(there, x, 1).add(eps).sqrt()), 0);
}

/** The Euclidean length of all elements together. */
export function length(x: Numbers): Numbers {
  return x.mul(x).sum().sqrt();
}

/**
 * By what to scale a change so that it is in proportion to the weights: the ratio of their lengths, of which neither is
 * taken for less than `least`; 1 where either is zero.
 */
export function trustRatio(parameter: Numbers, change: Numbers, { least = 0, coefficient = 1, eps = 0 } = {}): Numbers {
  const [weights, update] = [parameter, change].map((x) => math.maximum(length(x), least));
  const none = weights.eq(0).or(update.eq(0));
  return math.where(none, 1, weights.mul(coefficient).div(math.where(none, 1, update.add(eps))));
}
