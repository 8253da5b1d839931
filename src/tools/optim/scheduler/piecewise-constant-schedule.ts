import { fail } from '../../../core/error.js';
import { Quantity } from '../../../unit/index.js';
import { checkNotNegative, checkWhole } from '../checks.js';
import { LRScheduler, type LRSchedulerOptions, type Schedule } from './lr-scheduler.js';
import { reached } from './reached.js';

/** Options of {@link PiecewiseConstantSchedule}. */
export interface PiecewiseConstantScheduleOptions extends LRSchedulerOptions {
  /** The epochs at which the next value begins, in order. [1000, 2000] unless given. */
  boundaries?: readonly number[] | undefined;
  /** The learning rates, one more than boundaries. [1, 0.1, 0.01] unless given. */
  values?: readonly number[] | undefined;
}

/**
 * One learning rate after the other. They stand for themselves: the base is not used.
 */
export class PiecewiseConstantSchedule extends LRScheduler {
  static override readonly name: string = 'PiecewiseConstantSchedule';

  constructor({ boundaries = [1000, 2000], values = [1, 0.1, 0.01], ...options }: PiecewiseConstantScheduleOptions = {}) {
    const owner = 'PiecewiseConstantSchedule';
    if (boundaries.length !== values.length - 1) {
      fail('optim/pieces', { owner, boundaries: boundaries.length, values: values.length });
    }
    boundaries.forEach((boundary) => checkWhole(owner, { boundary }, 0));
    values.forEach((value) => checkNotNegative(owner, { value }));
    const piece: Schedule = (epoch) => new Quantity(Float64Array.from(values)).get(reached(epoch, boundaries).astype('int32'));
    super(options, piece, { boundaries: `[${boundaries.join(', ')}]`, values: `[${values.join(', ')}]` });
  }
}
