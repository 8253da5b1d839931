import { Quantity, type Pow } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { checkPlain, type Numbers } from './checks.js';
import { differences } from './errors.js';
import { reduced, type ReductionOptions } from './reduction.js';

/** Options of {@link huberLoss}. */
export interface HuberOptions<D> extends ReductionOptions {
  /** The size of an error from which on it counts by its size. 1 in the unit of the predictions unless given. */
  delta?: Quantity<D> | ('one' extends D ? number : never) | undefined;
}

/**
 * Half the square of small errors, and as much as it grows at `delta` of those beyond: outliers pull no harder than
 * that. Of mV it is in mV^2.
 *
 * @param options - the reduction is 'none' unless given
 *
 * @throws when shapes or dimensions differ, or the predictions are not floats
 *
 * Huber (1964), Robust estimation of a location parameter, Annals of Mathematical Statistics 35(1).
 */
export function huberLoss<D>(
  predictions: Quantity<D>,
  targets?: Quantity<NoInfer<D>>,
  { delta, reduction = 'none', axis }: HuberOptions<NoInfer<D>> = {},
): Quantity<Pow<D, 2>> {
  const size = differences('huberLoss', predictions, targets).abs();
  const bound = delta instanceof Quantity ? delta : new Quantity<D>(delta ?? 1, predictions.unit);
  const near = math.minimum<D>(size, bound);
  const beyond = bound.mul(size.sub(near)) as Quantity<Pow<D, 2>>;
  return reduced('huberLoss', near.pow(2).mul(0.5).add(beyond), reduction, axis);
}

/**
 * `log(cosh(error))`: half the square of small errors, the size of large ones. It does not overflow.
 *
 * @param options - the reduction is 'none' unless given
 *
 * @throws when shapes differ, or something has a unit
 */
export function logCosh(predictions: Numbers, targets?: Numbers, { reduction = 'none', axis }: ReductionOptions = {}): Numbers {
  checkPlain('logCosh', 'predictions', predictions);
  const size = differences('logCosh', predictions, targets).abs();
  return reduced('logCosh', size.add(math.softplus(size.mul(-2))).sub(Math.LN2), reduction, axis);
}
