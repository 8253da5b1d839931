import { isPlainObject, type Path } from '../core/tree.js';
import { toPredicate, type Chosen, type Filter } from './filter.js';
import type { Hierarchy } from './walk.js';

/** What `states` and `nodes` can be told after their filters. */
export interface SelectOptions {
  /**
   * The least and the greatest number of Modules on the way: [0, 0] for what the module holds itself, [1, 1] for its
   * direct children. No limits unless given.
   */
  allowedHierarchy?: Hierarchy | undefined;
}

/** What a filter leaves of things of type `T`. */
export type Selected<F, T> = unknown extends Chosen<F> ? T : Chosen<F> extends T ? Chosen<F> : Chosen<F> & T;

/** One map for each filter. */
export type SelectedMaps<F extends readonly Filter[], T> = { -readonly [K in keyof F]: Map<string, Selected<F[K], T>> };

/** Two filters or more. */
export type Several = readonly [Filter, Filter, ...Filter[]];

/** Something that was found, with the way to it. */
export interface Found<T> {
  readonly path: Path;
  readonly x: T;
}

/** Takes filters and options apart. */
export function parseSelection(selection: readonly unknown[]): { filters: readonly Filter[]; hierarchy: Hierarchy | undefined } {
  const last = selection.at(-1);
  if (!isPlainObject(last)) return { filters: selection as readonly Filter[], hierarchy: undefined };
  return { filters: selection.slice(0, -1) as readonly Filter[], hierarchy: (last as SelectOptions).allowedHierarchy };
}

/**
 * Things by their paths: all without a filter, one map for one filter, and an array of maps for several, in which each
 * thing belongs to the first filter that chooses it.
 */
export function select<T>(found: readonly Found<T>[], filters: readonly Filter[]): Map<string, T> | Map<string, T>[] {
  const predicates = filters.length === 0 ? [() => true] : filters.map(toPredicate);
  const maps = predicates.map(() => new Map<string, T>());
  for (const { path, x } of found) {
    const first = predicates.findIndex((chosen) => chosen(path, x));
    if (first >= 0) maps[first].set(path.join('.'), x);
  }
  return maps.length === 1 ? maps[0] : maps;
}
