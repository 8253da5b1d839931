import { unitless } from '../../../unit/index.js';
import * as math from '../../../unit/math/index.js';
import { checkNotNegative, checkWhole } from '../checks.js';
import { LRScheduler, type LRSchedulerOptions, type Schedule } from './lr-scheduler.js';

/** Options of {@link LinearLR}. */
export interface LinearLROptions extends LRSchedulerOptions {
  /** What it multiplies by at first. 1 / 3 unless given. */
  startFactor?: number | undefined;
  /** What it multiplies by in the end. 1 unless given. */
  endFactor?: number | undefined;
  /** How many epochs it takes. 5 unless given. */
  totalIters?: number | undefined;
}

/**
 * From `startFactor` to `endFactor` times as much along a straight line, then constant.
 */
export class LinearLR extends LRScheduler {
  static override readonly name: string = 'LinearLR';

  constructor({ startFactor = 1 / 3, endFactor = 1, totalIters = 5, ...options }: LinearLROptions = {}) {
    checkNotNegative('LinearLR', { startFactor, endFactor });
    checkWhole('LinearLR', { totalIters }, 0);
    const straight: Schedule = (epoch, lr) => {
      const share = totalIters === 0 ? unitless(1) : math.clip(epoch.div(totalIters), 0, 1);
      return share.mul(endFactor - startFactor).add(startFactor).mul(lr);
    };
    super(options, straight, { start_factor: startFactor, end_factor: endFactor, total_iters: String(totalIters) });
  }
}
