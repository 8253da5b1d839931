import { unitless, type Quantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import type { Upstroke } from './overshoot.js';

/** BrainPy keeps the exponent from growing further, so that a step above threshold overflows later. */
const LARGEST_EXPONENT = 20;

/** No potential goes higher: in float32 a step from right below threshold may overflow, and a reset of infinity is NaN. */
const HIGHEST = 1e30;

/** V as it was integrated, or a number that a reset can take back where it has overflowed. */
export function withoutOverflow(V: Quantity<'voltage'>): Quantity<'voltage'> {
  return math.minimum(V, V.unit(HIGHEST));
}

/** `delta_T exp((V - V_T) / delta_T)`: what drives the upstroke of a spike. */
export function spikeTerm(V: Quantity<'voltage'>, V_T: Quantity<'voltage'>, delta_T: Quantity<'voltage'>): Quantity<'voltage'> {
  return delta_T.mul(math.exp(math.minimum(V.sub(V_T).div(delta_T), unitless(LARGEST_EXPONENT)))).as(delta_T.unit);
}

/** What V does at threshold, without input. */
export function upstroke({ tau, V_th, V_rest, V_T, delta_T }: Readonly<Record<string, number>>): Upstroke {
  const growth = Math.exp(Math.min((V_th - V_T) / delta_T, LARGEST_EXPONENT));
  return { rise: (V_rest - V_th + delta_T * growth) / tau, slope: (growth - 1) / tau };
}
