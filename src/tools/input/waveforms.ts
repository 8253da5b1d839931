import { fail } from '../../core/error.js';
import { showValue } from '../../state/index.js';
import type { Quantity } from '../../unit/index.js';
import { Clock, type Window } from './clock.js';
import { filled, numberIn, valuesOf } from './numbers.js';
import { normals, type Seeded } from './source.js';

type Time = Quantity<'time'>;
type Frequency = Quantity<'frequency'>;

/** What every waveform can be told. */
export interface WaveOptions extends Window {
  /** Adds the amplitude, so that a wave between -1 and 1 becomes one between 0 and 2. False unless given. */
  bias?: boolean | undefined;
}

/** What `square` can be told. */
export interface SquareOptions extends WaveOptions {
  /** The part of a period that is high, from 0 to 1. 0.5 unless given. */
  dutyCycle?: number | undefined;
}

/** What `chirp` can be told. */
export interface ChirpOptions extends WaveOptions {
  /** How the frequency goes from the first to the last: by equal differences or by equal factors. `'linear'` unless given. */
  method?: 'linear' | 'logarithmic' | undefined;
}

/** What `noisySinusoidal` can be told. */
export interface NoisyOptions extends Window, Seeded {}

/**
 * A sine wave, which begins with the window; 0 outside of it.
 *
 * @returns shape `[steps]`
 *
 * @example
 * input.sinusoidal(nA(1), Hz(10), ms(500), { tStart: ms(100), bias: true });
 *
 * @throws when there is no dt, or the window is not within the duration
 */
export function sinusoidal<D>(amplitude: Quantity<D>, frequency: Frequency, duration: Time, options: WaveOptions = {}): Quantity<D> {
  return periodic('sinusoidal', amplitude, frequency, duration, options, (cycle) => Math.sin(2 * Math.PI * cycle));
}

/**
 * A square wave between `amplitude` and `-amplitude`, high first.
 *
 * @returns shape `[steps]`
 * @throws as {@link sinusoidal} does, and when `dutyCycle` is not from 0 to 1
 */
export function square<D>(amplitude: Quantity<D>, frequency: Frequency, duration: Time, options: SquareOptions = {}): Quantity<D> {
  const { dutyCycle = 0.5 } = options;
  if (!(dutyCycle >= 0 && dutyCycle <= 1)) fail('inputs/duty-cycle', { value: showValue(dutyCycle) });
  return periodic('square', amplitude, frequency, duration, options, (cycle) => (fraction(cycle) < dutyCycle * (1 - 1e-12) ? 1 : -1));
}

/**
 * A triangular wave, which begins with its way up from 0.
 *
 * @returns shape `[steps]`
 * @throws as {@link sinusoidal} does
 */
export function triangular<D>(amplitude: Quantity<D>, frequency: Frequency, duration: Time, options: WaveOptions = {}): Quantity<D> {
  const wave = (cycle: number): number => (2 / Math.PI) * Math.asin(Math.sin(2 * Math.PI * cycle));
  return periodic('triangular', amplitude, frequency, duration, options, wave);
}

/**
 * A sawtooth wave from `-amplitude` up to `amplitude`.
 *
 * @returns shape `[steps]`
 * @throws as {@link sinusoidal} does
 */
export function sawtooth<D>(amplitude: Quantity<D>, frequency: Frequency, duration: Time, options: WaveOptions = {}): Quantity<D> {
  return periodic('sawtooth', amplitude, frequency, duration, options, (cycle) => 2 * (fraction(cycle) - 0.5));
}

/**
 * A sine wave of which the frequency goes from one to another within the window.
 *
 * @returns shape `[steps]`
 *
 * @example
 * input.chirp(nA(1), Hz(1), Hz(50), second(1), { method: 'logarithmic' });
 *
 * @throws as {@link sinusoidal} does, and when there is no such method, or a logarithmic one has a frequency that is not above
 * zero
 */
export function chirp<D>(amplitude: Quantity<D>, fStart: Frequency, fEnd: Frequency, duration: Time, options: ChirpOptions = {}): Quantity<D> {
  const { method = 'linear' } = options;
  if (method !== 'linear' && method !== 'logarithmic') fail('inputs/chirp', { value: showValue(method) });
  const clock = new Clock('chirp', duration);
  const [f0, f1] = [clock.frequency('fStart', fStart), clock.frequency('fEnd', fEnd)];
  if (method === 'logarithmic' && !(f0 > 0 && f1 > 0)) fail('inputs/logarithmic', { from: showValue(fStart), to: showValue(fEnd) });
  const from = options.tStart === undefined ? 0 : clock.time('tStart', options.tStart);
  const sweep = clock.time('tEnd', options.tEnd ?? duration) - from;
  const rate = Math.log(f1 / f0) / sweep;
  // The number of periods since the begin: the frequency, integrated.
  const cycles = (t: number): number =>
    method === 'linear' || rate === 0 ? f0 * t + (0.5 * (f1 - f0) * t * t) / sweep : (f0 * Math.expm1(rate * t)) / rate;
  return wave('chirp', amplitude, clock, options, (t) => Math.sin(2 * Math.PI * cycles(t)));
}

/**
 * A sine wave with normally distributed noise of its own in each step.
 *
 * @param noiseAmplitude - the standard deviation of the noise, whatever dt is
 * @returns shape `[steps]`
 * @throws as {@link sinusoidal} does; and inside a transform, where what is drawn is not known yet
 */
export function noisySinusoidal<D>(
  amplitude: Quantity<D>,
  frequency: Frequency,
  noiseAmplitude: Quantity<D>,
  duration: Time,
  options: NoisyOptions = {},
): Quantity<D> {
  const name = 'noisySinusoidal';
  const clock = new Clock(name, duration);
  const cycles = clock.frequency('frequency', frequency);
  const { unit } = amplitude;
  const [top, spread] = [numberIn(name, 'amplitude', amplitude, unit), numberIn(name, 'noiseAmplitude', noiseAmplitude, unit)];
  const window = clock.window(options);
  const noise = normals(name, options, [Math.max(0, window.end - window.start)]);
  const value = (i: number): number => top * Math.sin(2 * Math.PI * cycles * i * clock.dt) + spread * noise[i];
  return valuesOf(filled(clock.steps, window, value), [clock.steps], unit);
}

/** A wave given by what it is at each number of periods since its begin. */
function periodic<D>(
  name: string,
  amplitude: Quantity<D>,
  frequency: Frequency,
  duration: Time,
  options: WaveOptions,
  at: (cycle: number) => number,
): Quantity<D> {
  const clock = new Clock(name, duration);
  const cycles = clock.frequency('frequency', frequency);
  return wave(name, amplitude, clock, options, (t) => at(cycles * t));
}

function wave<D>(name: string, amplitude: Quantity<D>, clock: Clock, options: WaveOptions, at: (t: number) => number): Quantity<D> {
  const top = numberIn(name, 'amplitude', amplitude, amplitude.unit);
  const bias = options.bias === true ? 1 : 0;
  const data = filled(clock.steps, clock.window(options), (i) => top * (at(i * clock.dt) + bias));
  return valuesOf(data, [clock.steps], amplitude.unit);
}

/** What is left of a number of periods; one that has ended but for rounding has ended. */
function fraction(cycle: number): number {
  const nearest = Math.round(cycle);
  return Math.abs(cycle - nearest) <= 1e-12 * Math.max(1, cycle) ? 0 : cycle - Math.floor(cycle);
}
