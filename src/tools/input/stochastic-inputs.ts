import { describe } from '../../core/print.js';
import type { Quantity } from '../../unit/index.js';
import { Input } from './input.js';
import { shown } from './shown.js';
import { ouProcess, poisson, wienerProcess } from './stochastic.js';
import type { NoiseStrength, PoissonOptions, RandomInputOptions, WienerOptions } from './stochastic.js';

type Time = Quantity<'time'>;

/** {@link wienerProcess} as an input that can be put together with others. */
export class WienerProcess<in out D = 'one'> extends Input<D> {
  static override readonly name: string = 'WienerProcess';

  constructor(
    duration: Time,
    readonly options: WienerOptions<D> = {},
  ) {
    super(duration);
  }

  generate(): Quantity<D> {
    return wienerProcess<D>(this.duration, this.options);
  }

  [describe](): string {
    return shown('WienerProcess', { duration: this.duration, ...this.options });
  }
}

/** {@link ouProcess} as an input that can be put together with others. */
export class OUProcess<in out D> extends Input<D> {
  static override readonly name: string = 'OUProcess';

  constructor(
    readonly mean: Quantity<D>,
    readonly sigma: NoiseStrength<D>,
    readonly tau: Time,
    duration: Time,
    readonly options: RandomInputOptions = {},
  ) {
    super(duration);
  }

  generate(): Quantity<D> {
    return ouProcess(this.mean, this.sigma, this.tau, this.duration, this.options);
  }

  [describe](): string {
    return shown('OUProcess', { mean: this.mean, sigma: this.sigma, tau: this.tau, duration: this.duration, ...this.options });
  }
}

/** {@link poisson} as an input that can be put together with others. */
export class Poisson<in out D = 'one'> extends Input<D> {
  static override readonly name: string = 'Poisson';

  constructor(
    readonly rate: Quantity<'frequency'>,
    duration: Time,
    readonly options: PoissonOptions<D> = {},
  ) {
    super(duration);
  }

  generate(): Quantity<D> {
    return poisson<D>(this.rate, this.duration, this.options);
  }

  [describe](): string {
    return shown('Poisson', { rate: this.rate, duration: this.duration, ...this.options });
  }
}
