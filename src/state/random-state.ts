import { fail } from '../core/error.js';
import {
  add,
  broadcastShapes,
  floatDType,
  index,
  maximum,
  mul,
  random as draw,
  shapeOf,
  sub,
  toValue,
  type FloatDType,
  type Operand,
  type Shape,
} from '../engine/index.js';
import { Quantity, unitless, type AnyQuantity, type AnyUnit } from '../unit/index.js';
import { aDimension, showValue } from './show-value.js';
import { State } from './state.js';

/** What a draw can be told. */
export interface DrawOptions {
  /** The dtype of the numbers. The float of the configured precision unless given. */
  dtype?: FloatDType | undefined;
}

/** What `normal` can be told; both in one dimension, or plain numbers. */
export interface NormalOptions<D> extends DrawOptions {
  /** The mean. 0 unless given. */
  loc?: Quantity<D> | undefined;
  /** The standard deviation. 1 unless given. */
  scale?: Quantity<D> | undefined;
  /** The shape. That of `loc` and `scale` together unless given. */
  size?: number | Shape | undefined;
}

/** `NormalOptions` without units. */
export interface PlainNormalOptions extends DrawOptions {
  loc?: number | undefined;
  scale?: number | undefined;
  size?: number | Shape | undefined;
}

/** What `uniform` can be told; both in one dimension, or plain numbers. */
export interface UniformOptions<D> extends DrawOptions {
  /** The least value. 0 unless given. */
  low?: Quantity<D> | undefined;
  /** The bound, not reached. 1 unless given. */
  high?: Quantity<D> | undefined;
  /** The shape. That of `low` and `high` together unless given. */
  size?: number | Shape | undefined;
}

/** `UniformOptions` without units. */
export interface PlainUniformOptions extends DrawOptions {
  low?: number | undefined;
  high?: number | undefined;
  size?: number | Shape | undefined;
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
    const { unit, a = 0, b = 1 } = parameters(options.low, options.high, 'high');
    const dtype = options.dtype ?? floatDType();
    const low = toValue(a, dtype);
    const width = sub(toValue(b, dtype), low);
    const drawn = draw.uniform(this.splitKey(), drawShape(options.size, low, width), dtype);
    // Rounding may take a value below `low`.
    return new Quantity(maximum(add(mul(drawn, width), low), low), unit);
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
    const { unit, a: loc, b: scale } = parameters(options.loc, options.scale, 'scale');
    const shape = drawShape(options.size, loc ?? 0, scale ?? 1);
    let drawn = draw.normal(this.splitKey(), shape, options.dtype ?? floatDType());
    if (scale !== undefined) drawn = mul(drawn, scale);
    if (loc !== undefined) drawn = add(drawn, loc);
    return new Quantity(drawn, unit);
  }
}

function keyOf(seed: number): Quantity<'one'> {
  if (!Number.isSafeInteger(seed) || seed < 0) fail('random/seed', { value: showValue(seed) });
  return new Quantity(draw.seedKey(seed), unitless);
}

function freshSeed(): number {
  return Math.floor(Math.random() * 2 ** 32);
}

type Parameter = Quantity<unknown> | number | undefined;

/** Two parameters as numbers of one unit: that of the first that has one. A plain number is taken to be in it. */
function parameters(a: Parameter, b: Parameter, second: string): { unit: AnyUnit; a?: Operand; b?: Operand } {
  const unit: AnyUnit = a instanceof Quantity ? a.unit : b instanceof Quantity ? b.unit : unitless;
  return { unit, ...(a !== undefined && { a: inUnit(a) }), ...(b !== undefined && { b: inUnit(b) }) };

  function inUnit(x: Quantity<unknown> | number): Operand {
    if (!(x instanceof Quantity)) return x;
    if (x.dim !== unit.dim) fail('random/unit', { name: second, wants: aDimension(String(unit.dim)), value: showValue(x) });
    return (x as AnyQuantity).in(unit).mantissa;
  }
}

function drawShape(size: number | Shape | undefined, a: Operand, b: Operand): Shape {
  if (size === undefined) return broadcastShapes([shapeOf(a), shapeOf(b)], 'random');
  return checkedShape(typeof size === 'number' ? [size] : size);
}

function checkedShape(shape: Shape): Shape {
  if (!Array.isArray(shape) || !shape.every((n) => Number.isSafeInteger(n) && n >= 0)) {
    fail('random/shape', { value: showValue(shape) });
  }
  return [...shape];
}
