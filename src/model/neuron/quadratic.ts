import type { Upstroke } from './overshoot.js';

/** What V does at threshold, without input. */
export function upstroke({ tau, V_th, V_rest, V_c, c }: Readonly<Record<string, number>>): Upstroke {
  return { rise: (c * (V_th - V_rest) * (V_th - V_c)) / tau, slope: (c * (2 * V_th - V_rest - V_c)) / tau };
}
