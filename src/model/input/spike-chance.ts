import { environ } from '../../state/index.js';
import type { Quantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';

/** The probability that a Poisson process of this rate has an event in one time step: 1 - exp(-rate dt). */
export function spikeChance(rate: Quantity<'frequency'>): Quantity<'one'> {
  return math.expm1(rate.mul(environ.getDt()).neg()).neg();
}
