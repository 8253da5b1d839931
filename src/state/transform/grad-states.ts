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
  // A Map is a leaf to `flatten`: it becomes an object with its entries, and a Map again in the end.
  const { leaves, paths, shape } = flatten(tree);
  const parts = leaves.map((leaf, i) => {
    if (leaf instanceof State) return [leaf as AnyState];
    if (leaf instanceof Map) {
      const entries = [...(leaf as Map<unknown, unknown>)];
      return entries.map(([key, state]) => (state instanceof State ? (state as AnyState) : refuse([...paths[i], String(key)], state)));
    }
    return refuse(paths[i], leaf);
  });
  function refuse(path: readonly (string | number)[], value: unknown): never {
    return fail('transform/gradStates', { operation, at: atPath(path), value: showValue(value) });
  }
  return {
    states: parts.flat(),
    around(values) {
      let next = 0;
      return unflatten(shape, leaves.map((leaf, i) => {
        const own = values.slice(next, (next += parts[i].length));
        return leaf instanceof Map ? new Map([...leaf.keys()].map((key, k) => [key, own[k]])) : own[0];
      }));
    },
  };
}
