import { fail } from '../../core/error.js';
import { flatten, unflatten } from '../../core/tree.js';
import { showValue } from '../show-value.js';
import { State } from '../state.js';
import { atPath } from './fit.js';
import type { AnyState } from './trace-states.js';

/** States to differentiate by: one, or lists, plain objects and Maps of them, nested at will. */
export type GradStates =
  | State<unknown>
  | readonly GradStates[]
  | ReadonlyMap<string, State<unknown>>
  | { readonly [key: string]: GradStates };

/** A tree of States taken apart. */
export interface StateTree {
  readonly states: readonly AnyState[];
  /** The tree with something else in the place of each State. */
  around(values: readonly unknown[]): unknown;
}

/** Takes a tree of States apart; refuses anything else in it, naming its place. */
export function takeStates(operation: string, tree: unknown): StateTree {
  const { leaves, paths, shape } = flatten(tree);
  const states = leaves.map((leaf, i) => {
    if (leaf instanceof State) return leaf as AnyState;
    return fail('transform/gradStates', { operation, at: atPath(paths[i]), value: showValue(leaf) });
  });
  return { states, around: (values) => unflatten(shape, values) };
}
