import { fail } from '../../../core/error.js';
import { showValue } from '../../../state/index.js';
import { unitless } from '../../../unit/index.js';
import type { Numbers } from '../rule.js';
import { LRScheduler, type Schedule } from './lr-scheduler.js';

/**
 * Several schedules at once: the factors that they multiply their base by, one after the other. The base is that of the
 * first.
 *
 * @example
 * new optim.ChainedScheduler([new optim.WarmupScheduler({ baseLr: 0.1 }), new optim.ExponentialLR({ baseLr: 0.1 })]);
 *
 * @throws when there is none, or one is no schedule of the epoch alone
 */
export class ChainedScheduler extends LRScheduler {
  static override readonly name: string = 'ChainedScheduler';

  /** The schedules. */
  readonly schedulers: readonly LRScheduler[];

  constructor(schedulers: readonly LRScheduler[]) {
    checkSchedulers('ChainedScheduler', schedulers);
    const product: Schedule = (epoch, lr, group) =>
      schedulers.reduce((rate: Numbers, each) => {
        const own = each.baseLrs[Math.min(group, each.baseLrs.length - 1)];
        return own === 0 ? rate.mul(0) : rate.mul(each.schedule(epoch.add(each.start), own, group).div(own));
      }, unitless(lr));
    super({ baseLr: schedulers[0].baseLrs }, product);
    this.schedulers = [...schedulers];
  }

  override update(epoch?: number | Numbers): void {
    super.update(epoch);
    const at = this.lastEpoch.value;
    for (const each of this.schedulers) each.update(at.add(each.start));
  }
}

/** Refuses what is no list of schedules of the epoch. */
export function checkSchedulers(owner: string, schedulers: readonly LRScheduler[]): void {
  if (!Array.isArray(schedulers) || schedulers.length === 0) fail('optim/schedulers', { owner, value: showValue(schedulers) });
  for (const each of schedulers as readonly unknown[]) {
    // One that is told a metric has no place among those that are told nothing.
    if (!(each instanceof LRScheduler) || 'best' in each) fail('optim/schedulers', { owner, value: showValue(each) });
  }
}
