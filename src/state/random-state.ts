import { fail } from '../core/error.js';
import { add, cast, div, floatDType, index, mul, random as draw, sub, type Operand } from '../engine/index.js';
import { Quantity, unitless, type AnyQuantity, type BoolQuantity, type Numeric } from '../unit/index.js';
import {
  checkedShape,
  drawShape,
  inOneUnit,
  integerParameter,
  plainParameter,
  probability,
  type DrawOptions,
  type DrawSize,
  type SizeOptions,
} from './random-parameters.js';
import { showValue } from './show-value.js';
import { State } from './state.js';

/** What `normal` can be told; both in one dimension, or plain numbers. */
export interface NormalOptions<D> extends DrawOptions {
  /** The mean. 0 unless given. */
  loc?: Quantity<D> | undefined;
  /** The standard deviation. 1 unless given. */
  scale?: Quantity<D> | undefined;
  /** The shape. That of `loc` and `scale` together unless given. */
  size?: DrawSize | undefined;
}

/** `NormalOptions` without units. */
export interface PlainNormalOptions extends DrawOptions {
  loc?: number | undefined;
  scale?: number | undefined;
  size?: DrawSize | undefined;
}

/** What `uniform` can be told; both in one dimension, or plain numbers. */
export interface UniformOptions<D> extends DrawOptions {
  /** The least value. 0 unless given. */
  low?: Quantity<D> | undefined;
  /** The bound, not reached. 1 unless given. */
  high?: Quantity<D> | undefined;
  /** The shape. That of `low` and `high` together unless given. */
  size?: DrawSize | undefined;
}

/** `UniformOptions` without units. */
export interface PlainUniformOptions extends DrawOptions {
  low?: number | undefined;
  high?: number | undefined;
  size?: DrawSize | undefined;
}

/** What draws with a scale can be told. */
export interface ScaleOptions<D> extends DrawOptions, SizeOptions {
  /** What the numbers are multiplied by. 1 unless given. */
  scale?: Quantity<D> | undefined;
}

/** `ScaleOptions` without units. */
export interface PlainScaleOptions extends DrawOptions, SizeOptions {
  scale?: number | undefined;
}

/** What `choice` can be told. */
export interface ChoiceOptions {
  /** The shape. One entry unless given. */
  size?: DrawSize | undefined;
  /** Whether an entry may be drawn more than once. True unless given. */
  replace?: boolean | undefined;
  /** The probability of each entry. All alike unless given. */
  p?: Numeric | undefined;
}

/** What `permutation` can be told. */
export interface PermutationOptions {
  /** The axis that is shuffled. 0 unless given. */
  axis?: number | undefined;
  /** Shuffles every line along the axis for itself, instead of all alike. */
  independent?: boolean | undefined;
}

/**
 * A source of random numbers whose key is a State, so a transformed function draws new ones at every step. Seeded
 * alike, it draws the bits that brainstate and JAX draw.
 */
export class RandomState extends State<Quantity<'one'>> {
  static override readonly name: string = 'RandomState';

  /** @param seed - an integer; a fresh one unless given. */
  constructor(seed: number = freshSeed()) {
    super(keyOf(seed), { name: 'random' });
  }

  /** Starts again from a seed; from a fresh one unless given. */
  seed(seed: number = freshSeed()): void {
    this.value = keyOf(seed);
  }

  /** Runs `f` as if the source had been seeded, and puts its key back. */
  seedContext<T>(seed: number, f: () => T): T {
    const before = this.value;
    this.value = keyOf(seed);
    try {
      return f();
    } finally {
      this.value = before;
    }
  }

  /** Gives out a new key and moves on: of the split key the first is kept, the second given out. @internal */
  splitKey(): Operand {
    const keys = draw.split(this.value.mantissa, 2);
    this.value = new Quantity(index(keys, 0), unitless);
    return index(keys, 1);
  }

  /** Uniform numbers in [0, 1) of this shape: `rand(5)`, `rand(2, 3)`; one scalar without a shape. */
  rand(...shape: readonly number[]): Quantity<'one'> {
    const checked = checkedShape(shape);
    return new Quantity(draw.uniform(this.splitKey(), checked, floatDType()), unitless);
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
    return new Quantity(draw.uniform(this.splitKey(), shape, options.dtype ?? floatDType(), low, high), unit);
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
    const drawn = draw.normal(this.splitKey(), shape, options.dtype ?? floatDType());
    return new Quantity(scaled(drawn, loc, scale), unit);
  }

  /** Normally distributed numbers of mean 0 and variance 1, of this shape: `randn(2, 3)`. */
  randn(...shape: readonly number[]): Quantity<'one'> {
    const checked = checkedShape(shape);
    return new Quantity(draw.normal(this.splitKey(), checked, floatDType()), unitless);
  }

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
    const drawn = draw.truncatedNormal(this.splitKey(), shape, low, high, dtype);
    return new Quantity(scaled(drawn, loc, scale), unit);
  }

  /** Numbers of the exponential distribution of mean `scale`: 1 unless given, in its unit. */
  exponential(options?: PlainScaleOptions): Quantity<'one'>;
  exponential<D>(options: ScaleOptions<D>): Quantity<D>;
  exponential(options: ScaleOptions<unknown> | PlainScaleOptions = {}): AnyQuantity {
    const { unit, values: [scale] } = inOneUnit(['scale', options.scale]);
    const shape = drawShape(options.size, scale ?? 1);
    const drawn = draw.exponential(this.splitKey(), shape, options.dtype ?? floatDType());
    return new Quantity(scaled(drawn, undefined, scale), unit);
  }

  /** Numbers of the gamma distribution of a shape (greater than 0) and a scale: 1 unless given, in its unit. */
  gamma(shape: Numeric, options?: PlainScaleOptions): Quantity<'one'>;
  gamma<D>(shape: Numeric, options: ScaleOptions<D>): Quantity<D>;
  gamma(shape: Numeric, options: ScaleOptions<unknown> | PlainScaleOptions = {}): AnyQuantity {
    const a = plainParameter('shape', shape);
    const { unit, values: [scale] } = inOneUnit(['scale', options.scale]);
    const size = drawShape(options.size, a, scale ?? 1);
    const drawn = draw.gamma(this.splitKey(), size, a, options.dtype ?? floatDType());
    return new Quantity(scaled(drawn, undefined, scale), unit);
  }

  /** Integers in [low, high), or in [0, low) where there is no `high`: `randint(6, undefined, { size: 10 })`. int32. */
  randint(low: Numeric, high?: Numeric, options: SizeOptions = {}): Quantity<'one'> {
    const from = high === undefined ? 0 : integerParameter('low', low);
    const to = integerParameter('high', high ?? low);
    return new Quantity(draw.randint(this.splitKey(), drawShape(options.size, from, to), from, to), unitless);
  }

  /**
   * True with probability `p`.
   *
   * @throws when `p` is known and not from 0 to 1
   */
  bernoulli(p: Numeric = 0.5, options: SizeOptions = {}): BoolQuantity {
    const chance = probability('p', p);
    const drawn = draw.bernoulli(this.splitKey(), drawShape(options.size, chance), chance);
    return new Quantity(drawn, unitless) as unknown as BoolQuantity;
  }

  /** How often something happens that happens `rate` times on average; 1 unless given. int32. */
  poisson(rate: Numeric = 1, options: SizeOptions = {}): Quantity<'one'> {
    const mean = plainParameter('rate', rate);
    return new Quantity(draw.poisson(this.splitKey(), drawShape(options.size, mean), mean), unitless);
  }

  /**
   * How many of `n` trials of probability `p` succeed. int32.
   *
   * @throws when `p` is known and not from 0 to 1
   */
  binomial(n: Numeric, p: Numeric, options: SizeOptions = {}): Quantity<'one'> {
    const [trials, chance] = [plainParameter('n', n), probability('p', p)];
    const drawn = draw.binomial(this.splitKey(), drawShape(options.size, trials, chance), trials, chance);
    return new Quantity(cast(drawn, 'int32'), unitless);
  }

  /** Classes drawn with probabilities proportional to e^logits, along an axis (the last unless given). int32. */
  categorical(logits: Numeric, { axis, size }: SizeOptions & { axis?: number | undefined } = {}): Quantity<'one'> {
    const shape = size === undefined ? undefined : drawShape(size);
    const drawn = draw.categorical(this.splitKey(), plainParameter('logits', logits), { axis, shape });
    return new Quantity(drawn, unitless);
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
  choice(a: number | Quantity<unknown>, { size, replace, p }: ChoiceOptions = {}): AnyQuantity {
    const from = inOneUnit(['a', a]);
    const chances = p === undefined ? undefined : probability('p', p);
    const drawn = draw.choice(this.splitKey(), drawShape(size), from.values[0] ?? 0, { replace, p: chances });
    return new Quantity(drawn, from.unit);
  }

  /** The numbers from 0 to x - 1 in random order, or the slices of `x` along an axis (the first unless given). */
  permutation(x: number, options?: PermutationOptions): Quantity<'one'>;
  permutation<D>(x: Quantity<D>, options?: PermutationOptions): Quantity<D>;
  permutation(x: number | Quantity<unknown>, options: PermutationOptions = {}): AnyQuantity {
    const { unit, values } = inOneUnit(['x', x]);
    return new Quantity(draw.permutation(this.splitKey(), values[0] ?? 0, options), unit);
  }
}

function scaled(drawn: Operand, loc: Operand | undefined, scale: Operand | undefined): Operand {
  const wide = scale === undefined ? drawn : mul(drawn, scale);
  return loc === undefined ? wide : add(wide, loc);
}

function keyOf(seed: number): Quantity<'one'> {
  if (!Number.isSafeInteger(seed) || seed < 0) fail('random/seed', { value: showValue(seed) });
  return new Quantity(draw.seedKey(seed), unitless);
}

function freshSeed(): number {
  return Math.floor(Math.random() * 2 ** 32);
}
