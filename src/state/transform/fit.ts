import { fail } from '../../core/error.js';
import { sameTreeShape, showTreeShape, type Path } from '../../core/tree.js';
import {
  dtypeOf,
  isInt,
  sameShape,
  shapeOf,
  showAval,
  toValue,
  type Aval,
  type Operand,
} from '../../engine/index.js';
import { Quantity, type AnyUnit } from '../../unit/index.js';
import { aDimension } from '../show-value.js';
import { takeApart, type Leaves } from './leaves.js';

/** ` at a.b`, or nothing for the whole of a value. */
export function atPath(path: Path): string {
  return path.length === 0 ? '' : ` at ${path.join('.')}`;
}

/** The mantissa counted in another unit of the same dimension. */
export function inUnit(x: Operand, from: AnyUnit, to: AnyUnit): Operand {
  return from === to ? x : new Quantity(x, from).in(to).mantissa;
}

/** Refuses a tree that is not built like another. */
export function requireStructure(what: string, wanted: Leaves, got: Leaves): void {
  if (sameTreeShape(wanted.shape, got.shape)) return;
  fail('transform/structure', { what, wants: showTreeShape(wanted.shape), got: showTreeShape(got.shape) });
}

/** Refuses a leaf of another dimension, naming where it stands. */
export function requireUnit(what: string, path: Path, wanted: AnyUnit, got: AnyUnit): void {
  if (wanted.dimension === got.dimension) return;
  fail('transform/unit', { what, at: atPath(path), wants: aDimension(String(wanted.dim)), got: aDimension(String(got.dim)) });
}

/** A plain number as a value of this dtype, unless it is a fraction and the dtype has none. */
export function fitNumber(x: Operand, dtype: Aval['dtype']): Operand {
  if (typeof x !== 'number') return x;
  const holds = dtype === 'bool' ? x === 0 || x === 1 : !isInt(dtype) || Number.isInteger(x);
  return toValue(x, holds ? dtype : undefined);
}

/**
 * The leaves of `tree` as what a loop hands on: built like `like`, in its units, shapes and dtypes. `what` is what
 * errors call it: `the carry that scan's step returns`.
 */
export function fitTree(what: string, tree: unknown, like: Leaves, avals: readonly Aval[]): Operand[] {
  const got = takeApart(tree, what);
  requireStructure(what, like, got);
  return got.operands.map((x, i) => {
    requireUnit(what, got.paths[i], like.units[i], got.units[i]);
    const value = fitNumber(inUnit(x, got.units[i], like.units[i]), avals[i].dtype);
    if (!sameShape(shapeOf(value), avals[i].shape) || dtypeOf(value) !== avals[i].dtype) {
      fail('transform/leafType', { what, at: atPath(got.paths[i]), wants: showAval(avals[i]), got: showAval(toValue(value)) });
    }
    return value;
  });
}

/** Shapes and dtypes of leaves. */
export function avalsOf(leaves: Pick<Leaves, 'operands'>): Aval[] {
  return leaves.operands.map((x) => {
    const { shape, dtype } = toValue(x);
    return { shape, dtype };
  });
}
