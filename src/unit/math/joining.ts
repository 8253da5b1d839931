import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import * as engine from '../../engine/index.js';
import { slice, type Operand, type Shape } from '../../engine/index.js';
import { joined } from '../arithmetic.js';
import { alike } from '../measured.js';
import { Quantity, wrap, type AnyQuantity } from '../quantity.js';
import { axisOf } from './terms.js';

/** Arrays end to end along an existing axis, counted in the unit of the first. */
export function concatenate<D>(items: readonly Quantity<D>[], axis = 0): Quantity<D> {
  return wrap(joined(items, 'concatenate', (xs) => engine.concatenate(xs, axis)));
}

/** Arrays side by side along a new axis, counted in the unit of the first. */
export function stack<D>(items: readonly Quantity<D>[], axis = 0): Quantity<D> {
  return wrap(joined(items, 'stack', (xs) => engine.stack(xs, axis)));
}

/** With axes of length 1 in front, or (`'last'`, for the third) behind, up to `rank` axes. */
function raised(x: Operand, rank: number): Operand {
  const shape = engine.shapeOf(x);
  if (shape.length >= rank) return x;
  if (rank === 3 && shape.length > 0) return engine.reshape(x, shape.length === 1 ? [1, ...shape, 1] : [...shape, 1]);
  return engine.reshape(x, [...Array.from({ length: rank - shape.length }, () => 1), ...shape]);
}

function atleast<D>(x: Quantity<D>, rank: number): Quantity<D> {
  return wrap({ mantissa: raised(engine.toValue(x.mantissa), rank), unit: x.unit });
}

/** With one axis at least: a scalar becomes a list of one. */
export function atleast1d<D>(x: Quantity<D>): Quantity<D> {
  return atleast(x, 1);
}

/** With two axes at least: a list becomes a row. */
export function atleast2d<D>(x: Quantity<D>): Quantity<D> {
  return atleast(x, 2);
}

/** With three axes at least: a list of n becomes (1, n, 1), an (m, n) matrix (m, n, 1). */
export function atleast3d<D>(x: Quantity<D>): Quantity<D> {
  return atleast(x, 3);
}

/** Rows one below the other: lists become the rows of a matrix. */
export function vstack<D>(items: readonly Quantity<D>[]): Quantity<D> {
  return wrap(
    joined(items, 'vstack', (xs) =>
      engine.concatenate(
        xs.map((x) => raised(engine.toValue(x), 2)),
        0,
      ),
    ),
  );
}

/** Side by side along the second axis, lists end to end. */
export function hstack<D>(items: readonly Quantity<D>[]): Quantity<D> {
  return wrap(
    joined(items, 'hstack', (all) => {
      const xs = all.map((x) => raised(engine.toValue(x), 1));
      return engine.concatenate(xs, engine.shapeOf(xs[0]).length === 1 ? 0 : 1);
    }),
  );
}

/** One behind the other along the third axis. */
export function dstack<D>(items: readonly Quantity<D>[]): Quantity<D> {
  return wrap(
    joined(items, 'dstack', (xs) =>
      engine.concatenate(
        xs.map((x) => raised(engine.toValue(x), 3)),
        2,
      ),
    ),
  );
}

/** Lists as the columns of a matrix; matrices side by side. */
export function columnStack<D>(items: readonly Quantity<D>[]): Quantity<D> {
  const column = (x: Operand): Operand => {
    const shape = engine.shapeOf(x);
    return shape.length < 2 ? engine.reshape(engine.toValue(x), [shape[0] ?? 1, 1]) : x;
  };
  return wrap(joined(items, 'columnStack', (xs) => engine.concatenate(xs.map(column), 1)));
}

/** `values` behind `x` along an axis; without one both in row-major order. */
export function append<D>(x: Quantity<D>, values: Quantity<D>, axis?: number): Quantity<D> {
  if (axis !== undefined) return concatenate([x, values], axis);
  return concatenate([x.reshape([-1]), values.reshape([-1])]);
}

/** Blocks of a matrix, as nested lists. */
export type Blocks<D> = Quantity<D> | readonly Blocks<D>[];

/**
 * A matrix of blocks: the innermost lists stand side by side along the last axis, those around them along the one
 * before.
 */
export function block<D>(blocks: Blocks<D>): Quantity<D> {
  const depthOf = (node: Blocks<D>): number => (node instanceof Quantity ? 0 : 1 + Math.max(0, ...node.map(depthOf)));
  const depth = depthOf(blocks);
  const leaves: Quantity<D>[] = [];
  const visit = (node: Blocks<D>): void => (node instanceof Quantity ? void leaves.push(node) : node.forEach(visit));
  visit(blocks);
  if (leaves.length === 0) fail('unit/empty', { operation: 'block' });
  const rank = Math.max(depth, ...leaves.map((x) => x.ndim));
  // Each block is brought to the unit of the first at once, and so is rounded once.
  const [{ unit }] = leaves;
  const build = (node: Blocks<D>, level: number): Quantity<D> => {
    if (!(node instanceof Quantity))
      return concatenate(
        node.map((item) => build(item, level + 1)),
        level - depth,
      );
    const front = Array.from({ length: rank - node.ndim }, () => 1);
    const { y } = alike(leaves[0], node, 'put together');
    return wrap({ mantissa: engine.reshape(engine.toValue(y), [...front, ...node.shape]), unit });
  };
  return build(blocks, 0);
}

/**
 * Parts of an array along an axis: `split(x, 3)` three of one length, `split(x, [2, 5])` what is before 2, from 2 to
 * 5, and
 * from 5 on.
 *
 * @throws if the axis has no such equal parts; `arraySplit` makes the first ones longer then.
 */
export function split<D>(x: Quantity<D>, parts: number | readonly number[], axis = 0): Quantity<D>[] {
  const along = axisOf(axis, x.ndim, 'split');
  const n = x.shape[along];
  if (typeof parts === 'number' && (!Number.isInteger(parts) || parts < 1 || n % parts !== 0)) {
    fail('unit/split', { parts, length: n, axis, shape: showShape(x.shape) });
  }
  return arraySplit(x, parts, axis);
}

/** As `split`; where the axis has no equal parts the first ones are longer by one. */
export function arraySplit<D>(x: Quantity<D>, parts: number | readonly number[], axis = 0): Quantity<D>[] {
  const along = axisOf(axis, x.ndim, 'arraySplit');
  const n = x.shape[along];
  const bounds = typeof parts === 'number' ? equalBounds(n, parts) : [0, ...parts, n];
  const before = x.shape.slice(0, along).map(() => slice());
  return bounds.slice(1).map((end, i) => x.get(...before, slice(bounds[i], end)));
}

function equalBounds(n: number, parts: number): number[] {
  if (!Number.isInteger(parts) || parts < 1) fail('engine/count', { operation: 'arraySplit', count: parts });
  const [size, longer] = [Math.floor(n / parts), n % parts];
  return Array.from({ length: parts + 1 }, (_, i) => i * size + Math.min(i, longer));
}

/** `split` along the first axis. */
export function vsplit<D>(x: Quantity<D>, parts: number | readonly number[]): Quantity<D>[] {
  return split(x, parts, 0);
}

/** `split` along the second axis; of a list along its only one. */
export function hsplit<D>(x: Quantity<D>, parts: number | readonly number[]): Quantity<D>[] {
  return split(x, parts, x.ndim === 1 ? 0 : 1);
}

/** `split` along the third axis. */
export function dsplit<D>(x: Quantity<D>, parts: number | readonly number[]): Quantity<D>[] {
  return split(x, parts, 2);
}

/** Arrays of one shape: that to which all of them broadcast. Each keeps its unit. */
export function broadcastArrays<const T extends readonly AnyQuantity[]>(items: T): { -readonly [K in keyof T]: T[K] } {
  const shape: Shape = engine.broadcastShapes(
    items.map((x) => x.shape),
    'broadcastArrays',
  );
  const spread = items.map((x) =>
    wrap({ mantissa: engine.broadcastTo(engine.toValue(x.mantissa), shape), unit: x.unit }),
  );
  return spread as unknown as { -readonly [K in keyof T]: T[K] };
}
