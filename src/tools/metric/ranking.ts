import * as math from '../../unit/math/index.js';
import { checkPlain, checkSameShape, type Numbers } from './checks.js';
import { reduced, type Reduction } from './reduction.js';

/** Options of {@link rankingSoftmaxLoss}. */
export interface RankingOptions {
  /** Which items there are: bools of the shape of the logits. All unless given. */
  where?: Numbers | undefined;
  /** How much each item counts, of the shape of the logits. Equally much unless given. */
  weights?: Numbers | undefined;
  /** What becomes of the lists. 'mean' unless given, over those with an item. */
  reduction?: Reduction | undefined;
}

/** The logit of an item that is not there: nothing against any other, and finite. */
const ABSENT = -1e30;

/**
 * The cross entropy of the labels of the items of a list with the softmax of their scores, along the last axis.
 *
 * @param logits - scores of shape (..., items)
 * @param labels - how relevant each item is, of the same shape
 *
 * @throws when shapes differ, or something has a unit
 *
 * Cao, Qin, Liu, Tsai & Li (2007), Learning to rank: from pairwise approach to listwise approach, ICML.
 */
export function rankingSoftmaxLoss(
  logits: Numbers,
  labels: Numbers,
  { where, weights, reduction = 'mean' }: RankingOptions = {},
): Numbers {
  const metric = 'rankingSoftmaxLoss';
  checkPlain(metric, 'logits', logits);
  checkSameShape(metric, ['logits', logits], ['labels', labels]);
  if (where !== undefined) checkSameShape(metric, ['logits', logits], ['where', where]);
  if (weights !== undefined) checkSameShape(metric, ['logits', logits], ['weights', weights]);
  const there = where?.ne(0);
  const scores = there === undefined ? logits : math.where(there, logits, ABSENT);
  const plain = labels.astype(logits.dtype);
  const relevant = weights === undefined ? plain : plain.mul(weights.astype(logits.dtype));
  const terms = relevant.mul(math.logSoftmax(scores));
  const losses = (there === undefined ? terms : math.where(there, terms, 0)).sum(-1).neg();
  if (there === undefined || reduction !== 'mean') return reduced(metric, losses, reduction);
  const lists = there.any(-1).astype(logits.dtype).sum();
  return losses.sum().div(math.maximum(lists, 1));
}
