import { unitless } from '../../../unit/index.js';
import * as math from '../../../unit/math/index.js';
import { checkNotNegative, checkWhole } from '../checks.js';
import { LRScheduler, type LRSchedulerOptions } from './lr-scheduler.js';

/** Options of {@link PolynomialLR}. */
export interface PolynomialLROptions extends LRSchedulerOptions {
  /** How many epochs it takes. 5 unless given. */
  totalIters?: number | undefined;
  /** The power. 1 unless given. */
  power?: number | undefined;
}

/**
 * Down to zero along a power of the epochs that are left.
 */
export class PolynomialLR extends LRScheduler {
  static override readonly name: string = 'PolynomialLR';

  constructor({ totalIters = 5, power = 1, ...options }: PolynomialLROptions = {}) {
    checkWhole('PolynomialLR', { totalIters });
    checkNotNegative('PolynomialLR', { power });
    super(
      options,
      (epoch, lr) => math.power(unitless(1).sub(math.minimum(epoch, totalIters).div(totalIters)), power).mul(lr),
      { total_iters: String(totalIters), power },
    );
  }
}
