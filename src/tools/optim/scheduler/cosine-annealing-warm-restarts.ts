import { Quantity } from '../../../unit/index.js';
import { checkNotNegative, checkWhole } from '../checks.js';
import { alongCosine } from './cosine.js';
import { LRScheduler, type LRSchedulerOptions, type Schedule } from './lr-scheduler.js';
import { reached } from './reached.js';

/** Options of {@link CosineAnnealingWarmRestarts}. */
export interface CosineAnnealingWarmRestartsOptions extends LRSchedulerOptions {
  /** How many epochs the first fall takes. 10 unless given. */
  T_0?: number | undefined;
  /** How many times as long each fall takes as the one before. 1 unless given. */
  T_mult?: number | undefined;
  /** Where a fall ends. 0 unless given. */
  eta_min?: number | undefined;
}

/**
 * Down to `eta_min` along half a cosine, again and again.
 *
 * Loshchilov & Hutter (2017), SGDR: stochastic gradient descent with warm restarts, ICLR.
 */
export class CosineAnnealingWarmRestarts extends LRScheduler {
  static override readonly name: string = 'CosineAnnealingWarmRestarts';

  constructor({ T_0 = 10, T_mult = 1, eta_min = 0, ...options }: CosineAnnealingWarmRestartsOptions = {}) {
    checkWhole('CosineAnnealingWarmRestarts', { T_0, T_mult });
    checkNotNegative('CosineAnnealingWarmRestarts', { eta_min });
    const falling: Schedule =
      T_mult === 1
        ? (epoch, lr) => alongCosine(epoch.mod(T_0).div(T_0), lr, eta_min)
        : (epoch, lr) => {
            const starts = restarts(T_0, T_mult);
            const which = reached(epoch, starts).astype('int32').sub(1);
            const since = epoch.sub(new Quantity(Float64Array.from(starts)).get(which));
            const long = new Quantity(Float64Array.from(starts, (_, i) => T_0 * T_mult ** i)).get(which);
            return alongCosine(since.div(long), lr, eta_min);
          };
    super(options, falling, { T_0: String(T_0), T_mult: String(T_mult), eta_min });
  }
}

/** The epochs at which a fall begins, as far as an epoch can be counted. */
function restarts(first: number, factor: number): number[] {
  const starts = [0];
  for (let length = first; starts[starts.length - 1] + length < 2 ** 31; length *= factor) {
    starts.push(starts[starts.length - 1] + length);
  }
  return starts;
}
