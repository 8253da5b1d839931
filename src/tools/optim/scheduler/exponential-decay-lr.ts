import * as math from '../../../unit/math/index.js';
import { checkNotNegative, checkPositive, checkWhole } from '../checks.js';
import { LRScheduler, type LRSchedulerOptions, type Schedule } from './lr-scheduler.js';

/** Options of {@link ExponentialDecayLR}. */
export interface ExponentialDecayLROptions extends LRSchedulerOptions {
  /** How many epochs a decay by `decayRate` takes. 1000 unless given. */
  decaySteps?: number | undefined;
  /** What it multiplies by in that time. 0.96 unless given. */
  decayRate?: number | undefined;
  /** The epoch at which the decay begins. 0 unless given. */
  transitionBegin?: number | undefined;
  /** Whether it decays in steps. false unless given. */
  staircase?: boolean | undefined;
  /** What it does not pass. None unless given. */
  endValue?: number | undefined;
}

/**
 * `decayRate` times as much every `decaySteps` epochs, evenly or in steps.
 */
export class ExponentialDecayLR extends LRScheduler {
  static override readonly name: string = 'ExponentialDecayLR';

  constructor({
    decaySteps = 1000,
    decayRate = 0.96,
    transitionBegin = 0,
    staircase = false,
    endValue,
    ...options
  }: ExponentialDecayLROptions = {}) {
    const owner = 'ExponentialDecayLR';
    checkWhole(owner, { decaySteps });
    checkPositive(owner, { decayRate });
    checkWhole(owner, { transitionBegin }, 0);
    if (endValue !== undefined) checkNotNegative(owner, { endValue });
    const decayed: Schedule = (epoch, lr) => {
      const share = math.maximum(epoch.sub(transitionBegin), 0).div(decaySteps);
      const rate = math.power(decayRate, staircase ? math.floor(share) : share).mul(lr);
      if (endValue === undefined) return rate;
      return decayRate < 1 ? math.maximum(rate, endValue) : math.minimum(rate, endValue);
    };
    super(options, decayed, { decay_steps: String(decaySteps), decay_rate: decayRate });
  }
}
