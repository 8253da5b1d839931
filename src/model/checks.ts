import { fail } from '../core/error.js';
import { nearest } from '../core/nearest.js';
import { showShape } from '../core/print.js';
import { aDimension, environ, knownNumbers, labelOf, showValue, type Module, type State } from '../state/index.js';
import { param, type Init } from '../tools/init/index.js';
import { Quantity, unitless, type AnyQuantity, type Plain } from '../unit/index.js';

/** Whether an array of this shape has a place in one of another: it needs no other axes, and its own are equal or 1. */
export function fitsInto(shape: readonly number[], into: readonly number[]): boolean {
  const lead = into.length - shape.length;
  return lead >= 0 && shape.every((n, i) => n === 1 || n === into[lead + i]);
}

/** Refuses what has no place in a State, as a batch of another size. */
export function checkFits(model: Module, state: State<AnyQuantity>, x: AnyQuantity): void {
  if (fitsInto(x.shape, state.value.shape)) return;
  const [wants, got] = [state.value.shape, x.shape].map(showShape);
  fail('synapse/shape', { model: labelOf(model), state: state.label, wants, got });
}

/** Refuses options that are no object, or that the model does not have. */
export function checkOptions(model: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null || options instanceof Quantity || Array.isArray(options)) {
    fail('model/options', { model, value: showValue(options) });
  }
  for (const option of Object.keys(options)) {
    if (!known.includes(option)) fail('model/unknown-option', { model, option, nearest: nearest(option, known), known: [...known] });
  }
}

/** The value of an option in the dimension of `standard`, which is what it is unless given. NaN is refused. */
export function quantityOption<D>(
  model: string,
  option: string,
  given: Quantity<D> | Plain<D> | undefined,
  standard: Quantity<D>,
): Quantity<D> {
  return requiredOption(model, option, given ?? standard, standard);
}

/** The value of an option in the dimension of `like`. NaN is refused. */
export function requiredOption<D>(model: string, option: string, given: Quantity<D> | Plain<D>, like: Quantity<D>): Quantity<D> {
  const { unit, dim } = like as AnyQuantity;
  const value: unknown = typeof given === 'number' && unit.isUnitless ? unitless(given) : given;
  if (!(value instanceof Quantity) || (value as AnyQuantity).dim !== dim) {
    const example = typeof value === 'number' ? `${unit.symbol}(${value})` : undefined;
    return fail('model/dimension', { model, option, wants: aDimension(String(dim)), value: showValue(value), example });
  }
  if (knownNumbers(value as AnyQuantity).some(Number.isNaN)) fail('model/nan', { model, option, value: showValue(value) });
  return value as Quantity<D>;
}

/** The values of a parameter of this size, which must be above zero. */
export function positiveOption<D>(
  model: string,
  option: string,
  given: Init<D> | undefined,
  standard: Quantity<D>,
  size: readonly number[],
): Quantity<D> {
  const sampled = param((given ?? standard) as Init<D>, [...size], { name: `${model}: ${option}` });
  const value = requiredOption(model, option, sampled, standard);
  if (knownNumbers(value as AnyQuantity).some((x) => x <= 0)) fail('model/positive', { model, option, value: showValue(value) });
  return value;
}

/** Whether the time step is the one that something was made with. */
export function isSameDt(made: Quantity<'time'>): boolean {
  const now = environ.getDt();
  return now === made || String(now.in(made.unit)) === String(made);
}
