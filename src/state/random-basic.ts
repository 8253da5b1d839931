import { floatDType, shapeOf, type DType } from '../engine/index.js';
import { draw } from './draws.js';
import { Quantity, unitless, type AnyQuantity, type BoolQuantity, type Numeric } from '../unit/index.js';
import { RandomKeys } from './random-keys.js';
import {
  drawShape,
  inOneUnit,
  integerParameter,
  probability,
  shapeAndOptions,
  type DrawOptions,
  type DrawSize,
  type FloatOptions,
  type KeyOptions,
  type NormalOptions,
  type PlainNormalOptions,
  type PlainUniformOptions,
  type SizeOptions,
  type UniformOptions,
} from './random-parameters.js';

/** What `choice` can be told. */
export interface ChoiceOptions extends KeyOptions {
  /** The shape. One entry unless given. */
  size?: DrawSize | undefined;
  /** Whether an entry may be drawn more than once. True unless given. */
  replace?: boolean | undefined;
  /** The probability of each entry. All alike unless given. */
  p?: Numeric | undefined;
}

/** What `shuffle` can be told. */
export interface ShuffleOptions extends KeyOptions {
  /** The axis that is shuffled. 0 unless given. */
  axis?: number | undefined;
}

/** What `permutation` can be told. */
export interface PermutationOptions extends ShuffleOptions {
  /** Shuffles every line along the axis for itself, instead of all alike. */
  independent?: boolean | undefined;
}

/** What a draw in the shape of another array can be told. */
export interface LikeOptions extends KeyOptions {
  /** The dtype. That of the other array unless given. */
  dtype?: DType | undefined;
}

/** Draws that other draws are made of: uniform, normal, integers, choices. */
export class BasicDraws extends RandomKeys {
  /** Uniform numbers in [0, 1) of this shape: `rand(5)`, `rand(2, 3, { key })`; one scalar without a shape. */
  rand(...shape: readonly number[] | readonly [...number[], DrawOptions]): Quantity<'one'> {
    const { shape: size, options } = shapeAndOptions(shape);
    return this.random({ ...options, size });
  }

  /** Uniform numbers in [0, 1): `random({ size: [2, 3] })`; one scalar without a size. */
  random(options: FloatOptions = {}): Quantity<'one'> {
    const shape = drawShape(options.size);
    return new Quantity(draw.uniform(this.nextKey(options.key), shape, options.dtype ?? floatDType()), unitless);
  }

  /** The same as `random`. */
  randomSample(options: FloatOptions = {}): Quantity<'one'> {
    return this.random(options);
  }

  /** The same as `random`. */
  ranf(options: FloatOptions = {}): Quantity<'one'> {
    return this.random(options);
  }

  /** The same as `random`. */
  sample(options: FloatOptions = {}): Quantity<'one'> {
    return this.random(options);
  }

  /**
   * Uniform numbers in [low, high).
   *
   * @example
   * random.uniform({ low: mV(-65), high: mV(-55), size: 100 });
   *
   * @throws when `low` and `high` are of two dimensions
   */
  uniform(options?: PlainUniformOptions): Quantity<'one'>;
  uniform<D>(options: UniformOptions<D>): Quantity<D>;
  uniform(options: UniformOptions<unknown> | PlainUniformOptions = {}): AnyQuantity {
    const { unit, values: [low = 0, high = 1] } = inOneUnit(['low', options.low], ['high', options.high]);
    const shape = drawShape(options.size, low, high);
    return new Quantity(draw.uniform(this.nextKey(options.key), shape, options.dtype ?? floatDType(), low, high), unit);
  }

  /**
   * Normally distributed numbers.
   *
   * @example
   * random.normal({ loc: mV(-65), scale: mV(2), size: 100 });
   *
   * @throws when `loc` and `scale` are of two dimensions
   */
  normal(options?: PlainNormalOptions): Quantity<'one'>;
  normal<D>(options: NormalOptions<D>): Quantity<D>;
  normal(options: NormalOptions<unknown> | PlainNormalOptions = {}): AnyQuantity {
    const { unit, values: [loc, scale] } = inOneUnit(['loc', options.loc], ['scale', options.scale]);
    const shape = drawShape(options.size, loc ?? 0, scale ?? 1);
    const drawn = draw.scaledNormal(this.nextKey(options.key), shape, options.dtype ?? floatDType(), loc, scale);
    return new Quantity(drawn, unit);
  }

  /** Normally distributed numbers of mean 0 and variance 1, of this shape: `randn(2, 3)`. */
  randn(...shape: readonly number[] | readonly [...number[], DrawOptions]): Quantity<'one'> {
    const { shape: size, options } = shapeAndOptions(shape);
    return this.standardNormal({ ...options, size });
  }

  /** Normally distributed numbers of mean 0 and variance 1. */
  standardNormal(options: FloatOptions = {}): Quantity<'one'> {
    const shape = drawShape(options.size);
    return new Quantity(draw.normal(this.nextKey(options.key), shape, options.dtype ?? floatDType()), unitless);
  }

  /** Integers in [low, high), or in [0, low) where there is no `high`: `randint(6, undefined, { size: 10 })`. int32. */
  randint(low: Numeric, high?: Numeric, options: SizeOptions = {}): Quantity<'one'> {
    const from = high === undefined ? 0 : integerParameter('low', low);
    const to = integerParameter('high', high ?? low);
    return new Quantity(draw.randint(this.nextKey(options.key), drawShape(options.size, from, to), from, to), unitless);
  }

  /** Integers from low to high, both among them, or from 1 to low where there is no `high`. int32. */
  randomIntegers(low: Numeric, high?: Numeric, options: SizeOptions = {}): Quantity<'one'> {
    const from = high === undefined ? 1 : low;
    const to = new Quantity(integerParameter('high', high ?? low), unitless).add(1);
    return this.randint(from, typeof to.mantissa === 'number' ? to.item() : to, options);
  }

  /**
   * True with probability `p`.
   *
   * @throws when `p` is known and not from 0 to 1
   */
  bernoulli(p: Numeric = 0.5, options: SizeOptions = {}): BoolQuantity {
    const chance = probability('p', p);
    const drawn = draw.bernoulli(this.nextKey(options.key), drawShape(options.size, chance), chance);
    return new Quantity(drawn, unitless) as unknown as BoolQuantity;
  }

  /**
   * A random sample of the slices of `a` along its first axis, or of the numbers from 0 to a - 1.
   *
   * @example
   * random.choice(mV([-70, -65, -60]), { size: 10, p: [0.5, 0.25, 0.25] });
   *
   * @throws when more is drawn without replacement than there is, or `p` is not one probability for each
   */
  choice(a: number, options?: ChoiceOptions): Quantity<'one'>;
  choice<D>(a: Quantity<D>, options?: ChoiceOptions): Quantity<D>;
  choice(a: number | Quantity<unknown>, options: ChoiceOptions = {}): AnyQuantity {
    const { size, replace, p } = options;
    const from = inOneUnit(['a', a]);
    const chances = p === undefined ? undefined : probability('p', p);
    const drawn = draw.choice(this.nextKey(options.key), drawShape(size), from.values[0] ?? 0, { replace, p: chances });
    return new Quantity(drawn, from.unit);
  }

  /** The numbers from 0 to x - 1 in random order, or the slices of `x` along an axis (the first unless given). */
  permutation(x: number, options?: PermutationOptions): Quantity<'one'>;
  permutation<D>(x: Quantity<D>, options?: PermutationOptions): Quantity<D>;
  permutation(x: number | Quantity<unknown>, options: PermutationOptions = {}): AnyQuantity {
    const { unit, values } = inOneUnit(['x', x]);
    return new Quantity(draw.permutation(this.nextKey(options.key), values[0] ?? 0, options), unit);
  }

  /** The slices of `x` along an axis (the first unless given) in random order. */
  shuffle(x: number, options?: ShuffleOptions): Quantity<'one'>;
  shuffle<D>(x: Quantity<D>, options?: ShuffleOptions): Quantity<D>;
  shuffle(x: number | Quantity<unknown>, { axis, key }: ShuffleOptions = {}): AnyQuantity {
    return this.permutation(x as Quantity<unknown>, { axis, key });
  }

  /** Uniform numbers in [0, 1) in the shape and dtype of another array. */
  randLike(x: AnyQuantity, options: LikeOptions = {}): Quantity<'one'> {
    return this.random({ size: x.shape, key: options.key }).astype(options.dtype ?? x.dtype);
  }

  /** Normally distributed numbers of mean 0 and variance 1 in the shape and dtype of another array. */
  randnLike(x: AnyQuantity, options: LikeOptions = {}): Quantity<'one'> {
    return this.standardNormal({ size: x.shape, key: options.key }).astype(options.dtype ?? x.dtype);
  }

  /** Integers in [low, high) in the shape and dtype of another array; below its largest element without `high`. */
  randintLike(x: Quantity<'one'>, low: Numeric = 0, high?: Numeric, options: LikeOptions = {}): Quantity<'one'> {
    const bound = high ?? x.max().astype('int32');
    return this.randint(low, bound, { size: shapeOf(x.mantissa), key: options.key }).astype(options.dtype ?? x.dtype);
  }
}
