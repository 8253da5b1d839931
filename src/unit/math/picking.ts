import { fail } from '../../core/error.js';
import * as engine from '../../engine/index.js';
import type { Operand } from '../../engine/index.js';
import * as arithmetic from '../arithmetic.js';
import { abstractRepr } from '../display.js';
import { specOf } from '../indexing.js';
import { alike, measured, plain, type Term } from '../measured.js';
import { Quantity, wrap } from '../quantity.js';
import { placesOf, type SizeOptions } from './positions.js';
import { keeping, type Like } from './terms.js';

/**
 * `where(condition, a, b)`: `a` where the condition holds and `b` elsewhere, element by element, counted in the
 * unit of `a`. A condition that is not bool holds where it is not zero.
 *
 * `where(x)`: the positions at which `x` is not zero, one list of indices for each axis. How many there are
 * depends on the data, so it works on values only and throws on a traced one.
 *
 * `where(x, { size, fill })`: the first `size` of these positions, in a traced function too; where there are fewer, the
 * rest of each list is `fill` (0).
 */
export function where<D>(x: Quantity<D>): Int32Array[];
export function where<D>(x: Quantity<D>, options: SizeOptions): Quantity<'one'>[];
export function where<D = 'one'>(condition: Quantity<'one'>, a: Like<D>, b: Like<D>): Quantity<D>;
export function where(...terms: [Term, (Term | SizeOptions)?, Term?]): Quantity | Quantity[] | Int32Array[] {
  const [condition, a, b] = terms;
  if (terms.length === 1) return placesOf(measured(condition, 'where'), 'where') as Int32Array[];
  if (typeof a === 'object' && 'size' in a && !('mantissa' in a)) {
    return placesOf(measured(condition, 'where'), 'where', a).map((list) => new Quantity(list as Operand));
  }
  if (a === undefined || b === undefined) fail('unit/whereForm', { count: terms.length });
  return wrap(arithmetic.select(condition, a as Term, b));
}

/**
 * For every place the choice of the first condition that holds there, or `otherwise` (0) where none does, counted in
 * the
 * unit of the first choice.
 */
export function select<D>(
  conditions: readonly Quantity<'one'>[],
  choices: readonly Quantity<D>[],
  otherwise?: Like<NoInfer<D>>,
): Quantity<D> {
  if (conditions.length === 0 || conditions.length !== choices.length) {
    fail('unit/select', { conditions: conditions.length, choices: choices.length });
  }
  const [{ unit }] = choices;
  const last = (otherwise ?? { mantissa: 0, unit }) as Term;
  const chosen = conditions.reduceRight<Term>(
    (rest, condition, i) => arithmetic.select(condition, choices[i], rest),
    last,
  );
  return wrap(measured(chosen, 'select'));
}

/** For every place the element there of the choice that `at` names, counted in the unit of the first choice. */
export function choose<D>(at: Quantity<'one'>, choices: readonly Quantity<D>[]): Quantity<D> {
  const shape = engine.broadcastShapes([at.shape, ...choices.map((x) => x.shape)], 'choose');
  const place = engine.broadcastTo(engine.toValue(plain(at, 'choose')), shape);
  const joined = arithmetic.joined(choices, 'choose between', (xs) => {
    const all = engine.stack(xs.map((x) => engine.broadcastTo(engine.toValue(x), shape)));
    return engine.reshape(engine.takeAlongAxis(all, engine.reshape(place, [1, ...shape]), 0), shape);
  });
  return wrap(joined);
}

/**
 * The elements at positions along an axis; without an axis, of all elements in row-major order. See `Quantity.get` for
 * positions out of range.
 */
export function take<D>(x: Quantity<D>, at: number | Int32Array | Quantity<'one'>, axis?: number): Quantity<D> {
  return keeping(x, 'take', (m) => {
    const flat = axis === undefined ? engine.reshape(m, [-1]) : m;
    return engine.take(flat, specOf(at) as Exclude<ReturnType<typeof specOf>, engine.Slice>, axis);
  });
}

/** For every place its own position along an axis: `out[i, j] = x[i, at[i, j]]` for axis 1. */
export function takeAlongAxis<D>(x: Quantity<D>, at: Quantity<'one'>, axis: number): Quantity<D> {
  return keeping(x, 'takeAlongAxis', (m) => engine.takeAlongAxis(m, plain(at, 'takeAlongAxis'), axis));
}

/** As `takeAlongAxis`, with the axis before the positions. */
export function gather<D>(x: Quantity<D>, axis: number, at: Quantity<'one'>): Quantity<D> {
  return takeAlongAxis(x, at, axis);
}

/**
 * The elements along an axis, or of all in row-major order, where a condition holds. How many depends on the data:
 * values only.
 */
export function compress<D>(condition: Quantity<'one'>, x: Quantity<D>, axis?: number): Quantity<D> {
  const [places] = placesOf(condition.reshape([-1]), 'compress') as Int32Array[];
  return take(x, places, axis);
}

/**
 * The elements, in row-major order, where a condition of the same shape holds; with `size` the first of them, in a
 * traced function too.
 */
export function extract<D>(condition: Quantity<'one'>, x: Quantity<D>, options?: SizeOptions): Quantity<D> {
  const [places] = placesOf(condition.reshape([-1]), 'extract', options);
  return take(x, places instanceof Int32Array ? places : new Quantity(places));
}

/** How many values to give, where how many there are depends on the data. */
export interface UniqueOptions<D> {
  readonly size: number;
  /** Stands where there are fewer. The smallest by default. */
  readonly fill?: Like<D>;
}

/**
 * The values that occur, each once, in ascending order. How many there are depends on the data, so it works on values
 * only; with `size` the first of them, in a traced function too.
 *
 * @throws on a traced value without `size`.
 */
export function unique<D>(x: Quantity<D>, options?: UniqueOptions<NoInfer<D>>): Quantity<D> {
  if (options === undefined && x.isTraced) fail('unit/whereSize', { operation: 'unique', value: abstractRepr(x) });
  const sorted = engine.sort(engine.reshape(engine.toValue(x.mantissa), [x.size]));
  if (x.size === 0 && options === undefined) return wrap({ mantissa: sorted, unit: x.unit });
  const isFirst = firsts(sorted);
  if (options === undefined) {
    return wrap({ mantissa: engine.take(sorted, engine.nonzero(engine.toNDArray(isFirst))[0], 0), unit: x.unit });
  }
  const { size, fill } = options;
  const values = engine.take(sorted, engine.nonzeroOfSize(isFirst, size)[0] as engine.IndexArray, 0);
  if (fill === undefined) return wrap({ mantissa: values, unit: x.unit });
  const there = engine.lt(engine.iota(size), engine.sum(isFirst));
  return wrap({ mantissa: engine.select(there, values, alike(x, fill as Term, 'put together').y), unit: x.unit });
}

/** Of a sorted list, the elements that are not what the one before them is. NaN is one value. */
function firsts(sorted: Operand): Operand {
  const [later, earlier] = [engine.index(sorted, engine.slice(1)), engine.index(sorted, engine.slice(undefined, -1))];
  const both = engine.logicalAnd(engine.isnan(later), engine.isnan(earlier));
  const changed = engine.logicalAnd(engine.ne(later, earlier), engine.logicalNot(both));
  return engine.concatenate([engine.full([1], 1, 'bool'), changed]);
}

/** The values that both have, each once, in ascending order, in the unit of the first. Values only. */
export function intersect1d<D>(a: Quantity<D>, b: Quantity<D>): Quantity<D> {
  const { y } = alike(a, b, 'intersect');
  const [own, others] = [unique(a), unique(wrap({ mantissa: y, unit: a.unit }) as Quantity<D>)];
  const both = engine.sort(engine.concatenate([own.mantissa, others.mantissa]));
  const [later, earlier] = [engine.index(both, engine.slice(1)), engine.index(both, engine.slice(undefined, -1))];
  return wrap({
    mantissa: engine.take(earlier, engine.nonzero(engine.toNDArray(engine.eq(later, earlier)))[0], 0),
    unit: a.unit,
  });
}
