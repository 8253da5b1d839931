import { fail } from '../../core/error.js';
import { snakeCase } from '../../core/names.js';
import { describe, inspect, pythonFloat, type Described } from '../../core/print.js';
import { showValue } from '../../state/index.js';
import { Quantity, unitless, type AnyQuantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { checkPositive } from './checks.js';

/** Distances: lengths, or plain numbers where a profile is given plain numbers. */
export type Distance<D> = Quantity<D>;

/** What a profile that ends can be told. */
export interface CutOptions<D> {
  /** Beyond this distance the profile is 0. It does not end unless given. */
  maxDistance?: Distance<D> | undefined;
}

/**
 * How a probability, or the strength of a connection, depends on distance. Profiles can be added, multiplied, clipped
 * and mapped.
 *
 * @example
 * const near = new init.GaussianProfile(um(100), { maxDistance: um(300) });
 * near.probability(um([0, 100, 400])); // [1.         0.60653067 0.        ]
 * near.mul(0.5).add(new init.StepProfile(um(50)));
 */
export abstract class DistanceProfile<in out D = 'length'> implements Described {
  /** The name that printing and errors show. Written down, since a bundler may shorten that of the class. */
  static readonly name: string = 'DistanceProfile';

  /** The values at these distances: probabilities, where it is used for connecting. */
  abstract probability(distances: Distance<D>): Quantity<'one'>;

  abstract [describe](): string;

  /** What weights at these distances are multiplied by: the probabilities. */
  weightScaling(distances: Distance<D>): Quantity<'one'> {
    return this.probability(distances);
  }

  add(other: DistanceProfile<D> | number): DistanceProfile<D> {
    return combined(this, other, '+', (a, b) => a.add(b));
  }

  sub(other: DistanceProfile<D> | number): DistanceProfile<D> {
    return combined(this, other, '-', (a, b) => a.sub(b));
  }

  mul(other: DistanceProfile<D> | number): DistanceProfile<D> {
    return combined(this, other, '*', (a, b) => a.mul(b));
  }

  div(other: DistanceProfile<D> | number): DistanceProfile<D> {
    return combined(this, other, '/', (a, b) => a.div(b));
  }

  /** The values kept between two bounds; an undefined bound does not bound. */
  clip(low?: number, high?: number): DistanceProfile<D> {
    const bounded = (x: Quantity<'one'>): Quantity<'one'> => {
      const above = low === undefined ? x : math.maximum(x, unitless(low));
      return high === undefined ? above : math.minimum(above, unitless(high));
    };
    return new Derived(`${String(this)}.clip(${low ?? 'None'}, ${high ?? 'None'})`, (d) => bounded(this.probability(d)));
  }

  /** The values mapped by a function. */
  apply(f: (values: Quantity<'one'>) => Quantity<'one'>): DistanceProfile<D> {
    if (typeof f !== 'function') fail('init/function', { value: showValue(f) });
    return new Derived(`${String(this)}.apply(${f.name === '' ? 'function' : f.name})`, (d) => f(this.probability(d)));
  }

  toString(): string {
    return this[describe]();
  }

  [inspect](): string {
    return this[describe]();
  }
}

/** A profile by its formula, of which the parameters are lengths above zero and plain numbers. */
export abstract class FormulaProfile<in out D> extends DistanceProfile<D> {
  /** What it was made with, by name, in the order that printing shows. */
  readonly #parameters: Readonly<Record<string, AnyQuantity | number | undefined>>;
  readonly #maxDistance: Quantity<D> | undefined;

  constructor(parameters: Readonly<Record<string, AnyQuantity | number | undefined>>, maxDistance?: Quantity<D>, ends = true) {
    super();
    this.#parameters = ends ? { ...parameters, maxDistance } : parameters;
    this.#maxDistance = maxDistance;
    for (const [name, value] of Object.entries(this.#parameters)) {
      if (value === undefined) continue;
      if (value instanceof Quantity) {
        if (!/^center/.test(name)) checkPositive(this.constructor.name, name, value);
      } else if (!Number.isFinite(value)) {
        fail('init/number', { initializer: this.constructor.name, name, value: showValue(value) });
      }
    }
  }

  /** The formula, before it is cut off. */
  protected abstract at(d: Quantity<D>): Quantity<'one'>;

  probability(distances: Quantity<D>): Quantity<'one'> {
    const values = this.at(distances);
    if (this.#maxDistance === undefined) return values;
    return math.where(distances.gt(this.#maxDistance as never), unitless(0), values);
  }

  [describe](): string {
    const parameters = Object.entries(this.#parameters).map(([name, value]) => `${snakeCase(name)}=${typeof value === 'number' ? pythonFloat(value) : String(value ?? 'None')}`);
    return `${this.constructor.name}(${parameters.join(', ')})`;
  }
}

/** A profile made of others. */
class Derived<in out D> extends DistanceProfile<D> {
  constructor(
    private readonly text: string,
    private readonly f: (distances: Quantity<D>) => Quantity<'one'>,
  ) {
    super();
  }

  probability(distances: Quantity<D>): Quantity<'one'> {
    return this.f(distances);
  }

  [describe](): string {
    return this.text;
  }
}

function combined<D>(
  left: DistanceProfile<D>,
  right: DistanceProfile<D> | number,
  sign: string,
  compose: (a: Quantity<'one'>, b: Quantity<'one'>) => Quantity<'one'>,
): DistanceProfile<D> {
  if (typeof right !== 'number' && !(right instanceof DistanceProfile)) {
    fail('init/combine', { rule: String(left), sign, value: showValue(right) });
  }
  const other = (d: Quantity<D>): Quantity<'one'> => (typeof right === 'number' ? unitless(right) : right.probability(d));
  return new Derived(`(${String(left)} ${sign} ${String(right)})`, (d) => compose(left.probability(d), other(d)));
}
