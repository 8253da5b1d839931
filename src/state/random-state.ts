import { CountDraws } from './random-counts.js';

/**
 * A source of random numbers whose key is a State, so a transformed function draws new ones at every step. Seeded
 * alike, it draws the bits that brainstate and JAX draw.
 *
 * @example
 * const source = new RandomState(42);
 * source.normal({ loc: mV(-65), scale: mV(2), size: 100 });
 */
export class RandomState extends CountDraws {
  static override readonly name: string = 'RandomState';
}
