import { fail } from '../../core/error.js';
import { knownNumbers, showValue, State } from '../../state/index.js';
import { Quantity, unitless } from '../../unit/index.js';

/** What a surrogate works on and gives: numbers without a unit. */
export type Numbers = Quantity<'one'>;

/**
 * A parameter of a surrogate: a number, or what can be trained: a quantity (an argument that is differentiated by), or
 * a State such as a ParamState. An array has one value for each neuron.
 */
export type Parameter = number | Numbers | State<Numbers>;

/** Whether a value can be a parameter. */
export function isParameter(value: unknown): value is Parameter {
  if (value instanceof State) return isParameter((value as State<unknown>).value);
  return typeof value === 'number' || (value instanceof Quantity && value.dim === 'one');
}

/** A parameter as numbers to compute with: of a State its present value. */
export function valueOf(parameter: Parameter): Numbers {
  if (typeof parameter === 'number') return new Quantity(parameter, unitless);
  return parameter instanceof State ? parameter.value : parameter;
}

/** A parameter that is above zero and finite; refuses any other. */
export function positive<P extends Parameter>(surrogate: object, name: string, value: P): P {
  return checked(surrogate, name, value, 'a positive, finite number', (x) => x > 0);
}

/** A parameter that is zero or more, and finite; refuses any other. */
export function notNegative<P extends Parameter>(surrogate: object, name: string, value: P): P {
  return checked(surrogate, name, value, 'a finite number, zero or more', (x) => x >= 0);
}

/** A number of terms: a whole number above zero; refuses any other. */
export function count(surrogate: object, name: string, value: number): number {
  const wants = 'a whole number above zero';
  if (typeof value !== 'number') return refuse(surrogate, name, value, wants);
  return checked(surrogate, name, value, wants, (x) => x > 0 && Number.isInteger(x));
}

function checked<P extends Parameter>(surrogate: object, name: string, value: P, wants: string, holds: (x: number) => boolean): P {
  if (!isParameter(value)) return refuse(surrogate, name, value, wants);
  if (!knownNumbers(valueOf(value)).every((x) => Number.isFinite(x) && holds(x))) refuse(surrogate, name, value, wants);
  return value;
}

function refuse(surrogate: object, name: string, value: unknown, wants: string): never {
  const shown = value instanceof State ? showValue(value.value) : showValue(value);
  return fail('surrogate/parameter', { surrogate: surrogate.constructor.name, name, wants, value: shown });
}
