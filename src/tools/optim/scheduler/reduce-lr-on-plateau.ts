import { fail } from '../../../core/error.js';
import { showValue } from '../../../state/index.js';
import { Quantity, unitless } from '../../../unit/index.js';
import * as math from '../../../unit/math/index.js';
import { checkChoice, checkNotNegative, checkPositive, checkWhole } from '../checks.js';
import { OptimState } from '../optim-state.js';
import type { Numbers } from '../rule.js';
import { LRScheduler, type LRSchedulerOptions } from './lr-scheduler.js';

/** Options of {@link ReduceLROnPlateau}. */
export interface ReduceLROnPlateauOptions extends LRSchedulerOptions {
  /** Whether less of the metric is better, or more. 'min' unless given. */
  mode?: 'min' | 'max' | undefined;
  /** What a reduction multiplies by, below 1. 0.1 unless given. */
  factor?: number | undefined;
  /** How many epochs without getting better are borne. 10 unless given. */
  patience?: number | undefined;
  /** By how much it must get better to count. 1e-4 unless given. */
  threshold?: number | undefined;
  /** Whether the threshold is a share of the best metric, or an amount. 'rel' unless given. */
  thresholdMode?: 'rel' | 'abs' | undefined;
  /** How many epochs to wait after a reduction. 0 unless given. */
  cooldown?: number | undefined;
  /** What it does not fall below, or one for each group. 0 unless given. */
  minLr?: number | readonly number[] | undefined;
}

interface Rules {
  readonly mode: 'min' | 'max';
  readonly factor: number;
  readonly patience: number;
  readonly threshold: number;
  readonly thresholdMode: 'rel' | 'abs';
  readonly cooldown: number;
  readonly least: readonly number[];
}

/**
 * `factor` times as much whenever a metric has stopped getting better: `scheduler.step(loss)`.
 *
 * @example
 * const lr = new optim.ReduceLROnPlateau({ baseLr: 0.1, patience: 5 });
 * const optimizer = new optim.SGD({ lr });
 * lr.step(loss);
 */
export class ReduceLROnPlateau extends LRScheduler {
  static override readonly name: string = 'ReduceLROnPlateau';
  static override readonly invisible: readonly string[] = [...LRScheduler.invisible, 'rules'];

  /** The best metric so far. */
  readonly best: OptimState;
  /** For how many epochs it has not got better. */
  readonly numBadEpochs = new OptimState(whole(0));
  /** For how many epochs it still waits. */
  readonly cooldownCounter = new OptimState(whole(0));
  private readonly rules: Rules;

  constructor({
    mode = 'min',
    factor = 0.1,
    patience = 10,
    threshold = 1e-4,
    thresholdMode = 'rel',
    cooldown = 0,
    minLr = 0,
    ...options
  }: ReduceLROnPlateauOptions = {}) {
    const owner = 'ReduceLROnPlateau';
    checkPositive(owner, { factor });
    if (factor >= 1) fail('optim/share', { owner, name: 'factor', value: String(factor) });
    checkWhole(owner, { patience, cooldown }, 0);
    checkNotNegative(owner, { threshold });
    checkChoice(owner, 'mode', mode, ['min', 'max']);
    checkChoice(owner, 'thresholdMode', thresholdMode, ['rel', 'abs']);
    const least = typeof minLr === 'number' ? [minLr] : [...minLr];
    least.forEach((lr) => checkNotNegative(owner, { minLr: lr }));
    super(options, (_, lr) => unitless(lr), { mode, factor, patience: String(patience) });
    this.rules = { mode, factor, patience, threshold, thresholdMode, cooldown, least };
    this.best = new OptimState(new Quantity(Float64Array.of(mode === 'min' ? Infinity : -Infinity)).get(0));
  }

  /** Takes up the metric of one more epoch: `step(loss)`. */
  override update(metric: number | Numbers, epoch?: number | Numbers): void {
    const { factor, patience, cooldown, least } = this.rules;
    if (typeof metric !== 'number' && !(metric instanceof Quantity)) fail('optim/metric', { value: showValue(metric) });
    this.moveTo(epoch);
    const value = (typeof metric === 'number' ? new Quantity(Float64Array.of(metric)).get(0) : metric).astype('float64');
    const waiting = this.cooldownCounter.value.gt(0);
    const better = this.isBetter(value, this.best.value);
    const bad = math.where(waiting, this.numBadEpochs.value, math.where(better, 0, this.numBadEpochs.value.add(1)));
    const reduce = waiting.not().and(bad.gt(patience));
    const left = math.where(waiting, this.cooldownCounter.value.sub(1), this.cooldownCounter.value);
    this.cooldownCounter.value = math.where(reduce, cooldown, left);
    this.best.value = math.where(better.and(waiting.not()), value, this.best.value);
    this.numBadEpochs.value = math.where(reduce, 0, bad);
    const bounds = Float64Array.from(this.baseLrs, (_, i) => least[Math.min(i, least.length - 1)]);
    const reduced = math.maximum(this.currentLrs.value.mul(factor), new Quantity(bounds));
    this.write(math.where(reduce, reduced, this.currentLrs.value));
  }

  protected override present(): Numbers {
    return this.currentLrs.value;
  }

  private isBetter(value: Numbers, best: Numbers): Numbers {
    const { mode, threshold, thresholdMode } = this.rules;
    const sign = mode === 'min' ? -1 : 1;
    const mark = thresholdMode === 'rel' ? best.mul(1 + sign * threshold) : best.add(sign * threshold);
    return mode === 'min' ? value.lt(mark) : value.gt(mark);
  }
}

function whole(x: number): Numbers {
  return new Quantity(Int32Array.of(x)).get(0);
}
