import * as math from '../../../unit/math/index.js';
import { checkNotNegative, checkWhole } from '../checks.js';
import { alongCosine } from './cosine.js';
import { LRScheduler, type LRSchedulerOptions, type Schedule } from './lr-scheduler.js';

/** Options of {@link WarmupCosineSchedule}. */
export interface WarmupCosineScheduleOptions extends LRSchedulerOptions {
  /** How many epochs the rise takes. 1000 unless given. */
  warmupSteps?: number | undefined;
  /** How many epochs both take. 10000 unless given. */
  totalSteps?: number | undefined;
  /** Where it starts. 0 unless given. */
  warmupStartLr?: number | undefined;
  /** Where it ends. 0 unless given. */
  eta_min?: number | undefined;
}

/**
 * Up along a straight line, then down along half a cosine.
 */
export class WarmupCosineSchedule extends LRScheduler {
  static override readonly name: string = 'WarmupCosineSchedule';

  constructor({
    warmupSteps = 1000,
    totalSteps = 10000,
    warmupStartLr = 0,
    eta_min = 0,
    ...options
  }: WarmupCosineScheduleOptions = {}) {
    checkWhole('WarmupCosineSchedule', { warmupSteps, totalSteps }, 0);
    checkNotNegative('WarmupCosineSchedule', { warmupStartLr, eta_min });
    const both: Schedule = (epoch, lr) => {
      const up = math.clip(epoch.div(Math.max(warmupSteps, 1)), 0, 1).mul(lr - warmupStartLr).add(warmupStartLr);
      const share = math.clip(epoch.sub(warmupSteps).div(Math.max(totalSteps - warmupSteps, 1)), 0, 1);
      return math.where(epoch.lt(warmupSteps), up, alongCosine(share, lr, eta_min));
    };
    super(options, both, { warmup_steps: String(warmupSteps), total_steps: String(totalSteps) });
  }
}
