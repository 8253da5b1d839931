import * as math from '../../../unit/math/index.js';
import { checkNotNegative, checkWhole } from '../checks.js';
import { LRScheduler, type LRSchedulerOptions } from './lr-scheduler.js';

/** Options of {@link StepLR}. */
export interface StepLROptions extends LRSchedulerOptions {
  /** How many epochs a step lasts. 30 unless given. */
  stepSize?: number | undefined;
  /** What each step multiplies by. 0.1 unless given. */
  gamma?: number | undefined;
}

/**
 * `gamma` times as much every `stepSize` epochs.
 *
 * @example
 * const lr = new optim.StepLR({ baseLr: 0.1, stepSize: 30, gamma: 0.1 });
 */
export class StepLR extends LRScheduler {
  static override readonly name: string = 'StepLR';

  constructor({ stepSize = 30, gamma = 0.1, ...options }: StepLROptions = {}) {
    checkWhole('StepLR', { stepSize });
    checkNotNegative('StepLR', { gamma });
    super(options, (epoch, lr) => math.power(gamma, math.floor(epoch.div(stepSize))).mul(lr), { step_size: String(stepSize), gamma });
  }
}
