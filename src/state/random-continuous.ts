import { fail } from '../core/error.js';
import {
  abs,
  add,
  all,
  cast,
  div,
  exp,
  expm1,
  floatDType,
  index,
  isTraced,
  le,
  log,
  log1p,
  logicalAnd,
  lt,
  maximum,
  mul,
  neg,
  pow,
  select,
  sign,
  sqrt,
  sub,
  sum,
  tan,
  toNDArray,
  type FloatDType,
  type Operand,
} from '../engine/index.js';
import { draw } from './draws.js';
import { Quantity, unitless, type AnyQuantity, type Numeric } from '../unit/index.js';
import { BasicDraws } from './random-basic.js';
import {
  drawShape,
  floatParameter,
  inOneUnit,
  positive,
  scaled,
  type FloatOptions,
  type NormalOptions,
  type Parameter,
  type PlainNormalOptions,
  type PlainScaleOptions,
  type ScaleOptions,
} from './random-parameters.js';

/** The least normal number, the distance of 1 to the next number above, and below. */
const smallest = { float32: 2 ** -126, float64: 2 ** -1022 } as const;
const above1 = { float32: 2 ** -23, float64: 2 ** -52 } as const;
const below1 = { float32: 2 ** -24, float64: 2 ** -53 } as const;

/** What `triangular` can be told; all in one dimension, or plain numbers. */
export interface TriangularOptions<D> extends FloatOptions {
  /** The least value. 0 unless given. */
  left?: Quantity<D> | undefined;
  /** The most likely value. 0.5 unless given. */
  mode?: Quantity<D> | undefined;
  /** The greatest value. 1 unless given. */
  right?: Quantity<D> | undefined;
}

/** `TriangularOptions` without units. */
export interface PlainTriangularOptions extends FloatOptions {
  left?: number | undefined;
  mode?: number | undefined;
  right?: number | undefined;
}

/** What `lognormal` can be told: of the logarithms. */
export interface LognormalOptions extends FloatOptions {
  /** The mean of the logarithms. 0 unless given. */
  mean?: Numeric | undefined;
  /** The standard deviation of the logarithms. 1 unless given. */
  sigma?: Numeric | undefined;
}

/** Draws of continuous distributions by a formula from uniform or normal numbers. */
export class ContinuousDraws extends BasicDraws {
  /**
   * Normally distributed numbers of which those outside of (lower, upper) are left out.
   *
   * @example
   * random.truncatedNormal(mV(-70), mV(-50), { loc: mV(-60), scale: mV(5), size: 100 });
   *
   * @throws when the parameters are of two dimensions
   */
  truncatedNormal(lower: number, upper: number, options?: PlainNormalOptions): Quantity<'one'>;
  truncatedNormal<D>(lower: Quantity<D>, upper: Quantity<D>, options?: NormalOptions<D>): Quantity<D>;
  truncatedNormal(
    lower: Quantity<unknown> | number,
    upper: Quantity<unknown> | number,
    options: NormalOptions<unknown> | PlainNormalOptions = {},
  ): AnyQuantity {
    const { unit, values: [from = 0, to = 0, loc, scale] } = inOneUnit(
      ['lower', lower],
      ['upper', upper],
      ['loc', options.loc],
      ['scale', options.scale],
    );
    const dtype = options.dtype ?? floatDType();
    const shape = drawShape(options.size, from, to, loc ?? 0, scale ?? 1);
    const [low, high] = [from, to].map((bound) => {
      const centred = loc === undefined ? cast(bound, dtype) : sub(cast(bound, dtype), loc);
      return scale === undefined ? centred : div(centred, scale);
    });
    const drawn = draw.truncatedNormal(this.nextKey(options.key), shape, low, high, dtype);
    return new Quantity(scaled(drawn, loc, scale), unit);
  }

  /** Numbers of the exponential distribution of mean `scale`: 1 unless given, in its unit. */
  exponential(options?: PlainScaleOptions): Quantity<'one'>;
  exponential<D>(options: ScaleOptions<D>): Quantity<D>;
  exponential(options: ScaleOptions<unknown> | PlainScaleOptions = {}): AnyQuantity {
    const { unit, values: [scale] } = inOneUnit(['scale', options.scale]);
    const shape = drawShape(options.size, scale ?? 1);
    const drawn = draw.exponential(this.nextKey(options.key), shape, options.dtype ?? floatDType());
    return new Quantity(scaled(drawn, undefined, scale), unit);
  }

  /** Numbers of the exponential distribution of mean 1. */
  standardExponential(options: FloatOptions = {}): Quantity<'one'> {
    const dtype = options.dtype ?? floatDType();
    return new Quantity(draw.exponential(this.nextKey(options.key), drawShape(options.size), dtype), unitless);
  }

  /** Numbers of the Gumbel distribution of place `loc` and scale `scale`: 0 and 1 unless given. */
  gumbel(options?: PlainNormalOptions): Quantity<'one'>;
  gumbel<D>(options: NormalOptions<D>): Quantity<D>;
  gumbel(options: NormalOptions<unknown> | PlainNormalOptions = {}): AnyQuantity {
    return this.#placed(options, (shape, dtype, key) => draw.gumbel(key, shape, dtype));
  }

  /** Numbers of the Laplace distribution of mean `loc` and scale `scale`: 0 and 1 unless given. */
  laplace(options?: PlainNormalOptions): Quantity<'one'>;
  laplace<D>(options: NormalOptions<D>): Quantity<D>;
  laplace(options: NormalOptions<unknown> | PlainNormalOptions = {}): AnyQuantity {
    return this.#placed(options, (shape, dtype, key) => {
      const u = draw.uniform(key, shape, dtype, -1 + below1[dtype], 1);
      return mul(sign(u), log1p(neg(abs(u))));
    });
  }

  /** Numbers of the logistic distribution of mean `loc` and scale `scale`: 0 and 1 unless given. */
  logistic(options?: PlainNormalOptions): Quantity<'one'>;
  logistic<D>(options: NormalOptions<D>): Quantity<D>;
  logistic(options: NormalOptions<unknown> | PlainNormalOptions = {}): AnyQuantity {
    return this.#placed(options, (shape, dtype, key) => {
      const u = draw.uniform(key, shape, dtype, smallest[dtype], 1);
      return sub(log(u), log1p(neg(u)));
    });
  }

  /** Numbers of the Cauchy distribution around 0 of scale 1. */
  standardCauchy(options: FloatOptions = {}): Quantity<'one'> {
    const dtype = options.dtype ?? floatDType();
    const u = draw.uniform(this.nextKey(options.key), drawShape(options.size), dtype, above1[dtype], 1);
    return new Quantity(tan(mul(sub(u, 0.5), Math.PI)), unitless);
  }

  /** Numbers whose logarithms are normally distributed. */
  lognormal(options: LognormalOptions = {}): Quantity<'one'> {
    const dtype = options.dtype ?? floatDType();
    const mean = options.mean === undefined ? undefined : floatParameter('mean', options.mean, dtype);
    const sigma = options.sigma === undefined ? undefined : floatParameter('sigma', options.sigma, dtype);
    const shape = drawShape(options.size, mean ?? 0, sigma ?? 1);
    return new Quantity(exp(scaled(draw.normal(this.nextKey(options.key), shape, dtype), mean, sigma)), unitless);
  }

  /** Numbers of the Rayleigh distribution of scale `scale`: 1 unless given, in its unit. */
  rayleigh(options?: PlainScaleOptions): Quantity<'one'>;
  rayleigh<D>(options: ScaleOptions<D>): Quantity<D>;
  rayleigh(options: ScaleOptions<unknown> | PlainScaleOptions = {}): AnyQuantity {
    return this.#placed(options, (shape, dtype, key) => sqrt(mul(log(draw.uniform(key, shape, dtype)), -2)));
  }

  /**
   * Numbers of the triangular distribution from `left` over `mode` to `right`.
   *
   * @throws when the three are of several dimensions, or not in this order where that is known
   */
  triangular(options?: PlainTriangularOptions): Quantity<'one'>;
  triangular<D>(options: TriangularOptions<D>): Quantity<D>;
  triangular(options: TriangularOptions<unknown> | PlainTriangularOptions = {}): AnyQuantity {
    const dtype = options.dtype ?? floatDType();
    const { unit, values } = inOneUnit(['left', options.left], ['mode', options.mode], ['right', options.right]);
    const [left, mode, right] = [values[0] ?? 0, values[1] ?? 0.5, values[2] ?? 1].map((x) => cast(x, dtype));
    const ordered = logicalAnd(logicalAnd(le(left, mode), le(mode, right)), lt(left, right));
    if (!isTraced(ordered) && toNDArray(all(ordered)).data[0] === 0) {
      const [from, top, to] = [left, mode, right].map((x) => String(new Quantity(x, unit)));
      fail('random/triangle', { left: from, mode: top, right: to });
    }
    const shape = drawShape(options.size, left, mode, right);
    const u = draw.uniform(this.nextKey(options.key), shape, dtype);
    const span = sub(right, left);
    const rising = add(left, sqrt(mul(mul(u, span), sub(mode, left))));
    const falling = sub(right, sqrt(mul(mul(sub(1, u), span), sub(right, mode))));
    return new Quantity(select(lt(u, div(sub(mode, left), span)), rising, falling), unit);
  }

  /** Numbers of the Pareto distribution of exponent `a` > 0, from 1 on. */
  pareto(a: Numeric, options: FloatOptions = {}): Quantity<'one'> {
    const dtype = options.dtype ?? floatDType();
    const exponent = positive('a', floatParameter('a', a, dtype));
    const e = draw.exponential(this.nextKey(options.key), drawShape(options.size, exponent), dtype);
    return new Quantity(exp(div(e, exponent)), unitless);
  }

  /** Numbers in [0, 1] whose distribution function is x^a, for `a` > 0. */
  power(a: Numeric, options: FloatOptions = {}): Quantity<'one'> {
    const dtype = options.dtype ?? floatDType();
    const exponent = maximum(positive('a', floatParameter('a', a, dtype)), smallest[dtype]);
    const u = draw.uniform(this.nextKey(options.key), drawShape(options.size, exponent), dtype, smallest[dtype], 1);
    return new Quantity(pow(u, div(1, exponent)), unitless);
  }

  /** Numbers of the Weibull distribution of shape `a` > 0 and scale 1. */
  weibull(a: Numeric, options: FloatOptions = {}): Quantity<'one'> {
    return this.weibullMin(a, options);
  }

  /** Numbers of the Weibull distribution of shape `a` > 0 and a scale: 1 unless given, in its unit. */
  weibullMin(a: Numeric, options?: PlainScaleOptions): Quantity<'one'>;
  weibullMin<D>(a: Numeric, options: ScaleOptions<D>): Quantity<D>;
  weibullMin(a: Numeric, options: ScaleOptions<unknown> | PlainScaleOptions = {}): AnyQuantity {
    const dtype = options.dtype ?? floatDType();
    const exponent = positive('a', floatParameter('a', a, dtype));
    const raised = (shape: readonly number[], key: Operand): Operand =>
      pow(neg(log1p(neg(draw.uniform(key, shape, dtype)))), div(1, exponent));
    return this.#placed(options, (shape, _dtype, key) => raised(shape, key), exponent);
  }

  /** Lengths of vectors of three standard normal numbers: speeds in a gas. */
  maxwell(options: FloatOptions = {}): Quantity<'one'> {
    const shape = [...drawShape(options.size), 3];
    const x = draw.normal(this.nextKey(options.key), shape, options.dtype ?? floatDType());
    return new Quantity(sqrt(sum(mul(x, x), -1)), unitless);
  }

  /**
   * Numbers of the Wald distribution, the inverse Gaussian one: first passages of a drift over a threshold.
   *
   * @param mean - the mean, greater than 0
   * @param scale - the shape parameter, in the dimension of `mean`
   */
  wald(mean: number, scale: number, options?: FloatOptions): Quantity<'one'>;
  wald<D>(mean: Quantity<D>, scale: Quantity<D>, options?: FloatOptions): Quantity<D>;
  wald(mean: Parameter, scale: Parameter, options: FloatOptions = {}): AnyQuantity {
    const dtype = options.dtype ?? floatDType();
    const { unit, values } = inOneUnit(['mean', mean], ['scale', scale]);
    const mu = positive('mean', cast(values[0] ?? 1, dtype));
    const lambda = positive('scale', cast(values[1] ?? 1, dtype));
    const shape = drawShape(options.size, mu, lambda);
    // One key of the source for both: brainstate splits it once more.
    const keys = draw.split(this.nextKey(options.key));
    const n = draw.normal(index(keys, 0), shape, dtype);
    const u = draw.uniform(index(keys, 1), shape, dtype);
    // Michael, Schucany and Haas (1976), in a form that does not cancel where lambda is much less than mu.
    const ratio = div(mul(4, lambda), mul(mu, mul(n, n)));
    const finite = lt(ratio, Infinity);
    const safe = select(finite, ratio, 1);
    const root = div(expm1(mul(0.5, log1p(safe))), add(1, sqrt(add(safe, 1))));
    const x = mul(mu, select(finite, root, 1));
    return new Quantity(select(le(u, div(mu, add(mu, x))), x, div(mul(mu, mu), x)), unit);
  }

  /** `drawn * scale + loc`, of numbers drawn in the shape of the parameters together. */
  #placed(
    options: NormalOptions<unknown> | PlainNormalOptions,
    draws: (shape: readonly number[], dtype: FloatDType, key: Operand) => Operand,
    ...others: readonly Operand[]
  ): AnyQuantity {
    const { unit, values: [loc, scale] } = inOneUnit(['loc', options.loc], ['scale', options.scale]);
    const shape = drawShape(options.size, loc ?? 0, scale ?? 1, ...others);
    return new Quantity(scaled(draws(shape, options.dtype ?? floatDType(), this.nextKey(options.key)), loc, scale), unit);
  }
}
