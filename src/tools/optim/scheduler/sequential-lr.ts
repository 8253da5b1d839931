import { fail } from '../../../core/error.js';
import { unitless } from '../../../unit/index.js';
import * as math from '../../../unit/math/index.js';
import { checkWhole } from '../checks.js';
import type { Numbers } from '../rule.js';
import { checkSchedulers } from './chained-scheduler.js';
import { LRScheduler, type Schedule } from './lr-scheduler.js';

/** Options of {@link SequentialLR}. */
export interface SequentialLROptions {
  /** The epochs at which the next schedule takes over, one less than there are schedules. */
  milestones: readonly number[];
  /** The epoch that it starts at. 0 unless given. */
  lastEpoch?: number | undefined;
}

/**
 * One schedule after the other, each from its own beginning.
 *
 * @example
 * new optim.SequentialLR([new optim.WarmupScheduler({ baseLr: 0.1 }), new optim.ExponentialLR({ baseLr: 0.1 })], { milestones: [5] });
 *
 * @throws when the milestones do not ascend, or are not one less than the schedules
 */
export class SequentialLR extends LRScheduler {
  static override readonly name: string = 'SequentialLR';
  static override readonly invisible: readonly string[] = [...LRScheduler.invisible, 'milestones'];

  /** The schedules. */
  readonly schedulers: readonly LRScheduler[];
  /** The epochs at which the next one takes over. */
  readonly milestones: readonly number[];

  constructor(schedulers: readonly LRScheduler[], { milestones, lastEpoch }: SequentialLROptions) {
    checkSchedulers('SequentialLR', schedulers);
    milestones.forEach((milestone) => checkWhole('SequentialLR', { milestone }, 0));
    if (milestones.length !== schedulers.length - 1 || milestones.some((m, i) => i > 0 && m <= milestones[i - 1])) {
      fail('optim/milestones', { schedulers: schedulers.length, milestones: `[${milestones.join(', ')}]` });
    }
    const inTurn: Schedule = (epoch, _, group) =>
      schedulers.reduce((rate: Numbers, each, i) => {
        const from = i === 0 ? 0 : milestones[i - 1];
        const own = each.baseLrs[Math.min(group, each.baseLrs.length - 1)];
        const later = each.schedule(math.maximum(epoch.sub(from), 0), own, group).astype('float64');
        return i === 0 ? later : math.where(epoch.ge(from), later, rate);
      }, unitless(0));
    super({ baseLr: schedulers[0].baseLrs, lastEpoch }, inTurn, { milestones: `[${milestones.join(', ')}]` });
    this.schedulers = [...schedulers];
    this.milestones = [...milestones];
  }

  override update(epoch?: number | Numbers): void {
    super.update(epoch);
    const at = this.lastEpoch.value;
    this.schedulers.forEach((each, i) => {
      const [from, to] = [i === 0 ? 0 : this.milestones[i - 1], this.milestones[i] ?? 2 ** 31 - 1];
      each.update(math.where(at.ge(from).and(at.lt(to)), at.sub(from), each.lastEpoch.value));
    });
  }
}
