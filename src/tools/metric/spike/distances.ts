import { fail } from '../../../core/error.js';
import { showShape } from '../../../core/print.js';
import { showValue } from '../../../state/index.js';
import { Quantity, unitless, type AnyQuantity, type AnyUnit, type Div } from '../../../unit/index.js';
import { scalar } from './timing.js';

/** What `victorPurpuraDistance` can be told. */
export interface VictorPurpuraOptions<D> {
  /** What moving a spike costs, per time: a plain number counts per unit of the first train. 1 unless given. */
  costFactor?: number | Quantity<Div<'one', D>> | undefined;
}

/** What `vanRossumDistance` can be told. */
export interface VanRossumOptions<D> {
  /** The time constant. 1 of the first train's unit unless given. */
  tau?: Quantity<D> | undefined;
  /** Until when the trains are compared. 5 tau after the last spike unless given. */
  tMax?: Quantity<D> | undefined;
}

/**
 * The least cost of turning one spike train into another: 1 for each spike added or taken away, and `costFactor` times the
 * way that a spike is moved.
 *
 * @param spikeTimes1 - `[n]`, ascending
 * @param spikeTimes2 - `[m]`, ascending, of the same dimension
 *
 * @example
 * metric.victorPurpuraDistance(ms([10, 20]), ms([11, 30]), { costFactor: kHz(0.1) });
 *
 * @throws when the trains are no lists of one dimension, or the cost is negative
 *
 * Victor & Purpura (1996), Nature and precision of temporal coding in visual cortex, Journal of Neurophysiology 76.
 */
export function victorPurpuraDistance<D>(
  spikeTimes1: Quantity<D>,
  spikeTimes2: Quantity<D>,
  { costFactor = 1 }: VictorPurpuraOptions<D> = {},
): Quantity<'one'> {
  const metric = 'victorPurpuraDistance';
  const unit = unitOf(metric, spikeTimes1);
  const [a, b] = [timesIn(metric, spikeTimes1, unit), timesIn(metric, spikeTimes2, unit)];
  const cost = typeof costFactor === 'number' ? costFactor : numberOf(metric, 'costFactor', costFactor as AnyQuantity, unit.pow(-1));
  if (!(cost >= 0)) fail('metric/cost', { value: showValue(costFactor) });
  // Row by row: what the first i of one train cost, made into the first j of the other.
  let row = Float64Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = new Float64Array(b.length + 1);
    next[0] = i;
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j - 1] + cost * Math.abs(a[i - 1] - b[j - 1]), row[j] + 1, next[j - 1] + 1);
    }
    row = next;
  }
  return scalar(row[b.length]);
}

/**
 * The distance of two spike trains of which each spike has become a decaying exponential of area 1: the root of the integral
 * of the squared difference, as a sum in steps of tau / 20 from time 0 on, as braintools takes it. Counted in the unit of the
 * first train, to the power -1/2.
 *
 * @param spikeTimes1 - `[n]`
 * @param spikeTimes2 - `[m]`, of the same dimension
 *
 * @throws when the trains are no lists of one dimension, or `tau` is not above zero
 *
 * van Rossum (2001), A novel spike distance, Neural Computation 13.
 */
export function vanRossumDistance<D>(spikeTimes1: Quantity<D>, spikeTimes2: Quantity<D>, options: VanRossumOptions<D> = {}): Quantity<'one'> {
  const metric = 'vanRossumDistance';
  const unit = unitOf(metric, spikeTimes1);
  const [a, b] = [timesIn(metric, spikeTimes1, unit), timesIn(metric, spikeTimes2, unit)];
  const tau = options.tau === undefined ? 1 : numberOf(metric, 'tau', options.tau as AnyQuantity, unit);
  if (!(tau > 0)) fail('metric/tau', { value: showValue(options.tau) });
  if (a.length + b.length === 0) return scalar(0);
  const last = Math.max(...a, ...b) + 5 * tau;
  const end = options.tMax === undefined ? last : numberOf(metric, 'tMax', options.tMax as AnyQuantity, unit);
  const step = tau / 20;
  const signed = [...Array.from(a, (t) => ({ t, sign: 1 })), ...Array.from(b, (t) => ({ t, sign: -1 }))].sort((x, y) => x.t - y.t);
  let [sum, difference, next] = [0, 0, 0];
  const points = Math.ceil((end + step) / step - 1e-9);
  for (let i = 0; i < points; i++) {
    difference *= Math.exp(-step / tau);
    for (; next < signed.length && signed[next].t <= i * step; next++) {
      difference += (signed[next].sign / tau) * Math.exp(-(i * step - signed[next].t) / tau);
    }
    sum += difference * difference;
  }
  return scalar(Math.sqrt(sum * step));
}

function unitOf(metric: string, times: unknown): AnyUnit {
  if (!(times instanceof Quantity)) fail('metric/quantity', { metric, name: 'spikeTimes1', value: showValue(times) });
  return (times as AnyQuantity).unit;
}

/** The times of a train, counted in a unit. */
function timesIn(metric: string, times: unknown, unit: AnyUnit): ArrayLike<number> & Iterable<number> {
  if (!(times instanceof Quantity) || !unit.hasSameDim((times as AnyQuantity).unit)) {
    fail('metric/trains', { metric, unit: unit === unitless ? 'plain numbers' : unit.symbol, value: showValue(times) });
  }
  if (times.ndim !== 1) fail('metric/list', { metric, shape: showShape(times.shape) });
  return times.toTypedArray(unit as never);
}

function numberOf(metric: string, name: string, value: AnyQuantity, unit: AnyUnit): number {
  if (value instanceof Quantity && unit.hasSameDim(value.unit as AnyUnit) && value.size === 1) return value.item(unit);
  return fail('metric/number-in', { metric, name, unit: unit.symbol, value: showValue(value) });
}
