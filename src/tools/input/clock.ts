import { fail } from '../../core/error.js';
import { environ, showValue } from '../../state/index.js';
import { Quantity, type AnyQuantity } from '../../unit/index.js';
import { numberIn } from './numbers.js';

type Time = Quantity<'time'>;

/** Between which times an input acts. Outside it is 0. */
export interface Window {
  /** From when on. The begin unless given. */
  tStart?: Time | undefined;
  /** Until when. The end unless given. */
  tEnd?: Time | undefined;
}

/** Times of one input, as numbers of dt's own unit and as steps of dt. */
export class Clock {
  readonly dt: number;
  /** How many steps the input has: those that begin before its end. */
  readonly steps: number;
  /** The unit of dt. */
  readonly unit = environ.getDt().unit;
  readonly #duration: Time;

  constructor(
    private readonly name: string,
    duration: Time,
  ) {
    this.dt = environ.getDt().item(this.unit);
    this.#duration = duration;
    if (!(this.time('duration', duration) >= 0)) fail('inputs/negative', { input: name, name: 'duration', value: showValue(duration) });
    this.steps = this.up('duration', duration);
  }

  /** A time as a number of dt's unit. */
  time(name: string, t: Time): number {
    return numberIn(this.name, name, t, this.unit);
  }

  /** A frequency as a number of periods for each of dt's unit of time. */
  frequency(name: string, f: Quantity<'frequency'>): number {
    if (!(f instanceof Quantity) || (f as AnyQuantity).dim !== 'frequency') {
      fail('inputs/frequency', { input: this.name, name, value: showValue(f) });
    }
    return f.mul(new Quantity(1, this.unit)).item();
  }

  /** The step that begins at a time, or before it. */
  down(name: string, t: Time): number {
    return this.#index(this.time(name, t), Math.floor);
  }

  /** The step that begins at a time, or after it. */
  up(name: string, t: Time): number {
    return this.#index(this.time(name, t), Math.ceil);
  }

  /** How many steps a time of either sign is, rounded towards 0. */
  toward(time: Time): number {
    return this.#index(this.time('time', time), Math.trunc);
  }

  /** The first step of a window and the one after its last, of which the end is rounded as asked for. */
  window({ tStart, tEnd }: Window, end: 'down' | 'up' = 'down'): { start: number; end: number } {
    const from = tStart === undefined ? 0 : this.time('tStart', tStart);
    const until = this.time('tEnd', tEnd ?? this.#duration);
    const duration = this.time('duration', this.#duration);
    if (!(from >= 0 && until >= from && until <= duration * (1 + 1e-6))) {
      fail('inputs/window', { input: this.name, from: showValue(tStart ?? 0), until: showValue(tEnd ?? this.#duration), duration: showValue(this.#duration) });
    }
    const start = this.#index(from, Math.floor);
    // A decay is as long as its own time; a waveform ends with the step before its end.
    const last = end === 'down' ? this.#index(until, Math.floor) : start + this.#index(until - from, Math.ceil);
    return { start, end: Math.min(last, this.steps) };
  }

  /** How many dt a time is: a whole number where it is one but for rounding, of a dt of float32 too. */
  #index(time: number, round: (x: number) => number): number {
    const ratio = time / this.dt;
    const nearest = Math.round(ratio);
    return Math.abs(ratio - nearest) <= Math.max(1e-9, 1.2e-7 * Math.abs(ratio)) ? nearest : round(ratio);
  }
}
