import { fail } from '../../../core/error.js';
import { describe, pythonFloat } from '../../../core/print.js';
import { Module, showValue } from '../../../state/index.js';
import { Quantity } from '../../../unit/index.js';
import * as math from '../../../unit/math/index.js';
import { checkNotNegative, checkWhole } from '../checks.js';
import type { ParamGroup } from '../group.js';
import { OptimState } from '../optim-state.js';
import type { Numbers } from '../rule.js';

/** What a schedule is attached to. */
export interface Scheduled {
  readonly groups: readonly ParamGroup[];
}

/** What every schedule can be told. */
export interface LRSchedulerOptions {
  /** The learning rate that it starts from; a list has one for each group of weights. 0.001 unless given. */
  baseLr?: number | readonly number[] | undefined;
  /** The epoch that it starts at. 0 unless given. */
  lastEpoch?: number | undefined;
}

/**
 * A learning rate as a function of the epoch (a float64, so that it has no error to speak of), of the base learning
 * rate and of which group it is for.
 */
export type Schedule = (epoch: Numbers, baseLr: number, group: number) => Numbers;

/**
 * A schedule of the learning rate. `step()` goes on to the next epoch, or to the one that is given, and writes what
 * the rule says to the optimiser that it was given to, inside of a compiled step as well.
 *
 * One base learning rate is that of the first group of weights; others keep theirs unless the base is a list.
 *
 * @example
 * const halved = new optim.LRScheduler({ baseLr: 0.1 }, (epoch, lr) => u.math.power(0.5, epoch).mul(lr));
 * const optimizer = new optim.SGD({ lr: halved });
 * halved.step();
 * halved.getLastLr(); // [0.05]
 *
 * @throws when a base learning rate is negative, or the epoch is no whole number
 */
export class LRScheduler extends Module {
  static override readonly name: string = 'LRScheduler';
  static override readonly invisible: readonly string[] = ['schedule', 'baseLrs', 'start', 'attached', 'shown'];

  /** The learning rates that it starts from. */
  readonly baseLrs: readonly number[];
  /** The epoch that it is at. */
  readonly lastEpoch: OptimState;
  /** The learning rates of this epoch. */
  readonly currentLrs: OptimState;
  /** The rule. */
  readonly schedule: Schedule;
  /** The epoch that it started at. */
  readonly start: number;
  private attached: Scheduled | undefined;

  constructor(
    { baseLr = 1e-3, lastEpoch = 0 }: LRSchedulerOptions,
    schedule: Schedule,
    /** What printing shows, by BrainPy's names. */
    private readonly shown: Readonly<Record<string, number | string>> = {},
  ) {
    super();
    const owner = this.constructor.name;
    const bases: readonly number[] = typeof baseLr === 'number' ? [baseLr] : baseLr;
    if (!Array.isArray(bases) || bases.length === 0) fail('optim/base-lr', { owner, value: showValue(baseLr) });
    bases.forEach((lr) => checkNotNegative(owner, { baseLr: lr }));
    checkWhole(owner, { lastEpoch }, 0);
    if (typeof schedule !== 'function') fail('optim/schedule', { value: showValue(schedule) });
    this.baseLrs = [...bases];
    this.schedule = schedule;
    this.start = lastEpoch;
    this.lastEpoch = new OptimState(new Quantity(Int32Array.of(lastEpoch)).get(0));
    this.currentLrs = new OptimState(this.at(new Quantity(Float64Array.of(lastEpoch)).get(0)));
  }

  /** Goes on to the next epoch, or to this one: `step()`. */
  override update(epoch?: number | Numbers): void {
    this.moveTo(epoch);
    this.write(this.present());
  }

  /** Writes the learning rates of the present epoch once more, mapped by a function. */
  apply(f: (lr: Numbers) => Numbers): void {
    this.write(f(this.present()));
  }

  /** The learning rates that it set last, one for each group that it knows. Outside of compiled steps. */
  getLastLr(): number[] {
    return Array.from(this.currentLrs.value.toTypedArray() as Float64Array);
  }

  /** Puts one learning rate in place of what the rule says, until the next step. @internal */
  override(group: number, lr: number): void {
    this.write(this.currentLrs.value.with(group, lr));
  }

  /** Sets the learning rates of this optimiser from now on. @internal */
  attach(optimizer: Scheduled): void {
    this.attached = optimizer;
    this.write(this.currentLrs.value);
  }

  /** The learning rates at an epoch. @internal */
  at(epoch: Numbers): Numbers {
    return math.stack(this.baseLrs.map((lr, group) => this.schedule(epoch, lr, group).astype('float64')));
  }

  /** `StepLR(base_lr=0.001, step_size=30, gamma=0.1)` */
  override [describe](): string {
    const text = (x: number | string): string => (typeof x === 'number' ? pythonFloat(x) : x);
    const base = this.baseLrs.length === 1 ? pythonFloat(this.baseLrs[0]) : `[${this.baseLrs.map(pythonFloat).join(', ')}]`;
    const shown = Object.entries({ base_lr: base, ...this.shown }).map(([name, value]) => `${name}=${text(value)}`);
    return `${this.constructor.name}(${shown.join(', ')})`;
  }

  /** What the rule says now. */
  protected present(): Numbers {
    return this.at(this.lastEpoch.value.astype('float64'));
  }

  protected moveTo(epoch: number | Numbers | undefined): void {
    const last = this.lastEpoch.value;
    if (epoch === undefined) this.lastEpoch.value = last.add(1);
    else if (typeof epoch === 'number') this.lastEpoch.value = new Quantity(Int32Array.of(epoch)).get(0);
    else this.lastEpoch.value = epoch.astype('int32');
  }

  /** Writes learning rates here and to the groups of the optimiser. */
  protected write(lrs: Numbers): void {
    this.currentLrs.value = lrs;
    this.attached?.groups.slice(0, this.baseLrs.length).forEach((group, i) => (group.lr.value = lrs.get(i)));
  }
}
