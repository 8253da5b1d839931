import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { unitless, type AnyQuantity, type Quantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { checkFloat, checkOption, checkSameShape, type Numbers } from './checks.js';
import { safeNorm } from './norms.js';

/** What keeps a cosine from dividing by zero. */
export interface CosineOptions {
  /** The least length that a vector is taken to have, in its own unit. 1e-8 unless given. */
  epsilon?: number | undefined;
}

/**
 * The cosine of the angle between vectors along the last axis: 1 for one direction, -1 for opposite ones. They may be
 * of different dimensions.
 *
 * @throws when shapes differ, or something is not a float
 */
export function cosineSimilarity<D, E>(
  predictions: Quantity<D>,
  targets: Quantity<E>,
  { epsilon = 1e-8 }: CosineOptions = {},
): Numbers {
  checkFloat('cosineSimilarity', 'predictions', predictions);
  checkFloat('cosineSimilarity', 'targets', targets);
  checkSameShape('cosineSimilarity', ['predictions', predictions as AnyQuantity], ['targets', targets]);
  checkOption('cosineSimilarity', 'epsilon', epsilon, 'zero or more', (x) => x >= 0);
  const direction = <F>(x: Quantity<F>): Numbers =>
    (x as AnyQuantity).div(safeNorm(x, epsilon, { axis: -1, keepdims: true }) as AnyQuantity) as Numbers;
  return direction(predictions).mul(direction(targets)).sum(-1);
}

/** `1 - cosineSimilarity`: 0 for one direction, 2 for opposite ones. */
export function cosineDistance<D, E>(predictions: Quantity<D>, targets: Quantity<E>, options?: CosineOptions): Numbers {
  return unitless(1).sub(cosineSimilarity(predictions, targets, options));
}

/**
 * The cosine between every row of one matrix and every row of another, or of itself.
 *
 * @param x - of shape (n, d)
 * @param y - of shape (m, d); x unless given
 * @returns of shape (n, m)
 *
 * @throws when they are no matrices, or their rows are not equally long
 */
export function pairwiseCosineSimilarity<D, E = D>(x: Quantity<D>, y?: Quantity<E>, { epsilon = 1e-8 }: CosineOptions = {}): Numbers {
  const other = (y ?? x) as Quantity<E>;
  checkFloat('pairwiseCosineSimilarity', 'x', x);
  checkFloat('pairwiseCosineSimilarity', 'y', other);
  if (x.ndim !== 2 || other.ndim !== 2 || x.shape[1] !== other.shape[1]) {
    fail('metric/rows', { metric: 'pairwiseCosineSimilarity', one: showShape(x.shape), other: showShape(other.shape) });
  }
  const [a, b] = [rows(x, epsilon), rows(other, epsilon)];
  return math.matmul(a, b.transpose());
}

/** `1 - pairwiseCosineSimilarity`. */
export function pairwiseCosineDistance<D, E = D>(x: Quantity<D>, y?: Quantity<E>, options?: CosineOptions): Numbers {
  return unitless(1).sub(pairwiseCosineSimilarity(x, y, options));
}

/** Rows divided by their lengths; a row of zeros stays one. */
function rows<F>(x: Quantity<F>, epsilon: number): Numbers {
  const length = safeNorm(x, epsilon, { axis: -1, keepdims: true });
  return (x as AnyQuantity).div(length as AnyQuantity) as Numbers;
}
