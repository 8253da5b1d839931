import { fail } from '../core/error.js';
import { nearest } from '../core/nearest.js';
import { aDimension, knownNumbers, showValue } from '../state/index.js';
import { Constant, Initializer, param, type Init } from '../tools/init/index.js';
import { Quantity, unitless, type AnyQuantity, type AnyUnit, type Unit } from '../unit/index.js';

/** What the values of a parameter must be. */
type Rule = 'any' | 'positive' | 'notNegative' | { readonly above: string };

/** A parameter of a model as its table declares it: its default, and what its values must be. */
export interface Parameter<in out D> {
  readonly kind: 'value' | 'initializer';
  /** What it is unless given; null for an initializer that may be left out. */
  readonly standard: Quantity<D> | Initializer<D> | null;
  readonly unit: Unit<D>;
  readonly rule: Rule;
  /** Whether printing leaves it out unless it is given. */
  readonly quiet?: boolean;
}

/** An option that is one of a few, the first of them unless given. */
export interface Choice<out T> {
  readonly kind: 'choice';
  readonly choices: readonly T[];
  /** Whether printing leaves it out unless it is given. */
  readonly quiet?: boolean;
}

/** A parameter without a rule, by its default. */
export type ParameterOrDefault<D> = Parameter<D> | Quantity<D>;

/** One line of a table of which the dimension does not matter here. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as AnyQuantity
export type AnyLine = ParameterOrDefault<any> | Choice<unknown>;

/** Lines for the options of a model, in the order that printing shows. */
export type AnyTable = Readonly<Record<string, AnyLine>>;

/** The line for an option of this type: a parameter has a dimension, anything else is a choice. */
type Line<I> = [Extract<I, AnyQuantity>] extends [never]
  ? Choice<I>
  : Extract<I, AnyQuantity> extends Quantity<infer D>
    ? ParameterOrDefault<D>
    : never;

/** A table with one line for each option of `O`, in the order that printing shows. */
export type ParameterTable<O> = { readonly [K in keyof O]-?: Line<Exclude<O[K], undefined>> };

/** What an option becomes as a property of the model: a rule stays one, and a parameter is sampled once. */
type Value<K, I> = K extends `${string}_initializer`
  ? Exclude<I, number>
  : [Extract<I, AnyQuantity>] extends [never]
    ? I
    : Extract<I, AnyQuantity>;

/** The properties that the options `O` of a model become, but for those that its base class `B` reads. */
export type ParametersOf<O, B> = {
  readonly [K in keyof O as K extends keyof B ? never : K]-?: Value<K, Exclude<O[K], undefined>>;
};

/** A parameter that must be above zero. */
export function positive<D>(standard: Quantity<D>): Parameter<D> {
  return { kind: 'value', standard, unit: standard.unit, rule: 'positive' };
}

/** A parameter that must be zero or more. */
export function notNegative<D>(standard: Quantity<D>): Parameter<D> {
  return { kind: 'value', standard, unit: standard.unit, rule: 'notNegative' };
}

/** A parameter that must be above another one of the same table, element by element. */
export function above<D>(other: string, standard: Quantity<D>): Parameter<D> {
  return { kind: 'value', standard, unit: standard.unit, rule: { above: other } };
}

/** The rule for the first values of a State. A plain quantity is taken for a constant rule. */
export function initializer<D>(standard: Quantity<D> | Initializer<D>, rule: Rule = 'any'): Parameter<D> {
  return { kind: 'initializer', standard, unit: standard.unit, rule };
}

/** A rule for the first values of a State that the model computes where it is left out or null. */
export function optionalInitializer<D>(unit: Unit<D>): Parameter<D> {
  return { kind: 'initializer', standard: null, unit, rule: 'any' };
}

/** An option that is one of these, the first unless given. */
export function oneOf<const T>(...choices: readonly T[]): Choice<T> {
  return { kind: 'choice', choices };
}

/** A line that printing leaves out unless the option is given: one that BrainPy does not have. */
export function quiet<T extends { readonly kind: string }>(line: T): T {
  return { ...line, quiet: true };
}

/** A table with further lines right after one of its own. */
export function withAfter<T extends AnyTable, M extends AnyTable>(table: T, line: keyof T, more: M): Omit<T, keyof M> & M {
  const entries = Object.entries(table).flatMap((entry) => (entry[0] === line ? [entry, ...Object.entries(more)] : [entry]));
  return Object.fromEntries(entries) as Omit<T, keyof M> & M;
}

/** Options that the base classes read themselves. */
const common = ['spkFun', 'spkReset', 'name'] as const;

/**
 * Sets the parameters of a model from its options: every option is known, of the right dimension, not NaN, within
 * its rule, and broadcasts to the size. Nothing is set before everything has been checked.
 *
 * @param others - options that the model's base class reads itself
 */
export function setParameters(
  model: { readonly varshape: readonly number[] },
  options: object,
  table: AnyTable,
  others: readonly string[] = common,
): void {
  const name = model.constructor.name;
  checkNames(name, options, Object.keys(table), others);
  const given = options as Readonly<Record<string, unknown>>;
  const values: Record<string, unknown> = {};
  const parameters: (readonly [string, Parameter<unknown>])[] = [];
  for (const [option, line] of Object.entries(table)) {
    if ('choices' in line) {
      values[option] = chosen(name, option, given[option], line);
      continue;
    }
    const parameter = asParameter(line);
    parameters.push([option, parameter]);
    values[option] = setting(model, option, given[option] ?? parameter.standard, parameter);
  }
  for (const [option, { rule }] of parameters) {
    if (typeof rule === 'object') checkAbove(name, option, values[option], rule.above, values[rule.above] as AnyQuantity);
  }
  Object.assign(model, values);
  for (const [option, line] of Object.entries(table)) {
    if ('quiet' in line && line.quiet === true && given[option] === undefined) Object.defineProperty(model, option, { enumerable: false });
  }
}

/** The value of one parameter, once it has been checked. */
function setting(model: { readonly varshape: readonly number[] }, option: string, given: unknown, parameter: Parameter<unknown>): unknown {
  if (given === null) return null;
  const name = model.constructor.name;
  const value = typeof given === 'number' && parameter.unit.isUnitless ? unitless(given) : given;
  if (typeof value !== 'function') checkDimension(name, option, value, parameter);
  if (parameter.kind === 'initializer') {
    const known = constantOf(value);
    if (known !== undefined) checkNumbers(name, option, known, parameter);
    return value instanceof Quantity && value.ndim === 0 ? new Constant(value as AnyQuantity) : value;
  }
  const sampled = param(value as Init<unknown>, model.varshape, { name: `${name}: ${option}` });
  checkDimension(name, option, sampled, parameter);
  checkNumbers(name, option, sampled, parameter);
  return sampled;
}

function asParameter(line: ParameterOrDefault<unknown>): Parameter<unknown> {
  return line instanceof Quantity ? { kind: 'value', standard: line, unit: line.unit, rule: 'any' } : line;
}

/** The values that are known before a rule is asked: those of a constant one. */
function constantOf(value: unknown): AnyQuantity | undefined {
  const known = value instanceof Constant ? (value.value as unknown) : value;
  return known instanceof Quantity ? (known as AnyQuantity) : undefined;
}

function chosen(model: string, option: string, value: unknown, { choices }: Choice<unknown>): unknown {
  if (value === undefined) return choices[0];
  if (choices.includes(value)) return value;
  return fail('model/choice', { model, option, choices: choices.map(showValue), value: showValue(value) });
}

function checkNames(model: string, options: unknown, parameters: readonly string[], others: readonly string[]): void {
  if (typeof options !== 'object' || options === null || options instanceof Quantity || Array.isArray(options)) {
    fail('model/options', { model, value: showValue(options) });
  }
  const known = [...parameters, ...others];
  for (const option of Object.keys(options)) {
    if (!known.includes(option)) fail('model/unknown-option', { model, option, nearest: nearest(option, known), known });
  }
}

function checkDimension(model: string, option: string, value: unknown, { unit }: Parameter<unknown>): void {
  const wants = String(unit.dim);
  if ((value instanceof Quantity || value instanceof Initializer) && value.dim === wants) return;
  const example = typeof value === 'number' ? `${(unit as AnyUnit).symbol}(${value})` : undefined;
  fail('model/dimension', { model, option, wants: aDimension(wants), value: showValue(value), example });
}

function checkNumbers(model: string, option: string, value: AnyQuantity, { rule }: Parameter<unknown>): void {
  const numbers = knownNumbers(value);
  const text = { model, option, value: showValue(value) };
  if (numbers.some(Number.isNaN)) fail('model/nan', text);
  if (rule === 'positive' && numbers.some((x) => x <= 0)) fail('model/positive', text);
  if (rule === 'notNegative' && numbers.some((x) => x < 0)) fail('model/not-negative', text);
}

function checkAbove(model: string, option: string, value: unknown, below: string, limit: AnyQuantity): void {
  const known = constantOf(value);
  if (known === undefined || knownNumbers(known.sub(limit)).every((x) => x > 0)) return;
  fail('model/above', { model, option, value: showValue(known), below, limit: showValue(limit) });
}
