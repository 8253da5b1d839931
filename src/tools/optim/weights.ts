import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import { flatten, isPlainObject, unflatten, type Path, type TreeShape } from '../../core/tree.js';
import { isFloat } from '../../engine/index.js';
import { aDimension, showValue, State } from '../../state/index.js';
import { Quantity, type AnyQuantity } from '../../unit/index.js';
import type { Numbers } from './rule.js';

/** Weights as they are registered: a State, or lists, plain objects and Maps of them, nested at will. */
export type Weights =
  | State<unknown>
  | readonly Weights[]
  | ReadonlyMap<string, State<unknown>>
  | { readonly [key: string]: Weights };

/** Gradients, in the tree that the weights were registered in: what `transform.grad` returns for it. */
export type Gradients =
  | AnyQuantity
  | readonly Gradients[]
  // The gradients of a Map of States of which nobody knows the kind are not known either.
  | ReadonlyMap<string, unknown>
  | { readonly [key: string]: Gradients };

/** A State that is trained, and the way to its gradient. */
export interface Weight {
  readonly state: State<unknown>;
  readonly path: Path;
  /** What errors call it. */
  readonly label: string;
}

/** The States of a tree, in order, each under the first path that leads to it; what else leads to one is an alias. */
export function weightsOf(tree: unknown): { weights: Weight[]; aliases: Path[] } {
  const weights: Weight[] = [];
  const aliases: Path[] = [];
  const visit = (node: unknown, path: Path): void => {
    if (node instanceof State) {
      const state = node as State<unknown>;
      if (weights.some((known) => known.state === state)) aliases.push(path);
      else weights.push(checked({ state, path, label: labelOf(state, path) }));
      return;
    }
    const entries = entriesOf(node) ?? fail('optim/weights', { at: pathText(path), value: showValue(node) });
    for (const [key, item] of entries) visit(item, [...path, key]);
  };
  visit(tree, []);
  if (weights.length === 0) fail('optim/no-weights', {});
  return { weights, aliases };
}

function checked(weight: Weight): Weight {
  for (const leaf of flatten(weight.state.value).leaves as AnyQuantity[]) {
    if (!isFloat(leaf.dtype)) fail('optim/weight-dtype', { weight: weight.label, dtype: leaf.dtype });
  }
  return weight;
}

/** The quantities that a weight holds, the ways to them, and the tree around them. */
export function leavesOf({ state }: Weight): { leaves: AnyQuantity[]; paths: Path[]; shape: TreeShape } {
  const { leaves, paths, shape } = flatten(state.value);
  return { leaves: leaves as AnyQuantity[], paths, shape };
}

/** What errors call the quantities that a weight holds. */
export function leafNames(weight: Weight): string[] {
  return leavesOf(weight).paths.map((path) => [weight.label, ...path].join('.'));
}

/** Gives a weight other numbers, in its own units. */
export function writeLeaves(weight: Weight, numbers: readonly Numbers[]): void {
  const { leaves, shape } = leavesOf(weight);
  weight.state.value = unflatten(shape, leaves.map(({ unit }, i) => new Quantity(numbers[i].mantissa, unit)));
}

/**
 * The gradients of weights, in a list for each, as numbers in the unit of the weight. Refuses a tree in which one is
 * missing, one is too many, or one does not fit.
 */
export function gradientsOf(tree: unknown, weights: readonly Weight[], aliases: readonly Path[]): AnyQuantity[][] {
  const known = [...weights.map(({ path }) => path), ...aliases];
  const extra = leafPaths(tree).filter((path) => !known.some((start) => start.every((key, i) => same(key, path[i]))));
  if (extra.length > 0) fail('optim/unknown-gradients', { paths: extra.map(pathText), weights: weights.map(({ label }) => label) });
  const missing = weights.filter(({ path }) => at(tree, path) === undefined);
  if (missing.length > 0) fail('optim/missing-gradients', { weights: missing.map(({ label }) => label) });
  return weights.map((weight) => {
    const { leaves, paths } = leavesOf(weight);
    return leaves.map((leaf, i) => fitting(weight, leaf, paths[i], at(tree, [...weight.path, ...paths[i]])));
  });
}

function fitting({ label }: Weight, weight: AnyQuantity, path: Path, gradient: unknown): AnyQuantity {
  const name = [label, ...path].join('.');
  if (!(gradient instanceof Quantity)) return fail('optim/gradient', { weight: name, value: showValue(gradient) });
  if (gradient.unit.dimension !== weight.unit.dimension) {
    fail('optim/gradient-unit', { weight: name, wants: aDimension(String(weight.dim)), got: aDimension(String(gradient.dim)) });
  }
  const [wants, got] = [showShape(weight.shape), showShape(gradient.shape)];
  if (wants !== got) fail('optim/gradient-shape', { weight: name, wants, got });
  return (gradient as AnyQuantity).in(weight.unit);
}

/** What stands at a path; undefined where nothing does. */
function at(tree: unknown, path: Path): unknown {
  return path.reduce<unknown>((node, key) => entriesOf(node)?.find(([name]) => same(name, key))?.[1], tree);
}

function leafPaths(tree: unknown, path: Path = []): Path[] {
  const entries = entriesOf(tree);
  if (entries === undefined) return tree === undefined || tree === null ? [] : [path];
  return entries.flatMap(([key, item]) => leafPaths(item, [...path, key]));
}

function entriesOf(node: unknown): [string | number, unknown][] | undefined {
  if (node instanceof Map) return [...(node as Map<string, unknown>)];
  if (Array.isArray(node)) return node.map((item: unknown, i) => [i, item]);
  return isPlainObject(node) ? Object.entries(node) : undefined;
}

function same(a: string | number, b: string | number | undefined): boolean {
  return b !== undefined && String(a) === String(b);
}

function labelOf(state: State<unknown>, path: Path): string {
  return path.length > 0 ? pathText(path) : state.label;
}

function pathText(path: Path): string {
  return path.length === 0 ? 'the tree' : path.join('.');
}
