import { fail } from '../../core/error.js';
import { showValue } from '../../state/index.js';
import { Quantity, unitless, type AnyQuantity, type AnyUnit, type Div, type Pow } from '../../unit/index.js';
import { Clock, type Window } from './clock.js';
import { checkCount, checkPositive, numberIn, valuesOf } from './numbers.js';
import { normals, uniforms, type Seeded } from './source.js';

type Time = Quantity<'time'>;

/** What every random input can be told. */
export interface RandomInputOptions extends Window, Seeded {
  /** In how many columns, each with numbers of its own. One unless given, which makes the shape `[steps]`. */
  n?: number | undefined;
}

/** What `wienerProcess` can be told. */
export interface WienerOptions<D> extends RandomInputOptions {
  /** The strength, in the unit that comes out. 1 unless given. */
  sigma?: Quantity<D> | undefined;
}

/** What `poisson` can be told. */
export interface PoissonOptions<D> extends RandomInputOptions {
  /** What an event counts. 1 unless given. */
  amplitude?: Quantity<D> | undefined;
}

/** The strength of noise: per square root of a time, or in the unit of what it is added to, per square root of dt's own unit. */
export type NoiseStrength<D> = Quantity<D> | Quantity<Div<D, Pow<'time', 0.5>>>;

/**
 * White noise as the increments of a Wiener process: `sigma * sqrt(dt)` times normally distributed numbers, with dt counted
 * in its own unit. Not their sum.
 *
 * @returns shape `[steps]`, or `[steps, n]` of n columns
 *
 * @example
 * input.wienerProcess(ms(500), { sigma: nA(0.1), n: 10, seed: 42 });
 *
 * @throws when there is no dt, or the window is not within the duration; and inside a transform, where what is drawn is not
 * known yet
 */
export function wienerProcess(duration: Time, options?: RandomInputOptions & { sigma?: undefined }): Quantity<'one'>;
export function wienerProcess<D>(duration: Time, options: WienerOptions<D>): Quantity<D>;
export function wienerProcess(duration: Time, options: WienerOptions<unknown> = {}): AnyQuantity {
  const name = 'wienerProcess';
  const { sigma = unitless(1) as AnyQuantity } = options;
  const { clock, rows, n, build } = columnsOf(name, duration, options);
  const strength = numberIn(name, 'sigma', sigma as AnyQuantity, sigma.unit as AnyUnit) * Math.sqrt(clock.dt);
  const noise = normals(name, options, n === 1 ? [rows] : [rows, n]);
  return build((i) => strength * noise[i], sigma.unit as AnyUnit);
}

/**
 * An Ornstein-Uhlenbeck process by Euler's method, `x += (mean - x) dt / tau + sigma sqrt(dt) xi`, beginning one step after the
 * mean. Its variance settles at `sigma^2 tau / 2`.
 *
 * @param sigma - per square root of a time, as in `nA(0.2).div(ms(1).sqrt())`; in the unit of the mean it is taken per
 * square root of dt's own unit, as in braintools
 * @returns shape `[steps]`, or `[steps, n]` of n columns; 0 outside of the window
 *
 * @example
 * input.ouProcess(nA(0.5), nA(0.1), ms(10), ms(500), { n: 100, seed: 1 });
 *
 * @throws as {@link wienerProcess} does, and when `tau` is not above zero
 */
export function ouProcess<D>(
  mean: Quantity<D>,
  sigma: NoiseStrength<NoInfer<D>>,
  tau: Time,
  duration: Time,
  options: RandomInputOptions = {},
): Quantity<D> {
  const name = 'ouProcess';
  const { unit } = mean;
  const { clock, rows, n, build } = columnsOf(name, duration, options);
  const [middle, constant] = [numberIn(name, 'mean', mean, unit), clock.time('tau', tau)];
  checkPositive(name, 'tau', constant, tau);
  const strength = strengthIn(name, sigma as AnyQuantity, unit as AnyUnit, clock.unit as AnyUnit) * Math.sqrt(clock.dt);
  const noise = normals(name, options, n === 1 ? [rows] : [rows, n]);
  const x = new Float64Array(n).fill(middle);
  return build((i) => (x[i % n] += ((middle - x[i % n]) * clock.dt) / constant + strength * noise[i]), unit);
}

/**
 * Random events: in each step `amplitude` with probability `rate * dt`, else 0.
 *
 * @returns shape `[steps]`, or `[steps, n]` of n columns
 *
 * @example
 * input.poisson(Hz(10), second(1), { amplitude: nA(1), n: 100 });
 *
 * @throws as {@link wienerProcess} does, and when `rate * dt` is not from 0 to 1
 */
export function poisson(rate: Quantity<'frequency'>, duration: Time, options?: RandomInputOptions & { amplitude?: undefined }): Quantity<'one'>;
export function poisson<D>(rate: Quantity<'frequency'>, duration: Time, options: PoissonOptions<D>): Quantity<D>;
export function poisson(rate: Quantity<'frequency'>, duration: Time, options: PoissonOptions<unknown> = {}): AnyQuantity {
  const name = 'poisson';
  const { amplitude = unitless(1) as AnyQuantity } = options;
  const { clock, rows, n, build } = columnsOf(name, duration, options);
  const size = numberIn(name, 'amplitude', amplitude as AnyQuantity, amplitude.unit as AnyUnit);
  const chance = clock.frequency('rate', rate) * clock.dt;
  if (!(chance >= 0 && chance <= 1)) fail('inputs/rate', { rate: showValue(rate), chance });
  const uniform = uniforms(name, options, n === 1 ? [rows] : [rows, n]);
  return build((i) => (uniform[i] < chance ? size : 0), amplitude.unit as AnyUnit);
}

/** The steps within the window, in n columns each. */
function columnsOf(name: string, duration: Time, options: RandomInputOptions) {
  const { n = 1 } = options;
  checkCount(name, 'n', n);
  const clock = new Clock(name, duration);
  const { start, end } = clock.window(options);
  const rows = Math.max(0, end - start);
  /** Goes through the values in order, row by row. */
  const build = <D>(value: (i: number) => number, unit: Quantity<D>['unit']): Quantity<D> => {
    const data = new Float64Array(clock.steps * n);
    for (let i = 0; i < rows * n; i++) data[start * n + i] = value(i);
    return valuesOf(data, n === 1 ? [clock.steps] : [clock.steps, n], unit);
  };
  return { clock, rows, n, build };
}

function strengthIn(name: string, sigma: AnyQuantity, unit: AnyUnit, time: AnyUnit): number {
  const perRoot = unit.div(time.pow(0.5));
  const proper = sigma instanceof Quantity && perRoot.hasSameDim(sigma.unit as AnyUnit);
  return numberIn(name, 'sigma', sigma, proper ? perRoot : unit);
}
