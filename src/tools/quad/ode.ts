import { explicitStep, type OdeStep } from './explicit.js';
import * as tableau from './tableau.js';

/**
 * Euler's step, of order 1: `y + dt f(y, t)`.
 *
 * @example
 * const dV = (V: Quantity<'voltage'>, t: Quantity<'time'>) => V_rest.sub(V).div(tau);
 * environ.context({ dt: ms(0.1) }, () => quad.odeEulerStep(dV, mV([-65]), ms(0)));
 */
export const odeEulerStep: OdeStep = explicitStep('odeEulerStep', tableau.euler);

/** Heun's step of order 2, the explicit trapezoidal rule: two evaluations. */
export const odeRk2Step: OdeStep = explicitStep('odeRk2Step', tableau.rk2);

/** The midpoint step, of order 2: two evaluations. */
export const odeMidpointStep: OdeStep = explicitStep('odeMidpointStep', tableau.midpoint);

/** Ralston's step of order 2, of least error among those with two evaluations. */
export const odeRalston2Step: OdeStep = explicitStep('odeRalston2Step', tableau.ralston2);

/** Kutta's step of order 3: three evaluations. */
export const odeRk3Step: OdeStep = explicitStep('odeRk3Step', tableau.rk3);

/** Heun's step of order 3, as braintools has it under this name: three evaluations. That of order 2 is `odeRk2Step`. */
export const odeHeunStep: OdeStep = explicitStep('odeHeunStep', tableau.heun3);

/** Ralston's step of order 3: three evaluations. */
export const odeRalston3Step: OdeStep = explicitStep('odeRalston3Step', tableau.ralston3);

/** The step of order 3 that preserves strong stability (SSPRK33): three evaluations. */
export const odeSsprk33Step: OdeStep = explicitStep('odeSsprk33Step', tableau.ssprk33);

/**
 * The classical Runge-Kutta step, of order 4: four evaluations.
 *
 * @example
 * // FitzHugh and Nagumo's cell, with both of its variables in one object.
 * const f = ({ v, w }: { v: Quantity; w: Quantity }, t: Quantity<'time'>) => ({
 *   v: v.sub(v.pow(3).div(3)).sub(w).add(0.5).div(ms(1)),
 *   w: v.add(0.7).sub(w.mul(0.8)).mul(0.08).div(ms(1)),
 * });
 * const { v, w } = quad.odeRk4Step(f, { v: unitless([0]), w: unitless([0]) }, ms(0));
 */
export const odeRk4Step: OdeStep = explicitStep('odeRk4Step', tableau.rk4);

/** Kutta's rule of three eighths, of order 4: four evaluations, with a smaller error than the classical ones. */
export const odeRk438Step: OdeStep = explicitStep('odeRk438Step', tableau.rk4Rule38);
