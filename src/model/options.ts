import { fail } from '../core/error.js';
import { nearest } from '../core/nearest.js';
import { aDimension, knownNumbers, showValue } from '../state/index.js';
import { Constant, Initializer, param, type Init } from '../tools/init/index.js';
import { Quantity, type AnyQuantity } from '../unit/index.js';

/** A parameter of a model as its table declares it: its default, and what its values must be. */
export interface Parameter<in out D> {
  readonly standard: Quantity<D>;
  readonly rule: 'any' | 'positive' | 'notNegative' | { readonly above: string };
  readonly kind: 'value' | 'initializer';
}

/** A parameter without a rule, by its default. */
export type ParameterOrDefault<D> = Parameter<D> | Quantity<D>;

/** A table with one line for each option of `O`, in the order that printing shows. */
export type ParameterTable<O> = {
  readonly [K in keyof O]-?: NonNullable<O[K]> extends infer I ? (I extends Quantity<infer D> ? ParameterOrDefault<D> : never) : never;
};

/** A parameter that must be above zero. */
export function positive<D>(standard: Quantity<D>): Parameter<D> {
  return { standard, rule: 'positive', kind: 'value' };
}

/** A parameter that must be zero or more. */
export function notNegative<D>(standard: Quantity<D>): Parameter<D> {
  return { standard, rule: 'notNegative', kind: 'value' };
}

/** A parameter that must be above another one of the same table, element by element. */
export function above<D>(other: string, standard: Quantity<D>): Parameter<D> {
  return { standard, rule: { above: other }, kind: 'value' };
}

/** The rule for the first values of a State. A plain quantity is taken for a constant rule. */
export function initializer<D>(standard: Quantity<D>): Parameter<D> {
  return { standard, rule: 'any', kind: 'initializer' };
}

/** Options that the base classes read themselves. */
const common = ['spkFun', 'spkReset', 'name'] as const;

/**
 * Sets the parameters of a model from its options: every option is known, of the right dimension, not NaN, within
 * its rule, and broadcasts to the size. Nothing is set before everything has been checked.
 */
export function setParameters(
  model: { readonly varshape: readonly number[] },
  options: object,
  table: Readonly<Record<string, ParameterOrDefault<unknown>>>,
): void {
  const name = model.constructor.name;
  checkNames(name, options, Object.keys(table));
  const given = options as Readonly<Record<string, unknown>>;
  const values: Record<string, unknown> = {};
  const parameters = Object.entries(table).map(([option, line]) => [option, asParameter(line)] as const);
  for (const [option, parameter] of parameters) {
    const value = given[option] ?? parameter.standard;
    if (typeof value !== 'function') checkDimension(name, option, value, parameter);
    if (parameter.kind === 'initializer') {
      const known = value instanceof Constant ? (value.value as unknown) : value;
      if (known instanceof Quantity) checkNumbers(name, option, known, parameter);
      values[option] = asInitializer(value);
      continue;
    }
    const sampled = param(value as Init<unknown>, model.varshape, { name: `${name}: ${option}` });
    checkDimension(name, option, sampled, parameter);
    checkNumbers(name, option, sampled, parameter);
    values[option] = sampled;
  }
  for (const [option, { rule }] of parameters) {
    if (typeof rule === 'object') checkAbove(name, option, values[option] as AnyQuantity, rule.above, values[rule.above] as AnyQuantity);
  }
  Object.assign(model, values);
}

function asParameter(line: ParameterOrDefault<unknown>): Parameter<unknown> {
  return line instanceof Quantity ? { standard: line, rule: 'any', kind: 'value' } : line;
}

function asInitializer(value: unknown): unknown {
  return value instanceof Quantity && value.ndim === 0 ? new Constant(value) : value;
}

function checkNames(model: string, options: unknown, parameters: readonly string[]): void {
  if (typeof options !== 'object' || options === null || options instanceof Quantity || Array.isArray(options)) {
    fail('model/options', { model, value: showValue(options) });
  }
  const known = [...parameters, ...common];
  for (const option of Object.keys(options)) {
    if (!known.includes(option)) fail('model/unknown-option', { model, option, nearest: nearest(option, known), known });
  }
}

function checkDimension(model: string, option: string, value: unknown, { standard }: Parameter<unknown>): void {
  const wants = String(standard.dim);
  if ((value instanceof Quantity || value instanceof Initializer) && value.dim === wants) return;
  const example = typeof value === 'number' ? `${(standard as AnyQuantity).unit.symbol}(${value})` : undefined;
  fail('model/dimension', { model, option, wants: aDimension(wants), value: showValue(value), example });
}

function checkNumbers(model: string, option: string, value: AnyQuantity, { rule }: Parameter<unknown>): void {
  const numbers = knownNumbers(value);
  const text = { model, option, value: showValue(value) };
  if (numbers.some(Number.isNaN)) fail('model/nan', text);
  if (rule === 'positive' && numbers.some((x) => x <= 0)) fail('model/positive', text);
  if (rule === 'notNegative' && numbers.some((x) => x < 0)) fail('model/not-negative', text);
}

function checkAbove(model: string, option: string, value: AnyQuantity, below: string, limit: AnyQuantity): void {
  if (knownNumbers(value.sub(limit)).every((x) => x > 0)) return;
  fail('model/above', { model, option, value: showValue(value), below, limit: showValue(limit) });
}
