import { floatDType, type FloatDType } from '../array/dtype.js';
import type { Shape } from '../array/shape.js';
import { cast, eq, floor, ge, le, logicalAnd, logicalNot, logicalOr, lt, mul, select, stopGradient, sub } from '../ops/index.js';
import { binomialCandidate, binomialInversion } from '../ops/samplers/binomial.js';
import { counters } from '../ops/threefry.js';
import type { Operand } from '../program/op.js';
import { wordsOf } from './key.js';
import { decided, spread } from './parameter.js';
import { untilAccepted } from './until-accepted.js';

/** Up to this mean by inversion. */
const SMALL = 10;

/**
 * Binomial numbers of `n` trials of probability `p`, as floats; both broadcast to `shape`. As `jax.random.binomial`: by
 * inversion where the rarer of the two outcomes comes up to 10 times on average, otherwise by Hörmann's transformed
 * rejection. A negative `n`, a `p` outside [0, 1] and NaN give NaN. Gradients are zero.
 */
export function binomial(key: Operand, shape: Shape, n: Operand, p: Operand, dtype: FloatDType = floatDType()): Operand {
  const trials = stopGradient(cast(n, dtype));
  const chance = stopGradient(cast(p, dtype));
  const rare = lt(chance, 0.5);
  const q = select(rare, chance, sub(1, chance));
  const badTrials = logicalNot(ge(trials, 0));
  const badChance = logicalNot(ge(q, 0));
  const safe = select(badChance, 0.01, q);
  const small = logicalOr(badTrials, le(mul(trials, safe), SMALL));
  const whole = floor(trials);

  const way = decided(small);
  const isSmall = spread(small, shape);
  const [count, probability] = [spread(whole, shape), spread(safe, shape)];
  const drawn = way === true ? inverted() : way === false ? rejected() : select(isSmall, inverted(), rejected());
  const invalid = logicalOr(badTrials, badChance);
  const endless = logicalAnd(eq(trials, Infinity), logicalNot(invalid));
  const checked = select(spread(endless, shape), Infinity, select(spread(invalid, shape), NaN, drawn));
  const asDrawn = logicalOr(logicalOr(rare, invalid), endless);
  return select(spread(asDrawn, shape), checked, sub(count, checked));

  function inverted(): Operand {
    return binomialInversion(select(isSmall, count, 0), probability, wordsOf(key), counters(shape));
  }

  function rejected(): Operand {
    const [trials, chance] = [select(isSmall, 1e4, count), select(isSmall, 0.5, probability)];
    return untilAccepted(key, shape, dtype, (u, v) => binomialCandidate(trials, chance, u, v, counters(shape)));
  }
}
