import type { FloatLanes, Lanes } from '../../program/lanes.js';
import { horner, logLanes } from '../exponential.js';

/** B(2k) / 2k of Bernoulli's numbers, k from 1 (Abramowitz and Stegun 1964, 6.3.18). */
const BERNOULLI = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12];
/** How far an argument is raised by the recurrence, so that the terms left out are below the last place of 1. */
const RAISED = 9;

/** The derivative of the logarithm of the gamma function, at x >= 1, in float64. */
export function digammaLanes<V>(L: Lanes<V>, D: FloatLanes<V>, x: V): V {
  const c = D.constant;
  let below = c(0);
  for (let k = 0; k < RAISED; k++) below = D.add(below, D.div(c(1), D.add(x, c(k))));
  const z = D.add(x, c(RAISED));
  const inverse = D.div(c(1), z);
  const square = D.mul(inverse, inverse);
  const tail = D.mulAdd(square, horner(D, BERNOULLI, square), D.mul(inverse, c(0.5)));
  return D.sub(D.sub(logLanes(L, D, z), tail), below);
}
