import type { Shape } from '../array/shape.js';
import { cast, eq, ge, select, stopGradient } from '../ops/index.js';
import { poissonCandidate, poissonProduct } from '../ops/samplers/poisson.js';
import { counters } from '../ops/threefry.js';
import type { Operand } from '../program/op.js';
import { wordsOf } from './key.js';
import { decided, spread } from './parameter.js';
import { untilAccepted } from './until-accepted.js';

/** From this rate on products of uniform numbers are too long. */
const LARGE = 10;

/**
 * Poisson numbers of the given rate, int32; the rate broadcasts to `shape`. As `jax.random.poisson`, in float32: below a
 * rate of 10 by Knuth's product, from there by Hörmann's transformed rejection. A negative rate or NaN gives -1.
 * Counts do not vary with the rate: its gradient is zero.
 */
export function poisson(key: Operand, shape: Shape, rate: Operand): Operand {
  const given = stopGradient(cast(rate, 'float32'));
  const large = ge(given, LARGE);
  const way = decided(large);
  const [all, isLarge] = [spread(given, shape), spread(large, shape)];
  if (way === false) return small();
  return way === true ? rejected() : select(isLarge, rejected(), small());

  function small(): Operand {
    const counts = poissonProduct(select(isLarge, 0, all), wordsOf(key), counters(shape));
    return select(eq(all, 0), 0, counts);
  }

  function rejected(): Operand {
    // Elements of small rates take part, with a rate that is soon accepted: how long they take counts in JAX too.
    const rates = select(isLarge, all, 1e5);
    const drawn = untilAccepted(key, shape, 'float32', (u, v) => poissonCandidate(rates, u, v, counters(shape)));
    return cast(drawn, 'int32');
  }
}
