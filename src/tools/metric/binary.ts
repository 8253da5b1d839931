import { unitless } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { checkOption, checkPlain, checkSameShape, type Numbers } from './checks.js';

/**
 * The cross entropy of independent yes-or-no answers: `-y log s(x) - (1 - y) log s(-x)` with the logistic function s.
 * It does not overflow.
 *
 * @param labels - 0 and 1, or probabilities; of the shape of the logits
 *
 * @throws when shapes differ, or something has a unit
 */
export function sigmoidBinaryCrossEntropy(logits: Numbers, labels: Numbers): Numbers {
  checkPlain('sigmoidBinaryCrossEntropy', 'logits', logits);
  checkSameShape('sigmoidBinaryCrossEntropy', ['logits', logits], ['labels', labels]);
  const yes = labels.astype(logits.dtype);
  return yes.mul(math.logSigmoid(logits)).neg().sub(unitless(1).sub(yes).mul(math.logSigmoid(logits.neg())));
}

/** Options of {@link sigmoidFocalLoss}. */
export interface FocalOptions {
  /** The weight of the label 1; that of 0 is `1 - alpha`. None unless given. */
  alpha?: number | undefined;
  /** How much less certain answers count: they are weighted by `(1 - p)^gamma`. 2 unless given. */
  gamma?: number | undefined;
}

/**
 * The binary cross entropy with less weight on what is certain already.
 *
 * @throws when shapes differ, something has a unit, or an option is out of its range
 *
 * Lin, Goyal, Girshick, He & Dollar (2017), Focal loss for dense object detection, ICCV.
 */
export function sigmoidFocalLoss(logits: Numbers, labels: Numbers, { alpha, gamma = 2 }: FocalOptions = {}): Numbers {
  if (alpha !== undefined) checkOption('sigmoidFocalLoss', 'alpha', alpha, 'from 0 to 1', (x) => x >= 0 && x <= 1);
  checkOption('sigmoidFocalLoss', 'gamma', gamma, 'zero or more', (x) => x >= 0);
  const entropy = sigmoidBinaryCrossEntropy(logits, labels);
  const yes = labels.astype(logits.dtype);
  const no = unitless(1).sub(yes);
  // 1 - p without a difference of near numbers, which would have lost its digits.
  const unsure = yes.mul(math.sigmoid(logits.neg())).add(no.mul(math.sigmoid(logits)));
  const loss = entropy.mul(power(unsure, gamma));
  return alpha === undefined ? loss : yes.mul(alpha).add(no.mul(1 - alpha)).mul(loss);
}

/** Whole powers are products, of which the derivative at 0 is finite. */
function power(x: Numbers, n: number): Numbers {
  return Number.isInteger(n) ? x.pow(n) : math.power(x, n);
}

/**
 * `max(0, 1 - y x)`: how far a score is from being right by a margin of 1.
 *
 * @param targets - -1 and 1, of the shape of the scores
 *
 * @throws when shapes differ, or something has a unit
 */
export function hingeLoss(predictions: Numbers, targets: Numbers): Numbers {
  checkPlain('hingeLoss', 'predictions', predictions);
  checkSameShape('hingeLoss', ['predictions', predictions], ['targets', targets]);
  return positivePart(unitless(1).sub(predictions.mul(targets.astype(predictions.dtype))));
}

/**
 * `max(0, -y x)`: how far a score is from being right.
 *
 * @param targets - -1 and 1, of the shape of the scores
 *
 * @throws when shapes differ, or something has a unit
 */
export function perceptronLoss(predictions: Numbers, targets: Numbers): Numbers {
  checkPlain('perceptronLoss', 'predictions', predictions);
  checkSameShape('perceptronLoss', ['predictions', predictions], ['targets', targets]);
  return positivePart(predictions.mul(targets.astype(predictions.dtype)).neg());
}

/** `max(x, 0)`, with the derivative 1/2 at 0, as in JAX. */
function positivePart(x: Numbers): Numbers {
  return x.add(x.abs()).mul(0.5);
}
