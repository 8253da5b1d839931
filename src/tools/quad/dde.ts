import { fail } from '../../core/error.js';
import { showValue } from '../../state/index.js';
import { Quantity, type AnyQuantity } from '../../unit/index.js';
import { explicitStep, type OdeStep } from './explicit.js';
import { implicit } from './implicit.js';
import { euler, rk2, rk4 } from './tableau.js';
import type { RateOf } from './types.js';
import { fields, Variables } from './variables.js';

type Time = Quantity<'time'>;

/** The rates of an equation with delays: of the time, y, and y at each delay before. */
export type DelayedRates<T> = (t: Time, y: T, ...before: T[]) => RateOf<T>;

/** What a step that corrects itself can be told. */
export interface CorrectorOptions {
  /** How often the end of the step is corrected. 3 unless given. */
  maxIter?: number | undefined;
}

/** One step of an equation with delays. */
export interface DdeStep {
  /**
   * @param f - the rates of change of y, of `(t, y, ...y at each delay before)`: the time comes first, as in braintools
   * @param y - the variable: a float quantity, or an object or list of such, nested at will
   * @param t - the time at which the step begins
   * @param history - y at an earlier time. A stage inside the step asks for times up to `t + dt - delay`
   * @param delays - one delay, or a list of them
   * @returns y one `dt` of the environment later
   * @throws when there is no dt, y holds what is no float quantity, a delay is no time, or f gives what does not fit y
   */
  <T>(f: DelayedRates<T>, y: T, t: Time, history: (t: Time) => T, delays: Time | readonly Time[]): T;
}

/** Euler's step with delays, of order 1. */
export const ddeEulerStep: DdeStep = delayed('ddeEulerStep', explicitStep('ddeEulerStep', euler));

/** Heun's step of order 2 with delays. */
export const ddeHeunStep: DdeStep = delayed('ddeHeunStep', explicitStep('ddeHeunStep', rk2));

/** The classical Runge-Kutta step with delays: of order 4 where the history is as smooth and as exact. */
export const ddeRk4Step: DdeStep = delayed('ddeRk4Step', explicitStep('ddeRk4Step', rk4));

/** Euler's step with delays, then corrected by the rates at its end: the implicit Euler step, solved by putting it in. */
export function ddeEulerPcStep<T>(
  f: DelayedRates<T>,
  y: T,
  t: Time,
  history: (t: Time) => T,
  delays: Time | readonly Time[],
  { maxIter = 3 }: CorrectorOptions = {},
): T {
  const name = 'ddeEulerPcStep';
  const at = fields(name, 'drift', ordinary(name, f, history, delays));
  const variables = new Variables(name, y);
  const { dt } = variables;
  const k = variables.evaluate(at(t), variables.leaves);
  const first = variables.moved((i) => dt.mul(k[i]));
  const equation = { known: variables.leaves, first, field: at(t.add(dt as Time)), step: dt };
  return variables.tree(implicit(name, variables, equation, { maxIter }));
}

/** Heun's step with delays, then corrected by the rates at its end: the trapezoidal rule, solved by putting it in. */
export function ddeHeunPcStep<T>(
  f: DelayedRates<T>,
  y: T,
  t: Time,
  history: (t: Time) => T,
  delays: Time | readonly Time[],
  { maxIter = 3 }: CorrectorOptions = {},
): T {
  const name = 'ddeHeunPcStep';
  const at = fields(name, 'drift', ordinary(name, f, history, delays));
  const variables = new Variables(name, y);
  const { dt, leaves } = variables;
  const half: AnyQuantity = dt.mul(0.5);
  const k1 = variables.evaluate(at(t), leaves);
  const field = at(t.add(dt as Time));
  const k2 = variables.evaluate(field, variables.moved((i) => dt.mul(k1[i])));
  const first = variables.moved((i) => half.mul(k1[i].add(k2[i])));
  const known = variables.moved((i) => half.mul(k1[i]));
  return variables.tree(implicit(name, variables, { known, first, field, step: half }, { maxIter }));
}

function delayed(name: string, step: OdeStep): DdeStep {
  return (f, y, t, history, delays) => step(ordinary(name, f, history, delays), y, t);
}

/** The equation as one without delays, which looks its earlier values up. */
function ordinary<T>(name: string, f: DelayedRates<T>, history: (t: Time) => T, delays: Time | readonly Time[]): (y: T, t: Time) => RateOf<T> {
  const all: readonly Time[] = delays instanceof Quantity ? [delays] : delays;
  if (typeof f !== 'function') fail('quad/function', { step: name, role: 'drift', value: showValue(f) });
  if (typeof history !== 'function') fail('quad/function', { step: name, role: 'history', value: showValue(history) });
  for (const delay of all) {
    if (!(delay instanceof Quantity) || (delay as AnyQuantity).dim !== 'time') fail('quad/delay', { step: name, value: showValue(delay) });
  }
  return (y, t) => f(t, y, ...all.map((delay) => history(t.sub(delay))));
}
