import * as math from '../../../unit/math/index.js';
import { checkNotNegative, checkWhole } from '../checks.js';
import { alongCosine } from './cosine.js';
import { LRScheduler, type LRSchedulerOptions } from './lr-scheduler.js';

/** Options of {@link CosineAnnealingLR}. */
export interface CosineAnnealingLROptions extends LRSchedulerOptions {
  /** How many epochs it takes. 50 unless given. */
  T_max?: number | undefined;
  /** Where it ends. 0 unless given. */
  eta_min?: number | undefined;
}

/**
 * Down to `eta_min` along half a cosine, in `T_max` epochs.
 *
 * Loshchilov & Hutter (2017), SGDR: stochastic gradient descent with warm restarts, ICLR.
 */
export class CosineAnnealingLR extends LRScheduler {
  static override readonly name: string = 'CosineAnnealingLR';

  constructor({ T_max = 50, eta_min = 0, ...options }: CosineAnnealingLROptions = {}) {
    checkWhole('CosineAnnealingLR', { T_max });
    checkNotNegative('CosineAnnealingLR', { eta_min });
    super(
      options,
      (epoch, lr) => alongCosine(math.minimum(epoch, T_max).div(T_max), lr, eta_min),
      { T_max: String(T_max), eta_min },
    );
  }
}
