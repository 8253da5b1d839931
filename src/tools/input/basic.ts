import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { broadcastShapes, sizeOf, type Shape } from '../../engine/index.js';
import { showValue } from '../../state/index.js';
import { Quantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { Clock, type Window } from './clock.js';
import { filled, numberIn, numbersIn, valuesOf } from './numbers.js';

type Time = Quantity<'time'>;

/** A value and for how long it is held. */
export type Held<D> = readonly [value: Quantity<D>, duration: Time];

/**
 * Values that are held one after the other. Values of a shape give an input of that shape at each step; they broadcast.
 *
 * @param values - in one dimension
 * @param durations - for how long each is held; each takes as many steps as begin in it
 * @param options - with `returnLength` a pair: the input, and how long it lasts
 * @returns shape `[steps, ...shape of the values]`, in the unit of the first value
 *
 * @example
 * input.section([nA(0), nA(1), nA(0)], [ms(100), ms(300), ms(100)]); // at dt 0.1 ms of shape [5000]
 *
 * @throws when there is no dt, there are not as many durations as values, or they do not fit each other
 */
export function section<D>(
  values: readonly Quantity<D>[],
  durations: readonly Time[],
  options: { returnLength: true },
): [values: Quantity<D>, length: Time];
export function section<D>(values: readonly Quantity<D>[], durations: readonly Time[], options?: { returnLength?: false }): Quantity<D>;
export function section<D>(
  values: readonly Quantity<D>[],
  durations: readonly Time[],
  { returnLength = false }: { returnLength?: boolean } = {},
): Quantity<D> | [Quantity<D>, Time] {
  if (values.length !== durations.length || values.length === 0) {
    fail('inputs/section', { values: values.length, durations: durations.length });
  }
  const held = hold('section', values.map((value, i) => [value, durations[i]] as const));
  return returnLength ? held : held[0];
}

/**
 * Values that are held one after the other, each written beside its duration.
 *
 * @returns a pair: the input, as of {@link section}, and how long it lasts
 *
 * @example
 * const [I, duration] = input.constant([[nA(0), ms(100)], [nA(1), ms(300)]]);
 *
 * @throws as {@link section} does
 */
export function constant<D>(held: readonly Held<D>[]): [values: Quantity<D>, length: Time] {
  if (held.length === 0) fail('inputs/section', { values: 0, durations: 0 });
  return hold('constant', held);
}

/**
 * A value from each of some times on, until the next: 0 before the first.
 *
 * @param amplitudes - one for each time
 * @param stepTimes - in any order
 * @param duration - the sum of the times unless given, as in braintools
 * @returns shape `[steps]`
 *
 * @example
 * input.step([nA(0), nA(1), nA(0.5)], [ms(0), ms(50), ms(150)], ms(200));
 *
 * @throws when there is no dt, or there are not as many times as amplitudes
 */
export function step<D>(amplitudes: readonly Quantity<D>[], stepTimes: readonly Time[], duration?: Time): Quantity<D> {
  if (amplitudes.length !== stepTimes.length || amplitudes.length === 0) {
    fail('inputs/step', { amplitudes: amplitudes.length, times: stepTimes.length });
  }
  const clock = new Clock('step', duration ?? total(stepTimes));
  const { unit } = amplitudes[0];
  const sorted = stepTimes
    .map((t, i) => ({ start: clock.down('stepTimes', t), value: numberIn('step', 'amplitudes', amplitudes[i], unit) }))
    .sort((a, b) => a.start - b.start);
  const data = new Float64Array(clock.steps);
  sorted.forEach(({ start, value }, i) => data.fill(value, Math.max(0, start), Math.max(0, sorted[i + 1]?.start ?? clock.steps)));
  return valuesOf(data, [clock.steps], unit);
}

/**
 * A straight line from one value to another, which is reached in the last step of the window; 0 outside of it.
 *
 * @returns shape `[steps]`
 *
 * @example
 * input.ramp(nA(0), nA(2), ms(200), { tStart: ms(50), tEnd: ms(150) });
 *
 * @throws when there is no dt, or the window is not within the duration
 */
export function ramp<D>(cStart: Quantity<D>, cEnd: Quantity<D>, duration: Time, window: Window = {}): Quantity<D> {
  const clock = new Clock('ramp', duration);
  const { unit } = cStart;
  const [from, to] = [numberIn('ramp', 'cStart', cStart, unit), numberIn('ramp', 'cEnd', cEnd, unit)];
  clock.window(window);
  const start = window.tStart === undefined ? 0 : clock.up('tStart', window.tStart);
  const end = clock.up('tEnd', window.tEnd ?? duration);
  const rise = (to - from) / Math.max(1, end - start - 1);
  return valuesOf(filled(clock.steps, { start, end }, (i) => from + rise * i), [clock.steps], unit);
}

/** The sum of some times. */
export function total(times: readonly Time[]): Time {
  return times.reduce((sum, t) => sum.add(t));
}

function hold<D>(input: string, held: readonly Held<D>[]): [Quantity<D>, Time] {
  for (const [value] of held) if (!(value instanceof Quantity)) fail('inputs/value', { input, value: showValue(value) });
  const { unit } = held[0][0];
  const shape = held.map(([value]) => value.shape).reduce((a, b) => sharedShape(input, a, b));
  const width = sizeOf(shape);
  const pieces = held.map(([value, duration]) => {
    const { steps } = new Clock(input, duration);
    return { steps, numbers: numbersIn(input, 'values', spread(value, shape), unit) };
  });
  const steps = pieces.reduce((sum, piece) => sum + piece.steps, 0);
  const data = new Float64Array(steps * width);
  let at = 0;
  for (const piece of pieces) for (let i = 0; i < piece.steps; i++, at += width) data.set(piece.numbers, at);
  return [valuesOf(data, [steps, ...shape], unit), total(held.map(([, duration]) => duration))];
}

function sharedShape(input: string, a: Shape, b: Shape): Shape {
  try {
    return broadcastShapes([a, b], input);
  } catch {
    return fail('inputs/shapes', { input, a: showShape(a), b: showShape(b) });
  }
}

function spread<D>(value: Quantity<D>, shape: Shape): Quantity<D> {
  return math.broadcastTo(value, shape);
}
