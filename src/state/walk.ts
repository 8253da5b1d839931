import { isPlainObject } from '../core/tree.js';
import { Module } from './module.js';
import { State } from './state.js';

/** What the walk calls for each thing it meets, with the way to it from the root. */
export interface Visitor {
  module?(module: Module, path: readonly string[]): void;
  state?(state: State<unknown>, path: readonly string[]): void;
}

/**
 * Walks a module's tree: own properties in alphabetical order, through arrays, maps and plain objects, children
 * before the module that holds them, everything once, under the first path that leads to it.
 */
export function walk(root: Module, visitor: Visitor): void {
  const seen = new Set<object>();
  const visit = (x: unknown, path: readonly string[]): void => {
    if (typeof x !== 'object' || x === null || seen.has(x)) return;
    if (x instanceof State) {
      seen.add(x);
      visitor.state?.(x, path);
      return;
    }
    const children = childrenOf(x);
    if (children === undefined) return;
    seen.add(x);
    for (const [key, child] of children) visit(child, [...path, key]);
    if (x instanceof Module) visitor.module?.(x, path);
  };
  visit(root, []);
}

function childrenOf(x: object): [string, unknown][] | undefined {
  if (Array.isArray(x)) return x.map((item, i) => [String(i), item]);
  if (x instanceof Map) return sorted([...x].map(([key, value]) => [String(key), value]));
  if (x instanceof Module || isPlainObject(x)) return sorted(Object.entries(x));
  return undefined;
}

function sorted(entries: [string, unknown][]): [string, unknown][] {
  return entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
