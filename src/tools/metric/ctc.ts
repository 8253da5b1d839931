import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { scan } from '../../state/transform/index.js';
import { Quantity, slice } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { checkLabels, checkOption, checkPlain, oneHot, type Numbers } from './checks.js';

/** Options of {@link ctcLoss}. */
export interface CtcOptions {
  /** The class that stands for nothing. 0 unless given. */
  blankId?: number | undefined;
  /** What stands for the logarithm of zero. -1e5 unless given. */
  logEpsilon?: number | undefined;
}

/**
 * The connectionist temporal classification loss: minus the log probability of a sequence of labels, however its
 * labels are repeated and blanks are put between them.
 *
 * @param logits - of shape (batch, time, classes)
 * @param logitPaddings - 1 for steps after the end, 0 for the others; of shape (batch, time)
 * @param labels - integers of shape (batch, labels), without blanks
 * @param labelPaddings - 1 for labels after the end, 0 for the others; of shape (batch, labels)
 * @returns one loss for each sequence
 *
 * @throws when shapes do not fit, a label is out of range, or something has a unit
 *
 * Graves, Fernandez, Gomez & Schmidhuber (2006), Connectionist temporal classification, ICML.
 */
export function ctcLoss(
  logits: Numbers,
  logitPaddings: Numbers,
  labels: Numbers,
  labelPaddings: Numbers,
  options?: CtcOptions,
): Numbers {
  return ctcLossWithForwardProbs(logits, logitPaddings, labels, labelPaddings, options)[0];
}

/**
 * `ctcLoss`, with the log probabilities of all beginnings: those that end in a blank, of shape (time, batch, labels +
 * 1), and those that end in a label, of shape (time, batch, labels).
 *
 * @throws as `ctcLoss` does
 */
export function ctcLossWithForwardProbs(
  logits: Numbers,
  logitPaddings: Numbers,
  labels: Numbers,
  labelPaddings: Numbers,
  { blankId = 0, logEpsilon = -1e5 }: CtcOptions = {},
): [loss: Numbers, endingInBlank: Numbers, endingInLabel: Numbers] {
  check(logits, logitPaddings, labels, labelPaddings, blankId);
  const [batch, , classes] = logits.shape;
  const count = labels.shape[1];
  const byTime = <T>(x: Quantity<T>): Quantity<T> => x.transpose([1, 0, ...(x.ndim > 2 ? [2] : [])]);
  const logProbs = math.logSoftmax(logits);
  const blanks = byTime(logProbs.get(slice(), slice(), slice(blankId, blankId + 1)));
  const emissions = byTime(math.matmul(logProbs, oneHot(labels, classes, logits).swapaxes(1, 2)));
  const paddings = byTime(logitPaddings.astype(logits.dtype)).expandDims(-1);
  const again = repeated(labels).astype(logits.dtype);

  // Both are written with the blank's one longer: place n of `blank` stands after n labels.
  const first = math.where(new Quantity(Int32Array.from({ length: count + 1 }, (_, i) => i)).eq(0), 0, logEpsilon);
  const start = {
    blank: first.astype(logits.dtype).expandDims(0).broadcastTo([batch, count + 1]),
    label: math.full([batch, count], logEpsilon).astype(logits.dtype),
  };
  const [, rows] = scan(
    (last: typeof start, [emission, blank, padding]: readonly Numbers[]) => {
      const ready = joined(last.blank, last.label.add(again.mul(logEpsilon)));
      const label = math.logaddexp(ready.get(slice(), slice(0, -1)).add(emission), last.label.add(emission));
      const rest = last.label.add(blank).add(math.subtract(1, again).mul(logEpsilon));
      const next = { blank: joined(ready.add(blank), rest), label };
      const kept = (before: Numbers, after: Numbers): Numbers => padding.mul(before).add(math.subtract(1, padding).mul(after));
      const carry = { blank: kept(last.blank, next.blank), label: kept(last.label, next.label) };
      return [carry, carry];
    },
    start,
    [emissions, blanks, paddings],
  );
  const end = joined(rows.blank.get(-1), rows.label.get(-1));
  const lengths = math.subtract(count, labelPaddings.astype('int32').sum(1)).astype('int32');
  const loss = end.mul(oneHot(lengths, count + 1, logits)).sum(-1).neg();
  return [loss, rows.blank.with(-1, end), rows.label];
}

/** The log probabilities of beginnings that end in a blank, with those that come to them added one place later. */
function joined(blank: Numbers, added: Numbers): Numbers {
  const later = math.logaddexp(blank.get(slice(), slice(1)), added);
  return math.concatenate([blank.get(slice(), slice(0, 1)), later], -1);
}

/** Which labels are followed by the same one. */
function repeated(labels: Numbers): Numbers {
  const [batch, count] = labels.shape;
  const last = math.zeros([batch, 1]).ne(0);
  if (count === 1) return last;
  return math.concatenate([labels.get(slice(), slice(0, -1)).eq(labels.get(slice(), slice(1))) as Numbers, last], 1);
}

function check(logits: Numbers, logitPaddings: Numbers, labels: Numbers, labelPaddings: Numbers, blankId: number): void {
  checkPlain('ctcLoss', 'logits', logits);
  const [batch, time, classes] = logits.shape;
  const shapes = [logitPaddings, labels, labelPaddings].map(({ shape }) => showShape(shape));
  const wants = [`(${batch}, ${time})`, `(${batch}, N)`, shapes[1]];
  const fits = logits.ndim === 3 && labels.ndim === 2 && labels.shape[0] === batch && labels.shape[1] > 0;
  if (!fits || shapes[0] !== wants[0] || shapes[2] !== wants[2]) {
    fail('metric/ctc', { logits: showShape(logits.shape), logitPaddings: shapes[0], labels: shapes[1], labelPaddings: shapes[2] });
  }
  checkLabels('ctcLoss', labels, classes, labels.shape);
  checkOption('ctcLoss', 'blankId', blankId, `a class from 0 to ${classes - 1}`, (x) => Number.isInteger(x) && x >= 0 && x < classes);
}
