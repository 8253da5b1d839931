import * as math from '../../unit/math/index.js';
import type { Numbers } from './parameter.js';

/** The normal density of mean 0 and standard deviation sigma. */
export function bell(x: Numbers, sigma: Numbers): Numbers {
  return math.exp(x.div(sigma).pow(2).div(-2)).div(sigma.mul(Math.sqrt(2 * Math.PI)));
}

/** Its integral from 0 to x. */
export function bellIntegral(x: Numbers, sigma: Numbers): Numbers {
  return math.erf(x.div(sigma).mul(Math.SQRT1_2)).div(2);
}
