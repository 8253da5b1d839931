import { fail } from '../../core/error.js';
import { describe, inspect, pythonFloat, type Described } from '../../core/print.js';
import { spike, stopGradient, type Operand } from '../../engine/index.js';
import { showValue } from '../../state/index.js';
import { Quantity, unitless } from '../../unit/index.js';

/** Classes of one name told apart: programs that differ in their surrogate must not be taken for the same. */
const classes = new Map<string, unknown[]>();

/**
 * A spike function: 1 where x >= 0 and 0 elsewhere, exactly, with a derivative of its own choice in place of the
 * true one, which is zero wherever it exists.
 *
 * A surrogate of yours gives its `derivative` and lists its `parameters`:
 *
 * @example
 * class Box extends Surrogate {
 *   parameters() {
 *     return {};
 *   }
 *   derivative(x: Quantity<'one'>) {
 *     return u.math.where(x.abs().lt(0.5), u.unitless(1), u.unitless(0));
 *   }
 * }
 */
export abstract class Surrogate implements Described {
  /** The name that printing and errors show. Written down, since a bundler may shorten that of the class. */
  static readonly name: string = 'Surrogate';

  /** What stands in for the derivative of a spike with respect to x. */
  abstract derivative(x: Quantity<'one'>): Quantity<'one'>;

  /** The numbers it was made with, by name: they tell two of one class apart, and are printed. */
  abstract parameters(): Readonly<Record<string, number>>;

  /** 1 where x >= 0, 0 elsewhere, in the dtype of x. */
  apply(x: Quantity<'one'>): Quantity<'one'> {
    if (!(x instanceof Quantity) || x.dim !== 'one') {
      fail('surrogate/dimension', { surrogate: this.constructor.name, value: showValue(x) });
    }
    const derivative = (y: Operand): Operand => this.derivative(new Quantity(stopGradient(y), unitless)).in(unitless).mantissa;
    return new Quantity(spike(x.in(unitless).mantissa, { key: this.#key(), derivative }), unitless);
  }

  [describe](): string {
    const parameters = Object.entries(this.parameters()).map(([name, value]) => `${name}=${pythonFloat(value)}`);
    return `${this.constructor.name}(${parameters.join(', ')})`;
  }

  toString(): string {
    return this[describe]();
  }

  [inspect](): string {
    return this[describe]();
  }

  #key(): string {
    const { name } = this.constructor;
    const known = classes.get(name) ?? [];
    if (!known.includes(this.constructor)) classes.set(name, [...known, this.constructor]);
    const index = classes.get(name)!.indexOf(this.constructor);
    return index === 0 ? this[describe]() : `${this[describe]()}#${index}`;
  }
}

/** Refuses a parameter that is not a positive, finite number. */
export function checkPositive(surrogate: Surrogate): void {
  for (const [name, value] of Object.entries(surrogate.parameters())) {
    if (typeof value === 'number' && Number.isFinite(value) && value > 0) continue;
    fail('surrogate/parameter', { surrogate: surrogate.constructor.name, name, value: showValue(value) });
  }
}
