import {
  add,
  broadcastTo,
  cast,
  div,
  exp,
  floatDType,
  gt,
  index,
  max,
  maximum,
  mul,
  expandDims,
  select,
  shapeOf,
  sqrt,
  sub,
  sum,
  type Operand,
} from '../engine/index.js';
import { draw } from './draws.js';
import { fail } from '../core/error.js';
import { showShape } from '../core/print.js';
import { Quantity, unitless, type AnyQuantity, type Numeric } from '../unit/index.js';
import { ContinuousDraws } from './random-continuous.js';
import {
  drawShape,
  floatParameter,
  inOneUnit,
  plainParameter,
  positive,
  scaled,
  type FloatOptions,
  type PlainScaleOptions,
  type ScaleOptions,
} from './random-parameters.js';

/** Draws of distributions that are made of gamma numbers. */
export class GammaDraws extends ContinuousDraws {
  /** Numbers of the gamma distribution of a shape (greater than 0) and a scale: 1 unless given, in its unit. */
  gamma(shape: Numeric, options?: PlainScaleOptions): Quantity<'one'>;
  gamma<D>(shape: Numeric, options: ScaleOptions<D>): Quantity<D>;
  gamma(shape: Numeric, options: ScaleOptions<unknown> | PlainScaleOptions = {}): AnyQuantity {
    const a = plainParameter('shape', shape);
    const { unit, values: [scale] } = inOneUnit(['scale', options.scale]);
    const size = drawShape(options.size, a, scale ?? 1);
    const drawn = draw.gamma(this.nextKey(options.key), size, a, options.dtype ?? floatDType());
    return new Quantity(scaled(drawn, undefined, scale), unit);
  }

  /** Numbers of the gamma distribution of a shape (greater than 0) and scale 1. */
  standardGamma(shape: Numeric, options: FloatOptions = {}): Quantity<'one'> {
    const { size, dtype, key } = options;
    return this.gamma(shape, { size, dtype, key });
  }

  /** Logarithms of gamma numbers of shape `a` > 0 and scale 1, exact where those are too small for the dtype. */
  loggamma(a: Numeric, options: FloatOptions = {}): Quantity<'one'> {
    const shape = plainParameter('a', a);
    const drawn = draw.loggamma(this.nextKey(options.key), drawShape(options.size, shape), shape, options.dtype ?? floatDType());
    return new Quantity(drawn, unitless);
  }

  /** Numbers of the beta distribution with parameters `a` and `b`, both greater than 0. */
  beta(a: Numeric, b: Numeric, options: FloatOptions = {}): Quantity<'one'> {
    const dtype = options.dtype ?? floatDType();
    const [first, second] = [floatParameter('a', a, dtype), floatParameter('b', b, dtype)];
    const shape = drawShape(options.size, first, second);
    const keys = draw.split(this.nextKey(options.key));
    const x = draw.loggamma(index(keys, 0), shape, first, dtype);
    const y = draw.loggamma(index(keys, 1), shape, second, dtype);
    const largest = maximum(x, y);
    const scaledX = exp(sub(x, largest));
    return new Quantity(div(scaledX, add(scaledX, exp(sub(y, largest)))), unitless);
  }

  /** Numbers of the chi-square distribution with `df` > 0 degrees of freedom. */
  chisquare(df: Numeric, options: FloatOptions = {}): Quantity<'one'> {
    const dtype = options.dtype ?? floatDType();
    const degrees = positive('df', floatParameter('df', df, dtype));
    return new Quantity(chi2(this.nextKey(options.key), drawShape(options.size, degrees), degrees, dtype), unitless);
  }

  /** Numbers of the chi-square distribution with `df` > 0 degrees of freedom and noncentrality `nonc` of 0 or more. */
  noncentralChisquare(df: Numeric, nonc: Numeric, options: FloatOptions = {}): Quantity<'one'> {
    const dtype = options.dtype ?? floatDType();
    const [degrees, shift] = [positive('df', floatParameter('df', df, dtype)), floatParameter('nonc', nonc, dtype)];
    const shape = drawShape(options.size, degrees, shift);
    return new Quantity(noncentral(this.nextKeys(3, options.key), shape, degrees, shift, dtype), unitless);
  }

  /** Numbers of the F distribution with `dfnum` and `dfden` degrees of freedom, both greater than 0. */
  f(dfnum: Numeric, dfden: Numeric, options: FloatOptions = {}): Quantity<'one'> {
    const dtype = options.dtype ?? floatDType();
    const above = positive('dfnum', floatParameter('dfnum', dfnum, dtype));
    const below = positive('dfden', floatParameter('dfden', dfden, dtype));
    const shape = drawShape(options.size, above, below);
    const keys = draw.split(this.nextKey(options.key));
    const x = chi2(index(keys, 0), shape, above, dtype);
    const y = chi2(index(keys, 1), shape, below, dtype);
    return new Quantity(div(div(x, above), div(y, below)), unitless);
  }

  /** Numbers of the F distribution with noncentrality `nonc` of 0 or more. */
  noncentralF(dfnum: Numeric, dfden: Numeric, nonc: Numeric, options: FloatOptions = {}): Quantity<'one'> {
    const dtype = options.dtype ?? floatDType();
    const above = positive('dfnum', floatParameter('dfnum', dfnum, dtype));
    const below = positive('dfden', floatParameter('dfden', dfden, dtype));
    const shift = floatParameter('nonc', nonc, dtype);
    const shape = drawShape(options.size, above, below, shift);
    const keys = draw.split(this.nextKey(options.key));
    const three = draw.split(index(keys, 0), 3);
    const x = noncentral([0, 1, 2].map((i) => index(three, i)), shape, above, shift, dtype);
    const y = chi2(index(keys, 1), shape, below, dtype);
    return new Quantity(div(div(x, above), div(y, below)), unitless);
  }

  /** Numbers of Student's t distribution with `df` > 0 degrees of freedom. */
  t(df: Numeric, options: FloatOptions = {}): Quantity<'one'> {
    return this.#student(df, options, () => this.nextKeys(2, options.key));
  }

  /** The same distribution as `t`, from one key of the source instead of two: other numbers. */
  standardT(df: Numeric, options: FloatOptions = {}): Quantity<'one'> {
    return this.#student(df, options, () => {
      const keys = draw.split(this.nextKey(options.key));
      return [index(keys, 0), index(keys, 1)];
    });
  }

  /**
   * Probabilities that add up to 1 along the last axis: the Dirichlet distribution with parameters `alpha` > 0.
   *
   * @param options - its `size` is the shape before the last axis
   */
  dirichlet(alpha: Numeric, options: FloatOptions = {}): Quantity<'one'> {
    const dtype = options.dtype ?? floatDType();
    const a = floatParameter('alpha', alpha, dtype);
    const all = shapeOf(a);
    if (all.length === 0) fail('random/axes', { name: 'alpha', wants: 'one axis or more', got: showShape(all) });
    const before = options.size === undefined ? all.slice(0, -1) : drawShape(options.size);
    const logs = draw.loggamma(this.nextKey(options.key), [...before, all.at(-1)!], a, dtype);
    const raised = exp(sub(logs, expandDims(max(logs, -1), -1)));
    return new Quantity(div(raised, expandDims(sum(raised, -1), -1)), unitless);
  }

  #student(df: Numeric, options: FloatOptions, keys: () => Operand[]): Quantity<'one'> {
    const dtype = options.dtype ?? floatDType();
    const half = div(positive('df', floatParameter('df', df, dtype)), 2);
    const shape = drawShape(options.size, half);
    const [first, second] = keys();
    const n = draw.normal(first, shape, dtype);
    return new Quantity(mul(n, sqrt(div(half, draw.gamma(second, shape, half, dtype)))), unitless);
  }
}

type Float = Parameters<typeof draw.gamma>[3];

function chi2(key: Operand, shape: readonly number[], df: Operand, dtype: Float): Operand {
  return mul(2, draw.gamma(key, shape, mul(0.5, df), dtype));
}

/** The sum of a shifted square and a chi-square number, or, for few degrees of freedom, a mixture of chi-squares. */
function noncentral(keys: readonly Operand[], shape: readonly number[], df: Operand, nonc: Operand, dtype: Float): Operand {
  const i = cast(draw.poisson(keys[0], shape, mul(0.5, nonc)), dtype!);
  const n = add(draw.normal(keys[1], shape, dtype), sqrt(nonc));
  const many = broadcastTo(gt(df, 1), shape);
  const x = chi2(keys[2], shape, select(many, sub(df, 1), add(df, mul(2, i))), dtype);
  return select(many, add(x, mul(n, n)), x);
}
