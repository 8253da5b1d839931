import * as math from '../../../unit/math/index.js';
import { checkNotNegative, checkWhole } from '../checks.js';
import { LRScheduler, type LRSchedulerOptions } from './lr-scheduler.js';
import { reached } from './reached.js';

/** Options of {@link MultiStepLR}. */
export interface MultiStepLROptions extends LRSchedulerOptions {
  /** The epochs at which it drops. [30, 60, 90] unless given. */
  milestones?: readonly number[] | undefined;
  /** What each milestone multiplies by. 0.1 unless given. */
  gamma?: number | undefined;
}

/**
 * `gamma` times as much from each milestone on.
 */
export class MultiStepLR extends LRScheduler {
  static override readonly name: string = 'MultiStepLR';

  constructor({ milestones = [30, 60, 90], gamma = 0.1, ...options }: MultiStepLROptions = {}) {
    checkNotNegative('MultiStepLR', { gamma });
    milestones.forEach((milestone) => checkWhole('MultiStepLR', { milestone }, 0));
    super(
      options,
      (epoch, lr) => math.power(gamma, reached(epoch, milestones)).mul(lr),
      { milestones: `(${milestones.join(', ')})`, gamma },
    );
  }
}
