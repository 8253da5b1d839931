import { floatDType, type FloatDType } from '../array/dtype.js';
import type { Shape } from '../array/shape.js';
import { add, broadcastTo, cast, div, eq, ge, log, logicalOr, mul, pow, select, stopGradient, sub } from '../ops/index.js';
import { gammaCube } from '../ops/samplers/gamma.js';
import { gammaOfShape } from '../ops/samplers/gamma-slope.js';
import { threefry, threefryAt, unitFloat } from '../ops/threefry.js';
import type { Operand } from '../program/op.js';

interface Parts {
  /** d and V: their product has the gamma distribution of the shape `a`, or `a + 1` where `small`. */
  readonly d: Operand;
  readonly cube: Operand;
  /** 1 - u for a uniform u: to the power 1 / a it brings the shape a + 1 down to a. */
  readonly rest: Operand;
  readonly a: Operand;
  /** `a`, as something to differentiate by. */
  readonly shapes: Operand;
  readonly large: Operand;
}

function draw(key: Operand, shape: Shape, a: Operand, dtype: FloatDType): Parts {
  const shapes = broadcastTo(cast(a, dtype), shape);
  // What is accepted depends on the shape too: not these steps are differentiated, but the distribution.
  const all = stopGradient(shapes);
  const large = ge(all, 1);
  const d = sub(select(large, all, add(all, 1)), 1 / 3);
  // Every element has a key of its own, split in one for the rejection and one for the rest.
  const own = threefry(key, shape);
  const cube = gammaCube(d, threefryAt(own, 0));
  const rest = sub(1, unitFloat(...threefryAt(threefryAt(own, 1), 0), dtype));
  return { d, cube, rest, a: all, large, shapes };
}

/**
 * Numbers of the gamma distribution of shape `a` > 0 and scale 1; `a` broadcasts to `shape`. By the rejection of
 * Marsaglia and Tsang from the bits of `jax.random.gamma`. The derivative by `a` is that of a number which keeps its
 * rank in the distribution (implicit reparameterisation), as in JAX.
 */
export function gamma(key: Operand, shape: Shape, a: Operand, dtype: FloatDType = floatDType()): Operand {
  const { d, cube, rest, a: all, large, shapes } = draw(key, shape, a, dtype);
  const boost = select(large, 1, pow(rest, div(1, all)));
  return gammaOfShape(shapes, mul(mul(d, cube), boost), false);
}

/** The logarithms of the numbers that `gamma` draws, exact where those are too small for the dtype. */
export function loggamma(key: Operand, shape: Shape, a: Operand, dtype: FloatDType = floatDType()): Operand {
  const { d, cube, rest, a: all, large, shapes } = draw(key, shape, a, dtype);
  const logRest = log(rest);
  const boost = select(logicalOr(large, eq(logRest, 0)), 0, div(logRest, all));
  return gammaOfShape(shapes, add(add(log(d), log(cube)), boost), true);
}
