import { fail } from '../../core/error.js';
import { describe, inspect, pythonFloat, type Described } from '../../core/print.js';
import { add, cast, clip, dtypeOf, mul, spike, stopGradient, sub, type Operand } from '../../engine/index.js';
import { showValue, State } from '../../state/index.js';
import { Quantity, unitless, type NestedValues } from '../../unit/index.js';
import { isParameter, valueOf, type Numbers, type Parameter } from './parameter.js';

/** A surrogate as plain data, for JSON or for a file beside the weights. */
export interface SavedSurrogate {
  /** The name of its class. */
  readonly surrogate: string;
  /** Its parameters by name. */
  readonly parameters: Readonly<Record<string, NestedValues>>;
  /** Which of them are States. */
  readonly trained: readonly string[];
}

/** Classes of one name told apart: programs that differ in their surrogate must not be taken for the same. */
const classes = new Map<string, unknown[]>();

/** Beyond this, an infinite potential is taken for this one: what is infinite has no difference to itself. */
const LARGE = 1e30;

/**
 * A spike function: 1 where x >= 0 and 0 elsewhere, exactly, with a derivative of its own choice in place of the
 * true one, which is zero wherever it exists.
 *
 * A surrogate of yours needs a name and its `derivative`; its own properties are its parameters:
 *
 * @example
 * class Box extends surrogate.Surrogate {
 *   static override readonly name = 'Box';
 *   width = 0.5;
 *   derivative = (x: Quantity<'one'>) => u.math.where(x.abs().lt(this.width), 1, 0);
 * }
 */
export abstract class Surrogate implements Described {
  /** The name that printing and errors show. Written down, since a bundler may shorten that of the class. */
  static readonly name: string = 'Surrogate';

  /** What stands in for the derivative of a spike with respect to x. */
  abstract derivative(x: Numbers): Numbers;

  /**
   * What it was made with, by name: they tell two of one class apart, and are printed and saved. Its own properties
   * unless a class says otherwise, without functions.
   */
  parameters(): Readonly<Record<string, Parameter>> {
    const own = Object.entries(this as object).filter(([, value]) => typeof value !== 'function');
    for (const [name, value] of own) {
      if (isParameter(value)) continue;
      fail('surrogate/kind', { surrogate: this.constructor.name, name, value: showValue(value) });
    }
    return Object.fromEntries(own) as Readonly<Record<string, Parameter>>;
  }

  /**
   * A smooth function with this derivative: 1/2 at 0 where the derivative has a finite integral. `Smoothed` puts it in the
   * place of the spike where differences must be taken, as `transform.checkGrads` does.
   *
   * @throws when the class has none
   */
  smooth(_x: Numbers): Numbers {
    return fail('surrogate/smooth', { surrogate: this.constructor.name });
  }

  /**
   * 1 where x >= 0, 0 elsewhere, in the dtype of x. Its derivative is computed at x taken for a constant.
   *
   * By a parameter that is trained the derivative is that of `derivative(x)`, as in braintools.
   *
   * @throws when x has a unit
   */
  apply(x: Numbers): Numbers {
    this.checkNumbers(x);
    const at = x.in(unitless).mantissa;
    const derivative = (y: Operand): Operand => this.derivative(new Quantity(stopGradient(y), unitless)).in(unitless).mantissa;
    if (Object.values(this.parameters()).every((value) => typeof value === 'number')) {
      return new Quantity(spike(at, { key: this.#key(), derivative }), unitless);
    }
    // What is trained cannot hide in the rule of an op: here it goes through the op's argument, which is x with two
    // differences of equal numbers added.
    const bounded = clip(at, -LARGE, LARGE);
    const slope = cast(derivative(bounded), dtypeOf(at));
    const along = mul(slope, sub(bounded, stopGradient(bounded)));
    const argument = add(add(stopGradient(at), along), sub(slope, stopGradient(slope)));
    return new Quantity(spike(argument, { key: 'argument', derivative: () => 1 }), unitless);
  }

  /** The surrogate as plain data; `surrogate.fromJSON` makes it again. JSON.stringify asks for this. */
  toJSON(): SavedSurrogate {
    const parameters = Object.entries(this.parameters());
    const saved = parameters.map(([name, value]) => [name, valueOf(value).toArray()]);
    return {
      surrogate: this.constructor.name,
      parameters: Object.fromEntries(saved) as Record<string, NestedValues>,
      trained: parameters.filter(([, value]) => value instanceof State).map(([name]) => name),
    };
  }

  [describe](): string {
    const parameters = Object.entries(this.parameters()).map(([name, value]) => `${name}=${this.shown(name, value)}`);
    return `${this.constructor.name}(${parameters.join(', ')})`;
  }

  toString(): string {
    return this[describe]();
  }

  [inspect](): string {
    return this[describe]();
  }

  /** Refuses what has a unit. */
  protected checkNumbers(x: unknown): asserts x is Numbers {
    if (x instanceof Quantity && x.dim === 'one') return;
    fail('surrogate/dimension', { surrogate: this.constructor.name, value: showValue(x) });
  }

  /** A parameter as printing shows it. */
  protected shown(_name: string, value: Parameter): string {
    return typeof value === 'number' ? pythonFloat(value) : valueOf(value).toString();
  }

  #key(): string {
    const { name } = this.constructor;
    const known = classes.get(name) ?? [];
    if (!known.includes(this.constructor)) classes.set(name, [...known, this.constructor]);
    const index = classes.get(name)!.indexOf(this.constructor);
    return index === 0 ? this[describe]() : `${this[describe]()}#${index}`;
  }
}
