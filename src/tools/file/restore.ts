import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { flatten, sameTreeShape, showTreeShape } from '../../core/tree.js';
import { aDimension, showValue, type State } from '../../state/index.js';
import { Quantity, type AnyQuantity } from '../../unit/index.js';
import { load, nameOf, type FileSource } from './load.js';

/**
 * Reads a file that `save` has written of `net.states()`, and gives the States their values back. Every path must be there
 * with the structure, shape, dtype and dimension of its State, and nothing else may be: otherwise an error lists what
 * does not fit, and no State has changed.
 *
 * @param states - what was saved: a map of States by their paths, such as `net.states()`
 *
 * @example
 * await file.restore('trained.npz', net.states());
 */
export async function restore(source: FileSource, states: ReadonlyMap<string, State<unknown>>): Promise<void> {
  const tree = await load(source);
  const values = tree instanceof Map ? tree : new Map(Object.entries(tree as Record<string, unknown>));
  const problems = [
    ...[...values.keys()].filter((path) => !states.has(path as string)).map((path) => `${String(path)} is in the file alone`),
    ...[...states].flatMap(([path, state]) => (values.has(path) ? misfit(path, state, values.get(path)) : [`${path} is not in the file`])),
  ];
  if (problems.length > 0) fail('file/mismatch', { file: nameOf(source), problems });
  for (const [path, state] of states) state.restoreValue(values.get(path));
}

/** Why a value does not fit a State, if it does not. */
function misfit(path: string, state: State<unknown>, value: unknown): string[] {
  const [wants, got] = [flatten(state.kept), flatten(value)];
  if (!sameTreeShape(wants.shape, got.shape)) {
    return [`${path} has the structure ${showTreeShape(wants.shape)}, the file ${showTreeShape(got.shape)}`];
  }
  return wants.leaves.flatMap((leaf, i) => {
    const name = [path, ...wants.paths[i]].join('.');
    const [here, there] = [leaf as AnyQuantity, got.leaves[i]];
    if (!(there instanceof Quantity)) return [`${name} is a quantity, in the file ${showValue(there)}`];
    if (there.dim !== here.dim) return [`${name} is ${aDimension(String(here.dim))}, in the file ${aDimension(String(there.dim))}`];
    if (showShape(there.shape) !== showShape(here.shape)) {
      return [`${name} has the shape ${showShape(here.shape)}, in the file ${showShape(there.shape)}`];
    }
    return there.dtype === here.dtype ? [] : [`${name} is ${here.dtype}, in the file ${there.dtype}`];
  });
}
