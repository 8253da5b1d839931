import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { unitless } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { checkLabels, checkOption, checkPlain, checkSameShape, type Numbers } from './checks.js';

/**
 * `-sum(y log softmax(x))` along the last axis.
 *
 * @param logits - of shape (..., classes)
 * @param labels - probabilities of the same shape
 * @returns one loss for each sample, of shape (...)
 *
 * @throws when shapes differ, or something has a unit
 */
export function softmaxCrossEntropy(logits: Numbers, labels: Numbers): Numbers {
  checkPlain('softmaxCrossEntropy', 'logits', logits);
  checkSameShape('softmaxCrossEntropy', ['logits', logits], ['labels', labels]);
  return labels.astype(logits.dtype).mul(math.logSoftmax(logits)).sum(-1).neg();
}

/**
 * `-log softmax(x)` of the right class, along the last axis.
 *
 * @param logits - of shape (..., classes)
 * @param labels - the classes, integers from 0, of shape (...): `u.unitless(Int32Array.of(2, 0))`
 * @returns one loss for each sample, of shape (...)
 *
 * @example
 * metric.softmaxCrossEntropyWithIntegerLabels(readout, labels).mean();
 *
 * @throws when a label is out of range, which is found in a compiled step as well; when shapes do not fit, or the labels are
 * no integers
 */
export function softmaxCrossEntropyWithIntegerLabels(logits: Numbers, labels: Numbers): Numbers {
  const metric = 'softmaxCrossEntropyWithIntegerLabels';
  checkPlain(metric, 'logits', logits);
  const { shape } = logits;
  if (shape.length === 0) fail('metric/classes', { metric, shape: showShape(shape) });
  checkLabels(metric, labels, shape[shape.length - 1], shape.slice(0, -1));
  return math.takeAlongAxis(math.logSoftmax(logits), labels.expandDims(-1), -1).squeeze(-1).neg();
}

/** Options of {@link polyLossCrossEntropy}. */
export interface PolyLossOptions {
  /** How much the probability of being wrong counts besides. 2 unless given. */
  epsilon?: number | undefined;
}

/**
 * The cross entropy, and `epsilon` times the probability of being wrong.
 *
 * @param labels - probabilities of the shape of the logits
 *
 * @throws when shapes differ, or something has a unit
 *
 * Leng et al. (2022), PolyLoss: a polynomial expansion perspective of classification loss functions, ICLR.
 */
export function polyLossCrossEntropy(logits: Numbers, labels: Numbers, { epsilon = 2 }: PolyLossOptions = {}): Numbers {
  checkOption('polyLossCrossEntropy', 'epsilon', epsilon, 'a finite number', Number.isFinite);
  const entropy = softmaxCrossEntropy(logits, labels);
  const wrong = labels.astype(logits.dtype).mul(unitless(1).sub(math.softmax(logits))).sum(-1);
  return entropy.add(wrong.mul(epsilon));
}

/**
 * The negative log probability of the right class.
 *
 * @param logProbs - of shape (classes), (batch, classes), or (batch, classes, ...)
 * @param labels - integers from 0, of shape (), (batch) or (batch, ...)
 *
 * @throws when a label is out of range, shapes do not fit, or the labels are no integers
 */
export function nllLoss(logProbs: Numbers, labels: Numbers): Numbers {
  checkPlain('nllLoss', 'logProbs', logProbs);
  const { shape } = logProbs;
  if (shape.length === 0) fail('metric/classes', { metric: 'nllLoss', shape: showShape(shape) });
  const axis = shape.length === 1 ? 0 : 1;
  checkLabels('nllLoss', labels, shape[axis], shape.filter((_, i) => i !== axis));
  return math.takeAlongAxis(logProbs, labels.expandDims(axis), axis).squeeze(axis).neg();
}
