import * as math from '../../unit/math/index.js';
import { checkPlain, checkSameShape, type Numbers } from './checks.js';

/**
 * The Kullback-Leibler divergence `sum(y (log y - x))` along the last axis. A target of zero adds nothing.
 *
 * @param logPredictions - logarithms of probabilities
 * @param targets - probabilities of the same shape
 *
 * @throws when shapes differ, or something has a unit or is not a float
 *
 * Kullback & Leibler (1951), On information and sufficiency, Annals of Mathematical Statistics 22(1).
 */
export function klDivergence(logPredictions: Numbers, targets: Numbers): Numbers {
  check('klDivergence', logPredictions, targets);
  return divergence(logPredictions, targets);
}

/**
 * `klDivergence` of targets that are logarithms; minus infinity adds nothing.
 *
 * @throws as `klDivergence` does
 */
export function klDivergenceWithLogTargets(logPredictions: Numbers, logTargets: Numbers): Numbers {
  check('klDivergenceWithLogTargets', logPredictions, logTargets);
  const none = logTargets.eq(-Infinity);
  const logs = math.where(none, 0, logTargets);
  const terms = math.exp(logs).mul(logs.sub(math.where(none, 0, logPredictions)));
  return math.where(none, 0, terms).sum(-1);
}

/**
 * `klDivergence` and what the predictions sum to less what the targets sum to: it is convex, and zero only where they
 * agree, for numbers that do not sum to 1 as well.
 *
 * @throws as `klDivergence` does
 */
export function convexKlDivergence(logPredictions: Numbers, targets: Numbers): Numbers {
  check('convexKlDivergence', logPredictions, targets);
  return divergence(logPredictions, targets).add(math.exp(logPredictions).sub(targets).sum(-1));
}

function divergence(logPredictions: Numbers, targets: Numbers): Numbers {
  const none = targets.eq(0);
  const logs = math.log(math.where(none, 1, targets));
  return targets.mul(logs.sub(logPredictions)).sum(-1);
}

function check(metric: string, logPredictions: Numbers, targets: Numbers): void {
  checkPlain(metric, 'logPredictions', logPredictions);
  checkPlain(metric, 'targets', targets);
  checkSameShape(metric, ['logPredictions', logPredictions], ['targets', targets]);
}
