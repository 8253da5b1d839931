import { unitless } from '../../../unit/index.js';
import * as math from '../../../unit/math/index.js';
import { checkChoice, checkNotNegative, checkWhole } from '../checks.js';
import type { Numbers } from '../rule.js';
import { LRScheduler, type LRSchedulerOptions, type Schedule } from './lr-scheduler.js';

/** Options of {@link CyclicLR}. */
export interface CyclicLROptions extends LRSchedulerOptions {
  /** The learning rate at the top, or one for each group. 0.01 unless given. */
  maxLr?: number | readonly number[] | undefined;
  /** How many epochs the way up takes. 2000 unless given. */
  stepSizeUp?: number | undefined;
  /** How many epochs the way down takes. As many as the way up unless given. */
  stepSizeDown?: number | undefined;
  /**
   * How high the cycles are: 'triangular' all alike, 'triangular2' each half of the one before, 'exp_range' `gamma` to
   * the power of the epoch. 'triangular' unless given.
   */
  mode?: 'triangular' | 'triangular2' | 'exp_range' | undefined;
  /** For 'exp_range'. 1 unless given. */
  gamma?: number | undefined;
  /** How high the cycles are in place of `mode`: a function of the cycle, from 1, or of the epoch. */
  scaleFn?: ((x: Numbers) => Numbers) | undefined;
  /** What `scaleFn` is a function of. 'cycle' unless given. */
  scaleMode?: 'cycle' | 'iterations' | undefined;
}

/**
 * Up from the base to `maxLr` and down again along straight lines. As in braintools the way down is as steep as the
 * way up, and rests at the base until the cycle is over.
 *
 * Smith (2017), Cyclical learning rates for training neural networks, WACV.
 */
export class CyclicLR extends LRScheduler {
  static override readonly name: string = 'CyclicLR';

  constructor({
    maxLr = 0.01,
    stepSizeUp = 2000,
    stepSizeDown = stepSizeUp,
    mode = 'triangular',
    gamma = 1,
    scaleFn,
    scaleMode = 'cycle',
    ...options
  }: CyclicLROptions = {}) {
    const tops = typeof maxLr === 'number' ? [maxLr] : maxLr;
    tops.forEach((top) => checkNotNegative('CyclicLR', { maxLr: top }));
    checkWhole('CyclicLR', { stepSizeUp, stepSizeDown });
    checkNotNegative('CyclicLR', { gamma });
    checkChoice('CyclicLR', 'mode', mode, ['triangular', 'triangular2', 'exp_range']);
    checkChoice('CyclicLR', 'scaleMode', scaleMode, ['cycle', 'iterations']);
    const height = (epoch: Numbers, cycle: Numbers): Numbers => {
      if (scaleFn !== undefined) return scaleFn(scaleMode === 'cycle' ? cycle : epoch);
      if (mode === 'triangular') return unitless(1);
      return mode === 'triangular2' ? math.power(0.5, cycle.sub(1)) : math.power(gamma, epoch);
    };
    const wave: Schedule = (epoch, lr, group) => {
      const cycle = math.floor(epoch.div(stepSizeUp + stepSizeDown).add(1));
      const apart = epoch.div(stepSizeUp).sub(cycle.mul(2)).add(1).abs();
      const top = tops[Math.min(group, tops.length - 1)];
      return height(epoch, cycle).mul(math.maximum(unitless(1).sub(apart), 0)).mul(top - lr).add(lr);
    };
    super(options, wave, { max_lr: tops.join(', '), step_size_up: String(stepSizeUp), mode });
  }
}
