import * as math from '../../../unit/math/index.js';
import type { Numbers } from '../rule.js';

/** From a first value to a last one along half a cosine, of which a share has been gone. */
export function alongCosine(share: Numbers, first: number, last: number): Numbers {
  return math.cos(share.mul(Math.PI)).add(1).div(2).mul(first - last).add(last);
}
