import { fail } from '../../core/error.js';
import { flatten, unflatten, type Path, type TreeShape } from '../../core/tree.js';
import { isNumericArray, type Operand } from '../../engine/index.js';
import { Quantity, unitless, type AnyQuantity, type AnyUnit } from '../../unit/index.js';
import { Recorded } from '../record/recorded.js';
import { State } from '../state.js';
import { showValue } from '../show-value.js';

/** A tree of quantities taken apart: arrays the engine can work with, and what is needed to put them together. */
export interface Leaves {
  readonly operands: readonly Operand[];
  readonly units: readonly AnyUnit[];
  readonly paths: readonly Path[];
  readonly shape: TreeShape;
}

/** What a tree was given as, for error texts: `an input of forLoop`. */
export function takeApart(tree: unknown, role: string): Leaves {
  const { leaves, paths, shape } = flatten(tree);
  const quantities = leaves.map((leaf, i) => toQuantity(leaf, role, paths[i]));
  return { operands: quantities.map((q) => q.mantissa), units: quantities.map((q) => q.unit), paths, shape };
}

/** The tree again, around other arrays. */
export function putTogether(leaves: Pick<Leaves, 'shape' | 'units'>, operands: readonly Operand[]): unknown {
  return unflatten(leaves.shape, operands.map((x, i) => new Quantity(x, leaves.units[i])));
}

function toQuantity(leaf: unknown, role: string, path: Path): AnyQuantity {
  if (leaf instanceof Quantity) return leaf as AnyQuantity;
  if (typeof leaf === 'number' || typeof leaf === 'boolean' || isNumericArray(leaf)) return new Quantity(leaf, unitless) as AnyQuantity;
  if (leaf instanceof Recorded) fail('record/elsewhere', { operation: leaf.says, role });
  if (leaf instanceof State) return notALeaf(`a ${leaf.kind === 'state' ? 'State' : leaf.constructor.name}`, 'give its .value');
  if (leaf instanceof Promise) return notALeaf('a Promise', 'a function that is transformed is synchronous, without async and await');
  return notALeaf(showValue(leaf), undefined);

  function notALeaf(value: string, instead: string | undefined): never {
    return fail('transform/leaf', { role, path: path.join('.'), value, instead });
  }
}
