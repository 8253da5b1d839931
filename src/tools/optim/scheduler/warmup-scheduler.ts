import { unitless } from '../../../unit/index.js';
import * as math from '../../../unit/math/index.js';
import { checkNotNegative, checkWhole } from '../checks.js';
import { LRScheduler, type LRSchedulerOptions, type Schedule } from './lr-scheduler.js';

/** Options of {@link WarmupScheduler}. */
export interface WarmupSchedulerOptions extends LRSchedulerOptions {
  /** How many epochs it takes. 5 unless given. */
  warmupEpochs?: number | undefined;
  /** Where it starts. 0 unless given. */
  warmupStartLr?: number | undefined;
}

/**
 * Up from `warmupStartLr` along a straight line, then constant.
 */
export class WarmupScheduler extends LRScheduler {
  static override readonly name: string = 'WarmupScheduler';

  constructor({ warmupEpochs = 5, warmupStartLr = 0, ...options }: WarmupSchedulerOptions = {}) {
    checkWhole('WarmupScheduler', { warmupEpochs }, 0);
    checkNotNegative('WarmupScheduler', { warmupStartLr });
    const rising: Schedule = (epoch, lr) => {
      const share = warmupEpochs === 0 ? unitless(1) : math.minimum(epoch.div(warmupEpochs), 1);
      return share.mul(lr - warmupStartLr).add(warmupStartLr);
    };
    super(options, rising, { warmup_epochs: String(warmupEpochs), warmup_start_lr: warmupStartLr });
  }
}
