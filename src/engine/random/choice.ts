import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { normaliseAxis, sizeOf, type Shape } from '../array/shape.js';
import { add, argsort, cast, index, log, mul, neg, reshape, shapeOf, slice, sub, take } from '../ops/index.js';
import type { Operand } from '../program/op.js';
import { cumulative, insertionPoints } from './cumulative.js';
import { gumbel } from './gumbel.js';
import { floatOf } from './parameter.js';
import { randomOrder } from './permutation.js';
import { randint } from './randint.js';
import { uniform } from './uniform.js';

export interface ChoiceOptions {
  /** Whether an entry may be drawn more than once. True unless given. */
  replace?: boolean | undefined;
  /** The probability of each entry, of shape [n]. All alike unless given. */
  p?: Operand | undefined;
  /** The axis of `a` whose slices are drawn. 0 unless given. */
  axis?: number | undefined;
}

/**
 * A random sample of the numbers from 0 to a - 1, int32, or of the slices of an array along an axis, whose place `shape`
 * takes: the draws of `jax.random.choice` (without x64).
 *
 * @throws when there is nothing to draw from, more is drawn without replacement than there is, or `p` is not one
 * probability for each entry
 */
export function choice(key: Operand, shape: Shape, a: Operand, options: ChoiceOptions = {}): Operand {
  const along = typeof a === 'number' ? 0 : normaliseAxis(options.axis ?? 0, shapeOf(a).length, 'choice');
  const n = typeof a === 'number' ? a : shapeOf(a)[along];
  const { replace = true, p } = options;
  const draws = sizeOf(shape);
  if (!Number.isInteger(n) || n < 0 || (n === 0 && draws > 0)) fail('engine/choiceFrom', { n });
  if (!replace && draws > n) fail('engine/choiceCount', { draws, n });
  if (p !== undefined && !(shapeOf(p).length === 1 && shapeOf(p)[0] === n)) {
    fail('engine/choiceChances', { got: showShape(shapeOf(p)), n });
  }
  const at = positions(key, shape, n, replace, p);
  return typeof a === 'number' ? at : take(a, at, along);
}

function positions(key: Operand, shape: Shape, n: number, replace: boolean, p: Operand | undefined): Operand {
  if (p === undefined) return replace ? randint(key, shape, 0, n) : first(randomOrder(key, n), shape);
  const dtype = floatOf(p);
  const chances = cast(p, dtype);
  if (!replace) return first(argsort(neg(add(gumbel(key, [n], dtype), log(chances)))), shape);
  const sums = cumulative(chances);
  return insertionPoints(sums, mul(index(sums, n - 1), sub(1, uniform(key, shape, dtype))));
}

function first(order: Operand, shape: Shape): Operand {
  return reshape(index(order, slice(0, sizeOf(shape))), shape);
}
