import { fail } from '../../core/error.js';
import { showValue } from '../../state/index.js';
import { vmap } from '../../state/transform/index.js';
import { checkPlain, checkSameShape, type Numbers } from './checks.js';

/**
 * The loss `f(x) - <y, x>` along the last axis that belongs to a smoothed maximum f, which takes one vector of scores.
 *
 * @example
 * const loss = metric.makeFenchelYoungLoss((scores) => u.math.logsumexp(scores)); // the cross entropy
 *
 * @throws when f is no function; the loss, when shapes differ or something has a unit
 *
 * Blondel, Martins & Niculae (2020), Learning with Fenchel-Young losses, JMLR 21.
 */
export function makeFenchelYoungLoss(maxFun: (scores: Numbers) => Numbers): (scores: Numbers, targets: Numbers) => Numbers {
  if (typeof maxFun !== 'function') fail('metric/function', { metric: 'makeFenchelYoungLoss', value: showValue(maxFun) });
  return (scores, targets) => {
    checkPlain('makeFenchelYoungLoss', 'scores', scores);
    checkSameShape('makeFenchelYoungLoss', ['scores', scores], ['targets', targets]);
    const right = targets.astype(scores.dtype).mul(scores).sum(-1);
    return ofRows(maxFun, scores).sub(right);
  };
}

function ofRows(f: (scores: Numbers) => Numbers, scores: Numbers): Numbers {
  if (scores.ndim < 2) return f(scores);
  const rows = scores.reshape([-1, scores.shape[scores.ndim - 1]]);
  return vmap(f)(rows).reshape(scores.shape.slice(0, -1));
}
