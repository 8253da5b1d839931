import { fail } from '../../../core/error.js';
import * as math from '../../../unit/math/index.js';
import { checkChoice, checkNotNegative, checkPositive, checkWhole } from '../checks.js';
import { alongCosine } from './cosine.js';
import { LRScheduler, type LRSchedulerOptions, type Schedule } from './lr-scheduler.js';

/** Options of {@link OneCycleLR}: `totalSteps`, or `epochs` and `stepsPerEpoch`. */
export interface OneCycleLROptions extends Pick<LRSchedulerOptions, 'lastEpoch'> {
  /** The learning rate at the top, or one for each group. 0.01 unless given. */
  maxLr?: number | readonly number[] | undefined;
  /** How many steps the cycle takes. */
  totalSteps?: number | undefined;
  /** How many epochs the cycle takes, of `stepsPerEpoch` steps. */
  epochs?: number | undefined;
  /** How many steps an epoch has. */
  stepsPerEpoch?: number | undefined;
  /** The share of the way up. 0.3 unless given. */
  pctStart?: number | undefined;
  /** How it comes down: along half a cosine or a straight line. 'cos' unless given. */
  annealStrategy?: 'cos' | 'linear' | undefined;
  /** How many times less than the top it starts at. 25 unless given. */
  divFactor?: number | undefined;
  /** How many times less than the top it ends at. 10000 unless given. */
  finalDivFactor?: number | undefined;
}

/**
 * Up to `maxLr` along a straight line, then down to nearly nothing.
 *
 * Smith & Topin (2019), Super-convergence: very fast training of neural networks using large learning rates, SPIE
 * 11006.
 */
export class OneCycleLR extends LRScheduler {
  static override readonly name: string = 'OneCycleLR';

  constructor(options: OneCycleLROptions) {
    const { maxLr = 0.01, pctStart = 0.3, annealStrategy = 'cos', divFactor = 25, finalDivFactor = 1e4, lastEpoch } = options;
    const tops = typeof maxLr === 'number' ? [maxLr] : maxLr;
    tops.forEach((top) => checkNotNegative('OneCycleLR', { maxLr: top }));
    checkPositive('OneCycleLR', { divFactor, finalDivFactor });
    checkChoice('OneCycleLR', 'annealStrategy', annealStrategy, ['cos', 'linear']);
    if (!(pctStart > 0 && pctStart < 1)) fail('optim/share', { owner: 'OneCycleLR', name: 'pctStart', value: String(pctStart) });
    const total = stepsOf(options);
    const rise = pctStart * total;
    const cycle: Schedule = (step, lr, group) => {
      const [top, end] = [tops[group], tops[group] / finalDivFactor];
      const up = math.minimum(step.div(rise), 1).mul(top - lr).add(lr);
      const share = math.clip(step.sub(rise).div((1 - pctStart) * total), 0, 1);
      const down = annealStrategy === 'cos' ? alongCosine(share, top, end) : share.mul(end - top).add(top);
      return math.where(step.le(rise), up, down);
    };
    super({ baseLr: tops.map((top) => top / divFactor), lastEpoch }, cycle, { max_lr: tops.join(', '), total_steps: String(total) });
  }
}

function stepsOf({ totalSteps, epochs, stepsPerEpoch }: OneCycleLROptions): number {
  if (totalSteps !== undefined) {
    checkWhole('OneCycleLR', { totalSteps });
    return totalSteps;
  }
  if (epochs === undefined || stepsPerEpoch === undefined) return fail('optim/one-cycle', {});
  checkWhole('OneCycleLR', { epochs, stepsPerEpoch });
  return epochs * stepsPerEpoch;
}
