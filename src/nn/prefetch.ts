import { checkOptions } from '../core/options.js';
import { floatDType } from '../engine/index.js';
import { Module, type State } from '../state/index.js';
import type { AnyInit } from '../tools/init/index.js';
import { unitless, type Quantity, type Unit } from '../unit/index.js';
import * as math from '../unit/math/index.js';
import type { DelaySteps, DelayTime } from './delay-steps.js';
import { Delay, type DelayIndex } from './delay.js';
import type { Dynamics } from './dynamics.js';
import type { Interpolation, InterpolationName } from './interpolation.js';
import { stateOf, StateWithDelay } from './state-with-delay.js';

/** What a delayed value can be told. All readers of one buffer share what the first of them said. */
export interface PrefetchOptions {
  /** What is read before anything was kept. Zeros unless given. */
  init?: AnyInit | undefined;
  /** How the buffer is read between its slots. 'nearest' unless given. */
  interpolation?: InterpolationName | Interpolation | undefined;
  /** How often a value is kept. At every time step unless given. */
  updateEvery?: Quantity<'time'> | undefined;
}

/**
 * A State of a population, to be read later, when it is there: `pre.prefetch('V')`. What comes of `step()` is its value.
 */
export class Prefetch<T> extends Module {
  static override readonly name: string = 'Prefetch';

  constructor(
    readonly module: Dynamics,
    readonly item: string,
  ) {
    super();
  }

  /** The same, some time ago: `pre.prefetch('V').delay.at(ms(5))`. */
  get delay(): { at(time: DelayTime, ...index: readonly DelayIndex[]): PrefetchDelayAt<T> } {
    return { at: (time, ...index) => new PrefetchDelayAt<T>(this.module, this.item, time, index) };
  }

  /** The State itself. */
  get state(): State<T> {
    return stateOf<T>(this.module, this.item);
  }

  override update(): T {
    return this.state.value;
  }
}

const prefetchOptions = ['init', 'interpolation', 'updateEvery'];

/** A State of a population some time ago: `pre.prefetchDelay('V', ms(5))`. What comes of `step()` is its value then. */
export class PrefetchDelayAt<T> extends Module {
  static override readonly name: string = 'PrefetchDelayAt';

  private readonly __delay: Delay<T>;
  private readonly __steps: DelaySteps;

  constructor(
    readonly module: Dynamics,
    readonly item: string,
    readonly time: DelayTime,
    readonly index: readonly DelayIndex[] = [],
    options: PrefetchOptions = {},
  ) {
    super();
    checkOptions('prefetchDelay', options, prefetchOptions);
    const key = `${item}-prefetch-delay-${String(options.updateEvery ?? 'None')}`;
    const make = (): StateWithDelay<T> => new StateWithDelay<T>(module, item, { interpolation: 'linear', ...options });
    this.__delay = sharedDelay<T>(module, key, make, false);
    this.__steps = this.__delay.register(time);
  }

  override update(): T {
    return this.__delay.retrieveAtStep(this.__steps, ...this.index);
  }
}

/** What a delayed output can be told. */
export interface OutputDelayOptions<D> extends PrefetchOptions {
  /** The unit of the output. None unless given, as spikes have none. */
  unit?: Unit<D> | undefined;
}

/** What a population's step returned some time ago: `pre.outputDelay(ms(1.5))`. What comes of `step()` is its value. */
export class OutputDelayAt<D> extends Module {
  static override readonly name: string = 'OutputDelayAt';

  private readonly __delay: Delay<Quantity<D>>;
  private readonly __steps: DelaySteps;

  constructor(
    readonly module: Dynamics,
    readonly time: DelayTime,
    readonly index: readonly DelayIndex[] = [],
    options: OutputDelayOptions<D> = {},
  ) {
    super();
    checkOptions('outputDelay', options, [...prefetchOptions, 'unit']);
    const { unit = unitless as unknown as Unit<D>, init, interpolation, updateEvery } = options;
    const key = `output-delay-${String(updateEvery ?? 'None')}`;
    const make = (): Delay<Quantity<D>> =>
      new Delay(math.zeros(module.outSize, unit, floatDType()), { init, interpolation, updateEvery });
    this.__delay = sharedDelay(module, key, make, true);
    this.__steps = this.__delay.register(time);
  }

  override update(): Quantity<D> {
    return this.__delay.retrieveAtStep(this.__steps, ...this.index);
  }
}

/** The delay that a population keeps under this key: that of the first who asked, or a new one. */
function sharedDelay<T>(module: Dynamics, key: string, make: () => Delay<T>, receivesOutput: boolean): Delay<T> {
  if (!module.hasAfterUpdate(key)) module.addAfterUpdate(key, make(), { receivesOutput });
  return module.getAfterUpdate(key) as unknown as Delay<T>;
}
