import { fail } from '../../core/error.js';
import { showValue } from '../../state/index.js';
import { Quantity } from '../../unit/index.js';
import { Clock, type Window } from './clock.js';
import { checkCount, checkPositive, columns, filled, numberIn, valuesOf } from './numbers.js';

type Time = Quantity<'time'>;

/** What `gaussianPulse` can be told. */
export interface GaussianPulseOptions {
  /** In how many columns. One unless given, which makes the shape `[steps]`. */
  n?: number | undefined;
}

/**
 * Short square pulses.
 *
 * @param spTimes - when each begins
 * @param spLens - how long each is, or all are
 * @param spSizes - how high each is, or all are
 * @returns shape `[steps]`; where pulses overlap the later one in the list holds
 *
 * @example
 * input.spike([ms(10), ms(20), ms(200)], ms(1), nA(0.5), ms(300));
 *
 * @throws when there is no dt, or there are not as many lengths or sizes as times
 */
export function spike<D>(
  spTimes: readonly Time[],
  spLens: Time | readonly Time[],
  spSizes: Quantity<D> | readonly Quantity<D>[],
  duration: Time,
): Quantity<D> {
  const clock = new Clock('spike', duration);
  const lengths = each<Time>('spLens', spLens, spTimes.length);
  const sizes = each<Quantity<D>>('spSizes', spSizes, spTimes.length);
  const { unit } = spSizes instanceof Quantity ? spSizes : (sizes[0] ?? fail('inputs/each', { name: 'spSizes', wants: 1, got: 0 }));
  const data = new Float64Array(clock.steps);
  spTimes.forEach((t, i) => {
    const start = Math.max(0, clock.down('spTimes', t));
    const end = Math.max(0, clock.down('spLens', t.add(lengths[i])));
    data.fill(numberIn('spike', 'spSizes', sizes[i], unit), start, end);
  });
  return valuesOf(data, [clock.steps], unit);
}

/**
 * A pulse shaped as a Gaussian: `amplitude * exp(-(t - center)^2 / (2 sigma^2))`.
 *
 * @returns shape `[steps]`, or `[steps, n]` of n columns
 *
 * @example
 * input.gaussianPulse(nA(1), ms(100), ms(20), ms(200));
 *
 * @throws when there is no dt, or `sigma` is not above zero
 */
export function gaussianPulse<D>(
  amplitude: Quantity<D>,
  center: Time,
  sigma: Time,
  duration: Time,
  { n = 1 }: GaussianPulseOptions = {},
): Quantity<D> {
  const name = 'gaussianPulse';
  const clock = new Clock(name, duration);
  const [top, middle, width] = [numberIn(name, 'amplitude', amplitude, amplitude.unit), clock.time('center', center), clock.time('sigma', sigma)];
  checkPositive(name, 'sigma', width, sigma);
  checkCount(name, 'n', n);
  const data = filled(clock.steps, { start: 0, end: clock.steps }, (i) => top * Math.exp(-0.5 * ((i * clock.dt - middle) / width) ** 2));
  return columns(data, n, amplitude.unit);
}

/**
 * A jump that decays: `amplitude * exp(-(t - tStart) / tau)` within the window, 0 outside.
 *
 * @returns shape `[steps]`
 *
 * @example
 * input.exponentialDecay(nA(2), ms(30), ms(200), { tStart: ms(50) });
 *
 * @throws when there is no dt, `tau` is not above zero, or the window is not within the duration
 */
export function exponentialDecay<D>(amplitude: Quantity<D>, tau: Time, duration: Time, window: Window = {}): Quantity<D> {
  const name = 'exponentialDecay';
  const clock = new Clock(name, duration);
  const [top, constant] = [numberIn(name, 'amplitude', amplitude, amplitude.unit), clock.time('tau', tau)];
  checkPositive(name, 'tau', constant, tau);
  const data = filled(clock.steps, clock.window(window, 'up'), (i) => top * Math.exp((-i * clock.dt) / constant));
  return valuesOf(data, [clock.steps], amplitude.unit);
}

/**
 * A pulse that rises and decays, `exp(-t / tauDecay) - exp(-t / tauRise)`, scaled so that its peak is `amplitude`.
 *
 * @returns shape `[steps]`
 *
 * @example
 * input.doubleExponential(nS(1), ms(2), ms(10), ms(100), { tStart: ms(20) });
 *
 * @throws when there is no dt, `tauRise` is not above zero and below `tauDecay`, or the window is not within the duration
 */
export function doubleExponential<D>(
  amplitude: Quantity<D>,
  tauRise: Time,
  tauDecay: Time,
  duration: Time,
  window: Window = {},
): Quantity<D> {
  const name = 'doubleExponential';
  const clock = new Clock(name, duration);
  const top = numberIn(name, 'amplitude', amplitude, amplitude.unit);
  const [rise, decay] = [clock.time('tauRise', tauRise), clock.time('tauDecay', tauDecay)];
  checkPositive(name, 'tauRise', rise, tauRise);
  if (!(decay > rise)) fail('inputs/rise', { rise: showValue(tauRise), decay: showValue(tauDecay) });
  const shape = (t: number): number => Math.exp(-t / decay) - Math.exp(-t / rise);
  const peak = shape(((rise * decay) / (decay - rise)) * Math.log(decay / rise));
  const data = filled(clock.steps, clock.window(window, 'up'), (i) => (top / peak) * shape(i * clock.dt));
  return valuesOf(data, [clock.steps], amplitude.unit);
}

/**
 * Bursts of a sine wave with pauses between.
 *
 * @returns shape `[steps]`
 *
 * @example
 * input.burst(nA(1), Hz(100), ms(50), ms(100), 3, ms(500));
 *
 * @throws when there is no dt, or `nBursts` is no integer of 1 or more
 */
export function burst<D>(
  burstAmp: Quantity<D>,
  burstFreq: Quantity<'frequency'>,
  burstDuration: Time,
  interBurstInterval: Time,
  nBursts: number,
  duration: Time,
): Quantity<D> {
  const name = 'burst';
  const clock = new Clock(name, duration);
  const [top, frequency] = [numberIn(name, 'burstAmp', burstAmp, burstAmp.unit), clock.frequency('burstFreq', burstFreq)];
  checkCount(name, 'nBursts', nBursts);
  const data = new Float64Array(clock.steps);
  const length = clock.up('burstDuration', burstDuration);
  for (let k = 0; k < nBursts; k++) {
    const start = clock.down('interBurstInterval', burstDuration.add(interBurstInterval).mul(k));
    for (let i = 0; i < length && start + i < clock.steps; i++) data[start + i] = top * Math.sin(2 * Math.PI * frequency * i * clock.dt);
  }
  return valuesOf(data, [clock.steps], burstAmp.unit);
}

/** One value for each of so many: a single one stands for all. */
function each<T>(name: string, given: unknown, count: number): readonly T[] {
  if (given instanceof Quantity && given.size === 1) return Array.from({ length: count }, () => given as unknown as T);
  const all = given as readonly T[];
  if (!Array.isArray(given) || all.length !== count) fail('inputs/each', { name, wants: count, got: Array.isArray(given) ? given.length : showValue(given) });
  return all;
}
