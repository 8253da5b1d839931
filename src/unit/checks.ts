import { fail } from '../core/error.js';
import { isPlainObject } from '../core/tree.js';
import type { Dimension } from './dimension.js';
import { brief } from './display.js';
import { getDimension } from './get-dimension.js';
import { getDim, getUnit, type HasUnit } from './getters.js';
import { plain, showDimension, type Measured } from './measured.js';
import { isQuantity, Quantity, type AnyQuantity } from './quantity.js';
import { converted } from './reading.js';
import type { NamedDimensions } from './types/named-dimensions.js';
import { isUnit, sameSize, type AnyUnit, type Unit } from './unit.js';

// Functions around functions: what goes in and comes out is checked, or counted in given units, at run time as well.
// TypeScript does not know the names of positional parameters, so they are listed in order; a function of one object of
// options has its parameters listed by name.

/** Another argument, which this one has to be like: `sameAs(0)` the first, `sameAs('tau')` that option. */
export interface SameAs {
  readonly sameAs: number | string;
}

/** Says that an argument has to be like another one. */
export function sameAs(argument: number | string): SameAs {
  return { sameAs: argument };
}

/** What a dimension is told by: its name, or any unit of it. */
export type DimensionSpec = keyof NamedDimensions | AnyUnit;

/** What an argument has to be: of a dimension, like another argument, a boolean, or (`null`) anything. */
export type ArgumentSpec<S> = S | SameAs | 'bool' | null;

/** What a result has to be, alone or as a tree of lists and objects. */
export type ResultTree<S> = S | 'bool' | null | readonly ResultTree<S>[] | { readonly [key: string]: ResultTree<S> };

/** Arguments in order, or by name for a function of one object. */
export type ArgumentSpecs<S> = readonly ArgumentSpec<S>[] | Readonly<Record<string, ArgumentSpec<S>>>;

/** What a value is that meets a description. */
export type ValueOf<S> = S extends null | SameAs
  ? never
  : S extends 'bool'
    ? boolean
    : S extends Unit<infer D>
      ? Quantity<D>
      : S extends keyof NamedDimensions
        ? Quantity<S>
        : S extends readonly unknown[]
          ? { -readonly [K in keyof S]: ValueOf<S[K]> }
          : { [K in keyof S]: ValueOf<S[K]> };

/** The arguments of a function that meets a description; `never` stands for whatever the function itself says. */
export type ArgumentsOf<P> = P extends readonly unknown[]
  ? { -readonly [K in keyof P]: ValueOf<P[K]> }
  : [options: { [K in keyof P]: ValueOf<P[K]> }];

/** What a function returns that meets a description. Without one, anything. */
export type ResultOf<R> = R extends undefined | null ? unknown : ResultValue<R>;

type ResultValue<R> = R extends null
  ? unknown
  : R extends 'bool' | keyof NamedDimensions | AnyUnit
    ? ValueOf<R>
    : { readonly [K in keyof R]: ResultValue<R[K]> };

/** A description of the result that follows from what came in. */
type Derived<T> = (...arguments_: T[]) => unknown;

/** What checking takes beside. */
export interface CheckOptions {
  /** The names of positional arguments, for errors. */
  readonly names?: readonly string[];
}

interface Check {
  /** What a value is told to be: `a voltage`, `a quantity in mV`. */
  readonly wants: (spec: unknown) => string;
  readonly fits: (value: HasUnit, spec: unknown) => boolean;
  readonly alike: (a: HasUnit, b: HasUnit) => boolean;
  readonly like: string;
  /** Of an argument, what a derived result is computed from. */
  readonly kind: (value: HasUnit) => unknown;
}

const byDimension: Check = {
  wants: (spec) => article(showDimension(dimensionOf(spec))),
  fits: (value, spec) => getDim(value) === dimensionOf(spec),
  alike: (a, b) => getDim(a) === getDim(b),
  like: 'the dimension',
  kind: getDim,
};

const byUnit: Check = {
  wants: (spec) => ((spec as AnyUnit).isUnitless ? 'a plain number' : `a quantity in ${(spec as AnyUnit).symbol}`),
  fits: (value, spec) => sameSize(unitOf(value), spec as AnyUnit),
  alike: (a, b) => sameSize(unitOf(a), unitOf(b)),
  like: 'the unit',
  kind: unitOf,
};

function unitOf(value: HasUnit): AnyUnit {
  return getUnit(value as AnyQuantity);
}

function dimensionOf(spec: unknown): Dimension {
  return isUnit(spec) ? spec.dimension : typeof spec === 'string' ? getDimension(spec) : (spec as Dimension);
}

function article(noun: string): string {
  return noun.startsWith('a ') ? noun : /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
}

function told(value: unknown): string {
  if (isQuantity(value)) {
    const { dimension } = (value as Measured).unit;
    return dimension.isOne ? brief(value) : `${brief(value)}, ${article(dimension.name)}`;
  }
  return typeof value === 'object' && value !== null ? value.constructor.name : String(value);
}

/** The values that a list of arguments has under each name or place. */
function named(
  f: string,
  specs: ArgumentSpecs<unknown>,
  args: readonly unknown[],
  names: readonly string[],
): [key: string, name: string, value: unknown][] {
  if (Array.isArray(specs)) return specs.map((_, i) => [String(i), names[i] ?? `argument ${i + 1}`, args[i]]);
  const [options = {}] = args;
  if (!isPlainObject(options)) {
    fail('unit/argument', { function: f, name: names[0] ?? 'its argument', wants: `an object with ${Object.keys(specs).join(', ')}`, got: told(options) });
  }
  return Object.keys(specs).map((key) => [key, key, options[key]]);
}

function checkArguments(
  check: Check,
  f: string,
  specs: ArgumentSpecs<unknown>,
  args: readonly unknown[],
  names: readonly string[],
): void {
  const all = named(f, specs, args, names);
  for (const [key, name, value] of all) {
    const spec = (specs as Readonly<Record<string, unknown>>)[key];
    // What is left out takes the function's own default.
    if (spec === null || value === undefined) continue;
    if (isSameAs(spec)) {
      const other = all.find(([otherKey]) => otherKey === String(spec.sameAs));
      if (other === undefined) fail('unit/sameAs', { function: f, name, other: String(spec.sameAs) });
      if (other[2] !== undefined && !(isMeasure(value) && isMeasure(other[2]) && check.alike(value, other[2]))) {
        fail('unit/argumentLike', {
          function: f,
          name,
          like: check.like,
          other: other[1],
          value: told(value),
          otherValue: told(other[2]),
        });
      }
    } else
      refuseUnfit(check, value, spec, (wants) => fail('unit/argument', { function: f, name, wants, got: told(value) }));
  }
}

function isSameAs(spec: unknown): spec is SameAs {
  return typeof spec === 'object' && spec !== null && 'sameAs' in spec;
}

function isMeasure(value: unknown): value is HasUnit {
  return isQuantity(value) || typeof value === 'number';
}

function refuseUnfit(check: Check, value: unknown, spec: unknown, refuse: (wants: string) => never): void {
  if (spec === 'bool') {
    if (typeof value !== 'boolean') refuse('true or false');
  } else if (!isMeasure(value) || !check.fits(value, spec)) refuse(check.wants(spec));
}

/** Compares a result with the tree that describes it, leaf by leaf. */
function checkResult(check: Check, f: string, spec: unknown, result: unknown): void {
  visitLike(f, 'the result', spec, result, (leaf, value, place) => {
    refuseUnfit(check, value, leaf, (wants) => fail('unit/result', { function: f, place, wants, got: told(value) }));
    return value;
  });
}

/**
 * Walks a tree beside the one that describes it, and puts what `change` makes of the leaves in their places; `null` in
 * the
 * description leaves what is there.
 */
function visitLike(
  f: string,
  place: string,
  spec: unknown,
  value: unknown,
  change: (spec: unknown, value: unknown, place: string) => unknown,
): unknown {
  if (spec === null) return value;
  const misfit = (wants: string): never => fail('unit/result', { function: f, place, wants, got: told(value) });
  if (Array.isArray(spec)) {
    if (!Array.isArray(value) || value.length !== spec.length) misfit(`a list of ${spec.length}`);
    return spec.map((part, i) => visitLike(f, `${place}[${i}]`, part, (value as unknown[])[i], change));
  }
  if (!isPlainObject(spec)) return change(spec, value, place);
  if (!isPlainObject(value)) return misfit(`an object with ${Object.keys(spec).join(', ')}`);
  const parts = Object.keys(spec).map(
    (key) => [key, visitLike(f, `${place}.${key}`, spec[key], value[key], change)] as const,
  );
  return { ...value, ...Object.fromEntries(parts) };
}

function checking(check: Check, specs: ArgumentSpecs<unknown>, result: unknown, { names = [] }: CheckOptions) {
  return (f: (...args: never[]) => unknown): ((...args: never[]) => unknown) => {
    const name = f.name === '' ? 'the function' : f.name;
    const checked = (...args: unknown[]): unknown => {
      checkArguments(check, name, specs, args, names);
      const out = f(...(args as never[]));
      if (result !== undefined) checkResult(check, name, derived(check, name, result, specs, args, names), out);
      return out;
    };
    return Object.defineProperty(checked, 'name', { value: f.name });
  };
}

function derived(
  check: Check,
  f: string,
  result: unknown,
  specs: ArgumentSpecs<unknown>,
  args: readonly unknown[],
  names: readonly string[],
): unknown {
  if (typeof result !== 'function' || isUnit(result)) return result;
  return (result as Derived<unknown>)(
    ...named(f, specs, args, names).map(([, , value]) => (isMeasure(value) ? check.kind(value) : value)),
  );
}

/**
 * A function that looks at the dimensions of what it is given and of what it returns, at run time too: for what comes
 * from
 * untyped code, or through `any`. Units of another size pass.
 *
 * @param args - What the arguments are, in order; or by name, of a function of one object. A dimension by its name
 *   or by
 *   a unit of it, `'bool'`, `sameAs(other)`, or `null` for whatever the function itself says. Left out arguments pass.
 * @param result - What comes out: the same, or a tree of it, or a function from the dimensions of the arguments.
 * @param options - `names` of positional arguments, for errors.
 * @returns what wraps a function. The compiler takes the types of the parameters from the description.
 * @throws naming the function, the argument and what it got.
 *
 * @example
 * ```ts
 * const ohmsLaw = u.checkDims(['current', 'resistance'], 'voltage', { names: ['I', 'R'] })((I, R) => I.mul(R));
 * const drift = u.checkDims({ V: u.mV, tau: u.ms }, 'voltageRate')(({ V, tau }) => V.div(tau));
 * const area = u.checkDims(['length'], (L) => L.pow(2))((side: Quantity<'length'>) => side.pow(2));
 * ```
 */
export function checkDims<const P extends ArgumentSpecs<DimensionSpec>>(
  args: P,
  result: Derived<Dimension>,
  options?: CheckOptions,
): <F extends (...args: ArgumentsOf<P>) => unknown>(f: F) => F;
export function checkDims<
  const P extends ArgumentSpecs<DimensionSpec>,
  const R extends ResultTree<DimensionSpec> | undefined = undefined,
>(args: P, result?: R, options?: CheckOptions): <F extends (...args: ArgumentsOf<P>) => ResultOf<R>>(f: F) => F;
export function checkDims(args: ArgumentSpecs<unknown>, result?: unknown, options: CheckOptions = {}): unknown {
  return checking(byDimension, args, result, options);
}

/**
 * As `checkDims`, of units and their sizes: 1 mV does not pass for `volt`.
 *
 * @example
 * ```ts
 * const inMillivolts = u.checkUnits([u.mV], u.mV)((V) => V.mul(2));
 * inMillivolts(volt(1)); // throws
 * ```
 */
export function checkUnits<const P extends ArgumentSpecs<AnyUnit>>(
  args: P,
  result: Derived<AnyUnit>,
  options?: CheckOptions,
): <F extends (...args: ArgumentsOf<P>) => unknown>(f: F) => F;
export function checkUnits<
  const P extends ArgumentSpecs<AnyUnit>,
  const R extends ResultTree<AnyUnit> | undefined = undefined,
>(args: P, result?: R, options?: CheckOptions): <F extends (...args: ArgumentsOf<P>) => ResultOf<R>>(f: F) => F;
export function checkUnits(args: ArgumentSpecs<unknown>, result?: unknown, options: CheckOptions = {}): unknown {
  return checking(byUnit, args, result, options);
}

/** What `assignUnits` takes for an argument: its unit, or `null` for what is handed on as it is. */
export type AssignedSpec = AnyUnit | null;

/** The units of arguments in order, or by name for a function of one object. */
export type AssignedSpecs = readonly AssignedSpec[] | Readonly<Record<string, AssignedSpec>>;

/** The units of what comes out: of one quantity, of a list, or of an object of them. */
export type AssignedResult = AnyUnit | readonly AssignedSpec[] | Readonly<Record<string, AssignedSpec>>;

type Numbered<S> = { -readonly [K in keyof S]: S[K] extends null ? never : Quantity<'one'> };

/** The arguments without units; `never` stands for whatever the function itself says. */
export type PlainArgumentsOf<P> = P extends readonly unknown[] ? Numbered<P> : [options: Numbered<P>];

/** What a function of plain numbers returns where its result is to be given units. */
export type PlainResultOf<R> = R extends undefined
  ? unknown
  : R extends AnyUnit
    ? Quantity<'one'> | number
    : { readonly [K in keyof R]: R[K] extends null ? unknown : Quantity<'one'> | number };

type Given<S, A> = S extends Unit<infer D> ? Quantity<D> : A;

/** The arguments that `assignUnits` makes of those of a function. */
export type AssignedArguments<P, A extends readonly unknown[]> = P extends readonly unknown[]
  ? { [K in keyof A]: K extends keyof P ? Given<P[K], A[K]> : A[K] }
  : A extends readonly [infer O]
    ? [options: { [K in keyof O]: K extends keyof P ? Given<P[K], O[K]> : O[K] }]
    : never;

/** A function of plain numbers as one of quantities. */
export interface Assigned<P, A extends readonly unknown[], R, Out> {
  (
    ...args: AssignedArguments<P, A>
  ): R extends undefined
    ? Out
    : R extends Unit<infer D>
      ? Quantity<D>
      : { -readonly [K in keyof R]: Given<R[K], K extends keyof Out ? Out[K] : never> };
  /** The same with the plain numbers that the function itself gives. */
  readonly withoutResultUnits: (...args: AssignedArguments<P, A>) => Out;
}

/**
 * A function of plain numbers as one of quantities: these are counted in given units before it sees them, and what it
 * returns is given units again. For formulas of a paper that hold for numbers in mV and ms alone.
 *
 * @param args - The units, in order; or by name, of a function of one object. `null` for what is handed on as it is.
 * @param result - The units of what comes out, of a list or an object one for each; without them it is handed on as
 *   it is.
 * @param options - `names` of positional arguments, for errors.
 * @returns what wraps a function; the wrapped one has `withoutResultUnits` beside.
 * @throws if an argument is no quantity of the dimension.
 *
 * @example
 * ```ts
 * // Hodgkin and Huxley (1952): a rate in 1/ms of a potential in mV.
 * const alpha = u.assignUnits([u.mV], u.ms.reverse())((V) => V.add(65).mul(0.07));
 * alpha(u.volt(-0.06)); // 0.35 kHz
 * ```
 */
export function assignUnits<const P extends AssignedSpecs, const R extends AssignedResult | undefined = undefined>(
  args: P,
  result?: R,
  { names = [] }: CheckOptions = {},
): <A extends PlainArgumentsOf<P> & readonly unknown[], Out extends PlainResultOf<R>>(
  f: (...args: A) => Out,
) => Assigned<P, A, R, Out> {
  const wrap = (f: (...args: unknown[]) => unknown): unknown => {
    const name = f.name === '' ? 'the function' : f.name;
    const plainly = (...given: unknown[]): unknown => f(...withoutUnits(name, args, given, names));
    const assigned = (...given: unknown[]): unknown => withUnits(name, result, plainly(...given));
    return Object.assign(Object.defineProperty(assigned, 'name', { value: f.name }), { withoutResultUnits: plainly });
  };
  return wrap as never;
}

function withoutUnits(f: string, specs: AssignedSpecs, args: readonly unknown[], names: readonly string[]): unknown[] {
  const strip = (unit: AssignedSpec | undefined, name: string, value: unknown): unknown => {
    if (unit === null || unit === undefined || value === undefined) return value;
    if (!isMeasure(value) || getDim(value) !== unit.dimension) {
      fail('unit/argument', { function: f, name, wants: byDimension.wants(unit), got: told(value) });
    }
    return new Quantity(typeof value === 'number' ? value : converted(value as Measured, unit).mantissa);
  };
  if (isList(specs)) return args.map((value, i) => strip(specs[i], names[i] ?? `argument ${i + 1}`, value));
  const options = isPlainObject(args[0]) ? args[0] : {};
  const stripped = Object.keys(options).map((key) => [key, strip(specs[key], key, options[key])] as const);
  return [Object.fromEntries(stripped), ...args.slice(1)];
}

function isList(specs: AssignedSpecs): specs is readonly AssignedSpec[] {
  return Array.isArray(specs);
}

function withUnits(f: string, spec: unknown, result: unknown): unknown {
  if (spec === undefined) return result;
  return visitLike(f, 'the result', spec, result, (unit, value, place) => {
    if (!isMeasure(value) || !getDim(value).isOne) {
      fail('unit/result', { function: f, place, wants: 'a plain number', got: told(value) });
    }
    return new Quantity(plain(value as Measured | number, f), unit as AnyUnit);
  });
}
