import { fail } from '../../core/error.js';
import { describe, inspect, type Described } from '../../core/print.js';
import { environ, showValue } from '../../state/index.js';
import { Quantity, unitless, type AnyQuantity, type Div, type Mul } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { quotient, sameLength, shifted, smoothed } from './arrays.js';
import { Clock } from './clock.js';
import { checkCount, checkPositive } from './numbers.js';

type Time = Quantity<'time'>;

/** What an input can be combined with: another one, a quantity, or a plain number where the dimension allows it. */
export type CombinableInput<D> = Input<D> | Quantity<D> | ('one' extends D ? number : never);

/**
 * An input over time that can be put together from others: added, multiplied, played one after the other. Its values are made
 * when they are asked for, with the dt of that moment, and kept for as long as dt and the precision stay.
 *
 * @example
 * const I = new input.Ramp(nA(0), nA(1), ms(500)).add(new input.Sinusoidal(nA(0.2), Hz(10), ms(500)));
 * environ.context({ dt: ms(0.1) }, () => I.clip(nA(0), nA(1)).values()); // Quantity<'current'> of shape [5000]
 */
export abstract class Input<in out D> implements Described {
  /** The name that printing and errors show. Written down, since a bundler may shorten that of the class. */
  static readonly name: string = 'Input';
  #made: { readonly dt: string; readonly precision: number; readonly values: Quantity<D> } | undefined;

  constructor(
    /** How long it lasts. */
    readonly duration: Time,
  ) {
    if (!(duration instanceof Quantity) || (duration as AnyQuantity).dim !== 'time') {
      fail('inputs/duration', { input: new.target.name, value: showValue(duration) });
    }
  }

  /** Makes the values anew. `values` keeps what it gives. */
  abstract generate(): Quantity<D>;

  abstract [describe](): string;

  /**
   * The values, shape `[steps]` or `[steps, ...]`. A random input gives the same ones each time, unless told to `recompute`.
   *
   * @throws when there is no dt
   */
  values({ recompute = false }: { recompute?: boolean } = {}): Quantity<D> {
    const [dt, precision] = [String(environ.getDt()), environ.getPrecision()];
    if (recompute || this.#made?.dt !== dt || this.#made.precision !== precision) {
      this.#made = { dt, precision, values: this.generate() };
    }
    return this.#made.values;
  }

  /** The environment's time step. */
  get dt(): Time {
    return environ.getDt();
  }

  /** How many steps it has. */
  get nSteps(): number {
    return new Clock(this.constructor.name, this.duration).steps;
  }

  /** The shape of its values. */
  get shape(): readonly number[] {
    return this.values().shape;
  }

  /** The sum of two inputs, or of one and a value. The shorter one is taken as 0 where it has ended. */
  add(other: CombinableInput<D>): Input<D> {
    return combined(this, other, '+', (a, b) => a.add(b));
  }

  /** The difference of two inputs, or of one and a value. */
  sub(other: CombinableInput<D>): Input<D> {
    return combined(this, other, '-', (a, b) => a.sub(b));
  }

  /** The product of two inputs, or of one and a value; units multiply. */
  mul(other: number): Input<D>;
  mul<B>(other: Input<B> | Quantity<B>): Input<Mul<D, B>>;
  mul(other: AnyInput | AnyQuantity | number): AnyInput {
    return combined(this, other, '*', (a, b) => a.mul(b));
  }

  /**
   * The quotient of two inputs, or of one and a value; units divide. Where a divisor without a unit is 0 the dividend stays as
   * it is, as in braintools; one with a unit must not be 0 anywhere.
   */
  div(other: number): Input<D>;
  div<B>(other: Input<B> | Quantity<B>): Input<Div<D, B>>;
  div(other: AnyInput | AnyQuantity | number): AnyInput {
    return combined(this, other, '/', quotient);
  }

  /** `-x` */
  neg(): Input<D> {
    return new Derived(`-${String(this)}`, this.duration, [this], ([x]) => x.neg());
  }

  /** One after the other. Python's `a & b`. */
  sequential(next: Input<D>): Input<D> {
    checkInput(next, 'sequential');
    const text = `${String(this)} & ${String(next)}`;
    return new Derived(text, this.duration.add(next.duration), [this, next], (values) => math.concatenate(values as AnyQuantity[]));
  }

  /** The larger of the two at each step. Python's `a | b`. */
  overlay(other: Input<D>): Input<D> {
    checkInput(other, 'overlay');
    return combined(this, other, '|', (a, b) => math.maximum(a, b));
  }

  /** So many times as large. */
  scale(factor: number): Input<D> {
    return this.mul(factor);
  }

  /** Later by a time, or earlier where it is negative; as long as before, with 0 where nothing is left. */
  shift(time: Time): Input<D> {
    const text = `${String(this)}.shift(${String(time)})`;
    return new Derived(text, this.duration, [this], ([x]) => shifted(x, new Clock('shift', this.duration).toward(time)));
  }

  /** The values kept between two bounds; an undefined bound does not bound. */
  clip(low?: Quantity<D>, high?: Quantity<D>): Input<D> {
    const text = `${String(this)}.clip(${String(low ?? 'None')}, ${String(high ?? 'None')})`;
    return new Derived(text, this.duration, [this], ([x]) => {
      const above: AnyQuantity = low === undefined ? x : math.maximum(x, low as AnyQuantity);
      return high === undefined ? above : math.minimum(above, high as AnyQuantity);
    });
  }

  /**
   * A low-pass filter: `y += (x - y) dt / tau`, beginning at the first value.
   *
   * @throws when tau is not above zero, or below dt
   */
  smooth(tau: Time): Input<D> {
    return new Derived(`${String(this)}.smooth(${String(tau)})`, this.duration, [this], ([x]) => {
      const clock = new Clock('smooth', this.duration);
      const constant = clock.time('tau', tau);
      checkPositive('smooth', 'tau', constant, tau);
      if (clock.dt > constant * (1 + 1e-6)) fail('inputs/smooth', { tau: showValue(tau), dt: showValue(environ.getDt()) });
      return smoothed(x, clock.dt / constant);
    });
  }

  /** So many times, one after the other. */
  repeat(times: number): Input<D> {
    checkCount('repeat', 'times', times);
    const text = `${String(this)}.repeat(${times})`;
    return new Derived(text, this.duration.mul(times), [this], ([x]) => math.concatenate(Array.from({ length: times }, () => x)));
  }

  /** The values mapped by a function, such as `(x) => x.abs()`. */
  apply<E>(f: (values: Quantity<D>) => Quantity<E>): Input<E> {
    if (typeof f !== 'function') fail('inputs/function', { value: showValue(f) });
    return new Derived<E>(`${String(this)}.apply(${f.name === '' ? 'function' : f.name})`, this.duration, [this], ([x]) => f(x) as AnyQuantity);
  }

  toString(): string {
    return this[describe]();
  }

  [inspect](): string {
    return this[describe]();
  }
}

/** An input of which the dimension does not matter here. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as AnyQuantity
export type AnyInput = Input<any>;

/** An input made of others. */
class Derived<in out D> extends Input<D> {
  static override readonly name: string = 'Derived';

  constructor(
    private readonly text: string,
    duration: Time,
    private readonly parts: readonly (AnyInput | AnyQuantity)[],
    private readonly compose: (values: readonly AnyQuantity[]) => AnyQuantity,
  ) {
    super(duration);
  }

  generate(): Quantity<D> {
    return this.compose(this.parts.map((part): AnyQuantity => (part instanceof Input ? (part.values() as AnyQuantity) : part))) as Quantity<D>;
  }

  [describe](): string {
    return this.text;
  }
}

function combined<E>(
  left: AnyInput,
  right: unknown,
  sign: string,
  compose: (a: AnyQuantity, b: AnyQuantity) => AnyQuantity,
): Input<E> {
  const other = typeof right === 'number' ? new Quantity(right, unitless) : right;
  const text = `(${String(left)} ${sign} ${String(right)})`;
  if (other instanceof Input) {
    const duration = math.maximum(left.duration, other.duration as Time) as Time;
    return new Derived<E>(text, duration, [left, other as AnyInput], ([a, b]) => compose(...sameLength(a, b)));
  }
  if (!(other instanceof Quantity)) fail('inputs/combine', { input: String(left), sign, value: showValue(right) });
  return new Derived<E>(text, left.duration, [left, other as AnyQuantity], ([a, b]) => compose(a, b));
}

function checkInput(other: unknown, method: string): void {
  if (!(other instanceof Input)) fail('inputs/input', { method, value: showValue(other) });
}
