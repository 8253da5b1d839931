import { isPlainObject, type Path } from '../core/tree.js';
import { Module } from './module.js';
import { State } from './state.js';

/** What the walk calls for each thing it meets, with the way to it from the root. */
export interface Visitor {
  module?(module: Module, path: Path): void;
  state?(state: State<unknown>, path: Path): void;
}

/** How deep to look: the least and the greatest number of Modules on the way from the root. */
export type Hierarchy = readonly [least: number, greatest: number];

/**
 * Walks a module's tree: own properties in alphabetical order, through arrays, maps and plain objects, children
 * before the module that holds them, everything once, under the first path that leads to it. A State is as deep as the
 * module that holds it; the root has depth 0.
 */
export function walk(root: Module, visitor: Visitor, [least, greatest]: Hierarchy = [0, Infinity]): void {
  const seen = new Set<object>();
  const visit = (x: unknown, path: Path, depth: number): void => {
    if (typeof x !== 'object' || x === null || depth > greatest || seen.has(x)) return;
    if (x instanceof State) {
      // One that is too high up is not seen: it may come again, deeper.
      if (depth < least) return;
      seen.add(x);
      visitor.state?.(x, path);
      return;
    }
    const children = childrenOf(x);
    if (children === undefined) return;
    seen.add(x);
    for (const [key, child] of children) visit(child, [...path, key], child instanceof Module ? depth + 1 : depth);
    if (x instanceof Module && depth >= least) visitor.module?.(x, path);
  };
  visit(root, [], 0);
}

/** The parts of a Module's tree: the properties that its class does not keep out of sight. */
export function visibleEntries(module: Module): [string, unknown][] {
  const { invisible } = module.constructor as typeof Module;
  return Object.entries(module).filter(([key]) => !key.startsWith('__') && !invisible.includes(key));
}

function childrenOf(x: object): [string | number, unknown][] | undefined {
  if (Array.isArray(x)) return x.map((item, i) => [i, item]);
  if (x instanceof Map) return sorted([...x].map(([key, value]) => [String(key), value]));
  if (x instanceof Module) return sorted(visibleEntries(x));
  return isPlainObject(x) ? sorted(Object.entries(x)) : undefined;
}

function sorted(entries: [string, unknown][]): [string, unknown][] {
  return entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
