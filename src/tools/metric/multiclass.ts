import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { unitless } from '../../unit/index.js';
import { checkLabels, checkPlain, oneHot, type Numbers } from './checks.js';

/**
 * How far the score of the right class is from leading by a margin of 1.
 *
 * @param scores - of shape (..., classes)
 * @param labels - integers from 0, of shape (...)
 * @returns one loss for each sample, of shape (...)
 *
 * @throws when a label is out of range, shapes do not fit, or the labels are no integers
 *
 * Crammer & Singer (2001), On the algorithmic implementation of multiclass kernel-based vector machines, JMLR 2.
 */
export function multiclassHingeLoss(scores: Numbers, labels: Numbers): Numbers {
  const right = rightOnes('multiclassHingeLoss', scores, labels);
  return scores.add(unitless(1).sub(right)).max(-1).sub(scores.mul(right).sum(-1));
}

/**
 * How far the score of the right class is from leading.
 *
 * @throws as `multiclassHingeLoss` does
 */
export function multiclassPerceptronLoss(scores: Numbers, labels: Numbers): Numbers {
  const right = rightOnes('multiclassPerceptronLoss', scores, labels);
  return scores.max(-1).sub(scores.mul(right).sum(-1));
}

function rightOnes(metric: string, scores: Numbers, labels: Numbers): Numbers {
  checkPlain(metric, 'scores', scores);
  const { shape } = scores;
  if (shape.length === 0) fail('metric/classes', { metric, shape: showShape(shape) });
  const classes = shape[shape.length - 1];
  checkLabels(metric, labels, classes, shape.slice(0, -1));
  return oneHot(labels, classes, scores);
}
