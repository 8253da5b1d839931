import { fail } from '../../core/error.js';
import { describe, inspect, type Described } from '../../core/print.js';
import type { Shape } from '../../engine/index.js';
import { showValue, type RandomState } from '../../state/index.js';
import { Quantity, unitless, type AnyQuantity, type AnyUnit, type Div, type Mul, type Unit } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';

/** What a rule can be told when it is asked for values. */
export interface SampleOptions {
  /** Where its elements lie, for rules that depend on distance: the matrix of distances, of the shape asked for. */
  distances?: Quantity<'length'> | Quantity<'one'> | undefined;
}

/** What a rule can be combined with: a rule, a quantity, or a plain number where the dimension allows it. */
export type Combinable<D> = Initializer<D> | Quantity<D> | ('one' extends D ? number : never);

/**
 * A rule that makes the first values of a parameter or a State, given a shape. Rules can be added, multiplied, clipped
 * and mapped; what comes out is a rule again.
 *
 * @example
 * const g = new init.LogNormal(mS(0.5), mS(0.2)).clip(mS(0), mS(2));
 * const V = new init.Normal(mV(-65), mV(2)).add(mV(5));
 */
export abstract class Initializer<in out D> implements Described {
  /** The name that printing and errors show. Written down, since a bundler may shorten that of the class. */
  static readonly name: string = 'Initializer';

  /** The name of the dimension of what it makes. */
  get dim(): D {
    return this.unit.dim;
  }

  /** The unit that its values are counted in. */
  abstract get unit(): Unit<D>;

  /** Values of this shape. A random rule draws them from `random`, the shared source unless given. */
  abstract sample(shape: Shape, random?: RandomState, options?: SampleOptions): Quantity<D>;

  abstract [describe](): string;

  /** The sum of two rules, or of a rule and a value. */
  add(other: Combinable<D>): Initializer<D> {
    return combined(this, other, '+', (a, b) => a.add(b));
  }

  /** The difference of two rules, or of a rule and a value. */
  sub(other: Combinable<D>): Initializer<D> {
    return combined(this, other, '-', (a, b) => a.sub(b));
  }

  /** The product of two rules, or of a rule and a value; units multiply. */
  mul(other: number): Initializer<D>;
  mul<B>(other: Initializer<B> | Quantity<B>): Initializer<Mul<D, B>>;
  mul(other: AnyInitializer | AnyQuantity | number): AnyInitializer {
    return combined(this, other, '*', (a, b) => a.mul(b));
  }

  /** The quotient of two rules, or of a rule and a value; units divide. */
  div(other: number): Initializer<D>;
  div<B>(other: Initializer<B> | Quantity<B>): Initializer<Div<D, B>>;
  div(other: AnyInitializer | AnyQuantity | number): AnyInitializer {
    return combined(this, other, '/', (a, b) => a.div(b));
  }

  /** The values kept between two bounds; an undefined bound does not bound. */
  clip(low?: Quantity<D>, high?: Quantity<D>): Initializer<D> {
    const bounded = (x: AnyQuantity): AnyQuantity => {
      const above = low === undefined ? x : math.maximum(x, low as AnyQuantity);
      return high === undefined ? above : math.minimum(above, high as AnyQuantity);
    };
    return new Derived(`${String(this)}.clip(${String(low ?? null)}, ${String(high ?? null)})`, [this], ([x]) => bounded(x));
  }

  /** The values mapped by a function, such as `(x) => x.abs()`. */
  apply<E>(f: (values: Quantity<D>) => Quantity<E>): Initializer<E> {
    if (typeof f !== 'function') fail('init/function', { value: showValue(f) });
    return new Derived<E>(`${String(this)}.apply(${f.name === '' ? 'function' : f.name})`, [this], ([x]) => f(x) as AnyQuantity);
  }

  toString(): string {
    return this[describe]();
  }

  [inspect](): string {
    return this[describe]();
  }
}

/** A rule of which the dimension does not matter here. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as AnyQuantity
export type AnyInitializer = Initializer<any>;

/** What a parameter can be given as: a value, a rule, or a function from a shape to a value. */
export type Init<D> = Quantity<D> | Initializer<D> | ((shape: Shape) => Quantity<D>);

/** What a parameter of which the dimension does not matter here can be given as. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as AnyQuantity
export type AnyInit = Init<any>;

/** A rule made of others: their values, drawn in turn, put together. */
class Derived<in out D> extends Initializer<D> {
  readonly unit: Unit<D>;

  constructor(
    private readonly text: string,
    private readonly parts: readonly (AnyInitializer | AnyQuantity)[],
    private readonly compose: (values: readonly AnyQuantity[]) => AnyQuantity,
  ) {
    super();
    // Composing once here refuses what does not fit, and says what unit comes out.
    this.unit = this.compose(parts.map((part) => (part instanceof Initializer ? example(part) : part))).unit as Unit<D>;
  }

  sample(shape: Shape, random?: RandomState, options?: SampleOptions): Quantity<D> {
    const values = this.parts.map((part): AnyQuantity =>
      part instanceof Initializer ? (part.sample(shape, random, options) as AnyQuantity) : part,
    );
    return this.compose(values) as Quantity<D>;
  }

  [describe](): string {
    return this.text;
  }
}

/** One value in a rule's unit, to see what becomes of the unit. */
function example(rule: AnyInitializer): AnyQuantity {
  return new Quantity([1], rule.unit as AnyUnit);
}

function combined<E>(
  left: AnyInitializer,
  right: unknown,
  sign: string,
  compose: (a: AnyQuantity, b: AnyQuantity) => AnyQuantity,
): Initializer<E> {
  const other = typeof right === 'number' ? new Quantity(right, unitless) : right;
  if (!(other instanceof Initializer) && !(other instanceof Quantity)) {
    fail('init/combine', { rule: String(left), sign, value: showValue(right) });
  }
  const parts: (AnyInitializer | AnyQuantity)[] = [left, other as AnyInitializer | AnyQuantity];
  return new Derived<E>(`(${String(left)} ${sign} ${String(right)})`, parts, ([a, b]) => compose(a, b));
}
