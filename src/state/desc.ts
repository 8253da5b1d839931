import { fail } from '../core/error.js';
import { describe, inspect, isDescribed, repr, type Described } from '../core/print.js';
import { printedNames } from '../core/names.js';
import { isPlainObject } from '../core/tree.js';
import { sameShape } from '../engine/index.js';
import { Quantity, type AnyQuantity } from '../unit/index.js';
import { knownNumbers } from './known-numbers.js';
import { showValue } from './show-value.js';

/** A class that things are made of with `new`. */
export type Ctor = new (...args: never[]) => unknown;

/** Arguments of a class of which some may still be missing. */
export type Later<A extends readonly unknown[]> = Partial<{ [K in keyof A]: A[K] | undefined }>;

/**
 * What a module is going to be made with, before it is made: by a projection that knows its size, by a `Sequential`.
 * `Cls.desc(…)` makes one.
 *
 * @example
 * const syn = Expon.desc(100, { tau: ms(5) });
 * syn.create({ tau: ms(8) }); // new Expon(100, { tau: ms(8) })
 */
export class Desc<T> implements Described {
  /** As BrainPy calls it. */
  static readonly name: string = 'ParamDescriber';

  constructor(
    /** The class. */
    readonly type: new (...args: never[]) => T,
    /** Its arguments; those that are undefined are still missing. */
    readonly args: readonly unknown[] = [],
  ) {
    if (typeof type !== 'function') fail('module/desc', { value: showValue(type) });
  }

  /**
   * Makes one. Of `extra`, plain objects join the options, and win over them, the later over the earlier; everything
   * else fills the places of missing arguments, and then the places behind the last one.
   *
   * @example
   * nn.Linear.desc(undefined, 10).create(20); // new nn.Linear(20, 10)
   */
  create(...extra: readonly unknown[]): T {
    const { places, options } = parts(this.args);
    const given = [...extra];
    const merged = given.filter(isPlainObject).reduce((all, one) => ({ ...all, ...one }), options);
    const fills = given.filter((x) => !isPlainObject(x));
    const filled = places.map((x) => (x === undefined ? fills.shift() : x));
    const args = [...filled, ...fills, ...(merged === undefined ? [] : [merged])];
    return new this.type(...(args as never[]));
  }

  /** Whether it describes the same: the same class, with equal quantities, and the very same functions and objects. */
  equals(other: unknown): boolean {
    return other instanceof Desc && other.type === this.type && alike(this.args, other.args);
  }

  [describe](): string {
    const { places, options } = parts(this.args);
    const named = Object.entries(options ?? {}).filter(([, value]) => value !== undefined);
    const all = [...places.map(literal), ...named.map(([key, value]) => `${printedNames[key] ?? key}=${literal(value)}`)];
    return `${Desc.name}(${this.type.name}(${all.join(', ')}))`;
  }

  toString(): string {
    return this[describe]();
  }

  [inspect](): string {
    return this[describe]();
  }
}

/** Arguments by their places, and the options behind them. */
function parts(args: readonly unknown[]): { places: readonly unknown[]; options: Record<string, unknown> | undefined } {
  const last = args.at(-1);
  return isPlainObject(last) ? { places: args.slice(0, -1), options: last } : { places: args, options: undefined };
}

function alike(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (a instanceof Quantity && b instanceof Quantity) return sameQuantity(a, b);
  if (a instanceof Desc) return a.equals(b);
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((x, i) => alike(x, b[i]));
  if (!isPlainObject(a) || !isPlainObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && alike(a[key], b[key]));
}

function sameQuantity(a: AnyQuantity, b: AnyQuantity): boolean {
  if (a.dim !== b.dim || a.isTraced || b.isTraced || !sameShape(a.shape, b.shape) || a.dtype !== b.dtype) return false;
  const [numbers, others] = [knownNumbers(a), knownNumbers(b.in(a.unit))];
  return numbers.every((x, i) => x === others[i]);
}

/** A value on one line, as Python writes a literal. */
function literal(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (isDescribed(value)) return value[describe]();
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (isPlainObject(value)) return `{${Object.entries(value).map(([key, x]) => `'${key}': ${literal(x)}`).join(', ')}}`;
  return repr(value);
}
