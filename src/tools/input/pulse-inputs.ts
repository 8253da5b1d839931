import { describe } from '../../core/print.js';
import { ms, unitless, type Quantity } from '../../unit/index.js';
import type { Window } from './clock.js';
import { Input } from './input.js';
import { burst, doubleExponential, exponentialDecay, gaussianPulse, spike, type GaussianPulseOptions } from './pulses.js';
import { shown } from './shown.js';

type Time = Quantity<'time'>;

/** What `Spike` can be told. */
export interface SpikeOptions<D> {
  /** How long each pulse is, or all are. 1 ms unless given. */
  spLens?: Time | readonly Time[] | undefined;
  /** How high each pulse is, or all are. 1 unless given. */
  spSizes?: Quantity<D> | readonly Quantity<D>[] | undefined;
}

/** {@link spike} as an input that can be put together with others. */
export class Spike<in out D = 'one'> extends Input<D> {
  static override readonly name: string = 'Spike';

  constructor(
    readonly spTimes: readonly Time[],
    duration: Time,
    readonly options: SpikeOptions<D> = {},
  ) {
    super(duration);
  }

  generate(): Quantity<D> {
    const { spLens = ms(1), spSizes = unitless(1) as unknown as Quantity<D> } = this.options;
    return spike(this.spTimes, spLens, spSizes, this.duration);
  }

  [describe](): string {
    return shown('Spike', { spTimes: this.spTimes, duration: this.duration, ...this.options });
  }
}

/** {@link gaussianPulse} as an input that can be put together with others. */
export class GaussianPulse<in out D> extends Input<D> {
  static override readonly name: string = 'GaussianPulse';

  constructor(
    readonly amplitude: Quantity<D>,
    readonly center: Time,
    readonly sigma: Time,
    duration: Time,
    readonly options: GaussianPulseOptions = {},
  ) {
    super(duration);
  }

  generate(): Quantity<D> {
    return gaussianPulse(this.amplitude, this.center, this.sigma, this.duration, this.options);
  }

  [describe](): string {
    return shown('GaussianPulse', { amplitude: this.amplitude, center: this.center, sigma: this.sigma, duration: this.duration, ...this.options });
  }
}

/** {@link exponentialDecay} as an input that can be put together with others. */
export class ExponentialDecay<in out D> extends Input<D> {
  static override readonly name: string = 'ExponentialDecay';

  constructor(
    readonly amplitude: Quantity<D>,
    readonly tau: Time,
    duration: Time,
    readonly options: Window = {},
  ) {
    super(duration);
  }

  generate(): Quantity<D> {
    return exponentialDecay(this.amplitude, this.tau, this.duration, this.options);
  }

  [describe](): string {
    return shown('ExponentialDecay', { amplitude: this.amplitude, tau: this.tau, duration: this.duration, ...this.options });
  }
}

/** {@link doubleExponential} as an input that can be put together with others. */
export class DoubleExponential<in out D> extends Input<D> {
  static override readonly name: string = 'DoubleExponential';

  constructor(
    readonly amplitude: Quantity<D>,
    readonly tauRise: Time,
    readonly tauDecay: Time,
    duration: Time,
    readonly options: Window = {},
  ) {
    super(duration);
  }

  generate(): Quantity<D> {
    return doubleExponential(this.amplitude, this.tauRise, this.tauDecay, this.duration, this.options);
  }

  [describe](): string {
    return shown('DoubleExponential', { amplitude: this.amplitude, tauRise: this.tauRise, tauDecay: this.tauDecay, duration: this.duration, ...this.options });
  }
}

/** {@link burst} as an input that can be put together with others. The number of bursts comes first, as in braintools. */
export class Burst<in out D> extends Input<D> {
  static override readonly name: string = 'Burst';

  constructor(
    readonly nBursts: number,
    readonly burstAmp: Quantity<D>,
    readonly burstFreq: Quantity<'frequency'>,
    readonly burstDuration: Time,
    readonly interBurstInterval: Time,
    duration: Time,
  ) {
    super(duration);
  }

  generate(): Quantity<D> {
    return burst(this.burstAmp, this.burstFreq, this.burstDuration, this.interBurstInterval, this.nBursts, this.duration);
  }

  [describe](): string {
    return shown('Burst', { nBursts: this.nBursts, burstAmp: this.burstAmp, burstFreq: this.burstFreq, burstDuration: this.burstDuration, interBurstInterval: this.interBurstInterval, duration: this.duration });
  }
}
