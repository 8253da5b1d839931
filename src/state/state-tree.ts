import { isDescribed } from '../core/print.js';
import { isPlainObject, type TreeShape } from '../core/tree.js';
import type { Quantity } from '../unit/index.js';

/** The tree `T` with an `R` for every quantity in it. */
export type MapLeaves<T, R> =
  T extends Quantity<infer _>
    ? R
    : T extends null | undefined
      ? T
      : T extends object
        ? { -readonly [K in keyof T]: MapLeaves<T[K], R> }
        : unknown extends T
          ? unknown
          : never;

/** The value with its keys in the order of the shape, where it has the same ones: their order does not matter. */
export function inOrderOf(shape: TreeShape, value: unknown): unknown {
  if (shape.kind === 'array' && Array.isArray(value) && value.length === shape.items.length) {
    return value.map((item, i) => inOrderOf(shape.items[i], item));
  }
  if (shape.kind !== 'object' || !isPlainObject(value)) return value;
  if (Object.keys(value).length !== shape.keys.length || !shape.keys.every((key) => Object.hasOwn(value, key))) return value;
  return Object.fromEntries(shape.keys.map((key, i) => [key, inOrderOf(shape.items[i], value[key])]));
}

/** The value with its keys in alphabetical order, as BrainPy prints it. */
export function alphabetical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(alphabetical);
  if (isDescribed(value) || !isPlainObject(value)) return value;
  const keys = Object.keys(value).sort((a, b) => (a < b ? -1 : 1));
  return Object.fromEntries(keys.map((key) => [key, alphabetical(value[key])]));
}
