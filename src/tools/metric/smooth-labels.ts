import { fail } from '../../core/error.js';
import { checkOption, checkPlain, type Numbers } from './checks.js';

/**
 * Probabilities of classes, of which a share is spread over all classes: `(1 - alpha) y + alpha / classes`.
 *
 * @param labels - of shape (..., classes)
 * @param alpha - the share, from 0 to 1
 *
 * @throws when the share is out of range, or the labels are no floats
 *
 * Mueller, Kornblith & Hinton (2019), When does label smoothing help?, NeurIPS.
 */
export function smoothLabels(labels: Numbers, alpha: number): Numbers {
  checkPlain('smoothLabels', 'labels', labels);
  checkOption('smoothLabels', 'alpha', alpha, 'from 0 to 1', (x) => x >= 0 && x <= 1);
  const { shape } = labels;
  if (shape.length === 0) fail('metric/classes', { metric: 'smoothLabels', shape: '()' });
  return labels.mul(1 - alpha).add(alpha / shape[shape.length - 1]);
}
