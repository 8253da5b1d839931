// The balanced network of Tutorial 3: see `peers/coba.c`.
import { LIFRef, u } from 'braints';
import { balanced, networkBesideC, numbers } from './balanced.mjs';

const { mA, ms, mV, siemens } = u;

/** Conductances are in siemens and the resistance is 1 ohm, so that a weight of 0.6 is 0.6 of the leak's conductance. */
export function coba(N, seed) {
  const neurons = new LIFRef(N, {
    tau: ms(20),
    V_rest: mV(-60),
    V_th: mV(-50),
    V_reset: mV(-60),
    tau_ref: ms(5),
    V_initializer: mV(numbers(N, seed, 0, -60, 10)),
  });
  return balanced(neurons, {
    seed,
    excitation: { weight: siemens(0.6), tau: 5, reversal: 0, start: siemens(0) },
    inhibition: { weight: siemens(6.7), tau: 10, reversal: -80, start: siemens(0) },
    drive: mA(20),
  });
}

export const besideC = (N, steps) => networkBesideC(coba, 'coba', N, steps);
