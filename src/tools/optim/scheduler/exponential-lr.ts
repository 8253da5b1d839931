import * as math from '../../../unit/math/index.js';
import { checkNotNegative } from '../checks.js';
import { LRScheduler, type LRSchedulerOptions } from './lr-scheduler.js';

/** Options of {@link ExponentialLR}. */
export interface ExponentialLROptions extends LRSchedulerOptions {
  /** What each epoch multiplies by. 0.95 unless given. */
  gamma?: number | undefined;
}

/**
 * `gamma` times as much with every epoch.
 */
export class ExponentialLR extends LRScheduler {
  static override readonly name: string = 'ExponentialLR';

  constructor({ gamma = 0.95, ...options }: ExponentialLROptions = {}) {
    checkNotNegative('ExponentialLR', { gamma });
    super(options, (epoch, lr) => math.power(gamma, epoch).mul(lr), { gamma });
  }
}
