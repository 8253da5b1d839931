import { embeddedStep, twiceEmbeddedStep, type EmbeddedStep } from './explicit.js';
import * as tableau from './tableau.js';

/**
 * Cash and Karp's step of order 5, with one of order 4 embedded: six evaluations.
 *
 * @example
 * const [y, error] = quad.odeRk45Step(f, y0, ms(0), { returnError: true });
 */
export const odeRk45Step: EmbeddedStep = embeddedStep('odeRk45Step', tableau.cashKarp);

/** Bogacki and Shampine's step of order 3, with one of order 2 embedded: three evaluations, four with the error. */
export const odeRk23Step: EmbeddedStep = embeddedStep('odeRk23Step', tableau.bogackiShampine);

/** The same as `odeRk23Step`, by its other name. */
export const odeBs32Step: EmbeddedStep = embeddedStep('odeBs32Step', tableau.bogackiShampine);

/** Dormand and Prince's step of order 5, with one of order 4 embedded: six evaluations, seven with the error. */
export const odeDopri5Step: EmbeddedStep = embeddedStep('odeDopri5Step', tableau.dormandPrince);

/** The same as `odeDopri5Step`, by its other name. */
export const odeRk45DopriStep: EmbeddedStep = embeddedStep('odeRk45DopriStep', tableau.dormandPrince);

/** Fehlberg's step of order 5, with one of order 4 embedded: six evaluations. */
export const odeRkf45Step: EmbeddedStep = embeddedStep('odeRkf45Step', tableau.fehlberg);

/** Dormand and Prince's step of order 8, with estimates of orders 5 and 3: twelve evaluations. */
export const odeDopri8Step: EmbeddedStep = twiceEmbeddedStep('odeDopri8Step', tableau.dormandPrince8);

/** The same as `odeDopri8Step`, by its other name. */
export const odeRk87DopriStep: EmbeddedStep = twiceEmbeddedStep('odeRk87DopriStep', tableau.dormandPrince8);
