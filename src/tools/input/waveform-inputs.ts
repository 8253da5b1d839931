import { describe } from '../../core/print.js';
import type { Quantity } from '../../unit/index.js';
import { Input } from './input.js';
import { shown } from './shown.js';
import { chirp, noisySinusoidal, sawtooth, sinusoidal, square, triangular } from './waveforms.js';
import type { ChirpOptions, NoisyOptions, SquareOptions, WaveOptions } from './waveforms.js';

type Time = Quantity<'time'>;

/** A wave of one frequency; each kind says what it looks like. */
abstract class Wave<in out D, O extends WaveOptions> extends Input<D> {
  readonly options: O;

  constructor(
    readonly amplitude: Quantity<D>,
    readonly frequency: Quantity<'frequency'>,
    duration: Time,
    options?: O,
  ) {
    super(duration);
    this.options = options ?? ({} as O);
  }

  [describe](): string {
    const { amplitude, frequency, duration } = this;
    return shown(this.constructor.name, { amplitude, frequency, duration, ...(this.options as WaveOptions) });
  }
}

/** {@link sinusoidal} as an input that can be put together with others. */
export class Sinusoidal<in out D> extends Wave<D, WaveOptions> {
  static override readonly name: string = 'Sinusoidal';

  generate(): Quantity<D> {
    return sinusoidal(this.amplitude, this.frequency, this.duration, this.options);
  }
}

/** {@link square} as an input that can be put together with others. */
export class Square<in out D> extends Wave<D, SquareOptions> {
  static override readonly name: string = 'Square';

  generate(): Quantity<D> {
    return square(this.amplitude, this.frequency, this.duration, this.options);
  }
}

/** {@link triangular} as an input that can be put together with others. */
export class Triangular<in out D> extends Wave<D, WaveOptions> {
  static override readonly name: string = 'Triangular';

  generate(): Quantity<D> {
    return triangular(this.amplitude, this.frequency, this.duration, this.options);
  }
}

/** {@link sawtooth} as an input that can be put together with others. */
export class Sawtooth<in out D> extends Wave<D, WaveOptions> {
  static override readonly name: string = 'Sawtooth';

  generate(): Quantity<D> {
    return sawtooth(this.amplitude, this.frequency, this.duration, this.options);
  }
}

/** {@link chirp} as an input that can be put together with others. */
export class Chirp<in out D> extends Input<D> {
  static override readonly name: string = 'Chirp';

  constructor(
    readonly amplitude: Quantity<D>,
    readonly fStart: Quantity<'frequency'>,
    readonly fEnd: Quantity<'frequency'>,
    duration: Time,
    readonly options: ChirpOptions = {},
  ) {
    super(duration);
  }

  generate(): Quantity<D> {
    return chirp(this.amplitude, this.fStart, this.fEnd, this.duration, this.options);
  }

  [describe](): string {
    return shown('Chirp', { amplitude: this.amplitude, fStart: this.fStart, fEnd: this.fEnd, duration: this.duration, ...this.options });
  }
}

/** {@link noisySinusoidal} as an input that can be put together with others. */
export class NoisySinusoidal<in out D> extends Input<D> {
  static override readonly name: string = 'NoisySinusoidal';

  constructor(
    readonly amplitude: Quantity<D>,
    readonly frequency: Quantity<'frequency'>,
    readonly noiseAmplitude: Quantity<D>,
    duration: Time,
    readonly options: NoisyOptions = {},
  ) {
    super(duration);
  }

  generate(): Quantity<D> {
    return noisySinusoidal(this.amplitude, this.frequency, this.noiseAmplitude, this.duration, this.options);
  }

  [describe](): string {
    return shown('NoisySinusoidal', { amplitude: this.amplitude, frequency: this.frequency, noiseAmplitude: this.noiseAmplitude, duration: this.duration, ...this.options });
  }
}
