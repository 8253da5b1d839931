import { fail } from '../../core/error.js';
import { aDimension } from '../../state/index.js';
import type { AnyQuantity, Pow, Quantity } from '../../unit/index.js';
import { checkFloat, checkSameShape } from './checks.js';
import { reduced, type Reduction, type ReductionOptions } from './reduction.js';

/** Predictions less targets, of one shape and dimension; without targets the predictions are the errors. */
export function differences<D>(metric: string, predictions: Quantity<D>, targets: Quantity<D> | undefined): Quantity<D> {
  checkFloat(metric, 'predictions', predictions);
  if (targets === undefined) return predictions;
  checkSameShape(metric, ['predictions', predictions as AnyQuantity], ['targets', targets]);
  if (predictions.dim !== targets.dim) {
    fail('metric/unit', { metric, name: 'targets', wants: aDimension(String(predictions.dim)), got: aDimension(String(targets.dim)) });
  }
  return predictions.sub(targets);
}

/**
 * The square of each error: of mV it is in mV^2.
 *
 * @param targets - of the shape of the predictions; none where the predictions are errors already
 * @param options - the reduction is 'none' unless given
 *
 * @example
 * metric.squaredError(V.value, target, { reduction: 'mean' });
 *
 * @throws when shapes or dimensions differ, or the predictions are not floats
 */
export function squaredError<D>(
  predictions: Quantity<D>,
  targets?: Quantity<NoInfer<D>>,
  { reduction = 'none', axis }: ReductionOptions = {},
): Quantity<Pow<D, 2>> {
  const errors = differences('squaredError', predictions, targets);
  return reduced('squaredError', errors.pow(2), reduction, axis);
}

/**
 * The size of each error.
 *
 * @param options - the reduction is 'mean' unless given
 *
 * @throws as `squaredError` does
 */
export function absoluteError<D>(
  predictions: Quantity<D>,
  targets?: Quantity<NoInfer<D>>,
  { reduction = 'mean', axis }: ReductionOptions = {},
): Quantity<D> {
  return reduced('absoluteError', differences('absoluteError', predictions, targets).abs(), reduction, axis);
}

/**
 * The mean size of the errors of each sample, along all axes but the first.
 *
 * @param options - what becomes of the samples: 'mean' unless given
 *
 * @throws as `squaredError` does
 */
export function l1Loss<D>(
  predictions: Quantity<D>,
  targets: Quantity<NoInfer<D>>,
  { reduction = 'mean' }: Pick<ReductionOptions, 'reduction'> = {},
): Quantity<D> {
  const errors = differences('l1Loss', predictions, targets).abs();
  const samples = errors.ndim === 0 ? errors.reshape([1, 1]) : errors.reshape([errors.shape[0], -1]);
  return reduced('l1Loss', samples.mean(-1), reduction);
}

/** `l1Loss` as an object that knows its reduction. */
export class L1Loss {
  /** What becomes of the samples. */
  readonly reduction: Reduction;

  constructor({ reduction = 'mean' }: Pick<ReductionOptions, 'reduction'> = {}) {
    this.reduction = reduction;
  }

  /** The loss. */
  update<D>(predictions: Quantity<D>, targets: Quantity<NoInfer<D>>): Quantity<D> {
    return l1Loss(predictions, targets, { reduction: this.reduction });
  }
}

/**
 * Half the square of each error: of mV it is in mV^2.
 *
 * @param options - the reduction is 'none' unless given
 *
 * @throws as `squaredError` does
 */
export function l2Loss<D>(
  predictions: Quantity<D>,
  targets?: Quantity<NoInfer<D>>,
  { reduction = 'none', axis }: ReductionOptions = {},
): Quantity<Pow<D, 2>> {
  return reduced('l2Loss', differences('l2Loss', predictions, targets).pow(2).mul(0.5), reduction, axis);
}
