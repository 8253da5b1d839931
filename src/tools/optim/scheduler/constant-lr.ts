import { unitless } from '../../../unit/index.js';
import * as math from '../../../unit/math/index.js';
import { checkNotNegative, checkWhole } from '../checks.js';
import { LRScheduler, type LRSchedulerOptions } from './lr-scheduler.js';

/** Options of {@link ConstantLR}. */
export interface ConstantLROptions extends LRSchedulerOptions {
  /** What it multiplies by at first. 1 / 3 unless given. */
  factor?: number | undefined;
  /** For how many epochs. 5 unless given. */
  totalIters?: number | undefined;
}

/**
 * `factor` times as much for `totalIters` epochs, then the base.
 */
export class ConstantLR extends LRScheduler {
  static override readonly name: string = 'ConstantLR';

  constructor({ factor = 1 / 3, totalIters = 5, ...options }: ConstantLROptions = {}) {
    checkNotNegative('ConstantLR', { factor });
    checkWhole('ConstantLR', { totalIters }, 0);
    super(
      options,
      (epoch, lr) => math.where(epoch.lt(totalIters), unitless(factor).astype('float64'), 1).mul(lr),
      { factor, total_iters: String(totalIters) },
    );
  }
}
