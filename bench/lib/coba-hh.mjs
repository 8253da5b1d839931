// The network of Hodgkin-Huxley cells of Brette et al. (2007), benchmark 3, with the cell of our gallery: see `peers/coba-hh.c`
// and `peers/coba_hh_brian.py`.
//
// Brette et al. (2007), Simulation of networks of spiking neurons, Journal of Computational Neuroscience 23(3).
import { u } from 'braints';
import { TraubMiles } from '../../build/examples/gallery/coba-hh-2007.js';
import { balanced, networkBesideC, numbers } from './balanced.mjs';

const { mV, nS } = u;

export function cobaHH(N, seed) {
  return balanced(new TraubMiles(N, { V_initializer: mV(numbers(N, seed, 0, -73, 16)) }), {
    seed,
    excitation: { weight: nS(6), tau: 5, reversal: 0, start: nS(numbers(N, seed, 1, 15, 50)) },
    inhibition: { weight: nS(67), tau: 10, reversal: -80, start: nS(numbers(N, seed, 2, 0, 400)) },
  });
}

export const besideC = (N, steps) => networkBesideC(cobaHH, 'coba-hh', N, steps);
