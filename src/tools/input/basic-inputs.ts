import { describe } from '../../core/print.js';
import type { Quantity } from '../../unit/index.js';
import { constant, ramp, section, step, total, type Held } from './basic.js';
import type { Window } from './clock.js';
import { Input } from './input.js';
import { shown } from './shown.js';

type Time = Quantity<'time'>;

/** {@link section} as an input that can be put together with others. */
export class Section<in out D> extends Input<D> {
  static override readonly name: string = 'Section';

  constructor(
    readonly sections: readonly Quantity<D>[],
    readonly durations: readonly Time[],
  ) {
    super(total(durations));
  }

  generate(): Quantity<D> {
    return section(this.sections, this.durations);
  }

  [describe](): string {
    return shown('Section', { values: this.sections, durations: this.durations });
  }
}

/** {@link constant} as an input that can be put together with others. */
export class Constant<in out D> extends Input<D> {
  static override readonly name: string = 'Constant';

  constructor(readonly held: readonly Held<D>[]) {
    super(total(held.map(([, duration]) => duration)));
  }

  generate(): Quantity<D> {
    return constant(this.held)[0];
  }

  [describe](): string {
    return `Constant([${this.held.map(([value, duration]) => `(${String(value)}, ${String(duration)})`).join(', ')}])`;
  }
}

/** {@link step} as an input that can be put together with others. */
export class Step<in out D> extends Input<D> {
  static override readonly name: string = 'Step';

  constructor(
    readonly amplitudes: readonly Quantity<D>[],
    readonly stepTimes: readonly Time[],
    duration: Time = total(stepTimes),
  ) {
    super(duration);
  }

  generate(): Quantity<D> {
    return step(this.amplitudes, this.stepTimes, this.duration);
  }

  [describe](): string {
    return shown('Step', { amplitudes: this.amplitudes, stepTimes: this.stepTimes, duration: this.duration });
  }
}

/** {@link ramp} as an input that can be put together with others. */
export class Ramp<in out D> extends Input<D> {
  static override readonly name: string = 'Ramp';

  constructor(
    readonly cStart: Quantity<D>,
    readonly cEnd: Quantity<D>,
    duration: Time,
    readonly window: Window = {},
  ) {
    super(duration);
  }

  generate(): Quantity<D> {
    return ramp(this.cStart, this.cEnd, this.duration, this.window);
  }

  [describe](): string {
    return shown('Ramp', { cStart: this.cStart, cEnd: this.cEnd, duration: this.duration, ...this.window });
  }
}
