import { fail } from '../core/error.js';
import { environ, knownNumbers, showValue } from '../state/index.js';
import { Quantity, type AnyQuantity } from '../unit/index.js';
import * as math from '../unit/math/index.js';

/** How far back something lies: a time for all elements, or one for each. */
export type DelayTime = Quantity<'time'>;

/** A delay in whole slots of a buffer: one number, or one for each element. */
export type DelaySteps = number | Quantity<'one'>;

/**
 * A delay in slots of a buffer that is written every `interval`: rounded up, but a delay that is a multiple of the
 * interval to within rounding counts as one.
 *
 * @throws when it is no time, negative, not finite, or above zero and below the time step
 */
export function delaySteps(owner: string, time: DelayTime, interval: Quantity<'time'>): DelaySteps {
  if (!(time instanceof Quantity) || time.dim !== 'time') fail('nn/delay-time', { owner, value: showValue(time) });
  const ratios = time.div(interval) as AnyQuantity;
  const numbers = knownNumbers(ratios);
  if (numbers.length !== ratios.size) fail('nn/delay-known', { owner });
  const dt = environ.getDt();
  for (const ratio of numbers) {
    if (!Number.isFinite(ratio) || ratio < 0) fail('nn/delay-time', { owner, value: showValue(time) });
    if (ratio > 0 && ratio < knownNumbers(dt.div(interval) as AnyQuantity)[0] * (1 - TOLERANCE)) {
      fail('nn/delay-short', { owner, value: showValue(time), dt: showValue(dt) });
    }
  }
  const steps = numbers.map(wholeSteps);
  if (time.ndim === 0) return steps[0];
  return math.reshape(new Quantity(Int32Array.from(steps)), time.shape);
}

/** Times are float32 and so are their ratios: what is this close to a whole number is one. */
const TOLERANCE = 1e-5;

function wholeSteps(ratio: number): number {
  const nearest = Math.round(ratio);
  return Math.abs(ratio - nearest) <= TOLERANCE * Math.max(1, nearest) ? nearest : Math.ceil(ratio);
}

/** The largest of some steps. */
export function largestStep(steps: DelaySteps): number {
  return typeof steps === 'number' ? steps : Math.max(0, ...knownNumbers(steps as AnyQuantity));
}
